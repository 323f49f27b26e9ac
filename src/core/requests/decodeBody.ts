// The text of a response body: in the charset that it is written in, or a note of what it is when it is no text.

import { parseJson, type Json } from '../json.ts';
import type { Answer } from '../request.ts';

/** What is in memory is not all: the rest is in a file, or was never read. */
export const isCut = ({ truncated, saved, body }: Answer): boolean => truncated || (saved?.size ?? 0) > body.length;

/**
 * Whether bytes are no text in any encoding that HTTP APIs use: they hold a zero byte, or many control characters.
 * @param contentType the answer's Content-Type; UTF-16 is full of zeros
 */
export function isBinary(body: Uint8Array, contentType = ''): boolean {
  if (body.length === 0 || /^utf-?(16|32)/i.test(charsetOf(body, contentType) ?? '')) return false;
  const head = body.subarray(0, 8192);
  if (head.includes(0)) return true;
  let controls = 0;
  for (const byte of head) if (byte < 32 && !isLayout(byte)) controls++;
  return controls > 0 && (controls > head.length / 50 || isDeclaredBinary(contentType));
}

/** Tab, line feed, form feed, carriage return; escape begins the colours of a terminal. */
const isLayout = (byte: number): boolean => (byte >= 9 && byte <= 13) || byte === 27;

const isDeclaredBinary = (type: string): boolean =>
  /^\s*(image\/(?!svg)|audio\/|video\/|font\/|application\/(octet-stream|pdf|zip|gzip|x-tar|vnd\.ms-))/i.test(type);

interface Decoded {
  readonly contentType: string;
  readonly text: string;
  json?: Json | undefined;
}

/** Several look at the same body, one right after the other: a weak map of all of them would burden every collection. */
let last: { readonly body: WeakRef<Uint8Array>; readonly decoded: Decoded } | undefined;

export const decodeBody = (body: Uint8Array, contentType = ''): string => decodedOf(body, contentType).text;

/** What the body holds as JSON; undefined when it is none. */
export function jsonOf(body: Uint8Array, contentType = ''): Json | undefined {
  const found = decodedOf(body, contentType);
  return 'json' in found ? found.json : (found.json = parseJson(found.text));
}

function decodedOf(body: Uint8Array, contentType: string): Decoded {
  if (last?.decoded.contentType === contentType && last.body.deref() === body) return last.decoded;
  const decoded = { contentType, text: decode(body, contentType) };
  last = { body: new WeakRef(body), decoded };
  return decoded;
}

function decode(body: Uint8Array, contentType: string): string {
  const charset = charsetOf(body, contentType);
  if (charset !== undefined) return decodeAs(body, charset) ?? new TextDecoder().decode(body);
  return decodeAs(body, 'utf-8', true) ?? decodeAs(body, 'windows-1252') ?? new TextDecoder().decode(body);
}

/** In the order of WHATWG's Encoding standard: byte order mark, header, then what the document says of itself. */
function charsetOf(body: Uint8Array, contentType: string): string | undefined {
  return markOf(body) ?? /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1] ?? declaredIn(body, contentType);
}

function markOf(body: Uint8Array): string | undefined {
  const [first, second, third] = body;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** XML's declaration stands at the very beginning, HTML's `meta` in the first 1024 bytes. */
function declaredIn(body: Uint8Array, contentType: string): string | undefined {
  if (!/html/i.test(contentType) && !mayOpenTag(body)) return undefined;
  const opening = decodeAs(body.subarray(0, 1024), 'latin1') ?? '';
  const xml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)/i.exec(opening)?.[1];
  if (xml !== undefined) return xml;
  const isHtml = /html/i.test(contentType) || /^\s*<(!doctype html|html|head)\b/i.test(opening);
  return isHtml ? /<meta[^>]+charset\s*=\s*["']?([\w.-]+)/i.exec(opening)?.[1] : undefined;
}

/** Whether `<` is the first byte that is no blank and of no byte order mark: most bodies need no further look. */
export function mayOpenTag(body: Uint8Array): boolean {
  return body.find((byte) => byte > 0x20 && ![0xa0, 0xef, 0xbb, 0xbf].includes(byte)) === 0x3c;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeAs(body: Uint8Array, charset: string, fatal = false): string | undefined {
  try {
    if (fatal && charset === 'utf-8') return utf8.decode(body);
  } catch {
    // Broken, or cut within a character.
  }
  try {
    // A body that was cut may end within a character.
    return new TextDecoder(charset, { fatal }).decode(body, { stream: true });
  } catch {
    return undefined;
  }
}
