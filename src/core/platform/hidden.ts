// Which values of a platform's document are secrets or the platform's own tokens: they never count as somebody's change.
import { isMap, writeJson } from '../exact.ts';
import { asObject, get, type Json, type JsonObject } from '../json.ts';
import { parsePointer, samePath, startsWith, type Path } from '../pointer.ts';
import { isPlainCredential } from '../connection.ts';
import { isSecretName } from '../secrets/redactNames.ts';
import { isPlatformSecret, textsIn } from '../secrets/secrets.ts';

/** Where the connection configuration stands in a service document. */
export const configuration: Path = ['properties', 'properties'];
const authentication: Path = [...configuration, 'authentication'];

/** Tells of a path in a service document whether a secret stands there. */
export type IsSecret = (path: Path, value: string) => boolean;

/** `pointers`: what the platform says it encrypts, in the connection configuration. */
export function secretsBy(pointers: readonly string[]): IsSecret {
  const paths = pointers.map((pointer) => [...configuration, ...parsePointer(pointer)]);
  return (path, value) =>
    paths.some((each) => samePath(each, path)) ||
    (startsWith(path, authentication) &&
      path.length > authentication.length &&
      !isPlainCredential(String(path.at(-1)), value));
}

/** What is called a secret is one, though the platform does not say so: a variable, a password for a proxy. */
export const isNamedSecret = (path: Path): boolean =>
  startsWith(path, configuration) && !startsWith(path, authentication) && isSecretName(String(path.at(-1)));

/** A pointer into a service document as people read it: without where the configuration stands. */
export function placeText(pointer: string): string {
  const path = parsePointer(pointer);
  return (startsWith(path, configuration) ? path.slice(configuration.length) : path).join('.');
}

/** `authentication.SCHEME.token`: the platform gets and renews it by itself. */
export const isToken = (path: Path): boolean =>
  startsWith(path, authentication) && path.length === authentication.length + 2 && path.at(-1) === 'token';

/** The paths of all secrets with their texts, tokens left out. */
export function secretTexts(service: JsonObject, isSecret: IsSecret): { readonly path: Path; readonly text: string }[] {
  return [...textsIn(get(service, ...configuration), configuration)].filter(
    ({ path, text }) => isSecret(path, text) && !isToken(path.slice(0, authentication.length + 2)),
  );
}

/**
 * Whether an empty secret may be one that the platform hides: no secret of the document shows a value that only a
 * platform which shows them would show.
 */
export function mayHide(service: JsonObject, isSecret: IsSecret): boolean {
  const texts = secretTexts(service, isSecret).map(({ text }) => text);
  return texts.some((text) => text === '') && texts.every((text) => text === '' || isReference(text));
}

const isReference = (text: string): boolean => isPlatformSecret(text) && !text.startsWith('$ENC');

/** Without secrets and tokens, its keys in one order: equal texts are equal documents. */
export function comparable(service: JsonObject, isSecret: IsSecret): string {
  return writeJson(strip(service, [], isSecret) ?? null);
}

function strip(value: Json, path: Path, isSecret: IsSecret): Json | undefined {
  if (isToken(path)) return undefined;
  if (typeof value === 'string') return isSecret(path, value) ? undefined : value;
  if (Array.isArray(value)) return value.map((item: Json, index) => strip(item, [...path, index], isSecret) ?? null);
  if (!isMap(value)) return value;
  const entries = Object.entries(asObject(value)).map(([key, item]) => [key, strip(item, [...path, key], isSecret)]);
  const kept = entries.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The same value, whatever the order of its keys. */
export function sameValue(one: Json | undefined, other: Json | undefined): boolean {
  const text = (value: Json | undefined): string | undefined =>
    value === undefined ? undefined : writeJson(strip(value, [], () => false) ?? null);
  return text(one) === text(other);
}
