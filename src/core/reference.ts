// `$ref` resolved on demand inside one OpenAPI document; a whole document is never dereferenced.
import { get, isObject, type Json, type JsonObject } from './json.ts';
import { parsePointer, type Path } from './pointer.ts';

/** The object that `value` is or refers to; undefined for a reference that leads nowhere, out of the document or in a circle. */
export function resolve(document: JsonObject, value: Json | undefined): JsonObject | undefined {
  let found = value;
  const seen = new Set<string>();
  while (isObject(found)) {
    const reference = get(found, '$ref');
    if (typeof reference !== 'string') return found;
    if (seen.has(reference)) return undefined;
    seen.add(reference);
    found = lookUp(document, reference);
  }
  return undefined;
}

/** The value at a local reference such as `#/components/schemas/Pet`. */
export function lookUp(document: JsonObject, reference: string): Json | undefined {
  const path = referencePath(reference);
  return path && get(document, ...path);
}

/** Where a local reference leads; percent-encoded as RFC 6901 section 6 allows. */
export function referencePath(reference: string): Path | undefined {
  return reference.startsWith('#') ? parsePointer(decode(reference.slice(1))) : undefined;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
