// Masks secrets in any text that a person or a file may get to see, by their value in every usual spelling and by name.
import { redactNames, MASK, isSecretName } from './redactNames.ts';
import type { Header } from './request.ts';
import { spellings, wholeWord } from './spellings.ts';

export type Redact = (text: string) => string;

/** Below this a value is masked only where it stands alone: as a part of other words it would be everywhere. */
const SHORTEST_PART = 4;
/** A line of a key or certificate is a secret of its own: logs break texts into lines. */
const SHORTEST_LINE = 16;

export function createRedactor(secrets: readonly string[]): Redact {
  const patterns = [...new Set(secrets.flatMap(partsOf))].map((secret) =>
    secret.length < SHORTEST_PART ? wholeWord(secret) : spellings(secret),
  );
  return (text) => redactNames(maskSpans(text, spansOf(text, patterns)));
}

/** Also masks by name what was never known: the server's cookies, a token that it hands out. */
export function redactHeaders(headers: readonly Header[], redact: Redact): Header[] {
  return headers.map(([name, value]) => [name, redactHeader(name.toLowerCase(), value, redact)]);
}

function redactHeader(name: string, value: string, redact: Redact): string {
  if (/^(proxy-)?authorization$/.test(name)) return value.replace(/^(\s*[\w-]+\s+)?.*$/s, `$1${MASK}`);
  if (name === 'cookie') return value.replaceAll(/=[^;]*/g, `=${MASK}`);
  if (name === 'set-cookie') return redact(value.replace(/=[^;]*/, `=${MASK}`));
  return isSecretName(name) ? MASK : redact(value);
}

function partsOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE && !line.startsWith('-----'));
  return [secret, ...lines].filter((part) => part !== '');
}

type Span = readonly [start: number, end: number];

/** All places of all patterns, also overlapping ones: where two secrets share characters both are masked whole. */
function spansOf(text: string, patterns: readonly RegExp[]): readonly Span[] {
  const spans: Span[] = [];
  for (const pattern of patterns) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
      spans.push([found.index, found.index + found[0].length]);
      pattern.lastIndex = found.index + 1;
    }
  }
  return spans.sort(([a], [b]) => a - b);
}

function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let end = 0;
  for (const [from, to] of spans) {
    if (from >= end) masked += text.slice(end, from) + MASK;
    end = Math.max(end, to);
  }
  return masked + text.slice(end);
}
