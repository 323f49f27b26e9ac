// Opens the table of all secrets: where each value is and who uses it, without the values.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { secretsUri } from '../secrets/secretsUri.ts';

export async function showSecrets(face: Face): Promise<void> {
  await face.catalog.load();
  await vscode.window.showTextDocument(secretsUri(), { preview: true });
}
