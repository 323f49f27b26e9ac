// Where in a JSON text the cursor stands, as completion sees it: at a key of an object, or at a value.
import { findNodeAtOffset, getNodePath, type Node } from 'jsonc-parser';
import type { Path } from '../pointer.ts';

export interface Cursor {
  readonly kind: 'key' | 'value';
  /** Of the object that the key belongs to, or of the value. */
  readonly path: Path;
  /** The value or key that the cursor touches. */
  readonly node: Node | undefined;
}

/** Undefined where neither can be written. */
export function cursorAt(root: Node | undefined, text: string, offset: number): Cursor | undefined {
  if (!root) return undefined;
  const node = findNodeAtOffset(root, offset, true) ?? root;
  const isBehind = offset === node.offset + node.length && '}]'.includes(text[offset - 1] ?? ' ');
  const at = isBehind ? node.parent : node;
  if (!at) return undefined;
  if (at.type === 'object') return inObject(at, offset);
  if (at.type === 'array' && offset > at.offset) return undefined;
  if (at.type === 'property') return inProperty(at, offset);
  const { path, isKey } = placeOf(at);
  return isKey ? { kind: 'key', path: path.slice(0, -1), node: at } : { kind: 'value', path, node: at };
}

/** The place that a value has, or that a key names. */
export function placeOf(node: Node): { readonly path: Path; readonly isKey: boolean } {
  const property = node.parent?.type === 'property' ? node.parent : undefined;
  if (property?.children?.[0] !== node) return { path: getNodePath(node), isKey: false };
  return { path: [...getNodePath(property.parent as Node), String(node.value)], isKey: true };
}

/** Behind a colon without a value the parser has ended the property already. */
function inObject(object: Node, offset: number): Cursor {
  const before = object.children?.findLast((property) => property.offset < offset);
  const isOpen = before?.colonOffset !== undefined && before.colonOffset >= 0 && !before.children?.[1];
  return isOpen ? inProperty(before, offset) : { kind: 'key', path: getNodePath(object), node: undefined };
}

function inProperty(property: Node, offset: number): Cursor {
  const object = getNodePath(property.parent as Node);
  const [key, value] = property.children ?? [];
  const isValue = property.colonOffset !== undefined && property.colonOffset >= 0 && offset > property.colonOffset;
  if (!isValue) return { kind: 'key', path: object, node: key };
  return { kind: 'value', path: [...object, String(key?.value)], node: value };
}
