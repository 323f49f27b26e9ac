// The named parts of a bundled document: those that it has, and those that come from other files, under names of their own.
import { isMap } from '../exact.ts';
import { defineOwn, get, type Json, type JsonObject } from '../json.ts';
import { parsePointer, toPointer, type Path } from '../pointer.ts';
import type { Kind } from '../models/shapes.ts';
import { keyOf, targetOf, type Sources, type Spot, type Target } from './sources.ts';

/** Where parts of a kind stand when they have a name. */
const sections: Partial<Record<Kind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  body: 'requestBodies',
  example: 'examples',
  link: 'links',
  callback: 'callbacks',
  scheme: 'securitySchemes',
};
const swaggerSections: Partial<Record<Kind, string>> = {
  schema: 'definitions',
  parameter: 'parameters',
  response: 'responses',
  scheme: 'securityDefinitions',
};

export interface Components {
  /** The section of what stands at a place; undefined for what can have no name: it is put in where it is used. */
  sectionAt(kind: Kind, at: Path): Path | undefined;
  /** The reference to a target by its name, which it gets now if it has none. */
  referenceTo(section: Path, target: Target, kind: Kind): string;
  /** Whether a named part of the document is the one that carries the name of this target. */
  owns(section: Path, name: string, target: Spot): boolean;
  /** Those that came, by section, once `copy` has made them. */
  added(copy: (target: Target, kind: Kind, at: Path) => Json): ReadonlyMap<string, JsonObject>;
}

export function createComponents(sources: Sources): Components {
  const isSwagger = get(sources.root, 'swagger') !== undefined;
  const base: Path = isSwagger ? [] : ['components'];
  const root: Target = { path: '', pointer: toPointer(base), value: get(sources.root, ...base) ?? null };
  const holder = whole(sources, root);
  /** By section and place. */
  const references = new Map<string, string>();
  const taken = new Map<string, Set<string>>();
  const pending: { readonly target: Target; readonly kind: Kind; readonly at: Path }[] = [];
  const id = (section: Path, spot: Spot): string => `${toPointer(section)} ${keyOf(spot)}`;

  for (const name of new Set([...Object.values(isSwagger ? swaggerSections : sections), 'headers']))
    register([...base, name]);

  /** What the document names already keeps its name, wherever its content stands. */
  function register(section: Path): void {
    const names = new Set<string>();
    taken.set(toPointer(section), names);
    const [name = ''] = section.slice(-1);
    const value = get(holder.value, name);
    if (value === undefined) return;
    const map = whole(sources, {
      path: holder.path,
      pointer: toPointer([...parsePointer(holder.pointer), name]),
      value,
    });
    if (!isMap(map.value)) return;
    for (const [name, value] of Object.entries(map.value)) {
      names.add(name);
      const reference = `#${toPointer([...section, name])}`;
      const spot = { path: map.path, pointer: toPointer([...parsePointer(map.pointer), name]), value };
      for (const each of chain(sources, spot))
        if (!references.has(id(section, each))) references.set(id(section, each), reference);
    }
  }

  function freeName(section: Path, { path, pointer }: Spot): string {
    const names = taken.get(toPointer(section)) ?? new Set();
    taken.set(toPointer(section), names);
    const stem = path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
    const wanted = word(parsePointer(pointer).at(-1) ?? stem);
    const candidates = [wanted, word(`${stem}_${wanted}`), word(`${path.replace(/\.[^.]*$/, '')}_${wanted}`)];
    let name = candidates.find((each) => !names.has(each));
    for (let count = 2; name === undefined; count++) if (!names.has(`${wanted}_${count}`)) name = `${wanted}_${count}`;
    names.add(name);
    return name;
  }

  return {
    sectionAt(kind, at) {
      const isHeader = kind === 'parameter' && at.at(-2) === 'headers';
      const name = isHeader && !isSwagger ? 'headers' : (isSwagger ? swaggerSections : sections)[kind];
      return name === undefined ? undefined : [...base, name];
    },
    referenceTo(section, target, kind) {
      const all = chain(sources, target);
      const known = all.find((each) => references.has(id(section, each)));
      const named = known && references.get(id(section, known));
      if (named !== undefined) return named;
      const last = all.at(-1) ?? target;
      if (last.path === '') return `#${last.pointer}`;
      const at = [...section, freeName(section, target)];
      const reference = `#${toPointer(at)}`;
      for (const each of all) references.set(id(section, each), reference);
      pending.push({ target: last, kind, at });
      return reference;
    },
    owns: (section, name, target) => references.get(id(section, target)) === `#${toPointer([...section, name])}`,
    added(copy) {
      const found = new Map<string, Record<string, Json>>();
      for (let next = pending.shift(); next; next = pending.shift()) {
        const { target, kind, at } = next;
        const section = toPointer(at.slice(0, -1));
        const map = found.get(section) ?? {};
        found.set(section, map);
        defineOwn(map, String(at.at(-1)), copy(target, kind, at));
      }
      return found;
    },
  };
}

/** A target and all that it leads to, as long as each is nothing but a reference. */
export function chain(sources: Sources, target: Target): readonly Target[] {
  const all: Target[] = [];
  for (let at: Target | undefined = target; at; at = next(sources, at)) {
    const key = keyOf(at);
    if (all.some((each) => keyOf(each) === key)) break;
    all.push(at);
  }
  return all;
}

function next(sources: Sources, { path, value }: Target): Target | undefined {
  const reference = isMap(value) && Object.keys(value).length === 1 ? value['$ref'] : undefined;
  return typeof reference === 'string' ? targetOf(sources, path, reference) : undefined;
}

export const whole = (sources: Sources, target: Target): Target => chain(sources, target).at(-1) ?? target;

/** What a value of a file is or refers to, wherever in the file it stands. */
export function referred(sources: Sources, path: string, value: Json): Target {
  const here = { path, pointer: '', value };
  const there = next(sources, here);
  return there ? whole(sources, there) : here;
}

/** The characters that names of components may have (OpenAPI 3.0.3 section 4.7.7). */
const word = (text: string): string => text.replaceAll(/[^\w.-]+/g, '_').replace(/^_+(?=.)/, '') || 'part';
