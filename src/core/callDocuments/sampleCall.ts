// A call document to begin with: the required parameters filled in and a body that fits the model.
import { sampleValue } from '../requests/checkInput.ts';
import { isMap, mapValues } from '../exact.ts';
import { fileFields } from '../requests/fileFields.ts';
import { asArray, defineOwn, get, parseJson, type Json, type JsonObject } from '../json.ts';
import { isFormType, isJsonType, isMultipartType, isRange } from '../requests/mediaType.ts';
import type { OperationDetail, Parameter, RequestBody } from '../model.ts';
import { propertyNames, requiredNames, typesOf } from '../schema/schemaTypes.ts';

/** The text of the document; its body is in the content type that the detail was read with. */
export function sampleCall(integration: string, detail: OperationDetail): string {
  const { operation, body } = detail;
  const parameters = sampleParameters(detail.parameters);
  const call = {
    integration,
    operation: operation.id,
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(body && body.contentTypes.length > 1 && { contentType: body.contentType }),
    ...(body && sampleContent(body)),
  };
  return `${JSON.stringify(call, undefined, 2)}\n`;
}

function sampleParameters(parameters: readonly Parameter[]): JsonObject {
  const result: Record<string, Json> = {};
  for (const place of ['path', 'query', 'header', 'cookie'] as const) {
    const values: Record<string, Json> = {};
    for (const parameter of parameters)
      if (parameter.in === place && parameter.required) defineOwn(values, parameter.name, sampleParameter(parameter));
    if (Object.keys(values).length > 0) result[place] = values;
  }
  return result;
}

/** An empty example is none: a part of the path cannot do without a value. Some documents give numbers for texts. */
function sampleParameter({ name, schema, example }: Parameter): Json {
  const candidates = [example, asArray(get(schema, 'examples'))[0], sampleValue(schema)];
  const found = candidates.find((value) => value !== undefined && value !== null && value !== '') ?? name;
  const isText = typesOf(schema).join() === 'string';
  return isText && (typeof found === 'number' || typeof found === 'boolean') ? String(found) : found;
}

/** The document's own example, else what the schema requires, else everything that it names. */
function sampleContent(body: RequestBody): JsonObject {
  const { contentType, schema, example } = body;
  if (isMultipartType(contentType)) return sampleParts(body);
  if (isJsonType(contentType) || isFormType(contentType) || isRange(contentType))
    return { body: example === undefined ? sampleStructure(schema) : exampleOf(schema, example) };
  if (isFile(body)) return { bodyFile: '' };
  return { body: typeof example === 'string' ? example : '' };
}

/** Some documents write their examples as the text of JSON. */
function exampleOf(schema: JsonObject, example: Json): Json {
  const types = typesOf(schema);
  if (typeof example !== 'string' || types.length === 0 || types.includes('string')) return example;
  return parseJson(example) ?? example;
}

function sampleStructure(schema: JsonObject): Json {
  const least = sampleValue(schema);
  const isEmpty = isMap(least) && Object.keys(least).length === 0;
  return (isEmpty ? sampleValue(schema, true) : least) ?? {};
}

/** Neither JSON, a form, text nor XML. */
const isFile = ({ contentType, schema }: RequestBody): boolean =>
  get(schema, 'format') === 'binary' ||
  (!/^text\/|[/+]xml\b/i.test(contentType) &&
    !typesOf(schema).includes('object') &&
    !/yaml|javascript|graphql/i.test(contentType));

function sampleParts(body: RequestBody): JsonObject {
  const names = fileFields(body);
  const value = body.example ?? sampleStructure(body.schema);
  const fields: Record<string, Json> = { ...mapValues(isMap(value) ? value : {}, (each) => each) };
  for (const name of names) Reflect.deleteProperty(fields, name);
  const required = requiredNames(body.schema).filter((name) => names.includes(name));
  const wanted =
    required.length > 0 || propertyNames(body.schema).some((name) => !names.includes(name)) ? required : names;
  const files: Record<string, Json> = {};
  for (const name of wanted) defineOwn(files, name, '');
  return { body: fields, ...(wanted.length > 0 && { files }) };
}
