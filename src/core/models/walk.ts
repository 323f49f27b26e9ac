// Goes through an OpenAPI document of any version and tells what each object in it is: a schema, a parameter, an operation …
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../pointer.ts';
import { shapes, type Kind, type Shape } from './shapes.ts';

/** A place in the document as a chain, because most places are never asked for their path. */
export interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

export interface Part {
  readonly kind: Kind | 'reference';
  readonly value: JsonObject;
  readonly place: Place | undefined;
}

export function pathOf(place: Place | undefined): Path {
  const path: (string | number)[] = [];
  for (let at = place; at; at = at.parent) path.unshift(at.key);
  return path;
}

/**
 * Every part of the document once, also where YAML aliases lead to it a thousand times or in a circle. Examples and
 * extensions are data and are not entered.
 */
export function partsOf(document: JsonObject): readonly Part[] {
  const parts: Part[] = [];
  const seen = new Set<JsonObject>();
  const pending: Part[] = [{ kind: 'document', value: document, place: undefined }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (seen.has(part.value)) continue;
    seen.add(part.value);
    if (typeof part.value['$ref'] === 'string') parts.push({ ...part, kind: 'reference' });
    parts.push(part);
    // Taken from the end, so put in from the end: parts come in the document's order.
    pending.push(...partsWithin(part).reverse());
  }
  return parts;
}

function partsWithin({ kind, value, place }: Part): Part[] {
  if (kind === 'reference') return [];
  return Object.keys(value).flatMap((key) => {
    const inner = within(kind, key);
    return inner ? partsAt(inner, value[key], { parent: place, key }) : [];
  });
}

/** Extensions are nobody's business, also not where any key may stand. */
export function within(kind: Kind, key: string): Shape[string] | undefined {
  const shape = shapes[kind];
  if (Object.hasOwn(shape, key)) return shape[key];
  return key.startsWith('x-') ? undefined : shape['*'];
}

function partsAt(what: Shape[string] & {}, value: Json | undefined, place: Place): Part[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, key) => partsAt(what, item, { parent: place, key }));
  if (!isObject(value)) return [];
  if (typeof what === 'string') return [{ kind: what, value, place }];
  return Object.entries(value).flatMap(([key, item]) => partsAt(what.each, item, { parent: place, key }));
}

/** What stands at a path; undefined for plain values and data. */
export function kindAt(path: Path): Kind | undefined {
  let at: Shape[string] | undefined = 'document';
  for (const key of path) {
    const isIndex = /^\d+$/.test(String(key));
    if (typeof at === 'object') at = at.each;
    else if (at !== undefined && !isIndex) at = within(at, String(key));
  }
  return typeof at === 'string' ? at : undefined;
}
