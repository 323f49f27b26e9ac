// How a value is laid out in a model's text: in the indentation and style of what stands around it.
import { formattingOf } from '../edit.ts';
import type { Json } from '../json.ts';
import type { Container } from './places.ts';

/** What stands between two entries: a blank where they are on one line, else a line break and the entries' indentation. */
export function lineBreak(text: string, { entries, span, style }: Container): string {
  const { eol } = formattingOf(text);
  const [first] = entries;
  if (first && style === 'block') return eol + ' '.repeat(columnOf(text, first.start));
  if (first && !text.slice(span.offset, first.start).includes('\n')) return ' ';
  if (!text.includes('\n')) return ' ';
  return first ? eol + indentAt(text, first.start) : eol + indentAt(text, span.offset) + unitOf(text);
}

/** A value behind an entry that begins at `at`: in YAML on one line, in JSON as the text is laid out. */
export function write(text: string, value: Json, { style, entries, span }: Container, at: number): string {
  if (style === 'block') return plain(value) ?? JSON.stringify(value);
  const [first] = entries;
  const inline = !text.includes('\n') || (first !== undefined && !text.slice(span.offset, first.start).includes('\n'));
  if (inline) return JSON.stringify(value);
  const { eol } = formattingOf(text);
  const indent = indentAt(text, at) + (first ? '' : unitOf(text));
  return JSON.stringify(value, undefined, unitOf(text)).replaceAll('\n', eol + indent);
}

export const writeKey = (key: string, style: Container['style']): string =>
  (style === 'block' ? plain(key) : undefined) ?? JSON.stringify(key);

/** Words that YAML reads as text without quotes. */
function plain(value: Json): string | undefined {
  const isWord = typeof value === 'string' && /^[a-z][\w-]*$/i.test(value);
  return isWord && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : undefined;
}

export function unitOf(text: string): string {
  const { tabSize, insertSpaces } = formattingOf(text);
  return insertSpaces ? ' '.repeat(tabSize) : '\t';
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
