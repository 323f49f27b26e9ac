// Lets git ignore a `.env` file, so that its values never get into a commit.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';

/** Of a quick fix: the file. */
export async function ignoreEnvFile(face: Face, uri: unknown): Promise<void> {
  if (uri instanceof vscode.Uri && uri.path.endsWith('/.env')) await face.secrets.envFiles.ignore(uri);
}
