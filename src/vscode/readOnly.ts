// Whether anybody could save a document: VS Code lets an extension change a read-only one, and then loses the change.
import * as vscode from 'vscode';
import { matchesGlob } from './catalog/excluded.ts';
import { decode } from './documentText.ts';

/** By its file system, or by the user's `files.readonlyInclude` and `files.readonlyExclude`. */
export function isReadOnly(uri: vscode.Uri): boolean {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return false;
  const settings = vscode.workspace.getConfiguration('files', uri);
  const names = (setting: string): boolean =>
    Object.entries(settings.get<Record<string, boolean>>(setting, {})).some(
      ([glob, on]) => on && matchesGlob(uri, folder, glob),
    );
  return names('readonlyInclude') && !names('readonlyExclude');
}

/** Of a document that was just changed: one that is neither dirty nor saved is read-only for a reason VS Code does not tell. */
export async function tookChange(document: vscode.TextDocument): Promise<boolean> {
  if (document.isDirty || document.isUntitled) return true;
  return decode(await vscode.workspace.fs.readFile(document.uri)) === document.getText();
}
