// Multipart bodies: each part with its own headers, text as UTF-8, files byte for byte (RFC 7578, OpenAPI 3.0.3 section 4.7.15).
import type { BodyValue, FilePart } from './callInput.ts';
import { isMap, scalarText, writeJson } from '../exact.ts';
import { encodingOf } from './formBody.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonType, isRange, typeOfFile } from './mediaType.ts';
import type { PartEncoding, RequestBody } from '../model.ts';
import type { Header } from '../request.ts';
import { headerValue } from './serialize.ts';

export interface Multipart {
  readonly boundary: string;
  readonly bytes: Uint8Array;
}

interface Part {
  readonly headers: readonly Header[];
  readonly content: Uint8Array;
}

export function multipart(fields: JsonObject, body: BodyValue, encoding: RequestBody['encoding']): Multipart {
  const headersOf = (name: string): readonly Header[] => partHeaders(name, body, encodingOf(encoding, name));
  const values = Object.entries(fields).flatMap(([name, value]) =>
    valueParts(name, value, encodingOf(encoding, name)).map((part) => withHeaders(part, headersOf(name))),
  );
  const files = (body.files ?? []).map((file) =>
    withHeaders(filePart(file, encodingOf(encoding, file.field)), headersOf(file.field)),
  );
  return join([...values, ...files]);
}

/** A list without a style of its own is one part for each item (OpenAPI 3.0.3 section 4.7.15.2). */
function valueParts(name: string, value: Json, own: PartEncoding | undefined): Part[] {
  if (value === null) return [];
  const type = own?.contentType;
  if (Array.isArray(value) && !(type !== undefined && isJsonType(type)))
    return own?.explode === false
      ? [textPart(name, value.map((item: Json) => scalarText(item)).join(delimiters[own.style ?? 'form'] ?? ','), type)]
      : value.map((item: Json) => onePart(name, item, type));
  return [onePart(name, value, type)];
}

const delimiters: Partial<Record<NonNullable<PartEncoding['style']>, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** Of a text without a declared type the header is left out, as browsers do: RFC 7578 section 4.4 means `text/plain` by that. */
function onePart(name: string, value: Json, declared: string | undefined): Part {
  const isStructured = isMap(value) || Array.isArray(value);
  const type = declared === undefined ? undefined : firstType(declared);
  if (isStructured) return textPart(name, writeJson(value), type ?? 'application/json');
  return textPart(name, type !== undefined && isJsonType(type) ? writeJson(value) : scalarText(value), type);
}

function textPart(name: string, text: string, type: string | undefined): Part {
  const headers: Header[] = [['Content-Disposition', `form-data; name="${quotable(name)}"`]];
  return { headers: type === undefined ? headers : [...headers, ['Content-Type', type]], content: utf8(text) };
}

function filePart(file: FilePart, own: PartEncoding | undefined): Part {
  const filename = file.filename ?? file.path.split(/[/\\]/).at(-1) ?? file.path;
  const type = file.contentType ?? firstType(own?.contentType ?? '') ?? typeOfFile(file.path);
  return {
    headers: [
      ['Content-Disposition', `form-data; name="${quotable(file.field)}"; filename="${quotable(filename)}"`],
      ['Content-Type', type ?? 'application/octet-stream'],
    ],
    content: file.bytes,
  };
}

/** The first type of a list that is no range. */
const firstType = (types: string): string | undefined =>
  types
    .split(',')
    .map((type) => type.trim())
    .find((type) => type !== '' && !isRange(type));

/** Those of the model with a default, then those that the user gave. */
function partHeaders(name: string, body: BodyValue, own: PartEncoding | undefined): readonly Header[] {
  const given = body.partHeaders && Object.hasOwn(body.partHeaders, name) ? (body.partHeaders[name] ?? {}) : {};
  const names = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  const declared = (own?.headers ?? []).flatMap((header): Header[] => {
    const value = header.schema['default'];
    return value === undefined || names.has(header.name.toLowerCase())
      ? []
      : [[header.name, headerValue(header, value)]];
  });
  return [...declared, ...Object.entries(given)];
}

function withHeaders(part: Part, more: readonly Header[]): Part {
  const names = new Set(more.map(([name]) => name.toLowerCase()));
  return { ...part, headers: [...part.headers.filter(([name]) => !names.has(name.toLowerCase())), ...more] };
}

/** WHATWG HTML, "multipart/form-data encoding algorithm": what would end the quoted name or the line is escaped. */
const quotable = (name: string): string => name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

function join(parts: readonly Part[]): Multipart {
  const boundary = freeBoundary(parts);
  const pieces = parts.flatMap(({ headers, content }, index) => [
    utf8(
      `${index === 0 ? '' : '\r\n'}--${boundary}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    ),
    content,
  ]);
  return { boundary, bytes: concat([...pieces, utf8(`${parts.length === 0 ? '' : '\r\n'}--${boundary}--\r\n`)]) };
}

/** The same content gets the same boundary, so that two calls can be compared; none of the parts contains it. */
function freeBoundary(parts: readonly Part[]): string {
  const texts = parts.map(({ content }) => latin1(content));
  for (let number = 0; ; number++) {
    const boundary = `------------------------part${String(number).padStart(12, '0')}`;
    if (!texts.some((text) => text.includes(boundary))) return boundary;
  }
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    result.set(piece, offset);
    offset += piece.length;
  }
  return result;
}

/** Every byte as a character: good for searching in any content. */
const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
