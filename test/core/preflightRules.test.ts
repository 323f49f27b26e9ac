import assert from 'node:assert/strict';
import { ruleIds, type RuleId } from '../../src/core/preflight/ruleIds.ts';
import { rules } from '../../src/core/preflight/rules/rules.ts';
import {
  clean,
  examine,
  formats,
  found,
  mended,
  operation,
  swagger,
  withSchemas,
  withSchemes,
} from '../help/preflight.ts';

const basic = { type: 'http', scheme: 'basic' };
const bearer = { type: 'http', scheme: 'bearer' };
const implicit = { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://id.example.com', scopes: {} } } };
const servers = (...urls: string[]) => clean({ servers: urls.map((url) => ({ url })) });
const variables = { region: { default: 'eu' } };
const items = (get: unknown, more = {}) => clean({ paths: { '/items': { get, ...more } } });
const ref = ($ref: string) => items(operation('listItems', { responses: { 200: { $ref } } }));

interface Case {
  readonly bad: Readonly<Record<string, unknown>>;
  readonly good?: Readonly<Record<string, unknown>>;
  readonly says: RegExp;
  readonly severity?: string;
  /** Fixes that the first finding offers. */
  readonly fixes?: number;
  /** What is wrong besides, and no business of the rule. */
  readonly besides?: readonly RuleId[];
}

const cases: readonly (readonly [RuleId, Case])[] = [
  ['not-openapi', { bad: { hello: 1 }, says: /neither "openapi" nor "swagger"/ }],
  ['missing-name', { bad: clean({ info: { version: '1' } }), says: /no info\.title/ }],
  ['missing-name', { bad: clean({ info: { title: ' ', version: '1' } }), says: /no info\.title/ }],
  ['missing-name', { bad: clean({ info: { title: 'Shop', version: 1.5 } }), says: /Write "1\.5"/, fixes: 1 }],
  ['unsupported-version', { bad: clean({ openapi: '3.0.4' }), says: /does not support OpenAPI 3\.0\.4/, fixes: 1 }],
  ['unsupported-version', { bad: clean({ openapi: '3.1.0' }), says: /3\.1\.0 is not among/, severity: 'warning' }],
  ['unsupported-version', { bad: clean({ openapi: '3.2.0' }), says: /"3\.2\.0" is no version/ }],
  ['unsupported-version', { bad: clean({ openapi: '3.10.0' }), says: /"3\.10\.0" is no version/ }],
  ['unsupported-version', { bad: clean({ openapi: 'latest' }), good: swagger(), says: /"latest" is no version/ }],
  ['structure', { bad: items({ operationId: 'a' }), says: /"responses" is missing in get \(operation\)/ }],
  ['structure', { bad: clean({ servers: {} }), says: /"servers" must be of the type array/, besides: ['server-url'] }],
  ['structure', { bad: clean({ foo: 1 }), good: clean({ 'x-foo': 1 }), says: /"foo" is not allowed in the document/ }],
  ['structure', { bad: swagger({ foo: 1 }), good: swagger(), says: /"foo" is not allowed/, severity: 'warning' }],
  [
    'structure',
    {
      bad: items(operation('a', { parameters: [{ name: 'x', in: 'nowhere', schema: { type: 'string' } }] })),
      good: items(operation('a', { parameters: [{ name: 'x', in: 'query', schema: { type: 'string' } }] })),
      says: /"in" must be one of "path", "query", "header", "cookie"/,
    },
  ],
  [
    'schema-key',
    {
      bad: withSchemas({ A: { type: 'string', parse: true }, B: { items: { parse: 1, 'x-parse': 1 }, type: 'array' } }),
      good: withSchemas({ A: { type: 'object', properties: { parse: { type: 'string' } }, 'x-parse': true } }),
      says: /"parse" is no keyword .* at 2 places/,
      fixes: 1,
    },
  ],
  [
    'exclusive-bound',
    {
      bad: withSchemas({ A: { type: 'integer', minimum: 1, exclusiveMinimum: true } }),
      good: withSchemas({ A: { type: 'integer', exclusiveMinimum: 1 } }),
      says: /exclusiveMinimum is true.*must be number/,
      fixes: 1,
    },
  ],
  [
    'exclusive-bound',
    {
      bad: withSchemas({ A: { type: 'integer', exclusiveMaximum: false, maximum: 9 } }),
      good: withSchemas({ A: { type: 'object', properties: { exclusiveMaximum: { type: 'boolean' } } } }),
      says: /exclusiveMaximum is false/,
      fixes: 1,
    },
  ],
  [
    'exclusive-bound',
    {
      bad: swagger({
        paths: {
          '/a': {
            get: operation('a', {
              parameters: [{ name: 'n', in: 'query', type: 'integer', exclusiveMinimum: true, minimum: 0 }],
            }),
          },
        },
      }),
      says: /exclusiveMinimum/,
      fixes: 1,
    },
  ],
  [
    'type-list',
    {
      bad: withSchemas({ A: { type: ['string', 'null'] } }),
      good: withSchemas({ A: { type: 'string', nullable: true } }),
      says: /no lists of types/,
      fixes: 1,
    },
  ],
  ['type-list', { bad: withSchemas({ A: { type: ['string', 'integer'] } }), says: /no lists of types/, fixes: 0 }],
  ['no-operation', { bad: clean({ paths: {} }), says: /no operation/ }],
  ['lost-operation', { bad: items(operation()), says: /GET \/items has no operationId/, fixes: 1 }],
  [
    'lost-operation',
    { bad: items(operation('a'), { put: operation('a') }), says: /PUT \/items .* operationId "a"/, fixes: 1 },
  ],
  [
    'lost-operation',
    {
      bad: items(operation(), { put: operation(), post: operation('a') }),
      says: /2 of 3 operations will be lost/,
      fixes: 1,
    },
  ],
  [
    'path-parameter',
    {
      bad: clean({ paths: { '/items/{id}': { get: operation('getItem') } } }),
      good: clean({
        paths: {
          '/items/{id}': {
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
            get: operation('getItem'),
          },
        },
      }),
      says: /no path parameter "id"/,
      fixes: 1,
    },
  ],
  [
    'several-schemes',
    {
      bad: withSchemes({ tokenAuth: bearer, basicAuth: basic }),
      says: /uses the first security scheme, "tokenAuth" \(bearer\), and ignores "basicAuth" \(basic\)\. 1 of 1 operations do not accept it/,
      fixes: 1,
    },
  ],
  [
    'combined-schemes',
    {
      bad: withSchemes({ a: basic, b: bearer }, { security: [{ a: [], b: [] }] }),
      good: withSchemes({ a: basic, b: bearer }, { security: [{ a: [], b: [] }, { a: [] }] }),
      says: /1 of 1 operations ask for "a" \+ "b" together/,
    },
  ],
  [
    'scheme-not-applied',
    {
      bad: clean({ security: undefined }),
      says: /without credentials/,
      fixes: 1,
      good: items(operation('a', { security: [{ basicAuth: [] }] })),
    },
  ],
  ['scheme-not-applied', { bad: clean({ security: [] }), says: /without credentials/, fixes: 1 }],
  ['undefined-scheme', { bad: clean({ security: [{ other: [] }] }), says: /"other" is not defined/ }],
  [
    'unsupported-scheme',
    { bad: withSchemes({ basicAuth: { type: 'http', scheme: 'digest' } }), says: /"http digest"/ },
  ],
  [
    'unsupported-scheme',
    {
      bad: withSchemes({ basicAuth: basic, x: { type: 'http', scheme: 'digest' } }),
      good: withSchemes({ basicAuth: { type: 'mutualTLS' } }),
      says: /"http digest"/,
      severity: 'information',
    },
  ],
  ['self-managed-token', { bad: withSchemes({ basicAuth: implicit }), says: /by hand/, severity: 'information' }],
  ['server-url', { bad: clean({ servers: undefined }), says: /names no server/ }],
  ['server-url', { bad: swagger({ host: undefined }), good: swagger(), says: /names no server/ }],
  ['server-url', { bad: servers('/v3'), says: /"\/v3" is relative/ }],
  ['server-url', { bad: servers('//shop.example.com'), says: /no protocol/, fixes: 1 }],
  ['server-url', { bad: servers('https://{host}/x'), says: /no default for \{host\}/ }],
  [
    'server-url',
    {
      bad: clean({ servers: [{ url: 'https://{region}.example.com/v1', variables }] }),
      says: /start with https:\/\/eu\.example\.com\/v1/,
      severity: 'information',
    },
  ],
  ['several-servers', { bad: servers('https://a.example.com', 'https://b.example.com'), says: /first of 2 servers/ }],
  [
    'own-server',
    {
      bad: items(operation('a', { servers: [{ url: 'https://other.example.com' }] })),
      good: items(operation('a', { servers: [{ url: 'https://shop.example.com/api' }] })),
      says: /1 of 1 operations have a server of their own/,
    },
  ],
  ['secret-over-http', { bad: servers('http://shop.example.com'), says: /over http/, fixes: 1 }],
  [
    'secret-over-http',
    { bad: servers('http://10.0.0.1'), good: servers('http://127.0.0.1:4646/v1'), says: /over http/, fixes: 1 },
  ],
  [
    'secret-over-http',
    {
      bad: servers('http://shop.example.com'),
      good: { ...servers('http://shop.example.com'), security: [] },
      says: /over http/,
      fixes: 1,
    },
  ],
  ['secret-over-http', { bad: swagger({ schemes: ['http', 'https'] }), good: swagger(), says: /over http/, fixes: 1 }],
  ['secret-over-http', { bad: swagger({ schemes: undefined }), says: /over http/, fixes: 1 }],
  ['outside-reference', { bad: ref('./answers.yaml#/ok'), says: /another file/ }],
  ['outside-reference', { bad: ref('https://example.com/a.json'), says: /the web/ }],
  [
    'broken-reference',
    {
      bad: ref('#/components/responses/none'),
      good: items(
        operation('a', {
          responses: { 200: { description: 'x', content: { 'application/json': { example: { $ref: '#/none' } } } } },
        }),
      ),
      says: /nothing at #\/components\/responses\/none/,
    },
  ],
];

describe('the rules of the pre-flight', () => {
  for (const [id, { bad, good = clean(), says, severity, fixes = 0 }] of cases) {
    for (const [format, write] of Object.entries(formats)) {
      it(`${id} finds ${says.source} in ${format}`, async () => {
        const [first] = await found(write(bad), id);
        assert.match(first?.message ?? '', says);
        assert.equal(first?.severity, severity ?? rules.find((rule) => rule.id === id)?.severity ?? 'error');
        assert.equal((first.fixes ?? []).length, fixes);
      });
    }
    it(`${id} is silent where nothing is wrong`, async () => assert.deepEqual(await found(formats.json(good), id), []));
  }
  for (const [id, { bad, fixes = 0, says }] of cases.filter(([, each]) => (each.fixes ?? 0) > 0)) {
    for (const [format, write] of Object.entries(formats)) {
      it(`${id} mends ${says.source} in ${format}, and nothing new appears`, async () => {
        const text = write(bad);
        const before = await examine(text);
        const offered = before.problems.find(({ code, message }) => code === id && says.test(message))?.fixes ?? [];
        assert.equal(offered.length, fixes);
        const after = await examine(await mended(text, offered[0]!));
        const codes = new Set(before.problems.map(({ code }) => code));
        assert.deepEqual(
          after.problems.filter(({ code, message }) => !codes.has(code) || (code === id && says.test(message))),
          [],
        );
      });
    }
  }
  it('have nothing to say of a clean document', async () => {
    for (const document of [clean(), swagger()])
      for (const write of Object.values(formats)) assert.deepEqual((await examine(write(document))).problems, []);
  });
  it('are all tried here', () => {
    const tried = new Set<string>(cases.map(([id]) => id));
    assert.deepEqual(
      ruleIds.filter((id) => !tried.has(id)),
      ['syntax', 'duplicate-key', 'too-large'],
    );
  });
  it('have the ids that settings and documentation know', () => {
    const outside = ['syntax', 'duplicate-key', 'not-openapi'];
    assert.deepEqual([...outside, ...rules.map(({ id }) => id)].sort(), [...ruleIds].sort());
  });
});
