// Puts a secret of an integration into the secret store and gives the reference that the document then holds.
import type { Integration } from '../core/integration.ts';
import { startsWith, type Path } from '../core/pointer.ts';
import { secretName, writeReference } from '../core/secrets.ts';
import type { Face } from './face.ts';

export async function storeSecret(face: Face, integration: Integration, path: Path, value: string): Promise<string> {
  const { connection, name } = integration;
  const below = startsWith(path, connection) ? path.slice(connection.length + 1) : path;
  const key = secretName(name || 'integration', below);
  await face.secrets.store(key, value);
  return writeReference({ store: 'secret', name: key });
}
