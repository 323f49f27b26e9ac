// What stands in an integration that no schema has a place for: it is named, so that nothing is overlooked or lost.
import frame from '../../../schemas/integration.json';
import type { Integration } from '../integration.ts';
import { asObject, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Model } from '../model.ts';
import type { Path } from '../pointer.ts';
import { connectionSchema, loggingSchema } from '../schema.ts';

/** Each as high up as possible. */
export function unknownPaths({ value, service }: Integration, model: Model | undefined): Path[] {
  return walk(wholeSchema(model), get(value, ...service), service);
}

/** Put together here, because the JSON service writes what a reference leads to into the frame itself. */
function wholeSchema(model: Model | undefined): JsonObject {
  const top = asObject(frame.properties);
  const inner: JsonObject = { ...frame.properties.properties.properties, properties: connectionSchema(model) };
  return { properties: { ...top, properties: { properties: inner }, loggerProps: loggingSchema } };
}

function walk(schema: JsonObject, found: Json | undefined, at: Path): Path[] {
  const known = asObject(schema['properties']);
  if (isOpen(at) || !isObject(schema['properties']) || !isObject(found)) return [];
  return Object.entries(found).flatMap(([key, item]) =>
    Object.hasOwn(known, key) ? walk(asObject(known[key]), item, [...at, key]) : [[...at, key]],
  );
}

/** Variables are the user's own: the form shows each of them. */
const isOpen = (path: Path): boolean => path.at(-1) === 'variables' && path.at(-2) === 'properties';
