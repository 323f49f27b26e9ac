// Makes one document of an OpenAPI document in several files: what stands elsewhere becomes a component, or is put in
// where nothing can have a name. What cannot be found keeps its reference, so that a validation tells of it.
import * as l10n from '@vscode/l10n';
import { isMap, mapValues } from '../exact.ts';
import { asObject, type Json, type JsonObject } from '../json.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import type { Kind, Shape } from '../models/shapes.ts';
import { within } from '../models/walk.ts';
import { createComponents, referred, whole, type Components } from './components.ts';
import { mappedWith } from './discriminators.ts';
import { keyOf, referenceTo, spotOf, targetOf, type Sources, type Target } from './sources.ts';

interface Bundling {
  readonly sources: Sources;
  readonly components: Components;
  /** Where parts that have no name were put first, by their place: a circle through one leads back to it. */
  readonly places: Map<string, Path>;
  /** Schemas, operations and other parts that may still be copied. */
  left: number;
  readonly links: { readonly link: Record<string, Json>; readonly path: string; readonly reference: string }[];
}

/** Where a value comes from, and where it goes. */
interface Copying {
  readonly kind: Kind;
  readonly path: string;
  readonly at: Path;
  /** Places that are being put in. */
  readonly open: readonly string[];
}

/** No document that a platform takes has as many; files that name each other over and over would grow without end. */
const mostParts = 500_000;

export function bundle(sources: Sources): JsonObject {
  const links: Bundling['links'] = [];
  const all: Bundling = { sources, components: createComponents(sources), places: new Map(), left: mostParts, links };
  const root = asObject(copy(all, sources.root, { kind: 'document', path: '', at: [], open: [] }));
  const added = all.components.added(({ value, path }, kind, at) => copy(all, value, { kind, path, at, open: [] }));
  for (const { link, path, reference } of links) link['operationRef'] = operationAt(all, path, reference);
  return [...added].reduce((document, [section, parts]) => withParts(document, parsePointer(section), parts), root);
}

function withParts(document: JsonObject, [key, ...rest]: Path, parts: JsonObject): JsonObject {
  if (key === undefined) return { ...document, ...parts };
  return { ...document, [key]: withParts(asObject(document[key]), rest, parts) };
}

function copy(all: Bundling, value: Json, copying: Copying): Json {
  if (--all.left < 0) throw new Error(l10n.t('Put together from its files, the document would become too large.'));
  const { at, kind } = copying;
  if (Array.isArray(value))
    return value.map((item: Json, index) => copy(all, item, { ...copying, at: [...at, index] }));
  if (!isMap(value)) return value;
  if (typeof value['$ref'] === 'string') return followed(all, value, value['$ref'], copying);
  const copied = mapValues(value, (item, key) => {
    const inner = key === 'webhooks' && kind === 'document' ? ({ each: 'pathItem' } as const) : within(kind, key);
    return inner === undefined
      ? plain(all, item, key, copying)
      : copyWithin(all, item, inner, { ...copying, at: [...at, key] });
  });
  return finished(all, value, copied, copying);
}

/** Data stay as they are; only the `info` of a document may stand elsewhere too. */
function plain({ sources }: Bundling, value: Json, key: string, { kind, path }: Copying): Json {
  return kind === 'document' && key === 'info' ? whole(sources, { path, pointer: '/info', value }).value : value;
}

function copyWithin(all: Bundling, value: Json, what: NonNullable<Shape[string]>, copying: Copying): Json {
  if (typeof what === 'string') return copy(all, value, { ...copying, kind: what });
  const map = referred(all.sources, copying.path, value);
  if (!isMap(map.value)) return value;
  const key = map.value === value ? undefined : keyOf(map);
  const circle = key !== undefined && copying.open.includes(key) ? all.places.get(key) : undefined;
  if (circle) return { $ref: `#${toPointer(circle)}` };
  if (key !== undefined) all.places.set(key, copying.at);
  const open = key === undefined ? copying.open : [...copying.open, key];
  const inner = { ...copying, kind: what.each, path: map.path, open };
  return mapValues(map.value, (item, key) => entry(all, item, { ...inner, at: [...copying.at, key] }));
}

/** A named part that is nothing but a reference to another file takes its content in: that is what its name is for. */
function entry(all: Bundling, value: Json, copying: Copying): Json {
  const { at, kind, path } = copying;
  const section = all.components.sectionAt(kind, at);
  const isNamed = section && toPointer(section) === toPointer(at.slice(0, -1));
  if (!isNamed) return copy(all, value, copying);
  const target = referred(all.sources, path, value);
  const owns = target.value !== value && target.path !== '' && all.components.owns(section, String(at.at(-1)), target);
  return owns ? copy(all, target.value, { ...copying, path: target.path }) : copy(all, value, copying);
}

function followed(all: Bundling, value: JsonObject, reference: string, copying: Copying): Json {
  const { sources, components, places } = all;
  const { kind, path, at, open } = copying;
  const target = targetOf(sources, path, reference);
  const others = Object.entries(value).filter(([name]) => name !== '$ref');
  // What stands beside a reference counts in OpenAPI 3.1, and in a path item.
  const beside = others.length === 0 ? {} : asObject(copy(all, Object.fromEntries(others), copying));
  if (!target) return { $ref: rebased(sources, path, reference), ...beside };
  if (target.path === '') return { $ref: `#${target.pointer}`, ...beside };
  const section = components.sectionAt(kind, at);
  if (section) return { $ref: components.referenceTo(section, target, kind), ...beside };
  const key = keyOf(target);
  const circle = open.includes(key) ? places.get(key) : undefined;
  if (circle) return { $ref: `#${toPointer(circle)}` };
  if (!places.has(key)) places.set(key, at);
  const put = copy(all, target.value, { ...copying, path: target.path, open: [...open, key] });
  return isMap(put) ? { ...beside, ...put } : put;
}

/** As the document itself would write it. */
function rebased(sources: Sources, base: string, reference: string): string {
  const spot = spotOf(sources, base, reference);
  return spot && base !== '' ? referenceTo(spot) : reference;
}

/** What refers to other places otherwise than by `$ref`. */
function finished(all: Bundling, value: JsonObject, copied: JsonObject, { kind, path }: Copying): JsonObject {
  const { sources, components, links } = all;
  if (kind === 'example') return withValue(sources, path, copied);
  if (kind === 'link' && typeof value['operationRef'] === 'string') {
    const link: Record<string, Json> = { ...copied };
    links.push({ link, path, reference: value['operationRef'] });
    return link;
  }
  return kind === 'schema' ? mappedWith({ sources, components }, path, value, copied) : copied;
}

/** JSON and YAML become a value, any other text itself. */
function withValue(sources: Sources, base: string, example: JsonObject): JsonObject {
  const { externalValue, ...rest } = example;
  if (typeof externalValue !== 'string') return example;
  const spot = spotOf(sources, base, externalValue);
  const text = spot && sources.text(spot.path);
  if (!spot || text === undefined) return { ...rest, externalValue: rebased(sources, base, externalValue) };
  const value = /\.(json|ya?ml)$/i.test(spot.path) ? sources.value(spot.path) : undefined;
  return { ...rest, value: value ?? text };
}

/** The operation where it stands now. */
function operationAt({ sources, places }: Bundling, base: string, reference: string): string {
  const target: Target | undefined = targetOf(sources, base, reference);
  if (!target) return rebased(sources, base, reference);
  const pointer = parsePointer(target.pointer);
  for (let length = pointer.length; length >= 0 && target.path !== ''; length--) {
    const place = places.get(keyOf({ path: target.path, pointer: toPointer(pointer.slice(0, length)) }));
    if (place) return `#${toPointer([...place, ...pointer.slice(length)])}`;
  }
  return target.path === '' ? `#${target.pointer}` : rebased(sources, base, reference);
}
