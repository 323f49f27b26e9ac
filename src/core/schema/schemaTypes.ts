// Which JSON types a normalized schema allows, as far as it says so.
import { asArray, asObject, get, isObject, type Json, type JsonObject } from '../json.ts';
import { parsePointer } from '../pointer.ts';

/** Empty for a schema that leaves the type open. */
export function typesOf(schema: JsonObject): readonly string[] {
  return [...new Set(collect(schema, schema, 0))];
}

/** What a property of an object's schema has to be; `{}` where nothing is said. */
export function propertySchema(schema: JsonObject, name: string): JsonObject {
  const found = branches(schema, schema, 0)
    .map((each) => get(each, 'properties', name))
    .find(isObject);
  return found ? { ...target(found, schema), definitions: get(schema, 'definitions') ?? {} } : {};
}

/** Every property that an object's schema names, also in what it is put together of. */
export function propertyNames(schema: JsonObject): readonly string[] {
  return [...new Set(branches(schema, schema, 0).flatMap((each) => Object.keys(asObject(get(each, 'properties')))))];
}

/** The properties that are required in any case: alternatives have their own. */
export function requiredNames(schema: JsonObject): readonly string[] {
  const always = branches(schema, schema, 0, ['allOf']);
  return [
    ...new Set(always.flatMap((each) => asArray(get(each, 'required')).filter((name) => typeof name === 'string'))),
  ];
}

/** The schema that `$ref` leads to; a reference that leads nowhere is itself. */
function target(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = get(schema, '$ref');
  const found = typeof reference === 'string' ? get(root, ...parsePointer(reference)) : undefined;
  return isObject(found) ? found : schema;
}

export const combinators: readonly string[] = ['allOf', 'anyOf', 'oneOf'];

/** Circular references end here. */
const deepest = 8;

/** The schema itself with everything that it is put together of. */
function branches(schema: JsonObject, root: JsonObject, depth: number, keys = combinators): JsonObject[] {
  if (depth > deepest) return [];
  const own = target(schema, root);
  const inner = keys.flatMap((key) => asArray(get(own, key))).filter(isObject);
  return [own, ...inner.flatMap((each) => branches(each, root, depth + 1, keys))];
}

function collect(schema: JsonObject, root: JsonObject, depth: number): string[] {
  return branches(schema, root, depth).flatMap((each) =>
    [get(each, 'type') ?? typeByKeyword(each)].flat().filter((type): type is string => typeof type === 'string'),
  );
}

function typeByKeyword(schema: JsonObject): Json {
  if (get(schema, 'properties') !== undefined) return 'object';
  return get(schema, 'items') === undefined ? null : 'array';
}
