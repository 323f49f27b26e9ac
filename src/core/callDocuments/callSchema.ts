// The draft-07 schema of a call document for one operation: what completion and validation of its parameters and body derive from.
import * as l10n from '@vscode/l10n';
import frame from '../../../schemas/call.json';
import { inLanguage } from '../schema/schemaTexts.ts';
import { mapValues } from '../exact.ts';
import { fileFields } from '../requests/fileFields.ts';
import { asObject, defineOwn, isObject, type Json, type JsonObject } from '../json.ts';
import { essence, isFormType, isJsonType, isMultipartType, isRange } from '../requests/mediaType.ts';
import type { Operation, OperationDetail, Parameter, RequestBody, SecurityScheme } from '../model.ts';
import { combinators, propertyNames, propertySchema, requiredNames } from '../schema/schemaTypes.ts';

/** What a call document may name. */
export interface Callable {
  /** Names of the integrations that can be called. */
  readonly integrations: readonly string[];
  /** Of the model of the document's integration; empty while that is not known. */
  readonly operations: readonly Pick<Operation, 'id' | 'summary' | 'method' | 'path'>[];
  /** Of the model; the first one is the platform's choice. */
  readonly schemes?: readonly Pick<SecurityScheme, 'name' | 'type'>[];
  /** Of the document's operation, read with its content type; undefined while that is not known. */
  readonly detail?: OperationDetail;
}

export function callSchema({ integrations, operations, schemes = [], detail }: Callable): JsonObject {
  const base = copyOf(inLanguage(frame)) as JsonObject;
  const definitions: Record<string, Json> = { ...asObject(base['definitions']) };
  const own = asObject(base['properties']);
  const ids = operations.map(({ id }) => id);
  const properties: Record<string, Json> = {
    ...own,
    integration: named(own['integration'], integrations),
    operation: {
      ...named(own['operation'], ids),
      ...(ids.length > 0 && { enumDescriptions: operations.map(describe) }),
    },
    scheme: {
      ...named(
        own['scheme'],
        schemes.map(({ name }) => name),
      ),
      ...(schemes.length > 0 && { enumDescriptions: schemes.map(({ type }) => type) }),
    },
    ...(detail && operationProperties(detail, own, definitions)),
  };
  return {
    ...base,
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties,
    definitions,
    ...(detail && requirements(detail)),
  };
}

const named = (base: Json | undefined, names: readonly string[]): JsonObject => ({
  ...asObject(base),
  ...(names.length > 0 && { enum: names }),
});

const describe = ({ method, path, summary }: Callable['operations'][number]): string =>
  [`${method} ${path}`, summary].filter(Boolean).join('\n\n');

function operationProperties(detail: OperationDetail, own: JsonObject, definitions: Record<string, Json>): JsonObject {
  const { body, accept } = detail;
  return {
    parameters: parametersSchema(detail, asObject(own['parameters']), definitions),
    ...(body && {
      contentType: { ...asObject(own['contentType']), ...oneOfTypes(body.contentTypes), default: body.contentType },
      body: { ...asObject(own['body']), ...bodySchema(body, definitions) },
    }),
    ...(body && isMultipartType(body.contentType) && { files: filesSchema(body, asObject(own['files'])) }),
    ...(accept.length > 0 && { accept: { ...asObject(own['accept']), examples: accept } }),
  };
}

/** A declared type may be written with parameters (`; charset=utf-8`), and a range stands for every type within it. */
function oneOfTypes(types: readonly string[]): JsonObject {
  const patterns = types.map((type) =>
    essence(type)
      .replaceAll(/[^\w/*]/g, '\\$&')
      .replaceAll('*', '[^/;*]+'),
  );
  return { anyOf: [{ enum: types }, { pattern: `(?i)^(?:${patterns.join('|')})\\s*(?:;|$)` }] };
}

function parametersSchema(
  { parameters }: OperationDetail,
  base: JsonObject,
  definitions: Record<string, Json>,
): JsonObject {
  const required = [...new Set(parameters.filter((each) => each.required).map((each) => each.in))];
  const properties = mapValues(asObject(base['properties']), (place, key) =>
    placeSchema(
      asObject(place),
      parameters.filter((each) => each.in === key),
      definitions,
    ),
  );
  return { ...base, properties, ...(required.length > 0 && { required }) };
}

function placeSchema(
  base: JsonObject,
  parameters: readonly Parameter[],
  definitions: Record<string, Json>,
): JsonObject {
  const properties: Record<string, Json> = {};
  for (const parameter of parameters) defineOwn(properties, parameter.name, parameterSchema(parameter, definitions));
  const required = parameters.filter((each) => each.required).map(({ name }) => name);
  return { ...base, properties, additionalProperties: false, ...(required.length > 0 && { required }) };
}

function parameterSchema(parameter: Parameter, definitions: Record<string, Json>): JsonObject {
  const { description, schema, example, required } = parameter;
  const own = hoisted(schema, definitions);
  const value = required ? given(own, parameter.in) : orNull(own);
  return {
    ...value,
    ...(description !== '' && { description }),
    ...(example !== undefined && { examples: [example] }),
  };
}

/** Not `null`, and in the path not empty. */
function given(schema: JsonObject, place: Parameter['in']): JsonObject {
  const { type = ['string', 'number', 'boolean', 'object', 'array'], minLength = 1 } = schema;
  const isOpen =
    schema['type'] === undefined && !['$ref', 'enum', 'const', ...combinators].some((key) => key in schema);
  const typed = isOpen ? { ...schema, type } : schema;
  return place === 'path' && (isOpen || type === 'string') ? { ...typed, minLength } : typed;
}

/** `null` leaves an optional parameter out. */
function orNull(schema: JsonObject): JsonObject {
  const { type, enum: values } = schema;
  if (typeof type === 'string' && !Array.isArray(values)) return { ...schema, type: [type, 'null'] };
  if (type === undefined && Object.keys(schema).length === 0) return schema;
  return Array.isArray(type) && type.includes('null') ? schema : { anyOf: [schema, { type: 'null' }] };
}

function bodySchema(body: RequestBody, definitions: Record<string, Json>): JsonObject {
  const { contentType, schema, example, description } = body;
  const common = {
    ...(description !== '' && { description }),
    ...(example !== undefined && { examples: [example] }),
  };
  if (isRange(contentType)) return common;
  if (!isJsonType(contentType) && !isFormType(contentType) && !isMultipartType(contentType))
    return { ...common, type: ['string', 'number', 'boolean', 'null'] };
  const own = isJsonType(contentType) ? hoisted(schema, definitions) : formSchema(body, definitions);
  return { ...own, ...common };
}

/** The fields that are no files; these have a place of their own in the document. */
function formSchema(body: RequestBody, definitions: Record<string, Json>): JsonObject {
  const files = isMultipartType(body.contentType) ? fileFields(body) : [];
  const required = requiredNames(body.schema).filter((name) => !files.includes(name));
  const properties: Record<string, Json> = {};
  for (const name of propertyNames(body.schema).filter((each) => !files.includes(each))) {
    const own = hoisted(propertySchema(body.schema, name), definitions);
    defineOwn(properties, name, required.includes(name) ? own : orNull(own));
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function filesSchema(body: RequestBody, base: JsonObject): JsonObject {
  const fields = fileFields(body);
  const properties: Record<string, Json> = {};
  for (const field of fields) {
    const { description } = propertySchema(body.schema, field);
    const described = typeof description === 'string' && { description };
    defineOwn(properties, field, { allOf: [{ $ref: '#/definitions/files' }], ...described });
  }
  const required = requiredNames(body.schema).filter((name) => fields.includes(name));
  return { ...base, properties, ...(required.length > 0 && { required }) };
}

function requirements({ parameters, body }: OperationDetail): JsonObject {
  const required = [...frame.required, ...(parameters.some((each) => each.required) ? ['parameters'] : [])];
  if (!body?.required) return { required };
  const instead = isMultipartType(body.contentType) ? ['bodyFile', 'files'] : ['bodyFile'];
  return { required, if: { anyOf: instead.map((key) => ({ required: [key] })) }, else: { required: ['body'] } };
}

/** A schema among others: what it refers to moves to the document's own definitions, under names that are free there. */
function hoisted(schema: JsonObject, definitions: Record<string, Json>): JsonObject {
  const { definitions: own, ...rest } = schema;
  const prefix = `${Object.keys(definitions).length}.`;
  for (const [name, each] of Object.entries(asObject(own))) definitions[prefix + name] = renamed(each, prefix);
  return asObject(renamed(rest, prefix));
}

const local = '#/definitions/';

/** The JSON service writes what a reference leads to in its place: no part may be shared with another schema. */
const copyOf = (value: Json): Json => renamed(value, '');

function renamed(value: Json, prefix: string): Json {
  if (Array.isArray(value)) return value.map((each: Json) => renamed(each, prefix));
  if (!isObject(value)) return value;
  const copy = mapValues(value, (each, key) =>
    key === '$ref' && typeof each === 'string' && each.startsWith(local)
      ? local + prefix + each.slice(local.length)
      : renamed(each, prefix),
  );
  return copy['format'] === 'uuid' && typeof copy['type'] === 'string' && !('pattern' in copy)
    ? { ...copy, ...uuid() }
    : copy;
}

/** The JSON service does not know this format, the check before sending does. */
const uuid = (): JsonObject => ({
  pattern: '^(urn:uuid:)?[\\da-fA-F]{8}(-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}$',
  patternErrorMessage: l10n.t('A UUID is expected here.'),
});
