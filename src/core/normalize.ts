// OpenAPI's schema dialects (Swagger 2.0, 3.0, 3.1) brought to JSON Schema draft-07, which ajv and the JSON service both understand.
import { asArray, asObject, defineOwn, get, isObject, type Json, type JsonObject } from './json.ts';
import { modest, type ValueBudget } from './modestValue.ts';
import { lookUp, type Part } from './part.ts';
import { readPattern } from './patterns/pattern.ts';
import { readRegExp } from './patterns/readRegExp.ts';

/**
 * One schema of a document, ready to validate with: what it refers to stands under `definitions`, so circular
 * schemas stay finite. Keywords that only documentation needs are dropped.
 */
export function normalizeSchema(
  part: Part,
  schema: Json | undefined,
  budget: Budget = newBudget(),
  use?: Use,
): JsonObject {
  const state: State = { part, names: new Map(), pending: [], budget, use };
  const definitions: Record<string, Json> = {};
  const root = convert(schema, state, 0);
  for (let next = state.pending.shift(); next; next = state.pending.shift()) {
    const place = lookUp(next.part, next.reference);
    state.part = place?.part ?? part;
    definitions[next.name] = convert(place?.value, state, 0);
  }
  return state.names.size > 0 ? { ...asObject(root), definitions } : asObject(root);
}

/** Shared parts of a YAML document can unfold without end. */
export interface Budget extends ValueBudget {
  /** Schemas that may still be converted. */
  left: number;
}

/** One operation of the largest documents needs a fifth of this. */
export const newBudget = (): Budget => ({ left: 50_000, characters: 5_000_000 });

/** In a request read-only properties are not required, in a response write-only ones (OpenAPI 3.0.3 section 4.7.24.1). */
export type Use = 'request' | 'response';

interface State {
  /** The file that the schema under conversion stands in. */
  part: Part;
  /** Of what is referred to, by file and reference. */
  readonly names: Map<string, string>;
  readonly pending: { readonly name: string; readonly part: Part; readonly reference: string }[];
  readonly budget: Budget;
  readonly use: Use | undefined;
}

/** Deeper than any document that people write; the conversion is recursive. */
const deepest = 200;

function nameOf(reference: string, { part, names, pending }: State): string {
  const key = `${part.path}\n${reference}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = String(names.size);
  names.set(key, name);
  pending.push({ name, part, reference });
  return name;
}

/** Keywords whose value is one schema, a list of schemas, or a map of schemas. */
const single = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalItems'];
const lists = ['allOf', 'anyOf'];
const maps = ['properties', 'patternProperties'];
const kept = [
  'title',
  'description',
  'default',
  'readOnly',
  'writeOnly',
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

function convert(value: Json | undefined, state: State, depth: number): Json {
  if (typeof value === 'boolean') return value;
  if (!isObject(value) || state.budget.left-- <= 0 || depth > deepest) return {};
  const reference = get(value, '$ref');
  if (typeof reference === 'string') return { $ref: `#/definitions/${nameOf(reference, state)}` };
  const inner = (item: Json | undefined): Json => convert(item, state, depth + 1);
  const result: Record<string, Json> = {};
  for (const key of kept) {
    const own = Object.hasOwn(value, key) ? modest(value[key], state.budget) : undefined;
    if (own !== undefined) result[key] = own;
  }
  for (const key of single) if (Object.hasOwn(value, key)) result[key] = inner(value[key]);
  for (const key of lists) if (Array.isArray(value[key])) result[key] = asArray(value[key]).map(inner);
  for (const key of maps) if (isObject(value[key])) result[key] = convertMap(value[key], inner);
  convertAlternatives(value, result, inner);
  convertItems(value, result, inner);
  convertBounds(value, result);
  // JSON Schema section 6.1.2: validators refuse a schema whose values repeat.
  if (Array.isArray(result['enum'])) result['enum'] = [...new Set(result['enum'] as Json[])];
  // OpenAPI 3.1 section 4.8.14.3 says with this what 3.0 says with `format: binary`.
  const isBinary = get(value, 'contentMediaType') !== undefined && get(value, 'contentEncoding') === undefined;
  if (isBinary && result['format'] === undefined) result['format'] = 'binary';
  convertPattern(value, result);
  convertNames(result);
  relax(value, result, state);
  return nullable(value, result);
}

type Inner = (item: Json | undefined) => Json;

function convertMap(map: JsonObject, inner: Inner): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(map)) defineOwn(result, key, inner(item));
  return result;
}

/**
 * `oneOf` as `anyOf`: vendors write alternatives that differ in nothing that is required, so that every value fits
 * several of them, and no call could be made.
 */
function convertAlternatives(value: JsonObject, result: Record<string, Json>, inner: Inner): void {
  const alternatives = get(value, 'oneOf');
  if (!Array.isArray(alternatives)) return;
  const anyOf = alternatives.map(inner);
  if (result['anyOf'] === undefined) result['anyOf'] = anyOf;
  else result['allOf'] = [...asArray(result['allOf']), { anyOf }];
}

/** 3.1 writes tuples as `prefixItems` with `items` for the rest; draft-07 as `items` with `additionalItems`. */
function convertItems(value: JsonObject, result: Record<string, Json>, inner: Inner): void {
  const prefix = get(value, 'prefixItems');
  const items = get(value, 'items');
  if (Array.isArray(prefix)) {
    result['items'] = prefix.map(inner);
    if (items !== undefined) result['additionalItems'] = inner(items);
  } else if (Array.isArray(items)) result['items'] = items.map(inner);
  else if (items !== undefined) result['items'] = inner(items);
  const more = get(value, 'additionalProperties');
  if (more !== undefined) result['additionalProperties'] = inner(more);
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

/** Patterns of other languages are not errors of the user's value. */
function convertPattern(value: JsonObject, result: Record<string, Json>): void {
  const pattern = get(value, 'pattern');
  if (typeof pattern === 'string' && readRegExp(pattern)) result['pattern'] = pattern;
}

/** In characters; no pattern needs to say anything of a longer one. */
const longestName = 200;

/** What names a pattern is for is not known where it cannot be held against them; then every other name is allowed too. */
function convertNames(result: Record<string, Json>): void {
  const byPattern = Object.entries(asObject(result['patternProperties']));
  const usable = byPattern.filter(([pattern]) => (readPattern(pattern)?.longest ?? 0) >= longestName);
  if (usable.length === byPattern.length) return;
  result['patternProperties'] = Object.fromEntries(usable);
  Reflect.deleteProperty(result, 'additionalProperties');
}

function relax(value: JsonObject, result: Record<string, Json>, { use, part }: State): void {
  const required = result['required'];
  if (use === undefined || !Array.isArray(required)) return;
  const flag = use === 'request' ? 'readOnly' : 'writeOnly';
  const isForeign = (name: Json): boolean => {
    const property = typeof name === 'string' ? get(value, 'properties', name) : undefined;
    const reference = get(property, '$ref');
    const target = typeof reference === 'string' ? lookUp(part, reference)?.value : property;
    return get(target, flag) === true;
  };
  result['required'] = required.filter((name: Json) => !isForeign(name));
}

function nullable(value: JsonObject, result: Record<string, Json>): JsonObject {
  const type = get(value, 'type');
  // Swagger 2.0's `file` is a body, not a JSON type.
  if ((typeof type === 'string' && type !== 'file') || Array.isArray(type)) result['type'] = type;
  if (get(value, 'nullable') !== true) return result;
  if (typeof type !== 'string') return { anyOf: [result, { type: 'null' }] };
  const values = result['enum'];
  return {
    ...result,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...new Set([...(values as Json[]), null])] }),
  };
}
