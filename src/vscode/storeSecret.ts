// Puts a secret of an integration into the secret store and gives the reference that the document then holds.
import * as vscode from 'vscode';
import { entriesOf } from '../core/catalog.ts';
import type { Integration } from '../core/integration.ts';
import { asString, get } from '../core/json.ts';
import { startsWith, type Path } from '../core/pointer.ts';
import { referencesIn, secretName, writeReference } from '../core/secrets.ts';
import type { SecretReference } from '../core/world.ts';
import type { Face } from './face.ts';

export async function storeSecret(
  face: Face,
  uri: vscode.Uri,
  integration: Integration,
  path: Path,
  value: string,
): Promise<string> {
  const name = await nameFor(face, uri, integration, path);
  await face.secrets.store(name, value);
  return writeReference({ store: 'secret', name });
}

/**
 * The name that the document has for it already, when that is its own or has no value on this machine yet. Any other
 * name that is taken belongs to somebody else (a clone's original, another workspace): then a new one is made.
 */
async function nameFor(face: Face, uri: vscode.Uri, integration: Integration, path: Path): Promise<string> {
  const { connection, name, value } = integration;
  const own = secretName(
    name || 'integration',
    startsWith(path, connection) ? path.slice(connection.length + 1) : path,
  );
  const read = (key: string): Promise<string | undefined> => face.secrets.read({ store: 'secret', name: key }, uri);
  const [current] = referencesIn(asString(get(value, ...path)) ?? '').filter(({ store }) => store === 'secret');
  if (current && (await read(current.name)) === undefined) return current.name;
  if (current && isOwn(current.name, own) && !(await isUsedByNamesake(face, uri, name, current))) return current.name;
  for (let number = 1; ; number++) {
    const free = number === 1 ? own : `${own}-${number}`;
    if ((await read(free)) === undefined) return free;
  }
}

/** Two folders can be two copies of one repository: then a name that looks like this document's own is the other's too. */
async function isUsedByNamesake(
  face: Face,
  uri: vscode.Uri,
  name: string,
  reference: SecretReference,
): Promise<boolean> {
  const namesakes = entriesOf(face.catalog.homes, 'integration').filter(
    (entry) => entry.name === name && entry.uri !== uri.toString(),
  );
  const texts = await Promise.all(
    namesakes.map((entry) => face.catalog.text(vscode.Uri.parse(entry.uri)).catch(() => '')),
  );
  return texts.some((text) => text.includes(writeReference(reference)));
}

const isOwn = (name: string, own: string): boolean =>
  name === own || (name.startsWith(`${own}-`) && /^\d+$/.test(name.slice(own.length + 1)));
