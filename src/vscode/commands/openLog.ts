// Opens what an integration has logged: its output channel or its log file.
import * as vscode from 'vscode';
import { exists } from '../exists.ts';
import type { Face } from '../face.ts';
import { ExpectedError } from '../expectedError.ts';
import { choose, integrationFor } from '../target.ts';

/** `transport` (`console`, `file`) is for keybindings and links; where there is no file yet nothing is asked. */
export async function openLog(face: Face, arg?: unknown, transport?: unknown): Promise<void> {
  const uri = await integrationFor(face, arg, vscode.l10n.t('Open the log of which integration?'));
  const logs = await face.logs();
  const found = await logs.settingsOf(uri);
  await logs.flush();
  const place = await logs.placeOf(found);
  const file = vscode.Uri.file(place.path);
  const hasFile = await exists(file);
  const wanted =
    transport === 'console' || transport === 'file' ? transport : hasFile && (await ask(place.path, found.name));
  if (wanted !== 'file') {
    logs.channelOf(uri, found.name).show();
    return;
  }
  if (!hasFile) throw new ExpectedError(vscode.l10n.t('Nothing has been logged to {0} yet.', place.path));
  await vscode.commands.executeCommand('vscode.open', file);
}

async function ask(path: string, title: string): Promise<'console' | 'file'> {
  const items = [
    { label: vscode.l10n.t('Output channel'), description: '', transport: 'console' },
    { label: vscode.l10n.t('Log file'), description: path, transport: 'file' },
  ] as const;
  return (await choose(items, vscode.l10n.t('Which log?'), { title })).transport;
}
