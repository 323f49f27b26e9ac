// Masks secrets in any text that a person or a file may get to see, by their value in every usual spelling and by name.
import { at, isSecretName, MASK, SCHEMES, secretSpans, stringEnd, type Span } from './redactNames.ts';
import type { Header } from '../request.ts';
import { hasEncodedLetters, spellings, wholeWord, type Spelling } from './spellings.ts';

export type Redact = (text: string) => string;

/** Below this a value is masked only where it stands alone: as a part of other words it would be everywhere. */
const SHORTEST_PART = 4;
/** A line of a key or certificate is a secret of its own: logs break texts into lines. */
const SHORTEST_LINE = 16;
/** So is a word: of `Token 0123456789abcdef` a server repeats only the latter. Shorter ones are words of a language. */
const SHORTEST_WORD = 8;
/** A longer secret is searched for in pieces. */
const LONGEST_PIECE = 200;

/** Looks for the spellings of the secrets when the first text comes: most reports are kept and never looked at. */
export function createRedactor(secrets: readonly string[]): Redact {
  let known: readonly Spelling[] | undefined;
  return (text) => {
    known ??= spellingsOf(secrets);
    return maskSpans(text, [...secretSpans(text), ...quoteNumbers(text, valueSpans(text, known))]);
  };
}

const spellingsOf = (secrets: readonly string[]): readonly Spelling[] =>
  [...new Set([...new Set(secrets)].flatMap(partsOf))].flatMap((secret) =>
    secret.length < SHORTEST_PART ? [wholeWord(secret)] : spellings(secret),
  );

/** Also masks by name what was never known: the server's cookies, a token that it hands out. */
export function redactHeaders(headers: readonly Header[], redact: Redact): Header[] {
  return headers.map(([name, value]) => [name, redactHeader(name.toLowerCase(), value, redact)]);
}

function redactHeader(name: string, value: string, redact: Redact): string {
  if (/^(proxy-)?authorization$/.test(name)) return redact(`${/^\s*[\w-]+\s+/.exec(value)?.[0] ?? ''}${MASK}`);
  if (name === 'cookie') return value.replaceAll(/=[^;]*/g, `=${MASK}`);
  if (name === 'set-cookie') return redact(value.replace(/=[^;]*/, `=${MASK}`));
  return isSecretName(name) ? MASK : redact(value);
}

const scheme = new RegExp(`^(?:${SCHEMES})$`, 'i');
const schemeBefore = new RegExp(`^(?:${SCHEMES})\\s+`, 'i');
/** What every key has in common is no secret. */
const boundary = /-----(?:BEGIN|END)[A-Z\d ]{1,60}-----/g;

/** What of a secret gives it away: itself, what follows a scheme in it, its lines and its words. */
function partsOf(secret: string): readonly string[] {
  if (secret !== '' && !/\s|-----/.test(secret)) return pieces(secret);
  const trimmed = secret.trim();
  const inside = trimmed.replaceAll(boundary, '\n');
  const lines = inside.split(/[\r\n]+/).filter((line) => line.length >= SHORTEST_LINE);
  const words = inside.split(/\s+/).filter((word) => word.length >= SHORTEST_WORD && !scheme.test(word));
  const whole = [secret, trimmed, trimmed.replace(schemeBefore, '')];
  return [...whole, ...lines, ...words].filter((part) => part !== '').flatMap(pieces);
}

/** Patterns have a limit, and the error of one that is too large shows it. */
function pieces(part: string): readonly string[] {
  if (part.length <= LONGEST_PIECE) return [part];
  const chars = Array.from(part);
  const size = Math.ceil(chars.length / Math.ceil(chars.length / LONGEST_PIECE));
  return Array.from({ length: Math.ceil(chars.length / size) }, (_, index) =>
    chars.slice(index * size, (index + 1) * size).join(''),
  );
}

/** All places of all secrets, also overlapping ones: where two secrets share characters both are masked whole. */
function valueSpans(text: string, known: readonly Spelling[]): readonly Span[] {
  const encoded = hasEncodedLetters(text);
  return known.filter(({ mayBeIn }) => mayBeIn(text, encoded)).flatMap(({ pattern }) => spansOf(text, pattern()));
}

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  const spans: Span[] = [];
  let [start, end] = [0, 0];
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found.index >= end) {
      if (end > 0) spans.push([start, end, MASK]);
      start = found.index;
    }
    end = Math.max(end, found.index + found[0].length);
    pattern.lastIndex = found.index + 1;
  }
  return end > 0 ? [...spans, [start, end, MASK]] : spans;
}

/** A number in JSON is masked as a whole and by a string, so that the text stays JSON. */
function quoteNumbers(text: string, spans: readonly Span[]): readonly Span[] {
  if (spans.length === 0 || !/^\s*[[{]/.test(text)) return spans;
  const isOutside = outsideStrings(text);
  const quoted: Span[] = [];
  let end = 0;
  for (const [from, to] of spans.toSorted(inOrder)) {
    if (from < end) continue;
    const start = from - (at(wordBefore, text, from)?.[1]?.length ?? 0);
    end = to + (at(wordAfter, text, to)?.[0].length ?? 0);
    if (bare.test(text.slice(start, end)) && isOutside(start)) quoted.push([start, end, `"${MASK}"`]);
  }
  return [...quoted, ...spans];
}

const wordBefore = /(?<=([\w.+-]*))/y;
const wordAfter = /[\w.+-]*/y;
const bare = /^(?:-?\d[\d.eE+-]*|true|false|null)$/;

/** Tells of ever later positions in JSON whether they are outside its strings. */
function outsideStrings(text: string): (position: number) => boolean {
  let end = 0;
  let quote = text.indexOf('"');
  return (position) => {
    while (quote >= 0 && quote < position) {
      end = stringEnd(text, quote + 1, 0) + 1;
      quote = text.indexOf('"', end);
    }
    return position >= end;
  };
}

function inOrder(one: Span, other: Span): number {
  return one[0] - other[0] || other[1] - one[1];
}

function maskSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let masked = '';
  let end = 0;
  for (const [from, to, mask] of spans.toSorted(inOrder)) {
    // Pieces of one secret touch.
    if (from > end || masked === '') masked += text.slice(end, from) + mask;
    end = Math.max(end, to);
  }
  return masked + text.slice(end);
}
