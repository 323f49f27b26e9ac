// The files of a document in several files, and what a reference in one of them leads to.
import { get, type Json, type JsonObject } from '../json.ts';
import { parsePointer, toPointer } from '../pointer.ts';
import { pathFrom, unescape } from '../part.ts';

export interface Sources {
  readonly root: JsonObject;
  /** The document's own name, by which other files refer back to it; empty where it has none. */
  readonly own: string;
  /** By path as seen from the document: the value of a JSON or YAML file; undefined for one that is not there. */
  readonly value: (path: string) => Json | undefined;
  /** The same as text; undefined also for bytes that are none. */
  readonly text: (path: string) => string | undefined;
}

/** A place in one of the files; the document itself has an empty path. */
export interface Spot {
  readonly path: string;
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
}

export interface Target extends Spot {
  readonly value: Json;
}

/** One name for one place, however it is written. */
export const keyOf = ({ path, pointer }: Spot): string => `${path}#${pointer}`;

/** Undefined for what leads nowhere, or to the web. */
export function targetOf(sources: Sources, base: string, reference: string): Target | undefined {
  const spot = spotOf(sources, base, reference);
  if (!spot) return undefined;
  const root = spot.path === '' ? sources.root : sources.value(spot.path);
  const value = get(root, ...parsePointer(spot.pointer));
  return value === undefined ? undefined : { ...spot, value };
}

/** Undefined for what does not lie beside the document. */
export function spotOf({ own }: Sources, base: string, reference: string): Spot | undefined {
  const [file = '', ...fragment] = reference.split('#');
  const path = file === '' ? base : pathFrom(base, file);
  if (path === undefined) return undefined;
  return { path: path === own ? '' : path, pointer: toPointer(parsePointer(unescape(fragment.join('#')))) };
}

/** How the document itself writes a reference to a place. */
export const referenceTo = ({ path, pointer }: Spot): string =>
  path === '' || pointer !== '' ? `${path}#${pointer}` : path;
