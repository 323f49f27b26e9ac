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
  const beyond = beyondAscii(written);
  const kinds = new Map<string, ReadonlySet<string>>();
  const found = new Set<string>();
  for (const character of new Set([...usual, ...neighbours(beyond)])) {
    const fitting = new Set(written.filter((source) => tests.get(source)?.(character)));
    for (const source of fitting) found.add(source);
    kinds.set(written.map((source) => (fitting.has(source) ? '1' : '0')).join(''), fitting);
  }
  // Which places the characters fit that were not looked at, nobody knows: any that may take some beyond ASCII.
  if (written.some((source) => !found.has(source)) || isUnknown(written, beyond.length))
    kinds.set('', new Set(written.filter((source) => !isAscii(source))));
  return Array.from(kinds.values(), (fitting) => {
    const mayStand = (source: string | undefined): boolean => source === undefined || fitting.has(source);
    return new Set(sources.flatMap((source, place) => (mayStand(source) ? [place] : [])));
  });
}

/** General categories have no character in common; what else a property has in common with others, these are no sample of. */
function isUnknown(sources: readonly string[], beyond: number): boolean {
  const properties = sources.filter((source) => /\\p\{/i.test(source));
  const isCategory = (source: string): boolean => !/\\p\{(?![CLMNPSZ][a-z]?\})/i.test(source);
  return beyond > mostBeyond || (beyond > 0 && properties.length > 0) || !properties.every(isCategory);
}

/** Whether nothing beyond ASCII fits. */
const isAscii = (source: string): boolean => source !== '.' && /^(?!\[\^)(?:(?!\\[pPDSWsux])[\0-\x7f])+$/.test(source);

/** The codes of what stands beyond ASCII in classes and escapes. */
function beyondAscii(sources: readonly string[]): number[] {
  const found = sources.join('').matchAll(/\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))|[^\0-\x7f]/giu);
  return Array.from(found, ([whole, ...codes]) => {
    const code = codes.find(Boolean);
    return code === undefined ? (whole.codePointAt(0) ?? 0) : Number.parseInt(code, 16);
  });
}

/** A class begins or ends at such a code. */
const neighbours = (codes: readonly number[]): string[] =>
  codes
    .slice(0, mostBeyond)
    .flatMap((code) => [code - 1, code, code + 1])
    .filter((code) => code >= 0 && code <= 0x10ffff)
    .map((code) => String.fromCodePoint(code));

const mostBeyond = 100;

function testOf(source: string): (character: string) => boolean {
  if (/^[^.\\[]$/.test(source)) return (character) => character === source;
  const test = readRegExp(`^(?:${source})$`);
  return (character) => test?.test(character) ?? true;
}
