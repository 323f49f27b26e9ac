// Going to a place in a document's text, or to the other face of the document.
import * as vscode from 'vscode';
import { readJsonText } from '../core/json.ts';
import { spanAt } from '../core/place.ts';
import type { Path } from '../core/pointer.ts';

export async function revealPath(uri: vscode.Uri, path: Path): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { offset, length } = spanAt(readJsonText(document.getText()).root, path);
  const selection = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  await openFace(uri, 'default', { selection });
}

/**
 * Shows a document with the editor of `viewType`. Where its other face is the active tab, that one gives way,
 * with its unsaved changes: both are the same document. An older VS Code keeps both tabs while there are some.
 */
export async function openFace(
  uri: vscode.Uri,
  viewType: string,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const current =
    input instanceof vscode.TabInputText
      ? 'default'
      : input instanceof vscode.TabInputCustom
        ? input.viewType
        : undefined;
  const here =
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) &&
    input.uri.toString() === uri.toString();
  const takesPlace = here && current !== viewType && (replacesUnsaved() || !isDirty(uri));
  if (takesPlace) await vscode.commands.executeCommand('reopenActiveEditorWith', viewType);
  if (!takesPlace || viewType !== 'default' || options.selection)
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType, options);
}

/** VS Code before 1.133 would ask whether to save, and "Don't Save" would revert what both faces show. */
export function replacesUnsaved(version = vscode.version): boolean {
  const [major = 1, minor = 0] = version.split('.').map(Number);
  return major > 1 || minor >= 133;
}

const isDirty = (uri: vscode.Uri): boolean =>
  vscode.workspace.textDocuments.some((each) => each.isDirty && each.uri.toString() === uri.toString());
