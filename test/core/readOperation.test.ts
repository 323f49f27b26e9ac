import assert from 'node:assert/strict';
import { callSchema } from '../../src/core/callDocuments/callSchema.ts';
import { misfits } from '../../src/core/requests/checkInput.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { normalizeSchema } from '../../src/core/normalize.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { sampleCall } from '../../src/core/callDocuments/sampleCall.ts';
import { modelOf, openApi } from '../help/documents.ts';

function detail(paths: Json, more: Record<string, Json> = {}) {
  const document = openApi({ paths, more }) as unknown as JsonObject;
  const [operation] = modelOf(document).operations;
  return readOperation(documentPart(document), operation!);
}
const parameter = (value: Json, more: Record<string, Json> = {}) =>
  detail({ '/x': { get: { parameters: [value] } } }, more).parameters[0];
const normalize = (schema: Json, document: JsonObject = {}) => normalizeSchema(documentPart(document), schema);

describe('an operation on demand', () => {
  it('merges the parameters of its path', () => {
    const shared = [
      { name: 'a', in: 'query', description: 'shared' },
      { name: 'b', in: 'query' },
    ];
    const { parameters } = detail({
      '/x': { parameters: shared, get: { parameters: [{ name: 'a', in: 'query', description: 'own' }] } },
    });
    assert.deepEqual(
      parameters.map(({ name, description }) => [name, description]),
      [
        ['a', 'own'],
        ['b', ''],
      ],
    );
  });
  it('keeps parameters of one name in two places', () => {
    const { parameters } = detail({
      '/x': {
        get: {
          parameters: [
            { name: 'a', in: 'query' },
            { name: 'a', in: 'header' },
          ],
        },
      },
    });
    assert.equal(parameters.length, 2);
  });
  it('requires every path parameter', () => assert.equal(parameter({ name: 'id', in: 'path' })?.required, true));
  it('gives OpenAPI’s default styles', () => {
    assert.deepEqual(
      [
        parameter({ name: 'q', in: 'query', schema: {} })?.style,
        parameter({ name: 'q', in: 'query', schema: {} })?.explode,
      ],
      ['form', true],
    );
    assert.deepEqual(
      [
        parameter({ name: 'h', in: 'header', schema: {} })?.style,
        parameter({ name: 'h', in: 'header', schema: {} })?.explode,
      ],
      ['simple', false],
    );
  });
  for (const [format, style, explode] of [
    ['csv', 'form', false],
    ['ssv', 'spaceDelimited', false],
    ['tsv', 'tabDelimited', false],
    ['pipes', 'pipeDelimited', false],
    ['multi', 'form', true],
  ] as const) {
    it(`reads the collection format ${format}`, () => {
      const found = parameter({
        name: 'q',
        in: 'query',
        type: 'array',
        items: { type: 'string' },
        collectionFormat: format,
      });
      assert.deepEqual([found?.style, found?.explode], [style, explode]);
    });
  }
  it('follows references to parameters', () => {
    const more = { components: { parameters: { page: { name: 'page', in: 'query', schema: { type: 'integer' } } } } };
    assert.equal(parameter({ $ref: '#/components/parameters/page' }, more)?.name, 'page');
  });
  it('reads a body with its first content type', () => {
    const { body } = detail({
      '/x': {
        post: {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { type: 'object' } }, 'text/plain': {} },
          },
        },
      },
    });
    assert.deepEqual([body?.contentType, body?.required, body?.schema], ['application/json', true, { type: 'object' }]);
  });
  it('reads the body parameter of Swagger 2.0', () => {
    const { body, parameters } = detail({
      '/x': {
        post: { consumes: ['application/xml'], parameters: [{ name: 'b', in: 'body', schema: { type: 'string' } }] },
      },
    });
    assert.deepEqual([body?.contentType, parameters.length], ['application/xml', 0]);
  });
  it('accepts what the 2xx responses give, each once', () => {
    const content = (...types: string[]): Json => ({ content: Object.fromEntries(types.map((type) => [type, {}])) });
    const { accept } = detail({
      '/x': {
        get: {
          responses: {
            200: content('application/json', 'text/csv'),
            201: content('application/json'),
            400: content('text/html'),
          },
        },
      },
    });
    assert.deepEqual(accept, ['application/json', 'text/csv']);
  });
});

describe('schemas of OpenAPI dialects', () => {
  it('writes nullable as a type', () =>
    assert.deepEqual(normalize({ type: 'string', nullable: true }), { type: ['string', 'null'] }));
  it('lets a nullable enum be null', () =>
    assert.deepEqual(normalize({ type: 'string', nullable: true, enum: ['a'] }), {
      type: ['string', 'null'],
      enum: ['a', null],
    }));
  it('lets a nullable reference be null', () =>
    assert.deepEqual(normalize({ nullable: true, allOf: [{ type: 'object' }] }), {
      anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }],
    }));
  it('turns a boolean exclusiveMinimum into the number', () =>
    assert.deepEqual(normalize({ minimum: 3, exclusiveMinimum: true }), { exclusiveMinimum: 3 }));
  it('drops a false exclusiveMaximum', () =>
    assert.deepEqual(normalize({ maximum: 3, exclusiveMaximum: false }), { maximum: 3 }));
  it('keeps type lists and const of 3.1', () =>
    assert.deepEqual(normalize({ type: ['string', 'null'], const: 'x' }), { const: 'x', type: ['string', 'null'] }));
  it('writes prefixItems as items', () =>
    assert.deepEqual(normalize({ prefixItems: [{ type: 'string' }], items: false }), {
      items: [{ type: 'string' }],
      additionalItems: false,
    }));
  it('takes a value that fits several alternatives of oneOf', () => {
    const key = { type: 'object', properties: { key: { type: 'object' } } };
    const certificate = { type: 'object', properties: { certificate: { type: 'object' } } };
    const schema = normalize({ oneOf: [key, certificate] });
    assert.deepEqual(misfits(schema, { key: {} }), []);
    assert.equal(misfits(schema, 5).length > 0, true);
    const both = normalize({
      anyOf: [{ type: 'string' }, { type: 'integer' }],
      oneOf: [{ minimum: 5 }, { maxLength: 2 }],
    });
    assert.deepEqual([misfits(both, 5), misfits(both, 'ab')], [[], []]);
    assert.equal(misfits(both, true).length > 0, true);
  });
  it('spends nothing on keywords that are not there, however many schemas there are', () => {
    const properties = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`p${at}`, { minLength: 1 }]));
    const { properties: found } = normalize({ properties }) as { properties: JsonObject };
    assert.deepEqual(found['p39999'], { minLength: 1 });
  });
  it('drops what only documents', () =>
    assert.deepEqual(normalize({ type: 'string', example: 'x', xml: {}, discriminator: {}, 'x-y': 1 }), {
      type: 'string',
    }));
  it('drops a pattern that JavaScript refuses', () =>
    assert.deepEqual(normalize({ type: 'string', pattern: '(?i)^a$' }), { type: 'string' }));
  it('keeps a property called __proto__', () =>
    assert.deepEqual(
      Object.keys(normalize(JSON.parse('{"properties":{"__proto__":{}}}') as Json)['properties'] as object),
      ['__proto__'],
    ));
  it('keeps circular schemas finite', () => {
    const document = {
      components: {
        schemas: { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } },
      },
    };
    assert.deepEqual(normalize({ $ref: '#/components/schemas/Node' }, document), {
      $ref: '#/definitions/0',
      definitions: { 0: { type: 'object', properties: { next: { $ref: '#/definitions/0' } } } },
    });
  });
  it('takes a dangling reference for anything', () =>
    assert.deepEqual(normalize({ $ref: '#/nowhere' }), { $ref: '#/definitions/0', definitions: { 0: {} } }));
});

describe('values that no person wrote', () => {
  const deep = (depth: number): Json => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as Json;
  const unfolding = Array.from({ length: 12 }).reduce<Json>((item) => Array<Json>(9).fill(item), 'x');
  const circle: Json[] = [];
  circle.push(circle);
  const values = { 'nested too deeply': deep(3000), 'unfolding without end': unfolding, 'in themselves': circle };
  for (const [what, value] of Object.entries(values)) {
    it(`are left out where they are ${what}, and the operation can be called`, () => {
      const schema = { type: 'array', default: value, enum: [[], value], items: { const: value } };
      const found = detail({
        '/x': {
          post: {
            parameters: [{ name: 'q', in: 'query', example: value, schema }],
            requestBody: { content: { 'application/json': { example: value, schema } } },
          },
        },
      });
      assert.equal(typeof sampleCall('x', found), 'string');
      const operation = { ...found.operation, id: 'x' };
      assert.ok(
        JSON.stringify(callSchema({ integrations: ['x'], operations: [operation], detail: found })).length < 1e5,
      );
      assert.deepEqual(misfits(found.body!.schema, 5), [{ path: [], message: 'must be array' }]);
    });
  }
  it('check nothing where they are schemas that unfold without end', () => {
    const schema = Array.from({ length: 12 }).reduce<Json>(
      (inner) => ({
        type: 'object',
        properties: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((key) => [key, inner])),
      }),
      { type: 'string' },
    );
    const { body } = detail({ '/x': { post: { requestBody: { content: { 'application/json': { schema } } } } } });
    assert.deepEqual(misfits(body!.schema, 5), []);
  });
});
