// The places of a YAML text, from the nodes of the `yaml` package, which is slow and so loaded only where something is to be shown.
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import type { Path } from '../pointer.ts';
import type { Span } from '../problem.ts';
import type { Container, Duplicate, Entry, Places } from './places.ts';

export function yamlPlaces(text: string): Places {
  const document = parseDocument(text, { uniqueKeys: false, merge: true, logLevel: 'silent' });
  return {
    spanAt: (path) => spanAt(document, path),
    duplicates: () => duplicatesIn(document, text),
    containerAt: (path) => toContainer(find(document, path), text),
  };
}

/** The node at a path, through aliases; of a key that stands twice the last, as readers take it. */
function find(document: Document, path: Path): Node | undefined {
  let at = resolved(document, document.contents);
  for (const key of path) {
    if (!isCollection(at)) return undefined;
    at = resolved(document, isMap(at) ? pairOf(at.items, key)?.value : at.items[Number(key)]);
  }
  return at;
}

const pairOf = (pairs: readonly Pair[], key: string | number): Pair | undefined =>
  pairs.findLast((pair) => keyOf(pair) === String(key));

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

function resolved(document: Document, value: unknown): Node | undefined {
  return isAlias(value) ? value.resolve(document) : ((value ?? undefined) as Node | undefined);
}

/** A property with a short value is shown whole; of an object or a list only the key. */
function spanAt(document: Document, path: Path): Span {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = find(document, path.slice(0, depth - 1));
    if (!isCollection(parent)) continue;
    const key = path[depth - 1] ?? '';
    const item: unknown = isMap(parent) ? pairOf(parent.items, key) : parent.items[Number(key)];
    const span = isPair(item) ? pairSpan(item) : rangeOf(item);
    if (span) return span;
  }
  return { offset: rangeOf(document.contents)?.offset ?? 0, length: 1 };
}

function pairSpan({ key, value }: Pair): Span | undefined {
  const name = rangeOf(key);
  const content = isScalar(value) ? rangeOf(value) : undefined;
  if (!name || !content || content.offset < name.offset) return name;
  return { offset: name.offset, length: content.offset + content.length - name.offset };
}

function rangeOf(node: unknown): Span | undefined {
  const [offset, end] = (isScalar(node) || isAlias(node) || isCollection(node) ? node.range : undefined) ?? [];
  return offset === undefined || end === undefined ? undefined : { offset, length: end - offset };
}

function toContainer(node: Node | undefined, text: string): Container | undefined {
  const span = rangeOf(node);
  if (!span || !isCollection(node)) return undefined;
  const style = node.flow === true ? 'flow' : 'block';
  const entries = node.items.flatMap((item: unknown, index) => toEntry(item, index, style, text));
  return { kind: isMap(node) ? 'object' : 'list', style, span, entries };
}

function toEntry(item: unknown, index: number, style: Container['style'], text: string): Entry[] {
  if (!isPair(item)) {
    const span = rangeOf(item);
    // The dash belongs to the item.
    const start = span && style === 'block' ? text.lastIndexOf('-', span.offset - 1) : span?.offset;
    return span && start !== undefined
      ? [{ key: index, start, end: trimmed(text, span), valueStart: span.offset }]
      : [];
  }
  const key = rangeOf(item.key);
  if (!key) return [];
  const value = rangeOf(item.value);
  const colon = text.indexOf(':', key.offset + key.length) + 1;
  return [
    {
      key: keyOf(item),
      start: key.offset,
      end: value ? Math.max(trimmed(text, value), colon) : colon,
      valueStart: isScalar(item.value) && value ? value.offset : colon,
    },
  ];
}

const trimmed = (text: string, { offset, length }: Span): number =>
  offset + text.slice(offset, offset + length).trimEnd().length;

function duplicatesIn(document: Document, text: string): Duplicate[] {
  const found: Duplicate[] = [];
  const pending: { node: unknown; path: Path }[] = [{ node: document.contents, path: [] }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (!isCollection(at.node)) continue;
    const seen = new Set<string>();
    for (const [index, item] of at.node.items.entries() as IterableIterator<[number, unknown]>) {
      const path = [...at.path, isPair(item) ? keyOf(item) : index];
      if (isPair(item)) {
        const span = rangeOf(item.key);
        if (span && seen.has(keyOf(item)) && text.slice(span.offset, span.offset + 2) !== '<<')
          found.push({ path, span });
        seen.add(keyOf(item));
      }
      pending.push({ node: isPair(item) ? item.value : item, path });
    }
  }
  return found.sort((a, b) => a.span.offset - b.span.offset);
}
