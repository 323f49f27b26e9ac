// What one operation takes and returns, resolved from its document at the moment it is asked for.
import { asArray, asObject, asString, get, type Json, type JsonObject } from './json.ts';
import type { Operation, OperationDetail, Parameter, RequestBody } from './model.ts';
import { newBudget, normalizeSchema, type Budget } from './normalize.ts';
import { follow, type Part, type Place } from './part.ts';
import { readResponses } from './readResponses.ts';

/** `contentType` asks for the body's schema in another form than the first. */
export function readOperation(part: Part, operation: Operation, contentType?: string): OperationDetail {
  const paths = follow(part, get(part.root, 'paths'));
  const declared = get(paths?.value, operation.path);
  const item = (paths && follow(paths.part, declared)) ?? { value: asObject(declared), part };
  const own = asObject(get(item.value, operation.method.toLowerCase()));
  const parameters = mergeParameters(
    item.part,
    asArray(get(item.value, 'parameters')),
    asArray(get(own, 'parameters')),
  );
  const budget = newBudget();
  const body =
    swaggerBody(part, own, parameters, contentType) ??
    requestBody(item.part, get(own, 'requestBody'), contentType, budget);
  return {
    operation,
    parameters: parameters.flatMap((parameter) => readParameter(parameter, budget) ?? []),
    ...(body && { body }),
    accept: acceptedTypes(part, item.part, own),
    responses: readResponses(item.part, part, own, newBudget()),
  };
}

/** An operation's parameter replaces the path's of the same name and place (OpenAPI 3.0.3 section 4.7.10.2). */
function mergeParameters(part: Part, shared: readonly Json[], own: readonly Json[]): Place<JsonObject>[] {
  const merged = new Map<string, Place<JsonObject>>();
  for (const value of [...shared, ...own]) {
    const parameter = follow(part, value);
    const key = parameter && [get(parameter.value, 'in'), get(parameter.value, 'name')].map(String).join('\n');
    if (parameter && key !== undefined) merged.set(key, parameter);
  }
  return [...merged.values()];
}

function readParameter({ value, part }: Place<JsonObject>, budget: Budget): Parameter | undefined {
  const place = get(value, 'in');
  const name = asString(get(value, 'name'));
  if (!name || (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie')) return undefined;
  const example = get(value, 'example') ?? firstExample(part, value);
  // Swagger 2.0 writes the schema's keywords into the parameter itself; 3.x may hide it under `content`.
  const schema = get(value, 'schema') ?? contentSchema(value) ?? parameterKeywords(value);
  return {
    name,
    in: place,
    required: place === 'path' || get(value, 'required') === true,
    description: asString(get(value, 'description')) ?? '',
    schema: normalizeSchema(part, schema, budget),
    ...serialization(value, place),
    allowReserved: get(value, 'allowReserved') === true,
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

function requestBody(
  part: Part,
  value: Json | undefined,
  wanted: string | undefined,
  budget: Budget,
): RequestBody | undefined {
  const body = follow(part, value);
  const content = asObject(get(body?.value, 'content'));
  const contentTypes = Object.keys(content);
  const contentType = chosen(contentTypes, wanted);
  if (!body || contentType === undefined) return undefined;
  const media = content[contentType];
  const example = get(media, 'example') ?? firstExample(body.part, media);
  return {
    required: get(body.value, 'required') === true,
    description: asString(get(body.value, 'description')) ?? '',
    contentType,
    contentTypes,
    schema: normalizeSchema(body.part, get(media, 'schema'), budget),
    ...(example !== undefined && { example }),
  };
}

/** The platform's client sends the first; whoever wants another says so. */
const chosen = (types: readonly string[], wanted: string | undefined): string | undefined =>
  wanted !== undefined && types.includes(wanted) ? wanted : types[0];

function swaggerBody(
  part: Part,
  own: JsonObject,
  parameters: readonly Place<JsonObject>[],
  wanted: string | undefined,
): RequestBody | undefined {
  const body = parameters.find(({ value }) => get(value, 'in') === 'body');
  if (!body) return undefined;
  const consumes = asArray(get(own, 'consumes') ?? get(part.root, 'consumes')).filter(isText);
  const contentTypes = consumes.length > 0 ? consumes : ['application/json'];
  return {
    required: get(body.value, 'required') === true,
    description: asString(get(body.value, 'description')) ?? '',
    contentType: chosen(contentTypes, wanted) ?? 'application/json',
    contentTypes,
    schema: normalizeSchema(body.part, get(body.value, 'schema')),
  };
}

const isText = (value: Json): value is string => typeof value === 'string';

/** All content types of the 2xx responses, each once, in the document's order. */
function acceptedTypes(document: Part, part: Part, own: JsonObject): string[] {
  const types = new Set<string>();
  for (const [status, value] of Object.entries(asObject(get(own, 'responses')))) {
    if (!status.startsWith('2')) continue;
    for (const type of Object.keys(asObject(get(follow(part, value)?.value, 'content')))) types.add(type);
  }
  for (const type of asArray(get(own, 'produces') ?? get(document.root, 'produces')))
    if (typeof type === 'string') types.add(type);
  return [...types];
}

function firstExample(part: Part, holder: Json | undefined): Json | undefined {
  const example = follow(part, Object.values(asObject(get(holder, 'examples')))[0]);
  return get(example?.value, 'value');
}

function contentSchema(parameter: JsonObject): Json | undefined {
  return get(Object.values(asObject(get(parameter, 'content')))[0], 'schema');
}

function parameterKeywords(parameter: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parameter).filter(([key]) => !['name', 'in', 'required'].includes(key)));
}
