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
}

export type SavePlan =
  | { readonly kind: 'nothing' }
  /** Somebody changed the document on the platform meanwhile. */
  | { readonly kind: 'conflict' }
  | {
      readonly kind: 'save';
      /** `properties`: only the connection configuration has changed. */
      readonly scope: 'service' | 'properties';
      readonly service: JsonObject;
      /** Secrets that would be sent empty although the platform may only hide them. */
      readonly masked: readonly Path[];
    };

export function planSave(versions: Versions, isSecret: IsSecret): SavePlan {
  const { mine, theirs } = versions;
  const service = asObject(followTheirs(mine, versions, [], isSecret));
  if (sameValue(service, theirs)) return { kind: 'nothing' };
  if (isConflict(versions, isSecret)) return { kind: 'conflict' };
  const hides = mayHide(theirs, isSecret);
  const masked = hides
    ? secretTexts(service, isSecret).filter(({ path, text }) => text === '' && get(theirs, ...path) === '')
    : [];
  const scope = sameValue(without(service), without(theirs)) ? 'properties' : 'service';
  return { kind: 'save', scope, service, masked: masked.map(({ path }) => path) };
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
