// Shows the response of an integration's last test call as a read-only document.
import * as vscode from 'vscode';
import { besideWork } from '../beside.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { responseUri } from '../calls/responses.ts';
import { integrationFor } from '../target.ts';

export async function showResponse(face: Face, arg?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Show the last response of which integration?'));
  if (!face.reports.of(uri)) throw new ExpectedError(vscode.l10n.t('There was no test call of this integration yet.'));
  const response = responseUri(uri);
  const options = { preview: true, viewColumn: besideWork(response.scheme) };
  await vscode.commands.executeCommand('vscode.open', response, options);
}
