// Forgets a connection and its password, and offers to bring it back; what the platform holds stays as it is.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { chosenConnection } from '../platforms/chosenConnection.ts';
import { guarded } from '../guarded.ts';
import { inform } from '../notify.ts';

export async function removeConnection(face: Face, arg?: unknown): Promise<void> {
  const connection = await chosenConnection(face, arg);
  const secret = await face.connections.secret(connection.id);
  const passphrase = await face.connections.passphrase(connection.id);
  (await face.platforms()).disconnect(connection.id);
  await face.connections.remove(connection.id);
  void guarded(face, 'undo', async () => {
    const undo = vscode.l10n.t('Undo');
    const message = vscode.l10n.t('Removed the connection to {0}. Nothing has changed there.', connection.name);
    if ((await inform(message, undo)) === undo) await face.connections.save(connection, secret ?? '', passphrase);
  });
}
