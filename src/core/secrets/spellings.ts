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

/** Plain, percent-encoded, form-encoded, with XML or JSON escapes (also JSON inside JSON and forms), base64 at any offset, hex. */
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

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Encoders disagree on what they let through; letters and digits all of them do. */
const isPlain = (char: string): boolean => /^[A-Za-z\d]$/.test(char);

function inText(secret: string): Spelling {
  const piece = longest(secret, /[A-Za-z\d]+/g);
  return {
    mayBeIn: (text, encoded) => encoded || text.includes(piece),
    // A run of backslashes is one part, so that there is one way to match it.
    pattern: once(() => (secret.match(/\\+|[^\\]/gu) ?? []).map(written).join('')),
  };
}

/** Plain or percent-encoded, in upper or lower case, also several times: `%2525C5`. */
const percentSign = '%(?:25){0,4}';
const backslash = `(?:\\\\|${percentSign}5[cC]|&#92;|&#[xX]5[cC];|\\\\u005[cC]|\\\\x5[cC])`;

/** Each character on its own, because encoders disagree on which ones need it: in addresses, XML, JSON and program texts. */
function written(char: string): string {
  if (isPlain(char)) return oneOf([percent(char), char]);
  if (char.startsWith('\\')) return `${backslash}{${char.length},${4 * char.length}}`;
  const forms = [escape(char), percent(char), ...inXml(char), ...behindBackslash(char), ...(besides[char] ?? [])];
  return `${backslash}{0,3}${oneOf(forms)}`;
}

/** What stands behind one, or behind more of them where JSON is inside JSON. */
function behindBackslash(char: string): readonly string[] {
  const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index).toString(16).padStart(4, '0'));
  const unicode = units.map((unit) => `u${anyCase(unit)}`).join(`${backslash}{1,3}`);
  const byte = units.length === 1 && /^00/.test(units[0] ?? '') ? [`x${anyCase((units[0] ?? '').slice(2))}`] : [];
  const letter = JSON.stringify(char).slice(2, -1);
  return [unicode, ...byte, ...(/^[a-z]$/.test(letter) ? [letter] : [])];
}

/** In forms and for shells. */
const besides: Readonly<Record<string, readonly string[]>> = { ' ': ['\\+'], "'": ["'\\\\''"] };

/** `&lt;`, `&#60;`, `&#x3C;`. */
function inXml(char: string): readonly string[] {
  const { [char]: named } = entities;
  const code = char.codePointAt(0) ?? 0;
  const numbered = [`&#0{0,5}${code};`, `&#[xX]0{0,5}${anyCase(code.toString(16))};`];
  return named === undefined ? numbered : [named, ...numbered];
}

const percent = (char: string): string =>
  hexOf(encoder.encode(char))
    .map((byte) => percentSign + anyCase(byte))
    .join('');

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
const base64Forms: Readonly<Record<string, string>> = {
  '+': '(?:[+-]|%(?:25){0,4}2[bB]|\\\\{1,2}u002[bB])',
  '/': '(?:\\\\?/|_|%(?:25){0,4}2[fF]|\\\\{1,2}u002[fF])',
};

function inHex(bytes: Uint8Array): Spelling {
  const lower = hexOf(bytes).join('');
  const upper = lower.toUpperCase();
  return { mayBeIn: (text) => text.includes(lower) || text.includes(upper), pattern: once(`${lower}|${upper}`) };
}

const hexDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hexOf = (bytes: Uint8Array): string[] => Array.from(bytes, (byte) => hexDigits[byte] ?? '');
const anyCase = (hex: string): string => hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
