// What the schema says of one place in an integration of a model.
import { get, isObject, type JsonObject } from '../json.ts';
import type { Model, SecurityScheme } from '../model.ts';
import type { Path } from '../pointer.ts';
import { serviceSchema } from '../schema.ts';

const schemas = new WeakMap<object, JsonObject>();
const noModel = {};

/** `path` begins at the service document; undefined where the schema has nothing. */
export function fieldSchema(model: Model | undefined, path: Path): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>((schema, part) => {
    const next = typeof part === 'number' ? get(schema, 'items') : get(schema, 'properties', part);
    return isObject(next) ? next : undefined;
  }, schemaOf(model));
}

/** A model that changes is another object. */
function schemaOf(model: Model | undefined): JsonObject {
  const known = schemas.get(model ?? noModel);
  if (known) return known;
  const schema = serviceSchema(model);
  schemas.set(model ?? noModel, schema);
  return schema;
}

/** Where the connection configuration stands in a service document. */
export const connectionPath: Path = ['properties', 'properties'];
export const authenticationPath: Path = [...connectionPath, 'authentication'];

/** The scheme whose block a path leads to or into. */
export function schemeAt(model: Model | undefined, path: Path): SecurityScheme | undefined {
  const isInside = authenticationPath.every((part, index) => path[index] === part);
  return isInside ? model?.schemes.find(({ name }) => name === path[authenticationPath.length]) : undefined;
}
