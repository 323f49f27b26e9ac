// OpenAPI's own schemas of 2.0 and 3.0, which are draft-04, as draft-07, so that one kind of validator does for all.
import { isObject, type Json, type JsonObject } from '../../json.ts';

/** What those schemas take from draft-04's own schema. */
const borrowed: Readonly<Record<string, Json>> = {
  'definitions/positiveInteger': { type: 'integer', minimum: 0 },
  'definitions/positiveIntegerDefault0': { type: 'integer', minimum: 0 },
  'definitions/stringArray': { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
  'properties/default': {},
  'properties/description': { type: 'string' },
  'properties/enum': { type: 'array', minItems: 1 },
  'properties/exclusiveMaximum': { type: 'boolean' },
  'properties/exclusiveMinimum': { type: 'boolean' },
  'properties/maximum': { type: 'number' },
  'properties/minimum': { type: 'number' },
  'properties/multipleOf': { type: 'number', exclusiveMinimum: 0 },
  'properties/pattern': { type: 'string' },
  'properties/title': { type: 'string' },
  'properties/type': { type: ['string', 'array'] },
  'properties/uniqueItems': { type: 'boolean' },
};

const draft04 = 'http://json-schema.org/draft-04/schema#/';

export function toDraft07(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toDraft07);
  if (!isObject(schema)) return schema;
  const reference = schema['$ref'];
  if (typeof reference === 'string' && reference.startsWith(draft04))
    return borrowed[reference.slice(draft04.length)] ?? {};
  const entries = Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'id');
  const converted = Object.fromEntries(entries.map(([key, value]) => [key, toDraft07(value)]));
  return exclusive(converted);
}

/** Draft-04's `exclusiveMinimum: true` beside a minimum; as the name of a property it is an object and stays. */
function exclusive({ minimum, ...schema }: JsonObject): JsonObject {
  if (schema['exclusiveMinimum'] === true && minimum !== undefined) return { ...schema, exclusiveMinimum: minimum };
  return { ...schema, ...(minimum !== undefined && { minimum }) };
}
