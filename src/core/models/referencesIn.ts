// Where a document names other places, in all the ways in which OpenAPI lets it.
import { asObject, get, isObject, type Json, type JsonObject } from '../json.ts';

export interface References {
  /** Of OpenAPI documents, schemas and other parts. */
  readonly references: readonly string[];
  /** Of examples, which may have any format. */
  readonly examples: readonly string[];
}

/** Each part once, also where YAML aliases lead to it a thousand times or in a circle. */
export function referencesIn(value: Json | undefined): References {
  const found = { references: [] as string[], examples: [] as string[] };
  const seen = new Set<Json>();
  const pending: (Json | undefined)[] = [value];
  while (pending.length > 0) {
    const at = pending.pop();
    if (typeof at !== 'object' || at === null || seen.has(at)) continue;
    seen.add(at);
    if (isObject(at)) {
      found.references.push(...referencesOf(at));
      if (isExample(at)) found.examples.push(at['externalValue'] as string);
    }
    for (const item of Object.values(at)) if (typeof item === 'object') pending.push(item);
  }
  return found;
}

/** `$ref`, a link's `operationRef` (OpenAPI 3.0.3 section 4.7.20), and the schemas that a discriminator maps to (4.7.25). */
function referencesOf(at: JsonObject): string[] {
  return [get(at, '$ref'), get(at, 'operationRef'), ...mapped(get(at, 'discriminator'))].filter(
    (each) => typeof each === 'string',
  );
}

/** A mapping's value is a reference or the mere name of a schema, which only looks like a file when it has a file's ending. */
function mapped(discriminator: Json | undefined): Json[] {
  if (typeof get(discriminator, 'propertyName') !== 'string') return [];
  const values = Object.values(asObject(get(discriminator, 'mapping')));
  return values.filter((value) => typeof value === 'string' && /[#/]|\.(json|ya?ml)$/i.test(value));
}

/** OpenAPI 3.0.3 section 4.7.19; a property of a user's own data may have the same name. */
function isExample(at: JsonObject): boolean {
  return (
    typeof get(at, 'externalValue') === 'string' &&
    Object.keys(at).every((key) => /^(summary|description|value|externalValue|x-.*)$/.test(key))
  );
}
