// The characters that a pattern tells apart, one for each kind: more need not be looked at.
import { readRegExp } from './readRegExp.ts';

/** Letters, digits, blanks and signs of several scripts, both halves of a pair and the pair. */
const usual = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...[
    '\u0085',
    '\u00a0',
    '\u00b5',
    '\u00df',
    '\u00e9',
    '\u00c9',
    '\u00d7',
    '\u0300',
    '\u0391',
    '\u03b1',
    '\u0431',
    '\u05d0',
  ],
  ...['\u0627', '\u0660', '\u0e01', '\u2028', '\u20ac', '\u2160', '\u3042', '\u4e2d', '\uac00', '\ufeff', '\uff21'],
  ...['\ud83d', '\ude00', '\u{1f600}', '\u{20000}'],
];

/** By kind of character, the places of a pattern where it may stand; a place without a source takes any. */
export function symbolsOf(sources: readonly (string | undefined)[]): readonly ReadonlySet<number>[] {
  const written = [...new Set(sources.filter((source) => source !== undefined))];
  const tests = new Map(written.map((source) => [source, testOf(source)]));
  const kinds = new Map<string, ReadonlySet<number>>();
  for (const character of new Set([...usual, ...mentioned(written)])) {
    const fitting = new Set(written.filter((source) => tests.get(source)?.(character)));
    const key = written.map((source) => (fitting.has(source) ? '1' : '0')).join('');
    if (kinds.has(key)) continue;
    const mayStand = (source: string | undefined): boolean => source === undefined || fitting.has(source);
    kinds.set(key, new Set(sources.flatMap((source, place) => (mayStand(source) ? [place] : []))));
  }
  return [...kinds.values()];
}

/** What stands beyond ASCII in classes and escapes, and its neighbours: a class begins or ends there. */
function mentioned(sources: readonly string[]): string[] {
  const found = sources.join('').matchAll(/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))|[^\0-\x7f]/giu);
  return Array.from(found, ([whole, ...codes]) => {
    const code = codes.find(Boolean);
    return code === undefined ? (whole.codePointAt(0) ?? 0) : Number.parseInt(code, 16);
  })
    .slice(0, mostMentioned)
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code));
}

const mostMentioned = 100;

function testOf(source: string): (character: string) => boolean {
  if (/^[^.\\[]$/.test(source)) return (character) => character === source;
  const test = readRegExp(`^(?:${source})$`);
  return (character) => test?.test(character) ?? true;
}
