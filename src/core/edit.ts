// Changes to a JSON text as the smallest text edits: order, comments, number text and formatting around them survive.
import { findNodeAtLocation, modify, type Edit, type FormattingOptions, type Node } from 'jsonc-parser';
import { readJsonText, type Json } from './json.ts';
import type { Path } from './pointer.ts';

export type { Edit };

/** Sets the value at `path`, making the objects on the way to it; `undefined` removes the property. */
export function setValue(text: string, path: Path, value: Json | undefined): Edit[] {
  const { root } = readJsonText(text);
  if (value === undefined && !(root && findNodeAtLocation(root, [...path]))) return [];
  const [place, content] = root ? reachable(root, path, value) : [path, value];
  return modify(text, [...place], content, { formattingOptions: formattingOf(text) });
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
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (!node) break;
    if (node.type !== 'object' && node.type !== 'array') return [path.slice(0, depth), nest(path.slice(depth), value)];
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
