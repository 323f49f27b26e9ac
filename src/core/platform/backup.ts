// A document of a platform as it may be kept in a file: without the values of its secrets, which go elsewhere.
import { isMap, mapValues } from '../exact.ts';
import { asObject, get, type Json, type JsonObject } from '../json.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import { showsSecret } from '../secrets/redactNames.ts';
import { isPlatformSecret, textsIn } from '../secrets/secrets.ts';
import { configuration, isNamedSecret, isToken, mayHide, type IsSecret } from './hidden.ts';

export interface Backup {
  /** The service document; where a secret stood, there is an empty text. */
  readonly service: JsonObject;
  /** JSON pointers of the secrets whose values are kept apart. */
  readonly kept: readonly string[];
  /** JSON pointers of the secrets that the platform does not show. */
  readonly hidden: readonly string[];
}

/** By JSON pointer into the service document. */
export type SecretValues = ReadonlyMap<string, string>;

export interface SetAside {
  readonly backup: Backup;
  /** The texts of `backup.kept`: ciphers of the platform, or what it shows in plain. */
  readonly values: SecretValues;
}

const authentication: Path = [...configuration, 'authentication'];

/** References to a vault say nothing to who reads them: they stay in the document. */
export function setAside(service: JsonObject, isSecret: IsSecret): SetAside {
  const hides = mayHide(service, isSecret);
  const values = new Map<string, string>();
  const hidden: string[] = [];
  for (const { path, text } of textsIn(get(service, ...configuration), configuration)) {
    if (!isConfidential(path, text, isSecret)) continue;
    if (text !== '') values.set(toPointer(path), text);
    else if (hides && !isOfToken(path)) hidden.push(toPointer(path));
  }
  const empty = new Map([...values.keys()].map((pointer) => [pointer, '']));
  return { backup: { service: putIn(service, empty), kept: [...values.keys()], hidden }, values };
}

function isConfidential(path: Path, text: string, isSecret: IsSecret): boolean {
  if (isPlatformSecret(text) && !text.startsWith('$ENC')) return false;
  return isSecret(path, text) || isNamedSecret(path) || showsSecret(text);
}

const isOfToken = (path: Path): boolean => isToken(path.slice(0, authentication.length + 2));

/** The document with its secrets; those that nobody has are left out, so that none is ever sent empty. */
export const broughtBack = (backup: Backup, values: SecretValues): JsonObject =>
  leftOut(putIn(backup.service, values), lostOf(backup, values));

/** What `broughtBack` makes of it, without its secrets. */
export const outlineBroughtBack = (backup: Backup, values: SecretValues): JsonObject =>
  leftOut(backup.service, lostOf(backup, values));

/** The secrets of a backup that have no value. */
export const lostOf = ({ kept, hidden }: Backup, values: SecretValues): readonly string[] =>
  [...kept, ...hidden].filter((pointer) => !values.get(pointer));

const leftOut = (service: JsonObject, pointers: readonly string[]): JsonObject =>
  pointers.reduce<JsonObject>((left, pointer) => asObject(without(left, parsePointer(pointer))), service);

/** With other texts at these pointers. */
export function putIn(service: JsonObject, values: SecretValues): JsonObject {
  const put = (value: Json, path: Path): Json => {
    if (typeof value === 'string') return values.get(toPointer(path)) ?? value;
    if (Array.isArray(value)) return value.map((item: Json, index) => put(item, [...path, index]));
    return isMap(value) ? mapValues(value, (item, key) => put(item, [...path, key])) : value;
  };
  return asObject(put(service, []));
}

function without(value: Json, [key, ...rest]: Path): Json {
  if (key === undefined || !isMap(value)) return value;
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return mapValues(value, (item, name) => (name === key ? without(item, rest) : item));
}
