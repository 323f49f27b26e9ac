// The kinds of value that a schema allows: its alternatives, whatever keywords they are written with, one schema for each.
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import { readPattern } from '../patterns/pattern.ts';

/** At least one. Of kinds that no value tells apart, the first stands for all. */
export function kindsOf(schema: JsonObject): readonly JsonObject[] {
  const kinds = expand(schema, 0);
  if (kinds.length === 1) return [{ ...kinds[0], ...said(merged(schema)) }];
  const [first, ...others] = kinds.filter((kind, place) => kindOf(kinds, startOf(kind)) === place);
  if (first && others.length > 0) return [first, ...others];
  return [{ ...(first ?? kinds[0]), ...said(merged(schema)) }];
}

/** What a schema says of all its kinds together. */
const ofAll: readonly string[] = ['title', 'description', 'default'];
const said = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => ofAll.includes(key)));
const unsaid = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => !ofAll.includes(key)));

/** The place of the kind that a value is of; -1 for none. What only breaks a rule of a kind is still of that kind. */
export function kindOf(kinds: readonly JsonObject[], value: Json): number {
  const exact = kinds.findIndex((kind) => hasType(kind, value) && keepsRules(kind, value));
  return exact >= 0 ? exact : kinds.findIndex((kind) => !isFixed(kind) && hasType(kind, value));
}

/** Whether it allows a single value. */
export const isFixed = (kind: JsonObject): boolean =>
  kind['const'] !== undefined || kind['type'] === 'null' || asArray(kind['enum']).length === 1;

/** A value of the kind to begin with. */
export function startOf(kind: JsonObject, depth = 0): Json {
  const given = [kind['const'], kind['default'], asArray(kind['enum'])[0]].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const type = asString([kind['type']].flat()[0]) ?? 'string';
  const start = starts[type];
  if (type !== 'object' || depth > deepest) return start === undefined ? '' : start(kind);
  const names = asArray(kind['required']).filter((name) => typeof name === 'string');
  return Object.fromEntries(
    names.map((name) => [name, startOf(asObject(get(kind, 'properties', name)), depth + 1)] as const),
  );
}

/** Deeper than any form. */
const deepest = 6;
const mostKinds = 30;

const starts: Readonly<Record<string, (kind: JsonObject) => Json>> = {
  null: () => null,
  boolean: () => false,
  integer: ({ minimum }) => (typeof minimum === 'number' ? Math.ceil(minimum) : 0),
  number: ({ minimum }) => (typeof minimum === 'number' ? minimum : 0),
  array: () => [],
  object: () => ({}),
};

function expand(schema: JsonObject, depth: number): readonly JsonObject[] {
  const { oneOf, anyOf, ...whole } = merged(schema);
  const branches = asArray(oneOf ?? anyOf).filter(isObject);
  if (branches.length > 0 && depth < deepest)
    return branches.flatMap((branch) => expand(combined(unsaid(whole), branch), depth + 1)).slice(0, mostKinds);
  const values = asArray(whole['enum']);
  if (values.some((value) => typeof value !== 'string'))
    return values.slice(0, mostKinds).map((value) => (value === null ? { type: 'null' } : { const: value }));
  const types = asArray(whole['type']).filter((type) => typeof type === 'string');
  const isOneOrNothing = types.filter((type) => type !== 'null').length <= 1;
  return types.length === 0 || isOneOrNothing ? [whole] : types.map((type) => ({ ...unsaid(whole), type }));
}

/** With what it is put together of. */
function merged(schema: JsonObject): JsonObject {
  const { allOf, ...own } = schema;
  return asArray(allOf).filter(isObject).reduce(combined, own);
}

function combined(one: JsonObject, other: JsonObject): JsonObject {
  const properties = { ...asObject(one['properties']), ...asObject(other['properties']) };
  const required = [...asArray(one['required']), ...asArray(other['required'])];
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties, type: 'object' }),
    ...(required.length > 0 && { required }),
  };
}

function hasType(kind: JsonObject, value: Json): boolean {
  const types = [kind['type'] ?? []].flat();
  return types.length === 0 || types.some((type) => isOfType(type, value));
}

function isOfType(type: Json, value: Json): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function keepsRules(kind: JsonObject, value: Json): boolean {
  const values = kind['const'] === undefined ? asArray(kind['enum']) : [kind['const']];
  if (values.length > 0 && !values.some((each) => JSON.stringify(each) === JSON.stringify(value))) return false;
  if (!isObject(value)) return typeof value !== 'string' || matches(kind['pattern'], value);
  const isThere = (name: Json): boolean => typeof name === 'string' && Object.hasOwn(value, name);
  const inner = Object.entries(asObject(kind['properties'])).filter(([name]) => isThere(name));
  return (
    asArray(kind['required']).every(isThere) &&
    inner.every(
      ([name, each]) => hasType(asObject(each), value[name] ?? null) && keepsRules(asObject(each), value[name] ?? null),
    )
  );
}

/** What a pattern says nothing of may be meant. */
const matches = (pattern: Json | undefined, text: string): boolean =>
  typeof pattern !== 'string' || (readPattern(pattern)?.test(text) ?? true);
