// OpenAPI's schema dialects (Swagger 2.0, 3.0, 3.1) brought to JSON Schema draft-07, which ajv and the JSON service both understand.
import { asArray, asObject, defineOwn, get, isObject, type Json, type JsonObject } from './json.ts';
import { lookUp } from './reference.ts';

/**
 * One schema of a document, ready to validate with: what it refers to stands under `definitions`, so circular
 * schemas stay finite. Keywords that only documentation needs are dropped.
 */
export function normalizeSchema(document: JsonObject, schema: Json | undefined): JsonObject {
  const definitions: Record<string, Json> = {};
  const pending: string[] = [];
  const names = new Map<string, string>();
  const nameOf = (reference: string): string => {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const name = String(names.size);
    names.set(reference, name);
    pending.push(reference);
    return name;
  };
  const root = convert(schema, nameOf);
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    definitions[nameOf(next)] = convert(lookUp(document, next), nameOf);
  }
  return names.size > 0 ? { ...asObject(root), definitions } : asObject(root);
}

type NameOf = (reference: string) => string;

/** Keywords whose value is one schema, a list of schemas, or a map of schemas. */
const single = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalItems'];
const lists = ['allOf', 'anyOf', 'oneOf'];
const maps = ['properties', 'patternProperties'];
const kept = [
  'title',
  'description',
  'default',
  'enum',
  'const',
  'format',
  'required',
  'multipleOf',
  'maximum',
  'minimum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'maxItems',
  'minItems',
  'uniqueItems',
  'maxProperties',
  'minProperties',
];

function convert(value: Json | undefined, nameOf: NameOf): Json {
  if (typeof value === 'boolean') return value;
  if (!isObject(value)) return {};
  const reference = get(value, '$ref');
  if (typeof reference === 'string') return { $ref: `#/definitions/${nameOf(reference)}` };
  const result: Record<string, Json> = {};
  for (const key of kept) if (Object.hasOwn(value, key)) result[key] = value[key] ?? null;
  for (const key of single) if (Object.hasOwn(value, key)) result[key] = convert(value[key], nameOf);
  for (const key of lists)
    if (Array.isArray(value[key])) result[key] = asArray(value[key]).map((item) => convert(item, nameOf));
  for (const key of maps) if (isObject(value[key])) result[key] = convertMap(value[key], nameOf);
  convertItems(value, result, nameOf);
  convertBounds(value, result);
  convertPattern(value, result);
  return nullable(value, result);
}

function convertMap(map: JsonObject, nameOf: NameOf): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(map)) defineOwn(result, key, convert(item, nameOf));
  return result;
}

/** 3.1 writes tuples as `prefixItems` with `items` for the rest; draft-07 as `items` with `additionalItems`. */
function convertItems(value: JsonObject, result: Record<string, Json>, nameOf: NameOf): void {
  const prefix = get(value, 'prefixItems');
  const items = get(value, 'items');
  if (Array.isArray(prefix)) {
    result['items'] = prefix.map((item: Json) => convert(item, nameOf));
    if (items !== undefined) result['additionalItems'] = convert(items, nameOf);
  } else if (Array.isArray(items)) result['items'] = items.map((item: Json) => convert(item, nameOf));
  else if (items !== undefined) result['items'] = convert(items, nameOf);
  const more = get(value, 'additionalProperties');
  if (more !== undefined) result['additionalProperties'] = convert(more, nameOf);
}

/** Draft-04's `exclusiveMinimum: true` (OpenAPI 3.0 and 2.0) becomes the number that `minimum` gave. */
function convertBounds(value: JsonObject, result: Record<string, Json>): void {
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof result[exclusive] !== 'boolean') continue;
    const bound = get(value, inclusive);
    const applies = result[exclusive] && typeof bound === 'number';
    Reflect.deleteProperty(result, exclusive);
    if (!applies) continue;
    Reflect.deleteProperty(result, inclusive);
    result[exclusive] = bound;
  }
}

/** Patterns of other languages (`(?i)`, possessive quantifiers) are not errors of the user's value. */
function convertPattern(value: JsonObject, result: Record<string, Json>): void {
  const pattern = get(value, 'pattern');
  if (typeof pattern !== 'string') return;
  try {
    new RegExp(pattern);
    result['pattern'] = pattern;
  } catch {
    // left out
  }
}

function nullable(value: JsonObject, result: Record<string, Json>): JsonObject {
  const type = get(value, 'type');
  // Swagger 2.0's `file` is a body, not a JSON type.
  if ((typeof type === 'string' && type !== 'file') || Array.isArray(type)) result['type'] = type;
  if (get(value, 'nullable') !== true) return result;
  if (typeof type !== 'string') return { anyOf: [result, { type: 'null' }] };
  const values = result['enum'];
  return { ...result, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...(values as Json[]), null] }) };
}
