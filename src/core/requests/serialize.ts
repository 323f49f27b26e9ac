// OpenAPI parameter values as they stand in a URL, a header or a cookie, each encoded exactly once (OpenAPI 3.0.3 section 4.7.12.2).
import { encode, encodeOnce, encodeReserved } from './encode.ts';
import { isMap, scalarText, writeJson } from '../exact.ts';
import { isObject, type Json } from '../json.ts';
import { isJsonType } from './mediaType.ts';
import type { Parameter } from '../model.ts';

export { encode };

/** What serialization needs to know of a parameter, and of a property of a form. */
export type Serialized = Pick<Parameter, 'name' | 'style' | 'explode' | 'allowReserved' | 'contentType'>;

/** The text that replaces `{name}` in the path. */
export function pathSegment(parameter: Serialized, value: Json): string {
  const { name, style, explode, contentType } = parameter;
  if (contentType !== undefined) return encode(contentText(contentType, value));
  const { prefix, separator, named } = pathStyles[style === 'label' || style === 'matrix' ? style : 'simple'];
  const between = explode ? separator : ',';
  const key = encode(name);
  if (Array.isArray(value) && named && explode)
    return items(value)
      .map((item) => prefix + pair(key, encode(item)))
      .join('');
  if (isMap(value) && explode)
    return (
      prefix +
      members(value)
        .map(([k, v]) => `${encode(k)}=${encode(v)}`)
        .join(separator)
    );
  const text = flat(value).map(encode).join(between);
  return named ? prefix + pair(key, text) : prefix + text;
}

const pathStyles = {
  simple: { prefix: '', separator: ',', named: false },
  label: { prefix: '.', separator: '.', named: false },
  matrix: { prefix: ';', separator: ';', named: true },
} as const;

/** RFC 6570 section 3.2.7: a path parameter without a value has no "=". */
const pair = (key: string, text: string): string => (text === '' ? key : `${key}=${text}`);

/** The `name=value` pairs of one query parameter, joined by `&`; empty where there is nothing to send. */
export function queryPairs(parameter: Serialized, value: Json): string {
  const encoder = parameter.allowReserved ? encodeReserved : encodeOnce;
  return pairs(parameter, value, encoder).join('&');
}

/** Each `name=value` on its own, with an encoding of the caller's for the values. */
export function pairs(parameter: Serialized, value: Json, encoder: (text: string) => string): string[] {
  const { name, style, explode, contentType } = parameter;
  const key = encode(name);
  if (contentType === '') return [];
  if (contentType !== undefined) return [`${key}=${encode(contentText(contentType, value))}`];
  if (style === 'deepObject' && isMap(value)) return deepPairs(key, value, encoder);
  if (Array.isArray(value) && explode) return items(value).map((item) => `${key}=${encoder(item)}`);
  if (isMap(value) && explode) return members(value).map(([k, v]) => `${encode(k)}=${encoder(v)}`);
  const parts = flat(value);
  // RFC 6570 section 2.3: an empty list is the same as no value.
  return parts.length > 0 ? [`${key}=${parts.map(encoder).join(delimiterOf(parameter))}`] : [];
}

/** RFC 3986 has no place for a bare "|"; where reserved characters are allowed the delimiter stays readable too. */
function delimiterOf({ style, allowReserved }: Serialized): string {
  if (style === 'pipeDelimited') return allowReserved ? '|' : '%7C';
  return style === 'spaceDelimited' ? '%20' : style === 'tabDelimited' ? '%09' : ',';
}

/** Nested objects and lists follow the convention that most servers read: `filter[a][b]=1`, `filter[c][0]=2`. */
function deepPairs(key: string, value: Json, encoder: (text: string) => string): string[] {
  if (isMap(value)) return Object.entries(value).flatMap(([k, v]) => deepPairs(`${key}%5B${encode(k)}%5D`, v, encoder));
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => deepPairs(`${key}%5B${index}%5D`, item, encoder));
  return [`${key}=${value === null ? 'null' : encoder(scalarText(value))}`];
}

/** Header values are not percent-encoded. */
export function headerValue(parameter: Serialized, value: Json): string {
  if (parameter.contentType !== undefined) return contentText(parameter.contentType, value);
  if (isMap(value) && parameter.explode)
    return members(value)
      .map(([k, v]) => `${k}=${v}`)
      .join(',');
  return isMap(value) ? members(value).flat().join(',') : items(value).join(',');
}

/** One or several `name=value` of a `Cookie` header, joined by `; ` (RFC 6265 section 4.2.1). */
export function cookiePairs(parameter: Serialized, value: Json): string {
  // OpenAPI 3.2's own style for cookies leaves every character as it is.
  return pairs(parameter, value, parameter.style === 'cookie' ? (text) => text : encode).join('; ');
}

/** A parameter that declares `content` is written in that media type; an empty declaration gives nothing. */
function contentText(contentType: string, value: Json): string {
  if (contentType === '') return '';
  return isJsonType(contentType) ? writeJson(value) : scalarText(value);
}

/** RFC 6570 section 2.3: members without a value are left out. */
const items = (value: Json): string[] =>
  Array.isArray(value)
    ? value.filter((item: Json) => item !== null).map((item: Json) => scalarText(item))
    : [scalarText(value)];
const members = (value: Json): [string, string][] =>
  Object.entries(isObject(value) ? value : {})
    .filter(([, item]) => item !== null)
    .map(([key, item]) => [key, scalarText(item)]);

function flat(value: Json): string[] {
  return isMap(value) ? members(value).flat() : items(value);
}
