// A model's document as JSON, as platforms take it: one that is JSON already stays as its vendor wrote it.
import { looksLikeJson, type Json } from '../json.ts';
import { unwrapModel } from '../readModel.ts';
import { decodeText, readSource } from './read.ts';

/** Numbers of a YAML document become JSON's; a wrapped document (`{"model": …}`) is unwrapped. */
export function toJson(bytes: Uint8Array): Uint8Array {
  const text = decodeText(bytes);
  const { value } = readSource(text);
  if (value === undefined) return bytes;
  const document: Json = unwrapModel(value) ?? value;
  return looksLikeJson(text) && document === value ? bytes : new TextEncoder().encode(JSON.stringify(document));
}
