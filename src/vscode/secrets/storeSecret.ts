// Puts a secret of an integration into the secret store and gives the reference that the document then holds.
import * as vscode from 'vscode';
import { entriesOf } from '../../core/catalog.ts';
import { freeName, nameAt } from '../../core/secrets/cloneSecrets.ts';
import type { Integration } from '../../core/integration.ts';
import { asString, get } from '../../core/json.ts';
import type { Path } from '../../core/pointer.ts';
import { referencesIn, secretName, writeReference } from '../../core/secrets/secrets.ts';
import type { SecretReference } from '../../core/world.ts';
import type { Face } from '../face.ts';
import { secretHome } from './secrets.ts';
import { usedSecrets } from './usedSecrets.ts';

export async function storeSecret(
  face: Face,
  uri: vscode.Uri,
  integration: Integration,
  path: Path,
  value: string,
): Promise<string> {
  const name = await nameFor(face, uri, integration, path);
  const reference = { store: 'secret', name } as const;
  await face.secrets.store(reference, value, uri, 'home');
  return writeReference(reference);
}

/**
 * The name that the document has for it already, when that is its own, has no value on this machine yet, or nothing else
 * refers to it. Any other name that is taken belongs to somebody else (a clone's original): then a new one is made.
 */
async function nameFor(face: Face, uri: vscode.Uri, integration: Integration, path: Path): Promise<string> {
  const { name, value } = integration;
  const own = nameAt(integration, path);
  const isTaken = (key: string): Promise<boolean> => hasSecret(face, key, uri);
  const [current] = referencesIn(asString(get(value, ...path)) ?? '').filter(({ store }) => store === 'secret');
  if (current && !(await isTaken(current.name))) return current.name;
  if (current && isOwn(current.name, own) && !(await isUsedByNamesake(face, uri, name, current))) return current.name;
  if (current && (await isUsedAlone(face, uri, current.name))) return current.name;
  return freeName(own, isTaken);
}

export async function hasSecret(face: Face, name: string, document: vscode.Uri): Promise<boolean> {
  return (await face.secrets.read({ store: 'secret', name }, document)) !== undefined;
}

/** Under whatever name: somebody chose it, or the integration had another one. */
async function isUsedAlone(face: Face, uri: vscode.Uri, name: string): Promise<boolean> {
  const home = (await usedSecrets(face)).find((each) => each.home === secretHome(uri));
  const used = home?.secrets.find(({ reference }) => reference.store === 'secret' && reference.name === name);
  return used?.uses.length === 1 && used.uses[0]?.uri === uri.toString();
}

/** Of two documents whose names look alike in a secret's ("my api", "my-api"), what looks like this one's own is the other's too. */
async function isUsedByNamesake(
  face: Face,
  uri: vscode.Uri,
  name: string,
  reference: SecretReference,
): Promise<boolean> {
  const namesakes = entriesOf(face.catalog.folders, 'integration').filter((entry) => {
    const isOther = secretName(entry.name, []) === secretName(name, []) && entry.uri !== uri.toString();
    return isOther && secretHome(vscode.Uri.parse(entry.uri)) === secretHome(uri);
  });
  const texts = await Promise.all(
    namesakes.map((entry) => face.catalog.text(vscode.Uri.parse(entry.uri)).catch(() => '')),
  );
  return texts.some((text) => text.includes(writeReference(reference)));
}

const isOwn = (name: string, own: string): boolean =>
  name === own || (name.startsWith(`${own}-`) && /^\d+$/.test(name.slice(own.length + 1)));
