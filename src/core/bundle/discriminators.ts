// The names by which a discriminator tells schemas apart, once these have become components.
import { isMap } from '../exact.ts';
import { asArray, defineOwn, get, type Json, type JsonObject } from '../json.ts';
import { parsePointer } from '../pointer.ts';
import type { Components } from './components.ts';
import { spotOf, targetOf, type Sources, type Target } from './sources.ts';

interface Parts {
  readonly sources: Sources;
  readonly components: Components;
}

/** @param value the schema as it stands in the file at `path`, @param copied the same as it will stand in the document */
export function mappedWith(parts: Parts, path: string, value: JsonObject, copied: JsonObject): JsonObject {
  const discriminator = value['discriminator'];
  if (!isMap(discriminator) || typeof discriminator['propertyName'] !== 'string') return copied;
  const mapping: Record<string, Json> = {};
  for (const [name, to] of Object.entries(isMap(discriminator['mapping']) ? discriminator['mapping'] : {}))
    defineOwn(mapping, name, typeof to === 'string' ? mapped(parts, path, to) : to);
  for (const [name, to] of renamedIn(parts, path, value, copied))
    if (!Object.hasOwn(mapping, name)) defineOwn(mapping, name, to);
  if (Object.keys(mapping).length === 0) return copied;
  return { ...copied, discriminator: { ...discriminator, mapping } };
}

/** A reference, or the mere name of a schema of the same file. */
function mapped({ sources, components }: Parts, path: string, to: string): string {
  const isReference = /[#/]|\.(json|ya?ml)$/i.test(to);
  const target = isReference ? targetOf(sources, path, to) : path === '' ? undefined : schemaCalled(sources, path, to);
  if (!target) return to;
  if (target.path === '') return `#${target.pointer}`;
  const section = components.sectionAt('schema', []);
  return section ? components.referenceTo(section, target, 'schema') : to;
}

const schemaCalled = (sources: Sources, path: string, name: string): Target | undefined =>
  targetOf(sources, path, `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);

/** Without a mapping the name of a schema tells; one that had to get another name is mapped to it. */
function* renamedIn(
  { sources }: Parts,
  path: string,
  value: JsonObject,
  copied: JsonObject,
): Iterable<[string, string]> {
  for (const key of ['oneOf', 'anyOf'])
    for (const [index, item] of asArray(value[key]).entries()) {
      const [before, after] = [get(item, '$ref'), get(copied, key, index, '$ref')];
      if (typeof before !== 'string' || typeof after !== 'string') continue;
      const name = nameOf(sources, path, before);
      const now = parsePointer(after.replace(/^#/, '')).at(-1);
      if (name !== undefined && now !== undefined && name !== now) yield [name, after];
    }
}

/** As it is called where it stands; the file of a schema has no name for it. */
function nameOf(sources: Sources, path: string, reference: string): string | undefined {
  const spot = spotOf(sources, path, reference);
  return spot && parsePointer(spot.pointer).at(-1);
}
