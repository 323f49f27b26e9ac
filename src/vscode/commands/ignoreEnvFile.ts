// Lets git ignore a `.env` file, so that its values never get into a commit.
import * as vscode from 'vscode';
import { ignoreEnvFile as ignore } from '../envFiles.ts';
import type { Face } from '../face.ts';

/** Of a quick fix: the file. */
export async function ignoreEnvFile(_face: Face, uri: unknown): Promise<void> {
  if (uri instanceof vscode.Uri && uri.path.endsWith('/.env')) await ignore(uri);
}
