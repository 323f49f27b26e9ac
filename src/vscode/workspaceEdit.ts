// Edits of a text as VS Code takes them.
import * as vscode from 'vscode';
import type { Edit } from '../core/edit.ts';

export function wholeText(document: vscode.TextDocument, text: string): vscode.WorkspaceEdit {
  return toWorkspaceEdit(document, [{ offset: 0, length: document.getText().length, content: text }]);
}

export function toWorkspaceEdit(document: vscode.TextDocument, edits: readonly Edit[]): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, content);
  }
  return change;
}
