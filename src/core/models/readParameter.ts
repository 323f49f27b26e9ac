// One parameter of an operation (or header of a part of its body), in OpenAPI 3's words.
import { asObject, asString, get, type Json, type JsonObject } from '../json.ts';
import type { Parameter } from '../model.ts';
import { modest } from '../modestValue.ts';
import { normalizeSchema, type Budget } from '../normalize.ts';
import { follow, type Part, type Place } from '../part.ts';

/** Undefined for what is no parameter: a body, a form field, something without a name. */
export function readParameter({ value, part }: Place<JsonObject>, budget: Budget): Parameter | undefined {
  const place = get(value, 'in');
  const name = asString(get(value, 'name'));
  if (!name || (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie')) return undefined;
  const content = get(value, 'content');
  const [contentType, media] = Object.entries(asObject(content))[0] ?? [content === undefined ? undefined : ''];
  const given = get(value, 'example') ?? firstExample(part, value) ?? get(media, 'example');
  const example = modest(given, budget);
  // Swagger 2.0 writes the schema's keywords into the parameter itself; 3.x may hide it under `content`.
  const schema = get(value, 'schema') ?? get(media, 'schema') ?? parameterKeywords(value);
  return {
    name,
    in: place,
    required: place === 'path' || get(value, 'required') === true,
    description: asString(get(value, 'description')) ?? '',
    schema: normalizeSchema(part, schema, budget, 'request'),
    ...serialization(value, place),
    allowReserved: get(value, 'allowReserved') === true,
    ...(contentType !== undefined && { contentType }),
    ...(example !== undefined && { example }),
  };
}

type Serialization = Pick<Parameter, 'style' | 'explode'>;

/** OpenAPI 3's `style` and `explode` with their defaults, or what Swagger 2.0's `collectionFormat` means in those words. */
export function serialization(parameter: JsonObject, place: Parameter['in']): Serialization {
  const format = asString(get(parameter, 'collectionFormat'));
  const byFormat = collectionFormats.get(format ?? '');
  if (byFormat) return { ...byFormat, style: byFormat.style ?? defaultStyle(place) };
  const style = (asString(get(parameter, 'style')) ?? defaultStyle(place)) as Parameter['style'];
  const explode = get(parameter, 'explode');
  const swagger = get(parameter, 'schema') === undefined && get(parameter, 'type') !== undefined;
  const exploded = (style === 'form' || style === 'cookie') && !swagger;
  return { style, explode: typeof explode === 'boolean' ? explode : exploded };
}

const defaultStyle = (place: Parameter['in']): Parameter['style'] =>
  place === 'query' || place === 'cookie' ? 'form' : 'simple';

const collectionFormats = new Map<string, { style?: Parameter['style']; explode: boolean }>([
  ['csv', { explode: false }],
  ['multi', { style: 'form', explode: true }],
  ['ssv', { style: 'spaceDelimited', explode: false }],
  ['tsv', { style: 'tabDelimited', explode: false }],
  ['pipes', { style: 'pipeDelimited', explode: false }],
]);

export function firstExample(part: Part, holder: Json | undefined): Json | undefined {
  const example = follow(part, Object.values(asObject(get(holder, 'examples')))[0]);
  return get(example?.value, 'value');
}

export function parameterKeywords(parameter: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameter).filter(([key]) => !['name', 'in', 'required'].includes(key)));
}
