// The file that says what belongs to each environment: hosts, ports and references to secrets that stay where they are.
import * as l10n from '@vscode/l10n';
import { isPlainCredential } from '../connection.ts';
import { isMap, readExact } from '../exact.ts';
import { asArray, asObject, asString, get, readJsonText, type Json } from '../json.ts';
import { configuration } from '../platform/hidden.ts';
import { prettyJson } from '../prettyJson.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import { isSecretName } from '../secrets/redactNames.ts';
import { isPlatformSecret, referencesIn, resolveReferences } from '../secrets/secrets.ts';
import type { ReadSecret } from './side.ts';
import type { Overlaid } from './travel.ts';

export const environmentsFile = 'integrations.environments.json';

/** Where an API is, no platform takes from another. */
const usualLocal = ['/server/protocol', '/server/host', '/server/port', '/server/base_path'];

export interface Environment {
  /** The name of a connection, or any name where there is a URL. */
  readonly name: string;
  readonly url: string;
  /** By the names of integrations (`*` for all), values by JSON pointer into the service document. */
  readonly integrations: ReadonlyMap<string, ReadonlyMap<string, Json>>;
}

export interface Environments {
  readonly environments: readonly Environment[];
  /** Pointers into the service document of what no platform takes from another. */
  readonly local: readonly string[];
  /** Sentences; what they are about does not count. */
  readonly problems: readonly string[];
}

export const noEnvironments: Environments = { environments: [], local: usualLocal.map(inService), problems: [] };

export function readEnvironments(text: string): Environments {
  const value = readExact(text);
  if (value === undefined || !isMap(value)) {
    const [error] = readJsonText(text).errors;
    return {
      ...noEnvironments,
      problems: [l10n.t('{0}: {1}.', environmentsFile, error?.message ?? l10n.t('no JSON object'))],
    };
  }
  const problems: string[] = [];
  const environments = Object.entries(asObject(value['environments'])).map(([name, given]): Environment => {
    const integrations = Object.entries(asObject(get(given, 'integrations'))).map(
      ([integration, values]): [string, ReadonlyMap<string, Json>] => [
        integration,
        valuesIn(values, (path) => problems.push(plainSecret(name, integration, path))),
      ],
    );
    return { name, url: asString(get(given, 'url')) ?? '', integrations: new Map(integrations) };
  });
  const stated =
    value['local'] === undefined ? usualLocal : asArray(value['local']).map((each) => asString(each) ?? '');
  return { environments, local: stated.filter((each) => each.startsWith('/')).map(inService), problems };
}

const plainSecret = (environment: string, integration: string, path: Path): string =>
  l10n.t(
    '{0}: the secret {1} of {2} in {3} is not used, as it stands there in plain text. Put a reference in its place.',
    environmentsFile,
    path.join('.'),
    integration,
    environment,
  );

function inService(pointer: string): string {
  return toPointer(configuration) + pointer;
}

/** A part of the connection configuration as an object, or single values by JSON pointer. */
function valuesIn(value: Json, refuse: (path: Path) => void): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  const gather = (item: Json, path: Path): void => {
    if (isMap(item) && Object.keys(item).length > 0) {
      for (const [key, inner] of Object.entries(item)) gather(inner, [...path, ...partsOf(key, path)]);
    } else if (isPlainSecret(item, path)) refuse(path);
    else found.set(inService(toPointer(path)), item);
  };
  if (isMap(value)) gather(value, []);
  found.delete(inService(''));
  return found;
}

const partsOf = (key: string, path: Path): Path =>
  path.length === 0 && key.startsWith('/') ? parsePointer(key) : [key];

/** This file is kept in git: it holds references alone. */
function isPlainSecret(value: Json, path: Path): boolean {
  if (typeof value !== 'string' || value === '') return false;
  const key = String(path.at(-1));
  const isSecret = path[0] === 'authentication' ? path.length > 1 && !isPlainCredential(key, value) : isSecretName(key);
  return isSecret && !isPlatformSecret(value) && referencesIn(value).length === 0;
}

/** By its URL, else by its name. */
export function environmentOf(
  { environments }: Environments,
  connection: { readonly name: string; readonly url: string },
): Environment | undefined {
  const same = (one: string, other: string): boolean => plainUrl(one) === plainUrl(other);
  return (
    environments.find(({ url }) => url !== '' && same(url, connection.url)) ??
    environments.find(({ name, url }) => url === '' && name.toLowerCase() === connection.name.toLowerCase())
  );
}

const plainUrl = (url: string): string => url.trim().toLowerCase().replace(/\/+$/, '');

/** What an environment says of one integration, resolved on this machine. */
export async function overlayOf(
  environment: Environment | undefined,
  name: string,
  read: ReadSecret,
): Promise<ReadonlyMap<string, Overlaid>> {
  const values = new Map([
    ...(environment?.integrations.get('*') ?? []),
    ...(environment?.integrations.get(name) ?? []),
  ]);
  const resolved = [...values].map(async ([pointer, value]): Promise<[string, Overlaid]> => {
    if (typeof value !== 'string' || isPlatformSecret(value)) return [pointer, { value, seen: value }];
    const { text, found } = await resolveReferences(value, read);
    const isLacking = found.some((each) => each.value === undefined);
    // The value of a secret goes no further than this.
    const isSecret = found.some(({ reference }) => reference.store === 'secret');
    return [pointer, { value, seen: isLacking ? undefined : isSecret ? value : text }];
  });
  return new Map(await Promise.all(resolved));
}

/** A file to begin with. */
export function newEnvironments(connections: readonly { readonly name: string; readonly url: string }[]): string {
  const known = connections.map(({ name, url }): [string, Json] => [name, { url, integrations: {} }]);
  const environments = Object.fromEntries(known.length > 0 ? known : [['Production', { url: '', integrations: {} }]]);
  return `${prettyJson({ local: usualLocal, environments })}\n`;
}
