// What the emulated platform demands of an OpenAPI document, checked with AJV as the platform does (1.6).
import Ajv from 'ajv';

const schemaObject = {
  type: 'object',
  properties: {
    // A number, also in OpenAPI 3.0, which says boolean: measured on NetBox's document (1.6).
    exclusiveMinimum: { type: 'number' },
    exclusiveMaximum: { type: 'number' },
    items: { $ref: '#/definitions/schema' },
    properties: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } },
  },
  patternProperties: {
    '^(\\$ref|title|type|format|description|default|example|examples|enum|nullable|readOnly|writeOnly|deprecated)$': {},
    '^(minimum|maximum|multipleOf|m..(Length|Items|Properties)|pattern|uniqueItems|required|allOf|oneOf|anyOf|not)$':
      {},
    '^(additionalProperties|discriminator|xml|externalDocs|x-.*)$': {},
  },
  additionalProperties: false,
};

const validate = new Ajv({ allErrors: true, strict: false }).compile({
  type: 'object',
  required: ['info', 'paths'],
  properties: {
    openapi: { type: 'string', pattern: '^3\\.0\\.[0-3]$' },
    swagger: { const: '2.0' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      properties: { title: { type: 'string' }, version: { type: 'string' } },
    },
    paths: { type: 'object' },
    components: {
      type: 'object',
      properties: { schemas: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } } },
    },
    definitions: { type: 'object', additionalProperties: { $ref: '#/definitions/schema' } },
  },
  anyOf: [{ required: ['openapi'] }, { required: ['swagger'] }],
  definitions: { schema: schemaObject },
});

/** Empty for a document that may be imported. */
export function structureErrors(document) {
  return validate(document) ? [] : validate.errors;
}
