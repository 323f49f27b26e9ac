// Reads response headers as they came: order and repetition kept, names in lower case.
import type { Header } from '../core/request.ts';

/** Servers repeat themselves, and the answers of thousands of calls are kept: what is as it was before is shared. */
let last: readonly Header[] = [];

/** `raw` is undici's flat list of bytes: name, value, name, value … */
export function readHeaders(raw: unknown): readonly Header[] {
  const headers: Header[] = [];
  if (!Array.isArray(raw)) return headers;
  for (let index = 0; index < raw.length; index += 2) {
    const [name, value] = [textOf(raw[index]).toLowerCase(), textOf(raw[index + 1])];
    const before = last[headers.length];
    headers.push(before?.[0] === name && before[1] === value ? before : [name, value]);
  }
  const isSame = headers.length === last.length && headers.every((header, index) => header === last[index]);
  return isSame ? last : (last = headers);
}

export function firstHeader(headers: readonly Header[], name: string): string {
  return headers.find(([key]) => key === name)?.[1] ?? '';
}

/** The caller has said itself which content encodings it takes. */
export function asksForEncoding(headers: readonly Header[]): boolean {
  return headers.some(([name]) => name.length === ENCODING.length && name.toLowerCase() === ENCODING);
}

const ENCODING = 'accept-encoding';
const BEYOND_ASCII = /[\x80-\xff]/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** RFC 9110 leaves bytes above 127 open: UTF-8 where they are that, else Latin-1. */
function textOf(raw: unknown): string {
  if (!Buffer.isBuffer(raw)) return String(raw);
  const text = raw.toString('latin1');
  if (!BEYOND_ASCII.test(text)) return text;
  try {
    return utf8.decode(raw);
  } catch {
    return text;
  }
}
