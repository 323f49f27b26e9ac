// Rename (F2) of an integration in VS Code's own editor, which applies the edits itself.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { forgetNames, offerForgetting } from '../secrets/renameSecrets.ts';
import { renameEdit, type Renaming } from './rename.ts';

export async function renameInEditor(
  face: Face,
  document: vscode.TextDocument,
  newName: string,
  token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
  try {
    const renaming = await renameEdit(face, document.uri, newName);
    if (renaming.secrets.size === 0) return renaming.change;
    if (token.isCancellationRequested) await forgetNames(face, document.uri, renaming.secrets.values());
    else offerOnceRenamed(face, document, renaming);
    return renaming.change;
  } catch (error) {
    // Who leaves the question about the secrets wants no message in the place of an edit.
    if (error instanceof vscode.CancellationError) return new vscode.WorkspaceEdit();
    throw error;
  }
}

/** VS Code does not say whether it applied the edits: the next change of the document, or its end, shows it. */
function offerOnceRenamed(face: Face, document: vscode.TextDocument, { uri, secrets }: Renaming): void {
  const settle = (): void => {
    listening.dispose();
    const isRenamed = [...secrets.values()].every((name) => document.getText().includes(name));
    void guarded(face, 'forget', () =>
      isRenamed ? offerForgetting(face, uri, [...secrets.keys()]) : forgetNames(face, document.uri, secrets.values()),
    );
  };
  const listening = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) settle();
    }),
    vscode.workspace.onDidCloseTextDocument((closed) => closed === document && settle()),
  );
}
