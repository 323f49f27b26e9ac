// The ways in which one and the same value can be written inside other text.

/** Ways to write a value that have a piece in common. */
export interface Spelling {
  /** A quick check, so that only texts with a piece of the value are searched; `encoded` as of `hasEncodedLetters`. */
  readonly mayBeIn: (text: string, encoded: boolean) => boolean;
  readonly pattern: () => RegExp;
}

/** The spellings of the latest secrets: calls of one integration, and integrations of one account, have the same ones. */
const known = new Map<string, readonly Spelling[]>();
const mostKnown = 200;

/** Plain, percent-encoded, form-encoded, with XML or JSON escapes (also JSON inside JSON), base64 at any offset, hex. */
export function spellings(secret: string): readonly Spelling[] {
  const before = known.get(secret);
  if (before) return before;
  const made = spell(secret);
  if (known.size >= mostKnown) known.clear();
  known.set(secret, made);
  return made;
}

function spell(secret: string): readonly Spelling[] {
  const bytes = encoder.encode(secret);
  return [
    inText(secret),
    ...[0, 1, 2].map((offset) => inBase64(bytes, offset)),
    ...(bytes.length >= SHORTEST_HEX ? [inHex(bytes)] : []),
  ];
}

/** The value with nothing but separators around it. */
export function wholeWord(secret: string): Spelling {
  const pattern = `${escape(secret)}(?<=(?:^|[\\s"'=:,;&()<>[\\]{}])${escape(secret)})(?=$|[\\s"'=:,;&()<>[\\]{}])`;
  return { mayBeIn: (text) => text.includes(secret), pattern: once(pattern) };
}

/** Almost never: who encodes for addresses leaves these characters as they are. */
export const hasEncodedLetters = (text: string): boolean =>
  text.includes('%') && /%(?:25){0,4}(?:2[DE]|3\d|[46][1-9A-F]|[57][\dA]|[57]F|7E)/i.test(text);

/** Made only when needed: that of a key is large. */
function once(source: string | (() => string)): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(typeof source === 'string' ? source : source(), 'g'));
}

/** The longest run of characters that no encoder but a base64 or hex one changes. */
const longest = (text: string, run: RegExp): string =>
  (text.match(run) ?? []).reduce((best, next) => (next.length > best.length ? next : best), '');

const encoder = new TextEncoder();
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

/** With JSON first, as its escapes of backslashes are the longer match. */
function inText(secret: string): Spelling {
  const piece = longest(secret, /[\w.~-]+/g);
  return {
    mayBeIn: (text, encoded) => encoded || text.includes(piece),
    pattern: once(() => [...new Set([inJson(secret, 2), inJson(secret, 1), inAddress(secret)])].join('|')),
  };
}

/** Each character on its own, because encoders disagree on which ones need it. */
function inAddress(secret: string): string {
  return Array.from(secret)
    .map((char) => oneOf([...(entities[char] ?? []), percent(char), ...(char === ' ' ? ['\\+'] : []), escape(char)]))
    .join('');
}

/** `%C5%91`, in either case, also encoded twice: `%25C5%2591`. */
function percent(char: string): string {
  return hexOf(encoder.encode(char))
    .map((byte) => `%(?:25){0,4}${anyCase(byte)}`)
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
function inBase64(bytes: Uint8Array, offset: number): Spelling {
  const length = offset + bytes.length;
  const text = btoa('\0'.repeat(offset) + String.fromCharCode(...bytes));
  const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor((length * 8) / 6));
  const shared = '[\\w+/-]';
  const before = offset > 0 ? `${shared}?` : '';
  const after = length % 3 > 0 ? `${shared}?` : '';
  const piece = longest(own, /[A-Za-z\d]+/g);
  const middle = (): string => own.replaceAll(/[+/]/g, (char) => base64Forms[char] ?? char);
  return {
    mayBeIn: (other) => other.includes(piece),
    pattern: once(() => `${before}${middle()}${after}(?:=|%3[dD]){0,2}`),
  };
}

/** The URL-safe alphabet, and the percent-encoded and JSON-escaped plain one. */
const base64Forms: Readonly<Record<string, string>> = { '+': '(?:[+-]|%2[bB])', '/': '(?:\\\\?/|_|%2[fF])' };

function inHex(bytes: Uint8Array): Spelling {
  const lower = hexOf(bytes).join('');
  const upper = lower.toUpperCase();
  return { mayBeIn: (text) => text.includes(lower) || text.includes(upper), pattern: once(`${lower}|${upper}`) };
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexOf = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => hexDigits[byte] ?? '');
const anyCase = (hex: string): string => hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
