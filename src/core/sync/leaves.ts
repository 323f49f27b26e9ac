// A service document as its single values by JSON pointer: what is compared, taken over and left out one by one.
import { isMap } from '../exact.ts';
import { toModelKey } from '../integration.ts';
import { defineOwn, get, type Json, type JsonObject } from '../json.ts';
import { isToken } from '../platform/hidden.ts';
import { outlineOf } from '../platform/readAnswers.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import { plainNumbers } from './numbers.ts';

/** By JSON pointer into the service document; an array and an empty object are single values. */
export type Leaves = ReadonlyMap<string, Json>;

/** What belongs to the stored document, or is the same for every integration; the name is what documents are matched by. */
const own = new Set(['_id', 'name', 'type', 'virtual', 'isEncrypted', 'metadata', 'model']);

/** Objects that say nothing when they are null, as the command line tool writes them where there is none. */
const optional = new Set(['loggerProps', 'systemProps', 'eventDeduplication']);

/** The values of a document that can travel from one home to another: no identity, no tokens of the platform. */
export function leavesOf(service: JsonObject): Leaves {
  const leaves = new Map<string, Json>();
  for (const [key, value] of Object.entries(travelling(service))) gather(value, [key], leaves);
  return leaves;
}

function travelling(service: JsonObject): JsonObject {
  const kept = Object.entries(service).filter(
    ([key, value]) => !own.has(key) && !(optional.has(key) && value === null),
  );
  const { modelId } = outlineOf(service);
  const inner = get(service, 'properties');
  const properties = isMap(inner) ? Object.fromEntries(Object.entries(inner).filter(([key]) => key !== 'id')) : {};
  return {
    ...Object.fromEntries(kept),
    properties: { ...properties, ...(modelId !== '' && { type: modelId }) },
    profiling: service['profiling'] === true,
  };
}

function gather(value: Json, path: Path, leaves: Map<string, Json>): void {
  if (isToken(path)) return;
  const entries = isMap(value) ? Object.entries(value) : [];
  if (entries.length === 0) leaves.set(toPointer(path), plainNumbers(value));
  for (const [key, item] of entries) gather(item, [...path, key], leaves);
}

/** Whether a document holds an object, with or without keys, where another has an empty one. */
export const hasObject = (leaves: Leaves, pointer: string): boolean =>
  isEmptyObject(leaves.get(pointer)) || [...leaves.keys()].some((each) => each.startsWith(`${pointer}/`));

export const isEmptyObject = (value: Json | undefined): boolean =>
  value !== undefined && isMap(value) && Object.keys(value).length === 0;

/** Where a service document names its model. */
export const modelPointer = '/properties/type';

/** One value put in, or taken out where it is undefined. */
export interface Put {
  readonly pointer: string;
  readonly value: Json | undefined;
}

/** Takes out first: where an object takes the place of a value, the other order would lose it. */
export function putLeaves(service: JsonObject, puts: readonly Put[]): JsonObject {
  const gone = puts.filter(({ value }) => value === undefined);
  const set = puts.filter(({ value }) => value !== undefined);
  const result = [...gone, ...set].reduce((at, { pointer, value }) => put(at, parsePointer(pointer), value), service);
  const model = set.find(({ pointer }) => pointer === modelPointer)?.value;
  return typeof model === 'string' ? { ...result, model: toModelKey(model) } : result;
}

function put(object: JsonObject, [key = '', ...rest]: readonly string[], value: Json | undefined): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, item] of Object.entries(object))
    if (name !== key) defineOwn(result, name, item);
    else if (rest.length > 0 || value !== undefined) defineOwn(result, name, inside(item, rest, value));
  if (!Object.hasOwn(object, key) && value !== undefined) defineOwn(result, key, inside({}, rest, value));
  return result;
}

function inside(item: Json, rest: readonly string[], value: Json | undefined): Json {
  if (rest.length === 0) return value ?? null;
  if (isMap(item)) return put(item, rest, value);
  return value === undefined ? item : put({}, rest, value);
}
