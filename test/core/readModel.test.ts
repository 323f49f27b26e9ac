import assert from 'node:assert/strict';
import type { Json } from '../../src/core/json.ts';
import { readModel, unwrapModel } from '../../src/core/models/readModel.ts';
import { splitServerUrl } from '../../src/core/models/readServer.ts';
import { modelOf, openApi, shop } from '../help/documents.ts';

const swagger = (more: Record<string, Json> = {}): Json => ({
  swagger: '2.0',
  info: { title: 'Old', version: 2 },
  host: 'old.example.com',
  basePath: '/v2',
  schemes: ['https'],
  paths: {},
  ...more,
});
const scheme = (value: Json) => shop({ schemes: { it: value } }).schemes[0];
const flow = (name: string) =>
  scheme({ type: 'oauth2', flows: { [name]: { tokenUrl: 'https://id/token', scopes: { read: '' } } } });
const error = (value: Json) => {
  const reading = readModel(value);
  return 'error' in reading ? reading.error : '';
};

describe('reading a model', () => {
  it('is known by title and version', () => assert.equal(shop().id, 'Shop:1.0.0'));
  it('reads a wrapped document', () => assert.equal(modelOf({ model: openApi() as Json }).id, 'Shop:1.0.0'));
  it('unwraps nothing that is no model', () =>
    assert.equal(unwrapModel({ model: '@itential/adapter_X:1' }), undefined));
  it('takes a version that is a number', () => assert.equal(modelOf(swagger()).id, 'Old:2'));
  it('says when there is no OpenAPI document', () => assert.match(error({}), /not an OpenAPI document/));
  it('says when there is no object at all', () => assert.match(error([]), /an object is expected/));
  it('says when the title is missing', () =>
    assert.match(error({ openapi: '3.0.0', info: { version: '1' } }), /no info\.title/));
  it('says when the version is missing', () =>
    assert.match(error({ openapi: '3.0.0', info: { title: 'x' } }), /no info\.version/));
  it('lists operations in order', () =>
    assert.deepEqual(
      shop().operations.map(({ id }) => id),
      ['listItems', 'createItem', 'getItem', 'health'],
    ));
  it('names an operation without an id by method and path', () =>
    assert.equal(shop({ paths: { '/x': { get: {} } } }).operations[0]?.id, 'GET /x'));
  it('ignores what is no method', () =>
    assert.equal(shop({ paths: { '/x': { parameters: [], summary: 'x', 'x-get': {} } } }).operations.length, 0));
  it('ignores extensions among the paths', () =>
    assert.equal(shop({ paths: { 'x-thing': { get: {} } } }).operations.length, 0));
  it('follows a path item reference', () => {
    const paths = { '/x': { $ref: '#/components/pathItems/it' } };
    const model = modelOf({
      ...openApi({ paths }),
      components: { pathItems: { it: { get: { operationId: 'here' } } } },
    });
    assert.equal(model.operations[0]?.id, 'here');
  });
  it('survives a reference that runs in a circle', () => {
    const paths = { '/x': { $ref: '#/paths/~1y' }, '/y': { $ref: '#/paths/~1x' } };
    assert.equal(shop({ paths }).operations.length, 0);
  });
  it('keeps the security of an operation', () =>
    assert.deepEqual(shop({ paths: { '/x': { get: { security: [{ a: [], b: [] }, {}] } } } }).operations[0]?.security, [
      ['a', 'b'],
      [],
    ]));
  it('keeps an empty security: no credentials', () =>
    assert.deepEqual(shop({ paths: { '/x': { get: { security: [] } } } }).operations[0]?.security, []));
  for (const value of [
    null,
    true,
    7,
    'text',
    [],
    { openapi: null },
    { openapi: '3.0.0', info: [], paths: 'x' },
    { swagger: '2.0', paths: { '/': null } },
  ] as Json[]) {
    it(`never throws: ${JSON.stringify(value)}`, () => assert.ok(readModel(value)));
  }
});

describe('the default server', () => {
  for (const [url, expected] of [
    ['http://petstore.swagger.io/v1', { protocol: 'http', host: 'petstore.swagger.io', base_path: '/v1' }],
    ['https://example.com:8443/a/b/', { protocol: 'https', host: 'example.com', port: 8443, base_path: '/a/b' }],
    ['https://example.com', { protocol: 'https', host: 'example.com', base_path: '' }],
    ['/v3', { protocol: 'http', host: '', base_path: '/v3' }],
    ['//your-domain.example.net', { protocol: 'http', host: 'your-domain.example.net', base_path: '' }],
    ['https://{your-domain}/wiki', { protocol: 'https', host: '{your-domain}', base_path: '/wiki' }],
    ['https://[::1]:8080/x', { protocol: 'https', host: '[::1]', port: 8080, base_path: '/x' }],
    ['https://user:pass@example.com/x', { protocol: 'https', host: 'example.com', base_path: '/x' }],
    ['HTTPS://EXAMPLE.com/X?y#z', { protocol: 'https', host: 'EXAMPLE.com', base_path: '/X' }],
    ['', { protocol: 'http', host: '', base_path: '' }],
  ] as const) {
    it(`splits "${url}"`, () => assert.deepEqual(splitServerUrl(url), expected));
  }
  it('replaces variables by their defaults', () => {
    const servers = [{ url: 'https://s3.{region}.example.com/', variables: { region: { default: 'us-east-2' } } }];
    assert.equal(modelOf({ ...openApi(), servers }).server.host, 's3.us-east-2.example.com');
  });
  it('leaves a variable without a default', () =>
    assert.equal(shop({ url: 'https://{host}/x' }).server.host, '{host}'));
  it('is read in linear time', () => {
    for (const part of ['{', '{a}', '/', '[', ':', '@']) {
      const url = `https://x${part.repeat(200_000)}y`;
      assert.equal(modelOf({ ...openApi(), servers: [{ url }] }).servers[0], url);
      assert.equal(
        modelOf(swagger({ host: part.repeat(200_000), basePath: `${part.repeat(200_000)}y` })).openapi,
        '2.0',
      );
    }
  });
  it('is open when the document has none', () => assert.equal(modelOf({ ...openApi(), servers: [] }).server.host, ''));
  it('comes from schemes, host and basePath in Swagger 2.0', () =>
    assert.deepEqual(modelOf(swagger()).server, { protocol: 'https', host: 'old.example.com', base_path: '/v2' }));
  it('speaks http where Swagger 2.0 names no scheme', () =>
    assert.equal(modelOf(swagger({ schemes: [] })).server.protocol, 'http'));
  it('reads a version that YAML takes for a number', () =>
    assert.equal(modelOf(swagger({ swagger: 2 })).openapi, '2.0'));
  it('lists all servers as they are declared', () => {
    const servers = [{ url: 'https://{region}.example.com' }, { url: '/v2' }, {}];
    assert.deepEqual(modelOf({ ...openApi(), servers }).servers, ['https://{region}.example.com', '/v2']);
  });
  it('lists the servers of Swagger 2.0 by scheme', () =>
    assert.deepEqual(modelOf(swagger({ schemes: ['https', 'http'] })).servers, [
      'https://old.example.com/v2',
      'http://old.example.com/v2',
    ]));
  it('lists no server where there is none', () => {
    assert.deepEqual(modelOf({ swagger: '2.0', info: { title: 'x', version: '1' } }).servers, []);
    assert.deepEqual(modelOf({ openapi: '3.1.0', info: { title: 'x', version: '1' } }).servers, []);
  });
  it('adds the slash that a basePath forgot', () =>
    assert.equal(modelOf(swagger({ basePath: 'v2' })).server.base_path, '/v2'));
});

describe('a hostile document', () => {
  const long = 'x'.repeat(100_000);
  const [operation] = shop({
    paths: { '/x': { get: { operationId: long, summary: long, tags: Array(1000).fill('t') } } },
    security: Array(1000).fill({ a: [] }),
  }).operations;
  it('cannot make the model larger than itself', () => {
    assert.equal(operation?.id, 'GET /x');
    assert.equal(operation.summary.length, 301);
    assert.equal(operation.tags.length, 50);
  });
  it('may call its things what it likes', () => {
    const text = '{"__proto__":{"get":{}},"/constructor":{"get":{"operationId":"toString"}},"/__proto__":{"get":{}}}';
    const { operations } = shop({ paths: JSON.parse(text) as Json });
    assert.deepEqual(
      operations.map(({ id }) => id),
      ['toString', 'GET /__proto__'],
    );
    assert.equal(Object.hasOwn(Object.prototype, 'get'), false);
  });
  it('may name a scheme as a prototype', () =>
    assert.deepEqual(
      shop({ schemes: JSON.parse('{"__proto__":{"type":"http","scheme":"basic"}}') as Json }).schemes.map(
        ({ name, type }) => [name, type],
      ),
      [['__proto__', 'basic']],
    ));
});

describe('security schemes', () => {
  it('keep their order, for the first one counts', () => {
    const schemes = { z: { type: 'http', scheme: 'bearer' }, a: { type: 'http', scheme: 'basic' } };
    assert.deepEqual(
      shop({ schemes }).schemes.map(({ name, type }) => [name, type]),
      [
        ['z', 'bearer'],
        ['a', 'basic'],
      ],
    );
  });
  it('read Basic whatever its case', () => assert.equal(scheme({ type: 'http', scheme: 'Basic' })?.type, 'basic'));
  it('read an API key with its place', () =>
    assert.deepEqual(scheme({ type: 'apiKey', in: 'cookie', name: 'sid' }), {
      name: 'it',
      description: '',
      type: 'apiKey',
      in: 'cookie',
      parameter: 'sid',
    }));
  it('read AWS signatures by the gateway extension', () =>
    assert.equal(
      scheme({ type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' })?.type,
      'awsSigV4',
    ));
  for (const name of ['clientCredentials', 'password', 'authorizationCode', 'implicit']) {
    it(`read the OAuth flow ${name}`, () => assert.equal((flow(name) as { flow: string }).flow, name));
  }
  it('read the flows of Swagger 2.0 by their new names', () => {
    const model = modelOf(
      swagger({ securityDefinitions: { o: { type: 'oauth2', flow: 'application', tokenUrl: 'https://id/token' } } }),
    );
    assert.deepEqual(
      model.schemes.map((each) => each.type === 'oauth2' && [each.flow, each.tokenUrl]),
      [['clientCredentials', 'https://id/token']],
    );
  });
  it('read basic of Swagger 2.0', () =>
    assert.equal(modelOf(swagger({ securityDefinitions: { b: { type: 'basic' } } })).schemes[0]?.type, 'basic'));
  it('read OpenID Connect and mutual TLS', () =>
    assert.deepEqual(
      [scheme({ type: 'openIdConnect', openIdConnectUrl: 'https://id' })?.type, scheme({ type: 'mutualTLS' })?.type],
      ['openIdConnect', 'mutualTLS'],
    ));
  it('name what is not supported', () =>
    assert.deepEqual(scheme({ type: 'http', scheme: 'digest' }), {
      name: 'it',
      description: '',
      type: 'unsupported',
      declared: 'http digest',
    }));
  it('follow references', () => {
    const document = {
      ...openApi(),
      components: { securitySchemes: { it: { $ref: '#/components/x' } }, x: { type: 'http', scheme: 'basic' } },
    };
    assert.equal(modelOf(document as Json).schemes[0]?.type, 'basic');
  });
});
