// What one operation takes and returns, resolved from its document at the moment it is asked for.
import { asArray, asObject, asString, get, type Json, type JsonObject } from './json.ts';
import type { Operation, OperationDetail, Parameter, RequestBody } from './model.ts';
import { normalizeSchema } from './normalize.ts';
import { resolve } from './reference.ts';

export function readOperation(document: JsonObject, operation: Operation): OperationDetail {
  const item = resolve(document, get(document, 'paths', operation.path)) ?? {};
  const own = asObject(get(item, operation.method.toLowerCase()));
  const declared = mergeParameters(document, asArray(get(item, 'parameters')), asArray(get(own, 'parameters')));
  const body = swaggerBody(document, own, declared) ?? requestBody(document, get(own, 'requestBody'));
  return {
    operation,
    parameters: declared.flatMap((parameter) => readParameter(document, parameter) ?? []),
    ...(body && { body }),
    accept: acceptedTypes(document, own),
  };
}

/** An operation's parameter replaces the path's of the same name and place (OpenAPI 3.0.3 section 4.7.10.2). */
function mergeParameters(document: JsonObject, shared: readonly Json[], own: readonly Json[]): JsonObject[] {
  const merged = new Map<string, JsonObject>();
  for (const value of [...shared, ...own]) {
    const parameter = resolve(document, value);
    if (parameter) merged.set(JSON.stringify([get(parameter, 'in'), get(parameter, 'name')]), parameter);
  }
  return [...merged.values()];
}

function readParameter(document: JsonObject, parameter: JsonObject): Parameter | undefined {
  const place = get(parameter, 'in');
  const name = asString(get(parameter, 'name'));
  if (!name || (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie')) return undefined;
  const example = get(parameter, 'example') ?? firstExample(document, parameter);
  return {
    name,
    in: place,
    required: place === 'path' || get(parameter, 'required') === true,
    description: asString(get(parameter, 'description')) ?? '',
    // Swagger 2.0 writes the schema's keywords into the parameter itself; 3.x may hide it under `content`.
    schema: normalizeSchema(
      document,
      get(parameter, 'schema') ?? contentSchema(parameter) ?? parameterKeywords(parameter),
    ),
    ...serialization(parameter, place),
    allowReserved: get(parameter, 'allowReserved') === true,
    ...(example !== undefined && { example }),
  };
}

type Serialization = Pick<Parameter, 'style' | 'explode'>;

/** OpenAPI 3's `style` and `explode` with their defaults, or what Swagger 2.0's `collectionFormat` means in those words. */
function serialization(parameter: JsonObject, place: Parameter['in']): Serialization {
  const format = asString(get(parameter, 'collectionFormat'));
  const byFormat = collectionFormats.get(format ?? '');
  if (byFormat) return { ...byFormat, style: byFormat.style ?? defaultStyle(place) };
  const style = (asString(get(parameter, 'style')) ?? defaultStyle(place)) as Parameter['style'];
  const explode = get(parameter, 'explode');
  const swagger = get(parameter, 'schema') === undefined && get(parameter, 'type') !== undefined;
  return { style, explode: typeof explode === 'boolean' ? explode : style === 'form' && !swagger };
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

function requestBody(document: JsonObject, value: Json | undefined): RequestBody | undefined {
  const body = resolve(document, value);
  const [contentType, media] = Object.entries(asObject(get(body, 'content')))[0] ?? [];
  if (!body || contentType === undefined) return undefined;
  const example = get(media, 'example') ?? firstExample(document, media);
  return {
    required: get(body, 'required') === true,
    description: asString(get(body, 'description')) ?? '',
    contentType,
    schema: normalizeSchema(document, get(media, 'schema')),
    ...(example !== undefined && { example }),
  };
}

function swaggerBody(
  document: JsonObject,
  own: JsonObject,
  parameters: readonly JsonObject[],
): RequestBody | undefined {
  const body = parameters.find((parameter) => get(parameter, 'in') === 'body');
  if (!body) return undefined;
  const consumes = asArray(get(own, 'consumes') ?? get(document, 'consumes'));
  return {
    required: get(body, 'required') === true,
    description: asString(get(body, 'description')) ?? '',
    contentType: asString(consumes[0]) ?? 'application/json',
    schema: normalizeSchema(document, get(body, 'schema')),
  };
}

/** All content types of the 2xx responses, each once, in the document's order. */
function acceptedTypes(document: JsonObject, own: JsonObject): string[] {
  const types = new Set<string>();
  for (const [status, value] of Object.entries(asObject(get(own, 'responses')))) {
    if (!/^2/.test(status)) continue;
    for (const type of Object.keys(asObject(get(resolve(document, value), 'content')))) types.add(type);
  }
  for (const type of asArray(get(own, 'produces') ?? get(document, 'produces')))
    if (typeof type === 'string') types.add(type);
  return [...types];
}

function firstExample(document: JsonObject, holder: Json | undefined): Json | undefined {
  const example = resolve(document, Object.values(asObject(get(holder, 'examples')))[0]);
  return get(example, 'value');
}

function contentSchema(parameter: JsonObject): Json | undefined {
  return get(Object.values(asObject(get(parameter, 'content')))[0], 'schema');
}

function parameterKeywords(parameter: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameter).filter(([key]) => !['name', 'in', 'required'].includes(key)));
}
