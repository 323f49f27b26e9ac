// Where an operation stands in the text of its document, found without parsing: a large document must not hold up the editor.
import { looksLikeJson } from '../json.ts';
import type { Operation } from '../model.ts';
import type { Span } from '../problem.ts';

/** The operation's method below its path; undefined where that stands in another file. */
export function findOperation(text: string, { path, method }: Operation): Span | undefined {
  const paths = keyAfter(text, 'paths', 0);
  const item = paths && keyAfter(text, path, paths.offset + paths.length);
  return item && (keyAfter(text, method.toLowerCase(), item.offset + item.length) ?? item);
}

/** The first place behind `start` where the name is a key. */
function keyAfter(text: string, name: string, start: number): Span | undefined {
  const isJson = looksLikeJson(text);
  const spellings = isJson ? [JSON.stringify(name)] : [name, `'${name.replaceAll("'", "''")}'`, JSON.stringify(name)];
  const found = spellings.flatMap((spelling) => placeOf(text, spelling, start) ?? []);
  return found.sort((a, b) => a.offset - b.offset)[0];
}

function placeOf(text: string, spelling: string, start: number): Span | undefined {
  for (let offset = text.indexOf(spelling, start); offset >= 0; offset = text.indexOf(spelling, offset + 1)) {
    const end = offset + spelling.length;
    if (
      /^\s*:(\s|["{[])/.test(text.slice(end, end + 40)) &&
      /(^|[\s{,])$/.test(text.slice(Math.max(0, offset - 1), offset))
    )
      return { offset, length: spelling.length };
  }
  return undefined;
}
