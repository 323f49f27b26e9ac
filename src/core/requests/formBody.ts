// A form's fields as `application/x-www-form-urlencoded` text (OpenAPI 3.0.4 sections 4.8.14.4 and 4.8.15).
import { encode, encodeForm, encodeReserved } from './encode.ts';
import { isMap, mapValues, scalarText, writeJson } from '../exact.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonType } from './mediaType.ts';
import type { PartEncoding, RequestBody } from '../model.ts';
import { pairs } from './serialize.ts';

export function formText(fields: JsonObject, encoding: RequestBody['encoding']): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => (value === null ? [] : fieldPairs(name, value, encodingOf(encoding, name))))
    .join('&');
}

export function encodingOf(encoding: RequestBody['encoding'], name: string): PartEncoding | undefined {
  return encoding && Object.hasOwn(encoding, name) ? encoding[name] : undefined;
}

/** A style that is written out wins over the content type; of what has neither, only objects become JSON. */
function fieldPairs(name: string, value: Json, own: PartEncoding | undefined): string[] {
  const { style, explode, allowReserved, contentType } = own ?? {};
  const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
  if (!isStyled && (contentType !== undefined || isMap(value)))
    return [`${encode(name)}=${encodeForm(inType(contentType ?? 'application/json', value))}`];
  const usual = style ?? 'form';
  const parameter = { name, style: usual, explode: explode ?? usual === 'form', allowReserved: allowReserved === true };
  // What is nested deeper than the style reaches is written as JSON.
  const flat = isMap(value) && usual !== 'deepObject' ? mapValues(value, scalar) : value;
  return pairs(parameter, flat, allowReserved ? encodeReservedForm : encodeForm);
}

const inType = (type: string, value: Json): string => (isJsonType(type) ? writeJson(value) : scalarText(value));
const scalar = (value: Json): Json => (value === null ? null : scalarText(value));

/** "&" would end the value and "+" become a space, whatever is allowed. */
const encodeReservedForm = (text: string): string =>
  text
    .split(' ')
    .map((part) => encodeReserved(part).replaceAll(/[&+]/g, (char) => encode(char)))
    .join('+');
