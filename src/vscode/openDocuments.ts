// The documents that are open in editors, as they come, change and go.
import * as vscode from 'vscode';

export interface OpenDocuments {
  /** Also once for each that is open already: one may be what the extension was started for. */
  readonly changed: (document: vscode.TextDocument) => void;
  readonly closed: (document: vscode.TextDocument) => void;
}

export function watchOpenDocuments({ changed, closed }: OpenDocuments): vscode.Disposable {
  setTimeout(() => vscode.workspace.textDocuments.forEach(changed));
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(changed),
    vscode.workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    vscode.workspace.onDidCloseTextDocument(closed),
  );
}
