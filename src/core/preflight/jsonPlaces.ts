// The places of a JSON text, from its syntax tree.
import { findNodeAtLocation, getNodePath, type Node } from 'jsonc-parser';
import { spanAt } from '../place.ts';
import type { Container, Duplicate, Entry, Places } from './places.ts';

export function jsonPlaces(root: Node | undefined): Places {
  return {
    spanAt: (path) => spanAt(root, path),
    duplicates: () => (root ? duplicatesIn(root) : []),
    containerAt: (path) => toContainer(root && findNodeAtLocation(root, [...path])),
  };
}

function toContainer(node: Node | undefined): Container | undefined {
  if (node?.type !== 'object' && node?.type !== 'array') return undefined;
  const kind = node.type === 'object' ? 'object' : 'list';
  const { offset, length, children = [] } = node;
  return { kind, style: 'flow', span: { offset, length }, entries: children.flatMap(toEntry) };
}

function toEntry(node: Node, index: number): Entry[] {
  const key = node.type === 'property' ? node.children?.[0] : undefined;
  const value = node.type === 'property' ? node.children?.[1] : node;
  if (!value) return [];
  const end = value.offset + value.length;
  return [{ key: key ? String(key.value) : index, start: node.offset, end, valueStart: value.offset }];
}

function duplicatesIn(root: Node): Duplicate[] {
  const found: Duplicate[] = [];
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const { type, children = [] } = node;
    if (type === 'object') found.push(...repeated(children));
    for (const child of children) if (child.children) pending.push(child);
  }
  return found.sort((a, b) => a.span.offset - b.span.offset);
}

function repeated(properties: readonly Node[]): Duplicate[] {
  const seen = new Set<unknown>();
  return properties.flatMap(({ children }) => {
    const [key, value] = children ?? [];
    const again = seen.has(key?.value);
    seen.add(key?.value);
    if (!key || !value || !again) return [];
    return [{ path: getNodePath(value), span: { offset: key.offset, length: key.length } }];
  });
}
