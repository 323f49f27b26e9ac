// The places of a YAML text, from the nodes of the `yaml` package, which is slow and so loaded only where something is to be shown.
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { keyText } from '../models/parseDocument.ts';
import type { Path } from '../pointer.ts';
import type { Span } from '../problem.ts';
import type { Container, Duplicate, Entry, Places } from './places.ts';

/** Values come from the reader of models alone: here every scalar is just the text that it is. */
export function yamlPlaces(text: string): Places {
  const [document] = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  const first = document instanceof Document ? document : new Document();
  return {
    spanAt: (path) => spanAt(first, path),
    duplicates: () => duplicatesIn(first),
    containerAt: (path) => toContainer(find(first, path, ownPair), text),
  };
}

/** How the pair of a key is looked up in a map. */
type Lookup = (document: Document, map: YAMLMap, key: string | number) => Pair | undefined;

/** The node at a path, through aliases. */
function find(document: Document, path: Path, lookUp: Lookup): Node | undefined {
  let at = resolved(document, document.contents);
  for (const key of path) {
    if (!isCollection(at)) return undefined;
    at = resolved(document, isMap(at) ? lookUp(document, at, key)?.value : at.items[Number(key)]);
  }
  return at;
}

/** Of a key that stands twice the last, as readers take it. */
const ownPair: Lookup = (_document, { items }, key) =>
  items.findLast((pair) => !isMerge(pair) && keyOf(pair) === String(key));

/** Also of what is merged in by `<<`, the first that has the key. */
function pairOf(
  document: Document,
  map: YAMLMap,
  key: string | number,
  within: readonly unknown[] = [],
): Pair | undefined {
  const own = ownPair(document, map, key);
  if (own || within.includes(map)) return own;
  for (const merge of map.items.filter(isMerge)) {
    const value = resolved(document, merge.value);
    for (const source of isSeq(value) ? value.items.map((item) => resolved(document, item)) : [value]) {
      const found = isMap(source) ? pairOf(document, source, key, [...within, map]) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

const isMerge = ({ key }: Pair): boolean => isPlain(key) && key.value === '<<';

const isPlain = (key: unknown): key is Scalar => isScalar(key) && key.type === 'PLAIN' && key.tag === undefined;

/** What the reader of models makes of a key: a text, whatever it is in YAML. */
const keyOf = ({ key }: Pair): string => keyTextOf(key);

function keyTextOf(key: unknown): string {
  if (isPlain(key)) return key.source === '' ? 'null' : keyText(String(key.value));
  if (isScalar(key)) return String(key.value);
  if (isSeq(key)) return key.items.map(keyTextOf).join();
  return key === null ? 'null' : '[object Object]';
}

function resolved(document: Document, value: unknown): Node | undefined {
  return isAlias(value) ? value.resolve(document) : ((value ?? undefined) as Node | undefined);
}

/** A property with a short value is shown whole; of an object or a list only the key. */
function spanAt(document: Document, path: Path): Span {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = find(document, path.slice(0, depth - 1), pairOf);
    if (!isCollection(parent)) continue;
    const key = path[depth - 1] ?? '';
    const item: unknown = isMap(parent) ? pairOf(document, parent, key) : parent.items[Number(key)];
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

function duplicatesIn(document: Document): Duplicate[] {
  const found: Duplicate[] = [];
  const pending: { node: unknown; path: Path }[] = [{ node: document.contents, path: [] }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (!isCollection(at.node)) continue;
    const seen = new Set<string>();
    for (const [index, item] of at.node.items.entries() as IterableIterator<[number, unknown]>) {
      const path = [...at.path, isPair(item) ? keyOf(item) : index];
      if (isPair(item)) {
        const span = rangeOf(item.key);
        if (span && seen.has(keyOf(item)) && !isMerge(item)) found.push({ path, span });
        seen.add(keyOf(item));
      }
      pending.push({ node: isPair(item) ? item.value : item, path });
    }
  }
  return found.sort((a, b) => a.span.offset - b.span.offset);
}
