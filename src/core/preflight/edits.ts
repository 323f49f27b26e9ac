// Changes to a model's text as the smallest edits, many at once from one reading of it; in JSON and YAML alike.
import type { Edit } from '../edit.ts';
import { get, isObject, type Json } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Change } from '../problem.ts';
import { lineBreak, unitOf, write, writeKey } from './layout.ts';
import type { Container, Entry, Places } from './places.ts';

/** What is to become of one object or list. */
interface Work {
  readonly container: Container;
  readonly changes: Change[];
}

/** Edits that do not overlap, in the order of the text. What the text does not show, such as merged keys, stays as it is. */
export function editsFor(text: string, value: Json, places: Places, changes: readonly Change[]): readonly Edit[] {
  const works = new Map<number, Work>();
  for (const change of changes) {
    const within = reachable(value, change);
    const container = within && places.containerAt(within.path.slice(0, -1));
    if (!within || !container) continue;
    const work = works.get(container.span.offset) ?? { container, changes: [] };
    works.set(container.span.offset, { ...work, changes: [...work.changes, within] });
  }
  const edits = [...works.values()].flatMap(({ container, changes: own }) => editsIn(text, container, own));
  return apart(edits.sort((a, b) => a.offset - b.offset || a.length - b.length));
}

/** What stands in something that goes goes with it. */
function apart(sorted: readonly Edit[]): Edit[] {
  let end = 0;
  return sorted.filter(({ offset, length }) => {
    const isApart = offset >= end;
    if (isApart) end = offset + length;
    return isApart;
  });
}

/** A change below a parent that is not there yet is the making of that parent. */
function reachable(value: Json, change: Change): Change | undefined {
  const { path } = change;
  for (let depth = 1; depth < path.length; depth++) {
    if (get(value, ...path.slice(0, depth)) !== undefined) continue;
    return change.value === undefined
      ? undefined
      : { path: path.slice(0, depth), value: nest(path.slice(depth), change.value) };
  }
  return path.length > 0 ? change : undefined;
}

const nest = (path: Path, value: Json): Json =>
  path.reduceRight<Json>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);

function editsIn(text: string, container: Container, changes: readonly Change[]): Edit[] {
  const wanted = new Map<string, Json | undefined>();
  const front: string[] = [];
  for (const { path, value, first } of changes) {
    const key = String(path.at(-1));
    if (first) front.push(key);
    else wanted.set(key, merged(wanted.get(key), value));
  }
  const { entries } = container;
  const isGone = ({ key }: Entry): boolean => wanted.has(String(key)) && wanted.get(String(key)) === undefined;
  const present = new Set(entries.map(({ key }) => String(key)));
  const added = [...wanted].filter(([key, value]) => !present.has(key) && value !== undefined) as [string, Json][];
  return [
    ...entries.flatMap((entry) => replacement(text, container, entry, wanted.get(String(entry.key)))),
    ...removals(container, isGone),
    ...additions(
      text,
      container,
      entries.findLast((entry) => !isGone(entry)),
      added,
    ),
    ...front.flatMap((key) => moveToFront(text, entries, key)),
  ];
}

/** Two changes that make the same parent make it once. */
function merged(before: Json | undefined, value: Json | undefined): Json | undefined {
  if (Array.isArray(before) && Array.isArray(value)) return [...(before as Json[]), ...(value as Json[])];
  return isObject(before) && isObject(value) ? { ...before, ...value } : value;
}

function replacement(text: string, container: Container, entry: Entry, value: Json | undefined): Edit[] {
  if (value === undefined) return [];
  const { valueStart, end, start } = entry;
  const blank = container.style === 'block' && text[valueStart - 1] === ':' ? ' ' : '';
  return [{ offset: valueStart, length: end - valueStart, content: blank + write(text, value, container, start) }];
}

/** Each run of entries that go, with one of the commas or line breaks at its sides. */
function removals({ entries, style }: Container, isGone: (entry: Entry) => boolean): Edit[] {
  const edits: Edit[] = [];
  for (let from = 0; from < entries.length; from++) {
    if (!isGone(entries[from] as Entry)) continue;
    let to = from;
    while (to + 1 < entries.length && isGone(entries[to + 1] as Entry)) to++;
    edits.push(removal(entries, from, to, style));
    from = to;
  }
  return edits;
}

function removal(entries: readonly Entry[], from: number, to: number, style: Container['style']): Edit {
  const [first, last, next, before] = [entries[from], entries[to], entries[to + 1], entries[from - 1]];
  const start = next || !before ? (first?.start ?? 0) : before.end;
  const end = next ? next.start : (last?.end ?? start);
  return { offset: start, length: end - start, content: !next && !before && style === 'block' ? '{}' : '' };
}

function additions(
  text: string,
  container: Container,
  last: Entry | undefined,
  added: readonly [string, Json][],
): Edit[] {
  if (added.length === 0) return [];
  const { span, kind, style } = container;
  const before = lineBreak(text, container);
  const start = last?.start ?? span.offset;
  const pairs = added.map(([key, value]) => {
    const content = write(text, value, container, start);
    return kind === 'list' ? (style === 'block' ? `- ${content}` : content) : `${writeKey(key, style)}: ${content}`;
  });
  if (last)
    return [
      {
        offset: last.end,
        length: 0,
        content: pairs.map((pair) => (style === 'flow' ? ',' : '') + before + pair).join(''),
      },
    ];
  const [open, close] = kind === 'list' ? ['[', ']'] : ['{', '}'];
  const outer = before.trim() === '' && before !== ' ' ? before.slice(0, before.length - unitOf(text).length) : '';
  const content = pairs.map((pair) => (before === ' ' ? '' : before) + pair).join(',');
  return [{ ...span, content: `${open}${content}${outer}${close}` }];
}

/** The entry goes to the front, the others keep their order; what stands between entries stays where it is. */
function moveToFront(text: string, entries: readonly Entry[], key: string): Edit[] {
  const index = entries.findIndex((entry) => String(entry.key) === key);
  const [first] = entries;
  const moved = entries[index];
  if (!first || !moved || index === 0) return [];
  const before = entries.slice(0, index);
  const gaps = before.map((entry, at) => text.slice(entry.end, entries[at + 1]?.start));
  const others = before.map((entry, at) => (gaps[at] ?? '') + text.slice(entry.start, entry.end));
  const content = text.slice(moved.start, moved.end) + others.join('');
  return [{ offset: first.start, length: moved.end - first.start, content }];
}
