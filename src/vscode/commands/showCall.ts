// Opens the "Calls" view, and the response of a call in it.
import * as vscode from 'vscode';
import type { PastCall } from '../../core/calls/history.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { pastResponseUri } from '../calls/responses.ts';

export async function showCalls(): Promise<void> {
  await vscode.commands.executeCommand('integrationCalls.focus');
}

export async function showCall(face: Face, arg?: unknown): Promise<void> {
  const uri = pastResponseUri(oneCall(face, arg));
  await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
}

/** The call of a row, for commands that are about one. */
export function oneCall(face: Face, arg: unknown): PastCall {
  const [call] = face.calls.callsOf(arg, undefined);
  if (!call) throw new ExpectedError(vscode.l10n.t('This call is no longer kept.'));
  return call;
}
