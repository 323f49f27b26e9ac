// Opens the file that says what belongs to each environment; where there is none, one with the connections in it is made.
import * as vscode from 'vscode';
import { environmentsFile, newEnvironments } from '../../core/sync/environments.ts';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { chosenFolder } from '../newFile.ts';

export async function openEnvironments(face: Face): Promise<void> {
  const folder = await chosenFolder();
  const file = vscode.Uri.joinPath(folder.uri, environmentsFile);
  if (!(await exists(file)))
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(newEnvironments(face.connections.all)));
  await vscode.window.showTextDocument(file);
}
