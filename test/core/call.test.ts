import assert from 'node:assert/strict';
import { readIntegration } from '../../src/core/integration.ts';
import { buildRequest, baseUrl } from '../../src/core/requests/buildRequest.ts';
import type { CallInput } from '../../src/core/requests/callInput.ts';
import { checkBody, checkValue, misfits, readValue, sampleBody } from '../../src/core/requests/checkInput.ts';
import { openConnection, type Connection } from '../../src/core/connection.ts';
import { digitsOf } from '../../src/core/exact.ts';
import { asArray, asObject, get, parseJson, type Json, type JsonObject } from '../../src/core/json.ts';
import type { Model, OperationDetail, Parameter, RequestBody } from '../../src/core/model.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { succeeded } from '../../src/core/report.ts';
import type { Answer, Exchange, Request, Wire } from '../../src/core/request.ts';
import { responseText, resultText } from '../../src/core/calls/standardResponse.ts';
import { outcome, reason, summarize } from '../../src/core/calls/summary.ts';
import { schemeFor } from '../../src/core/calls/chooseScheme.ts';
import { testCall } from '../../src/core/calls/testCall.ts';
import type { World } from '../../src/core/world.ts';
import { cpuClock } from '../help/cpuClock.ts';
import { integrationText, modelOf, openApi, shop, type ModelParts } from '../help/documents.ts';

const connection: Connection = {
  protocol: 'https',
  host: 'x.example',
  port: undefined,
  basePath: '/api',
  rejectUnauthorized: true,
  authentication: {},
  variables: {},
  secrets: [],
};
const base = (more: Partial<Connection>) => baseUrl({ ...connection, ...more });

function detailOf(parts: ModelParts, id?: string): { model: Model; detail: OperationDetail } {
  const document = openApi(parts) as unknown as JsonObject;
  const model = modelOf(document);
  const operation = model.operations.find((each) => each.id === id) ?? model.operations[0]!;
  return { model, detail: readOperation(documentPart(document), operation) };
}
const paths = (operation: Record<string, Json>, path = '/x', method = 'get'): Json => ({
  [path]: { [method]: { operationId: 'it', ...operation } },
});

function built(operation: Record<string, Json>, input: Partial<CallInput> = {}, path = '/x') {
  const { detail } = detailOf({ paths: paths(operation, path) });
  const result = buildRequest(connection, detail, { parameters: [], ...input });
  return result.ok ? result.value : result.failure.map(({ message }) => message).join(' ');
}
const param = (place: string, name: string, more: Record<string, Json> = {}) => ({
  name,
  in: place,
  schema: { type: 'string' },
  ...more,
});
const given = (place: Parameter['in'], name: string, value: Json) => ({ in: place, name, value });
const refusalOf = (request: Request | string) => (typeof request === 'string' ? request : '');
const urlOf = (request: Request | string) => (typeof request === 'string' ? request : request.url);

describe('the base of a URL', () => {
  it('joins protocol, host and base path', () => assert.equal(base({}), 'https://x.example/api'));
  it('adds the port', () => assert.equal(base({ port: 8443 }), 'https://x.example:8443/api'));
  it('adds the slash in front', () => assert.equal(base({ basePath: 'api' }), 'https://x.example/api'));
  it('drops the slash behind', () => assert.equal(base({ basePath: '/api/' }), 'https://x.example/api'));
  it('may be without a base path', () => assert.equal(base({ basePath: '/' }), 'https://x.example'));
  it('puts IPv6 in brackets', () => assert.equal(base({ host: '::1', basePath: '' }), 'https://[::1]'));
});

describe('the request of an operation', () => {
  it('fills the path', () =>
    assert.equal(
      urlOf(built({ parameters: [param('path', 'id')] }, { parameters: [given('path', 'id', 'a b/c')] }, '/x/{id}')),
      'https://x.example/api/x/a%20b%2Fc',
    ));
  it('encodes a query value once', () =>
    assert.equal(
      urlOf(built({ parameters: [param('query', 'q')] }, { parameters: [given('query', 'q', 'a&b=c%20')] })),
      'https://x.example/api/x?q=a%26b%3Dc%2520',
    ));
  it('lets no reserved character end the address', () =>
    assert.equal(
      urlOf(
        built(
          { parameters: [{ ...param('query', 'q'), allowReserved: true }, param('query', 'r')] },
          { parameters: [given('query', 'q', 'a/b#c'), given('query', 'r', '1')] },
        ),
      ),
      'https://x.example/api/x?q=a/b%23c&r=1',
    ));
  it('sends header parameters', () =>
    assert.deepEqual(
      (
        built({ parameters: [param('header', 'X-Id')] }, { parameters: [given('header', 'X-Id', 'a b')] }) as Request
      ).headers.at(-1),
      ['X-Id', 'a b'],
    ));
  it('sends cookie parameters', () =>
    assert.deepEqual(
      (
        built({ parameters: [param('cookie', 'sid')] }, { parameters: [given('cookie', 'sid', 'a')] }) as Request
      ).headers.at(-1),
      ['Cookie', 'sid=a'],
    ));
  it('names what is required and missing', () =>
    assert.match(
      refusalOf(built({ parameters: [param('query', 'q', { required: true })] })),
      /"q" \(query\) is required/,
    ));
  it('refuses an empty part of the path', () =>
    assert.match(
      refusalOf(built({ parameters: [param('path', 'id')] }, { parameters: [given('path', 'id', '')] }, '/x/{id}')),
      /"id"/,
    ));
  it('refuses a line break in a header', () =>
    assert.match(
      refusalOf(
        built({ parameters: [param('header', 'X-Id')] }, { parameters: [given('header', 'X-Id', 'a\r\nEvil: 1')] }),
      ),
      /line break/,
    ));
  it('ignores a parameter called Authorization', () =>
    assert.ok(
      !JSON.stringify(
        built(
          { parameters: [param('header', 'Authorization')] },
          { parameters: [given('header', 'Authorization', 'x')] },
        ),
      ).includes('Authorization'),
    ));
  it('accepts what the responses give', () =>
    assert.deepEqual(
      (built({ responses: { 200: { content: { 'text/csv': {}, 'application/json': {} } } } }) as Request).headers[0],
      ['Accept', 'text/csv, application/json'],
    ));
  it('sends the body byte for byte', () => {
    const { detail } = detailOf({
      paths: paths({ requestBody: { content: { 'application/json': {} } } }, '/x', 'post'),
    });
    const result = buildRequest(connection, detail, { parameters: [], body: '{"id": 12345678901234567890}' });
    assert.ok(result.ok);
    assert.equal(new TextDecoder().decode(result.value.body), '{"id": 12345678901234567890}');
    assert.deepEqual(result.value.headers[1], ['Content-Type', 'application/json']);
  });
});

interface Sent {
  request?: Request;
  wire?: Wire;
}
const text = (body: string) => new TextEncoder().encode(body);
const answer = (more: Partial<Answer> = {}): Answer => ({
  outcome: 'answered',
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'application/json']],
  body: text('{"id":9007199254740993}'),
  truncated: false,
  hops: [],
  ...more,
});

async function call(
  given: {
    connection?: Record<string, Json>;
    parts?: ModelParts;
    exchange?: Exchange;
    secrets?: Record<string, string>;
    operation?: string;
  } = {},
) {
  const sent: Sent = {};
  const world: World = {
    send: (request, wire) => {
      Object.assign(sent, { request, wire });
      return Promise.resolve(given.exchange ?? answer());
    },
    now: () => 0,
    secret: ({ name }) =>
      Promise.resolve(({ shop: 'hunter2-secret', ...given.secrets } as Record<string, string>)[name]),
  };
  const { model, detail } = detailOf({ security: [{ basicAuth: [] }], ...given.parts }, given.operation);
  const integration = readIntegration(integrationText(given.connection));
  const report = await testCall(
    { integration, model, detail, input: { parameters: [] }, timeout: 1000 },
    world,
    new AbortController().signal,
  );
  return { report, ...sent };
}
const header = (request: Request | undefined, name: string) => request?.headers.find(([key]) => key === name)?.[1];
const api = (scheme: Json, credentials: Json, more: ModelParts = {}) =>
  call({
    connection: { authentication: { it: credentials } },
    parts: { schemes: { it: scheme }, security: [{ it: [] }], ...more },
  });

describe('a test call', () => {
  it('sends the resolved secret as basic credentials', async () =>
    assert.equal(
      header((await call()).request, 'Authorization'),
      `Basic ${Buffer.from('me:hunter2-secret').toString('base64')}`,
    ));
  it('encodes credentials in UTF-8', async () => {
    const { request } = await call({
      connection: { authentication: { basicAuth: { username: 'jürgen', password: 'pä' } } },
    });
    assert.equal(header(request, 'Authorization'), `Basic ${Buffer.from('jürgen:pä').toString('base64')}`);
  });
  it('puts an API key into a header', async () =>
    assert.equal(
      header((await api({ type: 'apiKey', in: 'header', name: 'X-Key' }, { value: 'Token k' })).request, 'X-Key'),
      'Token k',
    ));
  it('puts an API key into the query', async () =>
    assert.match(
      (await api({ type: 'apiKey', in: 'query', name: 'key' }, { value: 'a b' })).request?.url ?? '',
      /\?key=a%20b$/,
    ));
  it('puts an API key into a cookie', async () =>
    assert.equal(
      header((await api({ type: 'apiKey', in: 'cookie', name: 'sid' }, { value: 'k' })).request, 'Cookie'),
      'sid=k',
    ));
  it('sends a bearer token', async () =>
    assert.equal(
      header((await api({ type: 'http', scheme: 'bearer' }, 'tok')).request, 'Authorization'),
      'Bearer tok',
    ));
  it('sends a bearer token that stands in an object', async () =>
    assert.equal(
      header((await api({ type: 'http', scheme: 'bearer' }, { value: 'tok' })).request, 'Authorization'),
      'Bearer tok',
    ));
  it('sends an OAuth token given by hand', async () =>
    assert.equal(
      header(
        (await api({ type: 'oauth2', flows: { implicit: {} } }, { token: { access_token: 'tok' } })).request,
        'Authorization',
      ),
      'Bearer tok',
    ));
  it('sends no credentials where the operation wants none', async () => {
    const parts = { paths: paths({ security: [] }) };
    assert.equal(header((await call({ parts })).request, 'Authorization'), undefined);
  });
  it('sends no credentials where no security is declared, as the platform', () => {
    const { model, detail } = detailOf({});
    assert.equal(schemeFor({ model, detail }), undefined);
  });
  it('uses the first scheme only, as the platform', () => {
    const schemes = { first: { type: 'http', scheme: 'bearer' }, second: { type: 'http', scheme: 'basic' } };
    const { model, detail } = detailOf({ schemes, security: [{ second: [] }, { first: [] }] });
    assert.equal(schemeFor({ model, detail })?.name, 'first');
  });
  it('checks certificates while tls is off', async () =>
    assert.equal(
      (await call({ connection: { tls: { enabled: false, rejectUnauthorized: false } } })).wire?.rejectUnauthorized,
      true,
    ));
  it('honours rejectUnauthorized while tls is on', async () =>
    assert.equal(
      (await call({ connection: { tls: { enabled: true, rejectUnauthorized: false } } })).wire?.rejectUnauthorized,
      false,
    ));
  it('succeeds with a 2xx answer', async () => assert.ok(succeeded((await call()).report)));
  it('keeps the digits of the body', async () =>
    assert.match(responseText((await call()).report), /"id": 9007199254740993/));
  it('has the platform’s fields in its response', async () =>
    assert.deepEqual(Object.keys(asObject(parseJson(responseText((await call()).report)))), [
      'ok',
      'method',
      'url',
      'status',
      'statusText',
      'headers',
      'body',
    ]));
  it('adds the trace of every request to its result, which stays as it is otherwise', async () => {
    const { report } = await call();
    const { debug, ...response } = asObject(parseJson(resultText(report)));
    assert.deepEqual(response, parseJson(responseText(report)));
    assert.equal(asArray(get(debug, 'exchanges')).length, 1);
  });
  it('calls the string of a call without an answer an error, beside its trace', async () => {
    const { report } = await call({
      exchange: { outcome: 'failed', phase: 'resolve', code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND', hops: [] },
    });
    const result = parseJson(resultText(report));
    assert.equal(get(result, 'error'), report.response);
    assert.equal(get(result, 'debug', 'exchanges', 0, 'result'), report.response);
  });
  it('shows a repeated header as a list', async () => {
    const { report } = await call({
      exchange: answer({
        headers: [
          ['set-cookie', 'a'],
          ['set-cookie', 'b'],
        ],
      }),
    });
    assert.ok(typeof report.response === 'object' && Array.isArray(report.response.headers['set-cookie']));
  });
  it('is an object error when the server refused', async () => {
    const { report } = await call({ exchange: answer({ status: 401, statusText: 'Unauthorized' }) });
    assert.ok(typeof report.response === 'object' && !report.response.ok);
    assert.equal(toPointer(report.problems[0]!.path), '/properties/properties/authentication/basicAuth/password');
  });
  it('is a string error when nothing could be sent', async () => {
    const { report } = await call({
      exchange: { outcome: 'failed', phase: 'resolve', code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND', hops: [] },
    });
    assert.equal(typeof report.response, 'string');
    assert.equal(toPointer(report.problems[0]!.path), '/properties/properties/server/host');
  });
  it('names a missing secret and sends nothing', async () => {
    const { report, request } = await call({
      connection: { authentication: { basicAuth: { username: 'me', password: '${secret:nobody}' } } },
    });
    assert.deepEqual(
      [request, report.problems[0]?.code, toPointer(report.problems[0]!.path)],
      [undefined, 'secret-missing', '/properties/properties/authentication/basicAuth/password'],
    );
  });
  it('names a secret that only the platform has', async () =>
    assert.equal(
      (await call({ connection: { authentication: { basicAuth: { username: 'me', password: '$ENCabc' } } } })).report
        .problems[0]?.code,
      'secret-on-platform',
    ));
  it('names an empty credential', async () =>
    assert.equal(
      toPointer(
        (await call({ connection: { authentication: { basicAuth: { username: '', password: '' } } } })).report
          .problems[0]!.path,
      ),
      '/properties/properties/authentication/basicAuth/username',
    ));
  it('names a missing host', async () =>
    assert.equal((await call({ connection: { server: {} } })).report.problems[0]?.code, 'host-missing'));
  it('shows no password of a URL in the place of a host', async () => {
    for (const host of ['https://user:canary@x.example/y?token=canary', 'user:canary@x', 'x#canary']) {
      const { problems } = (await call({ connection: { server: { host } } })).report;
      assert.equal(problems[0]?.code, 'host-not-plain');
      assert.ok(!JSON.stringify(problems).includes('canary'), JSON.stringify(problems));
    }
  });
  for (const host of ['https://x', 'x/y', 'x:8080', 'a b', 'x?y']) {
    it(`refuses the host "${host}"`, async () =>
      assert.equal((await call({ connection: { server: { host } } })).report.problems[0]?.code, 'host-not-plain'));
  }
  it('says that it does not know how to sign', async () =>
    assert.equal((await api({ type: 'http', scheme: 'digest' }, {})).report.problems[0]?.code, 'scheme-not-supported'));
  it('hides variables that are called secrets', async () => {
    const body = text('{"echo":"s1gned-by-me eu-1"}');
    const variables = { clientAssertion: 's1gned-by-me', region: 'eu-1' };
    const { report } = await call({ connection: { variables }, exchange: answer({ body }) });
    assert.doesNotMatch(JSON.stringify(report), /s1gned/);
    assert.match(JSON.stringify(report), /eu-1/);
  });
  it('shows no secret anywhere in its report', async () => {
    const body = text('{"echo":"hunter2-secret"}');
    const { report } = await call({ exchange: answer({ status: 403, headers: [['x-echo', 'hunter2-secret']], body }) });
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
    assert.ok(!JSON.stringify(report).includes(Buffer.from('me:hunter2-secret').toString('base64')));
  });
  it('hides what only the wire knew, and the addresses that redirects led to', async () => {
    const hops = [{ phase: 'redirect', ms: 0, detail: '302: GET https://x/?p=proxy-word&k=hunter2-secret' }] as const;
    const body = text('{"echo":"proxy-word"}');
    const { report } = await call({ exchange: answer({ hops, body, confidential: ['proxy-word'] }) });
    assert.doesNotMatch(JSON.stringify(report), /hunter2|proxy-word/);
    assert.equal(report.debug?.exchanges[0]?.hops.length, 1);
  });
  it('notes what the model did not promise, and still succeeds', async () => {
    const { report } = await call({ exchange: answer({ status: 202 }), operation: 'listItems' });
    assert.deepEqual([report.problems.map(({ code }) => code), succeeded(report)], [['response-status'], true]);
  });
  it('says once that the answer is of another kind', async () => {
    const page = answer({ headers: [['content-type', 'text/html']], body: text('<html>') });
    const { report } = await call({ exchange: page, operation: 'listItems' });
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['html-instead-of-json'],
    );
  });
  it('tells a binary body by its bytes', async () => {
    const { report } = await call({
      exchange: answer({ headers: [['content-type', 'image/png']], body: Uint8Array.of(0x89, 0x50, 0, 1) }),
    });
    assert.match(typeof report.response === 'object' ? report.response.body : '', /image\/png, 4 bytes: 89 50 00 01/);
  });
  it('reads the charset of a text', async () => {
    const { report } = await call({
      exchange: answer({ headers: [['content-type', 'text/plain; charset=iso-8859-1']], body: Uint8Array.of(0xe4) }),
    });
    assert.equal(typeof report.response === 'object' && report.response.body, 'ä');
  });
  it('is summed up in a line', async () => {
    const { report } = await call();
    assert.deepEqual(
      [summarize(report), outcome(report), reason(report)],
      ['listItems: 200 OK in 0 ms', '200 OK in 0 ms', ''],
    );
  });
});

describe('what must not be sent', () => {
  const refused = async (connection: Record<string, Json>) => {
    const { report, request } = await call({ connection });
    const [problem] = report.problems;
    return [request, problem?.code, toPointer(problem?.path.slice(2) ?? [])];
  };
  for (const protocol of ['HTTPS', 'htps', 'ftp']) {
    it(`a call over "${protocol}"`, async () =>
      assert.deepEqual(await refused({ server: { host: 'x', protocol } }), [
        undefined,
        'protocol-unknown',
        '/server/protocol',
      ]));
  }
  for (const port of [0, 70_000, 1.5, 'eighty', true]) {
    it(`a call to port ${port}`, async () =>
      assert.deepEqual(await refused({ server: { host: 'x', port } }), [undefined, 'port-invalid', '/server/port']));
  }
  it('a call below a base path with a query', async () =>
    assert.deepEqual(await refused({ server: { host: 'x', base_path: '/a?b' } }), [
      undefined,
      'base-path-not-plain',
      '/server/base_path',
    ]));
  for (const [key, value] of [
    ['host', '{tenant}.example.com'],
    ['base_path', '/{version}/api'],
  ] as const)
    it(`a call to a ${key} with a placeholder`, async () =>
      assert.deepEqual(await refused({ server: { host: 'x', [key]: value } }), [
        undefined,
        'placeholder-unresolved',
        `/server/${key}`,
      ]));
  it('a call of a document that is broken', async () => {
    const { model, detail } = detailOf({});
    const world: World = { send: () => assert.fail('sent'), now: () => 0, secret: () => Promise.resolve('x') };
    const integration = readIntegration(integrationText().replace('"https"', '"https'));
    const report = await testCall(
      { integration, model, detail, input: { parameters: [] }, timeout: 1 },
      world,
      new AbortController().signal,
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['syntax'],
    );
  });
  it('takes a port out of the environment', async () =>
    assert.match(
      (await call({ connection: { server: { host: 'x', port: '${env:P}' } }, secrets: { P: '8443' } })).request?.url ??
        '',
      /x:8443/,
    ));
  it('takes a name without a password', async () => {
    const { request } = await call({ connection: { authentication: { basicAuth: { username: 'key' } } } });
    assert.equal(header(request, 'Authorization'), `Basic ${Buffer.from('key:').toString('base64')}`);
  });
});

describe('a large answer', () => {
  it('is kept when the call is cancelled while it is held against its model', async () => {
    const content = { 'application/json': { schema: { type: 'array' } } };
    const { model, detail } = detailOf({ paths: paths({ responses: { 200: { description: '', content } } }) });
    const controller = new AbortController();
    const body = text(JSON.stringify('x'.repeat(100_000)));
    const world: World = {
      send: () => Promise.resolve(answer({ body })),
      now: () => 0,
      secret: () => Promise.resolve('x'),
      checkBody: (_, signal) => {
        controller.abort(new Error('cancelled'));
        return Promise.reject(signal.reason as Error);
      },
    };
    const integration = readIntegration(integrationText());
    const given = { integration, model, detail, input: { parameters: [] }, timeout: 1000 };
    const report = await testCall(given, world, controller.signal);
    assert.match(JSON.stringify(report.response), /200/);
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['response-unchecked'],
    );
  });
});

describe('a response as text', () => {
  const shown = async (body: string) => responseText((await call({ exchange: answer({ body: text(body) }) })).report);
  for (const body of ['"$$5"', '"$&"', '"$`"', '"$\'"'])
    it(`holds ${body} as it was sent`, async () =>
      assert.match(await shown(body), new RegExp(`"body": ${body.replaceAll('$', '\\$')}`)));
  it('is laid out in a time that grows with its length', async () => {
    const list = (length: number) => JSON.stringify(Array.from({ length }, (_, id) => ({ id, name: 'x' })));
    const timed = async (length: number) => {
      const used = cpuClock();
      await shown(list(length));
      return used();
    };
    await timed(500);
    const small = await timed(500);
    assert.ok((await timed(5000)) < small * 100 + 200);
  });
  it('masks a secret in the reason phrase', async () => {
    const { report } = await call({ exchange: answer({ status: 401, statusText: 'bad hunter2-secret' }) });
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  });
  it('is no success when a page came instead of data', async () => {
    const { report } = await call({
      exchange: answer({ headers: [['content-type', 'text/html']], body: text('<!doctype html><html>Sign in</html>') }),
    });
    assert.ok(!succeeded(report));
  });
});

describe('paths and queries', () => {
  it('join a query that the path has already', () =>
    assert.equal(
      urlOf(
        built({ parameters: [param('query', 'q')] }, { parameters: [given('query', 'q', 'x')] }, '/items?action=list'),
      ),
      'https://x.example/api/items?action=list&q=x',
    ));
  it('encode what a path cannot hold', () =>
    assert.equal(urlOf(built({}, {}, '/a b#c/ü%20')), 'https://x.example/api/a%20b%23c/%C3%BC%20'));
  it('encode the base path too', () => assert.equal(base({ basePath: '/my api' }), 'https://x.example/my%20api'));
});

describe('the connection', () => {
  const world: World = {
    send: () => Promise.reject(new Error()),
    now: () => 0,
    secret: ({ store, name }) => Promise.resolve(`${store} ${name}`),
  };
  it('replaces references anywhere', async () => {
    const opened = await openConnection(
      readIntegration(integrationText({ server: { host: 'x', base_path: '/${env:STAGE}' } })),
      shop(),
      world,
    );
    assert.equal(opened.ok && opened.value.basePath, '/env STAGE');
  });
  it('knows the secrets by their place and their source', async () => {
    const more = {
      authentication: { basicAuth: { username: '${secret:user}', password: 'literal' }, t: { value: 'tok' } },
      server: { host: 'x', base_path: '/${env:STAGE}' },
    };
    const opened = await openConnection(readIntegration(integrationText(more)), shop(), world);
    assert.deepEqual(opened.ok && [...opened.value.secrets].sort(), ['literal', 'secret user', 'tok']);
  });
});

describe('input before sending', () => {
  const parameter = (schema: JsonObject) => ({ schema }) as Parameter;
  it('takes the text of a string as it is', () => assert.equal(readValue(parameter({ type: 'string' }), '007'), '007'));
  it('reads a number', () => assert.equal(readValue(parameter({ type: 'integer' }), '7'), 7));
  it('keeps the digits of a 64-bit number', () =>
    assert.equal(digitsOf(readValue(parameter({ type: 'integer' }), '12345678901234567890')), '12345678901234567890'));
  it('reads a list of words', () => assert.deepEqual(readValue(parameter({ type: 'array' }), 'a, b'), ['a', 'b']));
  it('reads a list in JSON', () => assert.deepEqual(readValue(parameter({ type: 'array' }), '["a",1]'), ['a', 1]));
  it('says what does not fit', () => assert.match(checkValue({ type: 'integer', maximum: 5 }, 7) ?? '', /<= 5/));
  it('is silent about a schema that ajv refuses', () => assert.equal(checkValue({ type: 'nonsense' }, 7), undefined));
  it('is silent about a value that is nested too deeply to be checked', () => {
    const schema: JsonObject = { type: 'array', items: { $ref: '#' } };
    const body = { contentType: 'application/json', schema } as unknown as RequestBody;
    assert.equal(checkBody(body, '['.repeat(100_000) + ']'.repeat(100_000)), 'This is not valid JSON.');
    assert.deepEqual(misfits(schema, parseJson('['.repeat(50_000) + ']'.repeat(50_000)) ?? null), []);
  });
  it('checks a body', () =>
    assert.match(
      checkBody(
        { contentType: 'application/json', schema: { type: 'object', required: ['name'] } } as unknown as RequestBody,
        '{}',
      ) ?? '',
      /name/,
    ));
  it('says that a body is not JSON', () =>
    assert.match(
      checkBody({ contentType: 'application/json', schema: {} } as RequestBody, '{') ?? '',
      /not valid JSON/,
    ));
  it('leaves other bodies alone', () =>
    assert.equal(checkBody({ contentType: 'text/plain', schema: {} } as RequestBody, '{'), undefined));
  it('starts a body with what is required', () =>
    assert.deepEqual(
      sampleBody({
        schema: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string' }, more: { type: 'string' } },
        },
      } as unknown as RequestBody),
      { name: 'string' },
    ));
});
