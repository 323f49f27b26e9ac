// Where in a text a problem is shown.
import type { Node } from 'jsonc-parser';
import { findNode } from './json.ts';
import type { Path } from './pointer.ts';
import type { Problem, Span } from './problem.ts';

/** The problem's own characters, or the property that its path names, or the nearest parent that the text has. */
export function placeOf(problem: Problem, root: Node | undefined): Span {
  return problem.span ?? spanAt(root, problem.path);
}

/** A property with a short value is shown whole; of an object or a list only the key. */
export function spanAt(root: Node | undefined, path: Path): Span {
  for (let depth = path.length; root && depth > 0; depth--) {
    const value = findNode(root, path.slice(0, depth));
    if (value) return propertySpan(value);
  }
  return { offset: root?.offset ?? 0, length: 1 };
}

function propertySpan(value: Node): Span {
  const key = value.parent?.type === 'property' ? value.parent.children?.[0] : undefined;
  if (!key) return { offset: value.offset, length: value.length };
  const end = value.children ? key.offset + key.length : value.offset + value.length;
  return { offset: key.offset, length: end - key.offset };
}

/** The text of the value at a path: while it stays the same, what a call said about it stands. */
export function evidenceAt(text: string, root: Node | undefined, path: Path): string | undefined {
  const node = findNode(root, path);
  return node && text.slice(node.offset, node.offset + node.length);
}
