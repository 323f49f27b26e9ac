// Signs in to a platform anew and lists what it holds; for a password that the platform refused it asks before it is sent again.
import * as vscode from 'vscode';
import type { Face } from '../face.ts';
import { askSecret } from '../platforms/askConnection.ts';
import { chosenConnection } from '../platforms/chosenConnection.ts';
import { requireTrust } from '../trust.ts';

export async function retryConnection(face: Face, arg?: unknown): Promise<void> {
  const connection = await chosenConnection(face, arg);
  const { id } = connection;
  const platforms = await face.platforms();
  if (!(await platforms.retry(id)).isRefused) return;
  requireTrust();
  const before = await face.connections.secret(id);
  const secret = await askSecret(connection, before, vscode.l10n.t('{0} refused the sign-in', connection.name));
  // Another window may have edited or removed it meanwhile.
  const now = face.connections.all.find((each) => each.id === id);
  if (!now) return;
  if (secret !== before) await face.connections.save(now, secret, await face.connections.passphrase(id));
  await platforms.retry(id, true);
}
