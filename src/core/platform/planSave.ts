// What to send to the platform for a changed document, given what it was made from and what the platform has by now.
import { isMap, mapValues } from '../exact.ts';
import { asObject, defineOwn, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import { comparable, configuration, isToken, mayHide, sameValue, secretTexts, type IsSecret } from './hidden.ts';

export interface Versions {
  /** What the user's changes were made on; undefined when nobody knows any more. */
  readonly base: JsonObject | undefined;
  readonly mine: JsonObject;
  /** What the platform has now. */
  readonly theirs: JsonObject;
  /** What the user has seen of the platform's changes and wants to overwrite. */
  readonly agreed?: JsonObject | undefined;
  /** The user may save the connection configuration alone: what others changed around it stays. */
  readonly isConnectionOnly?: boolean;
}

/** `properties`: only the connection configuration has changed. */
export type SaveScope = 'service' | 'properties';

export type SavePlan =
  | { readonly kind: 'nothing' }
  /** Somebody changed the document on the platform meanwhile; `scope` is what it would take to save over it. */
  | { readonly kind: 'conflict'; readonly scope: SaveScope }
  | {
      readonly kind: 'save';
      readonly scope: SaveScope;
      readonly service: JsonObject;
      /** Secrets that would be sent empty although the platform may only hide them. */
      readonly masked: readonly Path[];
    };

export function planSave(given: Versions, isSecret: IsSecret): SavePlan {
  const versions = { ...given, mine: around(given) };
  const { mine, theirs } = versions;
  const service = asObject(followTheirs(mine, versions, [], isSecret));
  if (sameValue(service, theirs)) return { kind: 'nothing' };
  const scope = sameValue(without(service), without(theirs)) ? 'properties' : 'service';
  if (isConflict(versions, isSecret)) return { kind: 'conflict', scope };
  const hides = mayHide(theirs, isSecret);
  const masked = hides
    ? secretTexts(service, isSecret).filter(({ path, text }) => text === '' && get(theirs, ...path) === '')
    : [];
  return { kind: 'save', scope, service, masked: masked.map(({ path }) => path) };
}

/** Mine, where I left everything around my connection as it was with theirs around it, if I cannot save that. */
function around({ base, mine, theirs, isConnectionOnly = false }: Versions): JsonObject {
  if (!isConnectionOnly || !base || !sameValue(without(mine), without(base))) return mine;
  return { ...theirs, properties: { ...asObject(theirs['properties']), properties: configurationOf(mine) } };
}

function isConflict({ base, mine, theirs, agreed = base }: Versions, isSecret: IsSecret): boolean {
  if (!agreed || comparable(agreed, isSecret) !== comparable(theirs, isSecret)) return true;
  // A secret that both changed: of those that only they changed, theirs goes along.
  return secretTexts(theirs, isSecret).some(({ path, text }) => {
    const [before, seen, wanted] = [base, agreed, mine].map((each) => get(each, ...path));
    return seen !== text && before !== wanted && text !== wanted;
  });
}

/** A secret or token that the user left alone is what the platform has now: it may have encrypted or renewed it. */
function followTheirs(mine: Json, versions: Versions, path: Path, isSecret: IsSecret): Json | undefined {
  const isHidden = isToken(path) || (typeof mine === 'string' && isSecret(path, mine));
  if (isHidden) return isLeftAlone(mine, versions, path) ? get(versions.theirs, ...path) : mine;
  if (!isMap(mine)) return mine;
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(mine)) {
    const followed = followTheirs(item, versions, [...path, key], isSecret);
    if (followed !== undefined) defineOwn(result, key, followed);
  }
  return result;
}

/** Nobody types what the platform encrypted: without a base, that is what tells. */
function isLeftAlone(mine: Json, { base }: Versions, path: Path): boolean {
  if (base) return sameValue(mine, get(base, ...path));
  return mine === '' || (typeof mine === 'string' && mine.startsWith('$ENC'));
}

/** The document without its connection configuration. */
function without(service: JsonObject): JsonObject {
  const { properties, ...rest } = service;
  if (!isObject(properties)) return service;
  return { ...rest, properties: { ...properties, properties: null } };
}

/** With the values of secrets put in where they are known, and the others left out: never empty. */
export function fillSecrets(
  service: JsonObject,
  paths: readonly Path[],
  valueOf: (path: Path) => string | undefined,
): JsonObject {
  return paths.reduce<JsonObject>((filled, path) => asObject(put(filled, path, valueOf(path))), service);
}

function put(value: Json, [key, ...rest]: Path, text: string | undefined): Json {
  if (key === undefined || !isMap(value)) return value;
  if (rest.length === 0 && text === undefined)
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return mapValues(value, (item, name) => {
    if (name !== key) return item;
    return rest.length === 0 ? (text ?? item) : put(item, rest, text);
  });
}

/** The connection configuration, as the call for it alone takes it. */
export const configurationOf = (service: JsonObject): JsonObject => asObject(get(service, ...configuration));
