// A small schema of a document as draft-07 without references, to be put into another schema.
import { get, isObject, type Json, type JsonObject } from '../json.ts';
import { newBudget, normalizeSchema } from '../normalize.ts';
import type { Part } from '../part.ts';
import { parsePointer } from '../pointer.ts';

/** More schemas than that are no value that people enter. */
const mostSchemas = 300;
/** Circular references end here. */
const deepest = 12;

/** What is too much allows everything. */
export function inlineSchema(part: Part, schema: Json | undefined): JsonObject {
  const root = normalizeSchema(part, schema, { ...newBudget(), left: mostSchemas });
  const own = Object.fromEntries(Object.entries(root).filter(([key]) => key !== 'definitions'));
  const budget = { left: mostSchemas };
  const inline = (value: Json, depth: number): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => inline(item, depth));
    if (!isObject(value)) return value;
    if (depth > deepest || budget.left-- <= 0) return {};
    const reference = get(value, '$ref');
    if (typeof reference === 'string') return inline(get(root, ...parsePointer(reference.slice(1))) ?? {}, depth + 1);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item, depth + 1)]));
  };
  return inline(own, 0) as JsonObject;
}
