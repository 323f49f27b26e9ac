// What is said of the input of a call before anything is sent, and what goes out in the end.
import assert from 'node:assert/strict';
import { buildRequest } from '../../src/core/requests/buildRequest.ts';
import type { CallInput } from '../../src/core/requests/callInput.ts';
import type { Connection } from '../../src/core/connection.ts';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Parameter } from '../../src/core/model.ts';
import { documentPart } from '../../src/core/part.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import type { Request } from '../../src/core/request.ts';
import { testCall } from '../../src/core/calls/testCall.ts';
import type { World } from '../../src/core/world.ts';
import { integrationText, modelOf, openApi } from '../help/documents.ts';

const connection: Connection = {
  ...{ protocol: 'https', host: 'x.example', port: undefined, basePath: '' },
  ...{ rejectUnauthorized: true, authentication: {}, secrets: [], variables: {} },
};
const given = (place: Parameter['in'], name: string, value: Json) => ({ in: place, name, value });

function detailOf(operation: Record<string, Json>, path = '/x', method = 'get') {
  const document = openApi({
    paths: { [path]: { [method]: { operationId: 'it', ...operation } } },
    security: [{ basicAuth: [] }],
  }) as unknown as JsonObject;
  const model = modelOf(document);
  return { model, detail: readOperation(documentPart(document), model.operations[0]!) };
}
function build(operation: Record<string, Json>, input: Partial<CallInput>, path?: string, method?: string) {
  return buildRequest(connection, detailOf(operation, path, method).detail, { parameters: [], ...input });
}
function problems(...args: Parameters<typeof build>) {
  const result = build(...args);
  return result.ok ? [] : result.failure.map(({ code, path }) => `${code} ${toPointer(path)}`);
}
function url(...args: Parameters<typeof build>) {
  const result = build(...args);
  return result.ok ? result.value.url : result.failure.map(({ message }) => message).join(' ');
}
const limit: Json = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } };
const tags: Json = { name: 'tags', in: 'query', schema: { type: 'array', items: { enum: ['a', 'b'] } } };

describe('the input of a call', () => {
  it('that does not fit is named with its place', () =>
    assert.deepEqual(problems({ parameters: [limit] }, { parameters: [given('query', 'limit', 11)] }), [
      'value-not-fitting /parameters/query/limit',
    ]));
  it('is named deep inside', () =>
    assert.deepEqual(problems({ parameters: [tags] }, { parameters: [given('query', 'tags', ['a', 'c'])] }), [
      'value-not-fitting /parameters/query/tags/1',
    ]));
  it('says what would be allowed', () =>
    assert.match(url({ parameters: [tags] }, { parameters: [given('query', 'tags', ['c'])] }), /"a", "b"/));
  it('is sent in spite of the model where that is wanted', () =>
    assert.equal(
      url(
        { parameters: [limit] },
        { parameters: [given('query', 'limit', 11), given('query', 'more', [1, 2])], unchecked: true },
      ),
      'https://x.example/x?limit=11&more=1&more=2',
    ));
  it('may not have what the operation does not declare', () =>
    assert.deepEqual(problems({}, { parameters: [given('header', 'X-Any', 1)] }), [
      'parameter-unknown /parameters/header/X-Any',
    ]));
  it('may give a number as text', () =>
    assert.equal(
      url({ parameters: [limit] }, { parameters: [given('query', 'limit', '7')] }),
      'https://x.example/x?limit=7',
    ));
  it('may leave a parameter open by null', () =>
    assert.equal(url({ parameters: [limit] }, { parameters: [given('query', 'limit', null)] }), 'https://x.example/x'));
  for (const dots of ['.', '..', ['..']])
    it(`cannot climb up in the path by ${JSON.stringify(dots)}`, () =>
      assert.deepEqual(
        problems({ parameters: [{ name: 'id', in: 'path' }] }, { parameters: [given('path', 'id', dots)] }, '/x/{id}'),
        ['path-dots /parameters/path/id'],
      ));
  it('cannot fill a placeholder that is no parameter', () =>
    assert.deepEqual(problems({}, {}, '/x/{id}'), ['placeholder-unresolved /parameters/path/id']));
  it('names a reference that nobody replaced', () =>
    assert.deepEqual(
      problems(
        { parameters: [{ name: 'q', in: 'query' }], requestBody: { content: { 'application/json': {} } } },
        { parameters: [given('query', 'q', 'a ${env:NOBODY}')], body: { value: { deep: ['${secret:nothing}'] } } },
        '/x',
        'post',
      ),
      ['placeholder-unresolved /parameters/query/q', 'placeholder-unresolved /body/deep/0'],
    ));
  it('names a reference in a text', () =>
    assert.deepEqual(
      problems({ requestBody: { content: { 'text/plain': {} } } }, { body: '${secret:a}' }, '/x', 'post'),
      ['placeholder-unresolved /body'],
    ));
  it('names a reference in the head of a part', () =>
    assert.deepEqual(
      problems(
        { requestBody: { content: { 'multipart/form-data': {} } } },
        { body: { value: { a: 1 }, partHeaders: { a: { 'X-A': '${env:NOBODY}' } } } },
        '/x',
        'post',
      ),
      ['placeholder-unresolved /partHeaders/a/X-A'],
    ));
  it('names a secret that only the platform has', () =>
    assert.deepEqual(
      problems({ parameters: [{ name: 'q', in: 'query' }] }, { parameters: [given('query', 'q', '$SECRET_a $KEY_b')] }),
      ['secret-on-platform /parameters/query/q'],
    ));
  it('cannot give a header a name that is none', () =>
    assert.deepEqual(
      problems({ parameters: [{ name: 'a b', in: 'header' }] }, { parameters: [given('header', 'a b', 'x')] }),
      ['header-name /parameters/header/a b'],
    ));
  it('cannot break the heads of a form’s parts', () => {
    const body = {
      value: {},
      files: [{ field: 'f', path: 'x', bytes: new Uint8Array(), contentType: 'a/b\r\nEvil: 1' }],
      partHeaders: { g: { 'X-A': 'b\nc', 'X B': 'd' } },
    };
    assert.deepEqual(problems({ requestBody: { content: { 'multipart/form-data': {} } } }, { body }, '/x', 'post'), [
      'header-value /partHeaders/g/X-A',
      'header-name /partHeaders/g/X B',
      'header-value /files/f',
    ]);
  });
  it('cannot break the head of the request', () =>
    assert.deepEqual(problems({}, { accept: 'a/b\nEvil: 1' }), ['header-value /accept']));
  it('does not require what only responses have', () => {
    const schema = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
    };
    const operation = { requestBody: { content: { 'application/json': { schema } } } };
    assert.deepEqual(problems(operation, { body: '{}' }, '/x', 'post'), ['value-not-fitting /body/name']);
  });
  it('has one header for all cookies', () => {
    const declared = [
      { name: 'a', in: 'cookie' },
      { name: 'Cookie', in: 'header' },
    ];
    const result = build(
      { parameters: declared },
      { parameters: [given('cookie', 'a', 1), given('header', 'Cookie', 'b=2')] },
    );
    assert.deepEqual(result.ok && result.value.headers.slice(1), [['Cookie', 'b=2; a=1']]);
  });
  it('chooses what is accepted', () => {
    const result = build({ responses: { 200: { content: { 'application/json': {} } } } }, { accept: 'text/csv' });
    assert.deepEqual(result.ok && result.value.headers, [['Accept', 'text/csv']]);
  });
  for (const method of ['head', 'options', 'trace', 'delete', 'patch'])
    it(`goes out by ${method.toUpperCase()}`, () => {
      const result = build({}, {}, '/x', method);
      assert.deepEqual(result.ok && [result.value.method, result.value.body], [method.toUpperCase(), undefined]);
    });
});

/** What a call with secrets sends and reports. */
async function call(operation: Record<string, Json>, input: Partial<CallInput>, method = 'post') {
  const sent: Request[] = [];
  const values: Readonly<Record<string, string>> = {
    shop: 'pw-of-shop',
    key: 'hunter2"<é',
    STAGE: 'stage-7',
    ID: '42',
  };
  const world: World = {
    send: (request) => {
      sent.push(request);
      const body = request.body ?? new Uint8Array();
      return Promise.resolve({
        outcome: 'answered',
        status: 200,
        statusText: '',
        headers: [],
        body,
        truncated: false,
        hops: [],
      });
    },
    now: () => 0,
    secret: ({ name }) => Promise.resolve(values[name]),
  };
  const { model, detail } = detailOf(operation, '/x', method);
  const integration = readIntegration(integrationText());
  const call = { integration, model, detail, input: { parameters: [], ...input }, timeout: 1000 };
  return { report: await testCall(call, world, new AbortController().signal), request: sent[0] };
}
const bodyOf = (request: Request | undefined) => new TextDecoder().decode(request?.body);
const takes = (type: string): Record<string, Json> => ({ requestBody: { content: { [type]: {} } } });

describe('a parameter that is the whole query string', () => {
  const whole = (required: boolean): Json => ({ name: 'filter', in: 'querystring', required, content: {} });
  it('keeps the call from being made where it is required', async () => {
    const { report, request } = await call({ parameters: [whole(true)] }, {});
    assert.equal(request, undefined);
    assert.match(
      report.inputProblems?.[0]?.message ?? '',
      /"filter" is the whole query string \(in: querystring, OpenAPI 3\.2\)/,
    );
  });
  it('is told of where it is not', async () => {
    const { report, request } = await call({ parameters: [whole(false)] }, {});
    assert.ok(request);
    assert.match(report.notes?.join() ?? '', /in: querystring/);
  });
});

describe('references in the input of a call', () => {
  const parameters: Json[] = [
    { name: 'q', in: 'query' },
    { name: 'id', in: 'query', schema: { type: 'integer' } },
  ];
  it('are replaced in parameters', async () => {
    const values = [given('query', 'q', '${env:STAGE}/x'), given('query', 'id', '${env:ID}')];
    const { request } = await call({ parameters }, { parameters: values });
    assert.match(request?.url ?? '', /\?q=stage-7%2Fx&id=42$/);
  });
  it('are replaced inside a value', async () => {
    const { request } = await call(takes('application/json'), { body: { value: { a: ['${secret:key}'] } } });
    assert.deepEqual(JSON.parse(bodyOf(request)), { a: ['hunter2"<é'] });
  });
  it('cannot break a JSON text', async () => {
    const { request } = await call(takes('application/json'), { body: '{ "a": "${secret:key}" }' });
    assert.deepEqual(JSON.parse(bodyOf(request)), { a: 'hunter2"<é' });
  });
  it('cannot break an XML text', async () => {
    const { request } = await call(takes('application/xml'), { body: '<a b="${secret:key}"/>' });
    assert.equal(bodyOf(request), '<a b="hunter2&#34;&#60;é"/>');
  });
  it('stay secret in the report', async () => {
    const { report } = await call(takes('application/json'), { body: '{ "a": "${secret:key}" }' });
    assert.ok(report.request);
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  });
  it('stay secret where they do not fit', async () => {
    const schema = { type: 'string', enum: ['x'], pattern: '^y' };
    const { report, request } = await call(
      { requestBody: { content: { 'application/json': { schema } } } },
      { body: '"${secret:key}"' },
    );
    assert.equal(request, undefined);
    assert.doesNotMatch(JSON.stringify(report), /hunter2/);
  });
  it('without a value keep the call from being made', async () => {
    const { report, request } = await call({ parameters }, { parameters: [given('query', 'q', '${secret:nobody}')] });
    assert.equal(request, undefined);
    assert.deepEqual(
      report.inputProblems?.map(({ code, path }) => `${code} ${toPointer(path)}`),
      ['placeholder-unresolved /parameters/query/q'],
    );
    assert.deepEqual(
      report.problems.map(({ path }) => path),
      [[]],
    );
    assert.match(JSON.stringify(report.response), /nobody/);
  });
  it('are not sent along with TRACE, nor are credentials', async () => {
    const { request } = await call({}, {}, 'trace');
    assert.deepEqual(request?.headers, [['Accept', '*/*']]);
  });
});
