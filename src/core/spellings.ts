// The ways in which one and the same value can be written inside other text, as one pattern.

/** Plain, percent-encoded, form-encoded, with XML or JSON escapes (also JSON inside JSON), base64 at any offset, hex. */
export function spellings(secret: string): RegExp {
  const bytes = new TextEncoder().encode(secret);
  const ways = [
    inText(secret),
    inJson(secret, 1),
    inJson(secret, 2),
    ...[0, 1, 2].map((offset) => inBase64(bytes, offset)),
    ...(bytes.length >= SHORTEST_HEX ? [inHex(bytes)] : []),
  ];
  return new RegExp([...new Set(ways)].join('|'), 'g');
}

/** The value with nothing but separators around it. */
export function wholeWord(secret: string): RegExp {
  return new RegExp(`(?<=^|[\\s"'=:,;&()<>[\\]{}])${escape(secret)}(?=$|[\\s"'=:,;&()<>[\\]{}])`, 'g');
}

const SHORTEST_HEX = 4;
const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const oneOf = (ways: readonly string[]): string => {
  const different = [...new Set(ways)];
  return different.length === 1 ? (different[0] ?? '') : `(?:${different.join('|')})`;
};

const entities: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;', '&#38;'],
  '<': ['&lt;', '&#60;'],
  '>': ['&gt;', '&#62;'],
  '"': ['&quot;', '&#34;'],
  "'": ['&apos;', '&#39;', '&#x27;'],
};

/** Each character on its own, because encoders disagree on which ones need it. */
function inText(secret: string): string {
  return Array.from(secret)
    .map((char) => oneOf([...(entities[char] ?? []), percent(char), ...(char === ' ' ? ['\\+'] : []), escape(char)]))
    .join('');
}

/** `%C5%91`, in either case, also encoded twice: `%25C5%2591`. */
function percent(char: string): string {
  return hexOf(new TextEncoder().encode(char))
    .map((byte) => `%(?:25)*${anyCase(byte)}`)
    .join('');
}

/** `depth` 2 is JSON text inside a JSON string, as in a logged request. */
function inJson(secret: string, depth: number): string {
  return Array.from(secret)
    .map((char) => oneOf(jsonForms(char).map((form) => escape(quoted(form, depth - 1)))))
    .join('');
}

function jsonForms(char: string): readonly string[] {
  const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index).toString(16).padStart(4, '0'));
  const forms = [quoted(char, 1), ...(/[\x20-\x7e]/.test(char) && !/[<>&']/.test(char) ? [] : unicode(units))];
  return char === '/' ? [...forms, '\\/'] : forms;
}

const unicode = (units: readonly string[]): readonly string[] => [
  units.map((unit) => `\\u${unit}`).join(''),
  units.map((unit) => `\\u${unit.toUpperCase()}`).join(''),
];

const quoted = (text: string, times: number): string =>
  times === 0 ? text : quoted(JSON.stringify(text).slice(1, -1), times - 1);

/**
 * The characters that stand for the value alone when `offset` bytes precede it in its group of three (`user:password`
 * puts the password anywhere), and the shared ones at its edges.
 */
function inBase64(bytes: Uint8Array, offset: number): string {
  const padded = new Uint8Array(offset + bytes.length);
  padded.set(bytes, offset);
  const text = btoa(Array.from(padded, (byte) => String.fromCharCode(byte)).join(''));
  const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
  const shared = '[\\w+/-]';
  const before = offset > 0 ? `${shared}?` : '';
  const after = padded.length % 3 > 0 ? `${shared}?` : '';
  return (
    before +
    Array.from(own)
      .map((char) => base64Forms[char] ?? char)
      .join('') +
    after +
    '(?:=|%3[dD])*'
  );
}

/** The URL-safe alphabet, and the percent-encoded and JSON-escaped plain one. */
const base64Forms: Readonly<Record<string, string>> = { '+': '(?:[+-]|%2[bB])', '/': '(?:\\\\?/|_|%2[fF])' };

const inHex = (bytes: Uint8Array): string => hexOf(bytes).map(anyCase).join('');
const hexOf = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
const anyCase = (hex: string): string => hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
