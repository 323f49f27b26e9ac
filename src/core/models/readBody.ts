// What an operation takes as its body: OpenAPI 3's `requestBody`, or the `body` and `formData` parameters of Swagger 2.0.
import { asArray, asObject, asString, defineOwn, get, type Json, type JsonObject } from '../json.ts';
import { isFormType, isMultipartType, matchesRange } from '../requests/mediaType.ts';
import type { Parameter, PartEncoding, RequestBody } from '../model.ts';
import { modest } from '../modestValue.ts';
import { normalizeSchema, type Budget } from '../normalize.ts';
import { follow, type Part, type Place } from '../part.ts';
import { firstExample, parameterKeywords, readParameter, serialization } from './readParameter.ts';

export function requestBody(
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
  const media = follow(body.part, content[contentType])?.value;
  const example = modest(get(media, 'example') ?? firstExample(body.part, media), budget);
  const encoding = readEncoding(body.part, get(media, 'encoding'), budget);
  return {
    required: get(body.value, 'required') === true,
    description: asString(get(body.value, 'description')) ?? '',
    contentType,
    contentTypes,
    schema: normalizeSchema(body.part, get(media, 'schema'), budget, 'request'),
    ...(example !== undefined && { example }),
    ...(encoding && { encoding }),
  };
}

/** The platform's client sends the first; whoever wants another says so. */
const chosen = (types: readonly string[], wanted: string | undefined): string | undefined =>
  (wanted === undefined ? undefined : rangeOf(wanted, types)) ?? types[0];

const rangeOf = (wanted: string, types: readonly string[]): string | undefined =>
  types.find((type) => type === wanted) ?? types.find((type) => matchesRange(wanted, type));

function readEncoding(part: Part, value: Json | undefined, budget: Budget): RequestBody['encoding'] {
  const encodings = Object.entries(asObject(value));
  if (encodings.length === 0) return undefined;
  const result: Record<string, PartEncoding> = {};
  for (const [name, encoding] of encodings) defineOwn(result, name, partEncoding(part, encoding, budget));
  return result;
}

function partEncoding(part: Part, encoding: Json, budget: Budget): PartEncoding {
  const contentType = asString(get(encoding, 'contentType'));
  const style = asString(get(encoding, 'style'));
  const explode = get(encoding, 'explode');
  const allowReserved = get(encoding, 'allowReserved');
  return {
    ...(contentType !== undefined && { contentType }),
    ...(style !== undefined && { style: style as Parameter['style'] }),
    ...(typeof explode === 'boolean' && { explode }),
    ...(typeof allowReserved === 'boolean' && { allowReserved }),
    headers: Object.entries(asObject(get(encoding, 'headers'))).flatMap(([name, header]) => {
      const found = follow(part, header);
      // OpenAPI 3.0.3 section 4.7.15.1: Content-Type is described separately and ignored here.
      if (!found || /^content-type$/i.test(name)) return [];
      return readParameter({ ...found, value: { ...found.value, name, in: 'header' } }, budget) ?? [];
    }),
  };
}

interface Swagger {
  readonly part: Part;
  readonly own: JsonObject;
  readonly parameters: readonly Place<JsonObject>[];
  readonly wanted: string | undefined;
  readonly budget: Budget;
}

export function swaggerBody(swagger: Swagger): RequestBody | undefined {
  const { own, part, parameters } = swagger;
  const consumes = asArray(get(own, 'consumes') ?? get(part.root, 'consumes')).filter(isText);
  const fields = parameters.filter(({ value }) => get(value, 'in') === 'formData');
  const body = parameters.find(({ value }) => get(value, 'in') === 'body');
  if (body) return wholeBody(swagger, body, consumes);
  return fields.length > 0 ? formBody(swagger, fields, consumes) : undefined;
}

const isText = (value: Json): value is string => typeof value === 'string';

function wholeBody({ wanted, budget }: Swagger, { value, part }: Place<JsonObject>, consumes: string[]): RequestBody {
  const contentTypes = consumes.length > 0 ? consumes : ['application/json'];
  return {
    required: get(value, 'required') === true,
    description: asString(get(value, 'description')) ?? '',
    contentType: chosen(contentTypes, wanted) ?? 'application/json',
    contentTypes,
    schema: normalizeSchema(part, get(value, 'schema'), budget, 'request'),
  };
}

/** A file travels as multipart only (Swagger 2.0, "Parameter Object"). */
function formBody({ wanted, budget }: Swagger, fields: Place<JsonObject>[], consumes: string[]): RequestBody {
  const named = fields.flatMap(({ value, part }) => {
    const name = asString(get(value, 'name'));
    return name === undefined ? [] : [{ name, value, part }];
  });
  const hasFile = fields.some(({ value }) => get(value, 'type') === 'file');
  const usable = consumes.filter((type) => isMultipartType(type) || (isFormType(type) && !hasFile));
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const contentTypes = usable.length > 0 ? usable : [usual];
  const required = named.filter(({ value }) => get(value, 'required') === true).map(({ name }) => name);
  const properties: Record<string, Json> = {};
  const encoding: Record<string, PartEncoding> = {};
  for (const { name, value, part } of named) {
    defineOwn(properties, name, fieldSchema(part, value, budget));
    const { style, explode } = serialization(value, 'query');
    defineOwn(encoding, name, { style, explode, headers: [] });
  }
  return {
    required: required.length > 0,
    description: '',
    contentType: chosen(contentTypes, wanted) ?? usual,
    contentTypes,
    schema: { type: 'object', properties, ...(required.length > 0 && { required }) },
    encoding,
  };
}

function fieldSchema(part: Part, value: JsonObject, budget: Budget): JsonObject {
  const schema = normalizeSchema(part, parameterKeywords(value), budget);
  return get(value, 'type') === 'file' ? { ...schema, type: 'string', format: 'binary' } : schema;
}
