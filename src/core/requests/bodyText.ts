// The body of a request as text for people: UTF-8 where it is that, a note where it is binary, parts one by one.
import * as l10n from '@vscode/l10n';
import { essence, isMultipartType } from './mediaType.ts';
import type { Request } from '../request.ts';

/** Undefined for bytes that are no text: what is not UTF-8, and what holds a zero byte. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The text of a body, with a note instead of what is binary. */
export function bodyText({ headers, body }: Pick<Request, 'headers' | 'body'>): string {
  if (!body) return '';
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const boundary = isMultipartType(type) ? /boundary="?([^";]+)/i.exec(type)?.[1] : undefined;
  return textOf(body) ?? (boundary === undefined ? binaryNote(body, essence(type)) : partsText(body, boundary));
}

function binaryNote(bytes: Uint8Array, type: string): string {
  const head = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const what = type || l10n.t('binary');
  return bytes.length > 16
    ? l10n.t('<{0}, {1} bytes: {2} …>', what, bytes.length, head)
    : l10n.t('<{0}, {1} bytes: {2}>', what, bytes.length, head);
}

function partsText(body: Uint8Array, boundary: string): string {
  const delimiter = `--${boundary}`;
  return toLatin1(body)
    .split(delimiter)
    .map((part) => partText(part))
    .join(delimiter);
}

/** A part's own headers are text in any case. */
function partText(part: string): string {
  const end = part.indexOf('\r\n\r\n');
  if (end < 0) return textOf(fromLatin1(part)) ?? part;
  const head = part.slice(0, end + 4);
  const content = fromLatin1(part.slice(end + 4).replace(/\r\n$/, ''));
  const type = /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1] ?? '';
  return `${textOf(fromLatin1(head)) ?? head}${textOf(content) ?? binaryNote(content, type)}\r\n`;
}

/** Every byte as the character of the same number; the decoder called latin1 is another encoding for some. */
function toLatin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += 8192)
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8192)));
  return pieces.join('');
}

const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
