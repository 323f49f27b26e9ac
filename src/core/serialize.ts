// OpenAPI parameter values as they stand in a URL, a header or a cookie, each encoded exactly once (OpenAPI 3.0.3 section 4.7.12.2).
import { isObject, type Json } from './json.ts';
import type { Parameter } from './model.ts';

/** The text that replaces `{name}` in the path. */
export function pathSegment(parameter: Parameter, value: Json): string {
  const { name, style, explode } = parameter;
  const { prefix, separator, named } = pathStyles[style === 'label' || style === 'matrix' ? style : 'simple'];
  const between = explode ? separator : ',';
  const key = encode(name);
  if (Array.isArray(value) && named && explode)
    return value.map((item: Json) => prefix + pair(key, scalar(item))).join('');
  if (isObject(value) && explode)
    return (
      prefix +
      entries(value)
        .map(([k, v]) => `${encode(k)}=${scalar(v)}`)
        .join(separator)
    );
  const text = flat(value).join(between);
  return named ? prefix + pair(key, text) : prefix + text;
}

const pathStyles = {
  simple: { prefix: '', separator: ',', named: false },
  label: { prefix: '.', separator: '.', named: false },
  matrix: { prefix: ';', separator: ';', named: true },
} as const;

/** RFC 6570 section 3.2.7: a path parameter without a value has no "=". */
const pair = (key: string, text: string): string => (text === '' ? key : `${key}=${text}`);

/** The `name=value` pairs of one query parameter, joined by `&`. */
export function queryPairs(parameter: Parameter, value: Json): string {
  const { name, style, explode, allowReserved } = parameter;
  const encoded = (item: Json): string => (allowReserved ? encodeReserved(toText(item)) : encode(toText(item)));
  const key = encode(name);
  if (style === 'deepObject' && isObject(value)) return deepPairs(key, value, encoded).join('&');
  if (Array.isArray(value) && explode) return value.map((item: Json) => `${key}=${encoded(item)}`).join('&');
  if (isObject(value) && explode)
    return entries(value)
      .map(([k, v]) => `${encode(k)}=${encoded(v)}`)
      .join('&');
  const delimiter = delimiters[style] ?? ',';
  const items = isObject(value)
    ? entries(value).flatMap(([k, v]) => [encode(k), encoded(v)])
    : [value].flat().map((item) => encoded(item));
  return `${key}=${items.join(delimiter)}`;
}

const delimiters: Partial<Record<Parameter['style'], string>> = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
};

/** Nested objects and lists follow the convention that most servers read: `filter[a][b]=1`, `filter[c][0]=2`. */
function deepPairs(key: string, value: Json, encoded: (item: Json) => string): string[] {
  if (isObject(value)) return entries(value).flatMap(([k, v]) => deepPairs(`${key}%5B${encode(k)}%5D`, v, encoded));
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => deepPairs(`${key}%5B${index}%5D`, item, encoded));
  return [`${key}=${encoded(value)}`];
}

/** Header values are not percent-encoded. */
export function headerValue(parameter: Parameter, value: Json): string {
  if (isObject(value))
    return entries(value)
      .map(([k, v]) => (parameter.explode ? `${k}=${toText(v)}` : `${k},${toText(v)}`))
      .join(',');
  return [value]
    .flat()
    .map((item) => toText(item))
    .join(',');
}

/** RFC 3986 section 2.3: everything but unreserved characters is encoded; half a surrogate pair cannot be. */
export function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}')).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A document's own path text: what cannot stand in a path is encoded, triplets that are there already stay. */
export function encodePath(text: string): string {
  return text.replaceAll(/%[\dA-Fa-f]{2}|[^\w\-.~!$&'()*+,;=:@/?]/gu, (part) =>
    part.length === 3 ? part : encode(part),
  );
}

/** RFC 6570 section 3.2.3: reserved characters and existing triplets stay. */
function encodeReserved(text: string): string {
  return text.replaceAll(/%[\dA-Fa-f]{2}|[:/?#[\]@!$&'()*+,;=]|[\s\S]/gu, (part) =>
    part.length > 1 && part.startsWith('%') ? part : /^[:/?#[\]@!$&'()*+,;=]$/.test(part) ? part : encode(part),
  );
}

const entries = (value: Json): [string, Json][] => (isObject(value) ? Object.entries(value) : []);
const scalar = (value: Json): string => encode(toText(value));

function flat(value: Json): string[] {
  if (isObject(value)) return entries(value).flatMap(([k, v]) => [encode(k), scalar(v)]);
  return [value].flat().map((item) => scalar(item));
}

function toText(value: Json): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
