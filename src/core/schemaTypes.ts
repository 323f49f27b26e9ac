// Which JSON types a normalized schema allows, as far as it says so.
import { asArray, get, isObject, type Json, type JsonObject } from './json.ts';
import { parsePointer } from './pointer.ts';

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

/** The schema that `$ref` leads to; a reference that leads nowhere is itself. */
function target(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = get(schema, '$ref');
  const found = typeof reference === 'string' ? get(root, ...parsePointer(reference)) : undefined;
  return isObject(found) ? found : schema;
}

/** Circular references end here. */
const deepest = 8;

/** The schema itself with everything that it is put together of. */
function branches(schema: JsonObject, root: JsonObject, depth: number): JsonObject[] {
  if (depth > deepest) return [];
  const own = target(schema, root);
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => asArray(get(own, key))).filter(isObject);
  return [own, ...inner.flatMap((each) => branches(each, root, depth + 1))];
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
