// The keys of an integration in the order in which Itential's command line tool exports them.
import type { Node } from 'jsonc-parser';
import type { Edit } from '../edit.ts';
import { headOf } from '../integration.ts';
import { findNode, readJsonText } from '../json.ts';

/** Of the service document; everything inside is in the order of the alphabet, as Go writes maps. */
export const serviceKeys = [
  'name',
  'type',
  'model',
  'properties',
  'isEncrypted',
  'loggerProps',
  'virtual',
  'profiling',
  'systemProps',
  'eventDeduplication',
];

/** Only properties change places: what stands between them stays. Nothing for a text that is broken or sorted. */
export function sortKeys(text: string): Edit[] {
  const { root, errors } = readJsonText(text);
  const service = findNode(root, headOf(root).service);
  if (errors.length > 0 || service?.type !== 'object') return [];
  const sorted = textOf(service, text, compareTop);
  const before = text.slice(service.offset, service.offset + service.length);
  return sorted === before ? [] : [{ offset: service.offset, length: service.length, content: sorted }];
}

type Compare = (a: string, b: string) => number;

function textOf(node: Node, text: string, compare: Compare): string {
  const { children = [], type } = node;
  if (children.length === 0 || type === 'string') return text.slice(node.offset, node.offset + node.length);
  const parts = type === 'object' ? [...children].sort((a, b) => compare(keyOf(a), keyOf(b))) : children;
  let [result, at] = ['', node.offset];
  for (const [index, child] of children.entries()) {
    result += text.slice(at, child.offset) + textOf(parts[index] ?? child, text, compareCodePoints);
    at = child.offset + child.length;
  }
  return result + text.slice(at, node.offset + node.length);
}

const keyOf = (property: Node): string => String(property.children?.[0]?.value);

/** Keys that the tool does not know come last. */
function compareTop(a: string, b: string): number {
  const rank = (key: string): number => (serviceKeys.includes(key) ? serviceKeys.indexOf(key) : serviceKeys.length);
  return rank(a) - rank(b) || compareCodePoints(a, b);
}

/** Go compares bytes of UTF-8, which is the order of the code points. */
function compareCodePoints(a: string, b: string): number {
  const [one, other] = [Array.from(a), Array.from(b)];
  const index = one.findIndex((point, at) => point !== other[at]);
  if (index === -1) return one.length - other.length;
  return (one[index]?.codePointAt(0) ?? 0) - (other[index]?.codePointAt(0) ?? -1);
}
