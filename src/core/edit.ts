// Changes to a JSON text as the smallest text edits: order, comments, number text and formatting around them survive.
import {
  applyEdits,
  modify,
  type Edit,
  type FormattingOptions,
  type ModificationOptions,
  type Node,
} from 'jsonc-parser';
import { findNode, readJsonText, type Json } from './json.ts';
import type { Path } from './pointer.ts';

export type { Edit };

/** Sets the value at `path`, making the objects on the way to it; `undefined` removes the property. */
export function setValue(text: string, path: Path, value: Json | undefined): Edit[] {
  const { root } = readJsonText(text);
  const node = findNode(root, path);
  if (value === undefined && !node) return [];
  if (value === undefined && node?.parent?.type === 'array') return withoutItem(node, node.parent.children ?? []);
  if (node && isScalar(node) && value !== undefined && typeof value !== 'object') {
    return [{ offset: node.offset, length: node.length, content: JSON.stringify(value) }];
  }
  const [place, content] = root ? reachable(root, path, value) : [path, value];
  return modify(text, [...place], content, inLineWith(text, root, place));
}

/** With the comma that divides it from its neighbour; jsonc-parser leaves a piece of a last item behind. */
function withoutItem(node: Node, items: readonly Node[]): Edit[] {
  const place = items.indexOf(node);
  const [previous, next] = [items[place - 1], items[place + 1]];
  const start = previous && !next ? previous.offset + previous.length : node.offset;
  const end = next ? next.offset : node.offset + node.length;
  return [{ offset: start, length: end - start, content: '' }];
}

/** The edits of several changes, each made on what the one before left, as edits of the text that was given. */
export function setValues(text: string, changes: readonly { readonly path: Path; readonly value?: Json }[]): Edit[] {
  const [only, ...others] = changes;
  if (only && others.length === 0) return setValue(text, only.path, only.value);
  return difference(text, changeText(text, changes));
}

export function changeText(text: string, changes: readonly { readonly path: Path; readonly value?: Json }[]): string {
  return changes.reduce((current, { path, value }) => applyEdits(current, setValue(current, path, value)), text);
}

/** One edit from the first to the last character that differ. */
export function difference(before: string, after: string): Edit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [{ offset: start, length: before.length - start - end, content: after.slice(start, after.length - end) }];
}

const isScalar = ({ type }: Node): boolean => type !== 'object' && type !== 'array';

/** An object that stands on one line stays on it; any other is laid out as the text is. */
function inLineWith(text: string, root: Node | undefined, place: Path): ModificationOptions {
  const parent = findNode(root, place.slice(0, -1));
  const line = parent?.children?.length ? text.slice(parent.offset, parent.offset + parent.length) : '\n';
  return line.includes('\n') ? { formattingOptions: formattingOf(text) } : {};
}

/** Like `setValue` for a number, whose digits go into the text exactly as they are given. */
export function setNumber(text: string, path: Path, digits: string): Edit[] {
  const placeholder = '\u{F0000}number\u{F0000}';
  return setValue(text, path, placeholder).map((edit) => ({
    ...edit,
    content: edit.content.replace(JSON.stringify(placeholder), () => digits),
  }));
}

/** RFC 8259 section 6. */
export const isJsonNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);

/** A new property cannot be put into a null, a text or a number on the way: that value gives way to an object. */
function reachable(root: Node, path: Path, value: Json | undefined): [Path, Json | undefined] {
  for (let depth = 0; depth < path.length; depth++) {
    const node = findNode(root, path.slice(0, depth));
    if (!node) break;
    if (isScalar(node)) return [path.slice(0, depth), nest(path.slice(depth), value)];
  }
  return [path, value];
}

function nest(path: Path, value: Json | undefined): Json | undefined {
  return path.reduceRight<Json | undefined>((inner, key) => ({ [key]: inner ?? null }), value);
}

/** The text's own indentation and line ends; four spaces, as Itential's tools write, where it shows none. */
export function formattingOf(text: string): Required<Pick<FormattingOptions, 'tabSize' | 'insertSpaces' | 'eol'>> {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '    ';
  return {
    tabSize: indent.startsWith('\t') ? 4 : indent.length,
    insertSpaces: !indent.startsWith('\t'),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
