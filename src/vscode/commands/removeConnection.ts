// Forgets a connection and its password; what the platform holds stays as it is.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { chosenConnection } from '../chosenConnection.ts';
import { confirm } from '../notify.ts';

export async function removeConnection(face: Face, arg?: unknown): Promise<void> {
  const { id, name } = await chosenConnection(face, arg);
  const remove = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove the connection to {0}?', name);
  const detail = vscode.l10n.t('Its password is forgotten on this machine. Nothing changes on the platform.');
  if ((await confirm(question, detail, remove)) !== remove) return;
  (await face.platforms()).disconnect(id);
  await face.connections.remove(id);
}
