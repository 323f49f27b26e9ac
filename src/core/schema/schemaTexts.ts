// The words of our own schemas in the user's language.
import * as l10n from '@vscode/l10n';
import type { Json, JsonObject } from '../json.ts';

/** The keywords whose value people read. */
const shown: readonly string[] = ['title', 'description', 'patternErrorMessage', 'x-platform'];

const known = new WeakMap<JsonObject, JsonObject>();

/** Made once per schema: the language of an editor does not change. */
export function inLanguage(schema: JsonObject): JsonObject {
  const found = known.get(schema) ?? translated(schema);
  known.set(schema, found);
  return found;
}

/** A title or description; one that a model gives itself stays as it is. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? l10n.t(value) : '');

function translated(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    key,
    typeof value === 'string' && shown.includes(key) ? textOf(value) : inner(value),
  ]);
  return Object.fromEntries(entries);
}

function inner(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(inner);
  return typeof value === 'object' && value !== null ? translated(value as JsonObject) : value;
}
