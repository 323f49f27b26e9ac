// An OpenAPI document with the files that it refers to: `$ref` is resolved on demand, and nothing is ever fetched here.
import { get, isObject, type Json, type JsonObject } from './json.ts';
import { parsePointer } from './pointer.ts';

/** One file of a document: the document itself (its path is empty), or one beside it. */
export interface Part {
  readonly path: string;
  readonly root: Json;
  readonly files: Files;
}

export interface Files {
  /** By path relative to the document; undefined for one that could not be read. */
  readonly known: ReadonlyMap<string, Json | undefined>;
  /** Paths that were asked for and are not known yet: whoever reads can get them and read again. */
  readonly wanted: Set<string>;
}

/** A value with the file that it stands in, for what it refers to itself. */
export interface Place<T = Json> {
  readonly value: T;
  readonly part: Part;
}

/** A document on its own. */
export function documentPart(root: JsonObject): Part {
  return { path: '', root, files: { known: new Map(), wanted: new Set() } };
}

/** The object that `value` is or refers to; undefined for a reference that leads nowhere, away or in a circle. */
export function follow(part: Part, value: Json | undefined): Place<JsonObject> | undefined {
  let found: Place | undefined = value === undefined ? undefined : { value, part };
  const seen = new Set<string>();
  while (found && isObject(found.value)) {
    const reference = get(found.value, '$ref');
    if (typeof reference !== 'string') return { value: found.value, part: found.part };
    const key = `${found.part.path}\n${reference}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    found = lookUp(found.part, reference);
  }
  return undefined;
}

/** The value at a reference: `#/components/schemas/Pet`, `pet.yaml`, `../common.json#/Pet`. */
export function lookUp(part: Part, reference: string): Place | undefined {
  const [file, fragment] = splitAt(reference, '#');
  const target = file === '' ? part : partAt(part, file);
  const value = target && get(target.root, ...parsePointer(unescape(fragment)));
  return target && value !== undefined ? { value, part: target } : undefined;
}

/** `../common.json` as seen from `paths/pets.yaml` is `common.json`; undefined for what does not lie beside the document. */
export function pathFrom(base: string, relative: string): string | undefined {
  if (/^([a-z][a-z\d+.-]*:|[/\\])/i.test(relative)) return undefined;
  const parts = base.split('/').slice(0, -1);
  for (const part of unescape(relative).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function partAt(part: Part, file: string): Part | undefined {
  const path = pathFrom(part.path, file);
  if (path === undefined) return undefined;
  if (!part.files.known.has(path)) part.files.wanted.add(path);
  const root = part.files.known.get(path);
  return root === undefined ? undefined : { path, root, files: part.files };
}

function splitAt(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** Percent-encoded as RFC 6901 section 6 allows. */
export function unescape(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
