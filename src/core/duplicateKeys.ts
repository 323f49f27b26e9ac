// Keys that stand twice in an object of a JSON text: JSON.parse takes the last one and says nothing.
import * as l10n from '@vscode/l10n';
import type { Json } from './json.ts';
import type { Note } from './note.ts';

/** Notes on the first of them, and on the number of the others. */
const most = 20;
const longestKey = 100;

/**
 * Of a text and the value that JSON.parse made of it. Counting the keys of both takes a quarter of the time of parsing;
 * only where the counts differ, the text is searched, which takes twice as long as parsing.
 */
export function duplicateKeys(text: string, value: Json): Note[] {
  if (keysIn(value) >= keyMarksIn(text)) return [];
  const found = search(text);
  const shown = withPlaces(text, found.slice(0, most));
  const more = found.length - shown.length;
  return more > 0 ? [...shown, { code, message: andMore(more) }] : shown;
}

const code = 'duplicate-key';

function keysIn(value: Json): number {
  let count = 0;
  const pending: Json[] = [value];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const items = Object.values(at as object) as Json[];
    if (!Array.isArray(at)) count += items.length;
    for (const item of items) if (typeof item === 'object' && item !== null) pending.push(item);
  }
  return count;
}

const [quote, backslash, colon, open, close] = [34, 92, 58, 123, 125];

/** Colons behind a quote that is no part of a string: one for each key, and some more where a string begins with one. */
function keyMarksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isBlank(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === quote && !isEscaped(text, before)) count += 1;
  }
  return count;
}

interface Found {
  readonly key: string;
  readonly offset: number;
}

function search(text: string): Found[] {
  const found: Found[] = [];
  const objects: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === open) objects.push(new Set());
    else if (char === close) objects.pop();
    else if (char === quote) {
      const end = endOfString(text, at);
      const key = isKey(text, end) ? keyOf(text.slice(at, end)) : undefined;
      if (key !== undefined && objects.at(-1)?.has(key)) found.push({ key, offset: at });
      if (key !== undefined) objects.at(-1)?.add(key);
      at = end - 1;
    }
  }
  return found;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === colon;
}

/** As JSON means it: `"a"` and `"\u0061"` are one key. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === backslash) start -= 1;
  return (at - start) % 2 === 1;
}

const isBlank = (char: number): boolean => char === 32 || char === 10 || char === 13 || char === 9;

function withPlaces(text: string, found: readonly Found[]): Note[] {
  let line = 0;
  let start = 0;
  return found.map(({ key, offset }) => {
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    return { code, message: standsTwice(key.slice(0, longestKey)), start: { line, character: offset - start } };
  });
}

export const standsTwice = (key: string): string =>
  l10n.t('The key "{0}" stands twice in this object; the last one counts.', key);

const andMore = (count: number): string => l10n.t('{0} more keys stand twice in their objects.', count);
