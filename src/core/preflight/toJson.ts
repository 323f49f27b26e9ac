// A model's document as platforms take it: one document in JSON. One that is that already stays as its vendor wrote it.
import { bundle } from '../bundle/bundle.ts';
import { encodingOf } from '../models/decodeText.ts';
import { readExact, writeJson } from '../exact.ts';
import { looksLikeJson, type Json } from '../json.ts';
import { prettyJson } from '../prettyJson.ts';
import { unwrapModel } from '../models/readModel.ts';
import { decodeText, readSource } from './read.ts';

/** The files that a document refers to, by their path as seen from it. */
export interface FilesBeside {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The document's own name among them; empty where it has none. */
  readonly own: string;
}

/** Characters of a document that people may still want to read. */
const readable = 4_000_000;

/** Numbers of a YAML document become JSON's; a wrapped document (`{"model": …}`) is unwrapped. */
export function toJson(bytes: Uint8Array, { files, own }: FilesBeside = { files: new Map(), own: '' }): Uint8Array {
  const text = decodeText(bytes);
  const value = valueOf(text);
  if (value === undefined) return bytes;
  const document: Json = unwrapModel(value) ?? value;
  if (files.size === 0 && looksLikeJson(text) && document === value)
    return encodingOf(bytes) === 'utf-8' ? bytes : new TextEncoder().encode(text);
  const root = unwrapModel(document);
  return new TextEncoder().encode(textOf(root && files.size > 0 ? bundle(sourcesOf(root, { files, own })) : document));
}

function sourcesOf(
  root: Parameters<typeof bundle>[0]['root'],
  { files, own }: FilesBeside,
): Parameters<typeof bundle>[0] {
  const values = new Map<string, Json | undefined>();
  const text = (path: string): string | undefined => {
    const bytes = files.get(path);
    return bytes && textIn(bytes);
  };
  const value = (path: string): Json | undefined => {
    if (!values.has(path)) values.set(path, valueOf(text(path) ?? ''));
    return values.get(path);
  };
  return { root, own, text, value };
}

/** Numbers of JSON keep their digits. */
const valueOf = (text: string): Json | undefined =>
  (looksLikeJson(text) ? readExact(text) : undefined) ?? readSource(text).value;

/** Undefined for what is no text: an example may be a picture. */
function textIn(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  return /[\uFFFD\0]/.test(text) ? undefined : text;
}

function textOf(document: Json): string {
  const text = writeJson(document);
  return text.length > readable ? text : prettyJson(document);
}
