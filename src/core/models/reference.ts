// `$ref` inside one OpenAPI document on its own; a whole document is never dereferenced.
import type { Json, JsonObject } from '../json.ts';
import { documentPart, follow, lookUp as lookUpIn, unescape } from '../part.ts';
import { parsePointer, type Path } from '../pointer.ts';

/** The object that `value` is or refers to; undefined for a reference that leads nowhere, out of the document or in a circle. */
export function resolve(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  return follow(documentPart(document), value)?.value;
}

/** The value at a local reference such as `#/components/schemas/Pet`. */
export function lookUp(document: JsonObject, reference: string): Json | undefined {
  return lookUpIn(documentPart(document), reference)?.value;
}

/** Where a local reference leads. */
export function referencePath(reference: string): Path | undefined {
  return reference.startsWith('#') ? parsePointer(unescape(reference.slice(1))) : undefined;
}
