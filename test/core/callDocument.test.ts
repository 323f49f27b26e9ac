// Call documents: what is read of them, what is offered and found in them, what one begins with.
import assert from 'node:assert/strict';
import { applyEdits, modify } from 'jsonc-parser';
import { buildRequest } from '../../src/core/requests/buildRequest.ts';
import { readCallDocument } from '../../src/core/callDocuments/callDocument.ts';
import { createCallLanguage, type CallLanguage } from '../../src/core/callDocuments/callLanguage.ts';
import type { Connection } from '../../src/core/connection.ts';
import { filesOf, inputOf } from '../../src/core/calls/documentInput.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { TextDocument } from '../../src/core/language.ts';
import type { OperationDetail } from '../../src/core/model.ts';
import { documentPart } from '../../src/core/part.ts';
import { toPointer, type Path } from '../../src/core/pointer.ts';
import type { Problem } from '../../src/core/problem.ts';
import { openDocument, modelOf as modelIn, operationOf } from '../../src/core/models/readDocument.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { sampleCall } from '../../src/core/callDocuments/sampleCall.ts';
import { besideOf, bytesOf, listed } from '../help/corpus.ts';
import { modelOf, openApi } from '../help/documents.ts';

const components: JsonObject = {
  schemas: {
    Item: {
      type: 'object',
      required: ['id', 'name', 'kind'],
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string', description: 'What it is called', minLength: 1 },
        kind: { enum: ['big', 'small'] },
        parent: { $ref: '#/components/schemas/Item' },
      },
    },
  },
};
const item: Json = { $ref: '#/components/schemas/Item' };
const parameters: Json = [
  { name: 'id', in: 'path', required: true, schema: { type: 'integer', format: 'int64' }, description: 'Which one' },
  { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } },
  { name: 'sort', in: 'query', schema: { enum: ['up', 'down'] }, example: 'up' },
  { name: 'filter', in: 'query', content: { 'application/json': { schema: item } } },
];
const takes = (content: Json, more: Record<string, Json> = {}): Json => ({
  requestBody: { content, required: true },
  ...more,
});

function detailOf(operation: Record<string, Json>, contentType?: string): OperationDetail {
  const document = openApi({
    paths: { '/items/{id}': { post: { operationId: 'it', ...operation } } },
    more: { components },
  }) as unknown as JsonObject;
  return readOperation(documentPart(document), modelOf(document).operations[0]!, contentType);
}
const json = detailOf({ parameters, ...(takes({ 'application/json': { schema: item } }) as object) });
const upload = detailOf(
  takes({
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file', 'note'],
        properties: {
          file: { type: 'string', format: 'binary', description: 'The picture' },
          more: { type: 'array', items: { type: 'string', format: 'binary' } },
          note: { type: 'string' },
          owner: item,
        },
      },
    },
  }) as JsonObject,
);

const callText = (more: Record<string, Json> = {}): string =>
  JSON.stringify({ integration: 'shop-dev', operation: 'it', ...more }, undefined, 2);
const good = { parameters: { path: { id: 1 } }, body: { name: 'x', kind: 'big' } };
const connection: Connection = {
  ...{ protocol: 'https', host: 'x.example', port: undefined, basePath: '' },
  ...{ rejectUnauthorized: true, authentication: {}, secrets: [], variables: {} },
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a call document', () => {
  const codes = (text: string) => readCallDocument(text).problems.map(({ code, path }) => `${code} ${toPointer(path)}`);
  it('names the integration, the operation and the content type', () => {
    const { integration, operation, contentType, problems } = readCallDocument(callText({ contentType: 'text/csv' }));
    assert.deepEqual([integration, operation, contentType, problems], ['shop-dev', 'it', 'text/csv', []]);
  });
  it('gives parameters and a body, with the digits of numbers', () => {
    const text =
      '{"integration":"a","operation":"b","parameters":{"path":{"id":12345678901234567890}},"body":{"n":1.0}}';
    const input = inputOf(readCallDocument(text));
    assert.ok(input.ok);
    const built = buildRequest(connection, json, { ...input.value, unchecked: true });
    assert.ok(built.ok);
    assert.equal(built.value.url, 'https://x.example/items/12345678901234567890');
    assert.equal(new TextDecoder().decode(built.value.body), '{"n":1.0}');
  });
  for (const [text, expected] of [
    ['', ['syntax ']],
    ['[]', ['call-kind ', 'call-incomplete /integration', 'call-incomplete /operation']],
    [callText({ parameters: [] }), ['call-kind /parameters']],
    [
      callText({ parameters: { body: {}, query: 1 } }),
      ['call-unknown-key /parameters/body', 'call-kind /parameters/query'],
    ],
    [callText({ files: { a: 1, b: ['x', {}], c: { path: 'y' } } }), ['call-kind /files/a', 'call-kind /files/b']],
    [callText({ bodyFile: '' }), ['call-kind /bodyFile']],
    [callText({ scheme: 1 }), ['call-kind /scheme']],
    [callText({ partHeaders: { a: { b: 1 } } }), ['call-kind /partHeaders/a/b']],
    [callText({ unchecked: 'yes', what: 1 }), ['call-kind /unchecked', 'call-unknown-key /what']],
  ] as const)
    it(`says what is wrong with ${text.replaceAll(/\s+/g, ' ')}`, () => assert.deepEqual(codes(text), expected));
  it('says where its syntax is broken', () =>
    assert.deepEqual(readCallDocument('{"integration": "a",}').problems[0]?.span, { offset: 20, length: 1 }));
  it('says where a value of a wrong kind stands', () => {
    const text = callText({ parameters: { query: 7 } });
    assert.deepEqual(readCallDocument(text).problems[0]?.span, { offset: text.indexOf('7'), length: 1 });
  });
  it('is read from any bytes', () => {
    for (const text of ['{', '{"a"', '\uFEFF{}', '"', '[[[', '{"parameters":{"__proto__":{}}}', 'nul'])
      assert.ok(readCallDocument(text).problems.length > 0);
  });
  for (const [depth, expected] of [
    [100, []],
    [1000, ['syntax ']],
    [5000, ['syntax ']],
    [100_000, ['syntax ']],
  ] as const)
    it(`is read with a body of ${depth} levels`, () =>
      assert.deepEqual(codes(callText().replace('}', `,"body":${'['.repeat(depth)}${']'.repeat(depth)}}`)), expected));
  it('names its files', () => {
    const text = callText({ bodyFile: 'a', files: { b: 'b.png', c: [{ path: 'c.png' }, 'd.png'] } });
    assert.deepEqual(
      filesOf(readCallDocument(text)).map(({ at, path }) => `${toPointer(at)} ${path}`),
      ['/bodyFile a', '/files/b b.png', '/files/c/0 c.png', '/files/c/1 d.png'],
    );
  });
  it('takes the content of its files', () => {
    const text = callText({
      files: { b: { path: 'b.png', contentType: 'image/x', filename: 'y' } },
      partHeaders: { b: { 'X-Id': '1' } },
    });
    const input = inputOf(readCallDocument(text), new Map([['b.png', bytes('1')]]));
    assert.deepEqual(input.ok && input.value.body, {
      value: {},
      files: [{ field: 'b', path: 'b.png', contentType: 'image/x', filename: 'y', bytes: bytes('1') }],
      partHeaders: { b: { 'X-Id': '1' } },
    });
  });
  it('may be a file as a whole', () => {
    const input = inputOf(readCallDocument(callText({ bodyFile: 'a.bin' })), new Map([['a.bin', bytes('1')]]));
    assert.deepEqual(input.ok && input.value.body, { file: { path: 'a.bin', bytes: bytes('1') } });
  });
  it('misses a file where it is named', () => {
    const input = inputOf(readCallDocument(callText({ files: { b: 'b.png' } })));
    assert.deepEqual(!input.ok && input.failure.map(({ code, path }) => `${code} ${toPointer(path)}`), [
      'file-missing /files/b',
    ]);
  });
});

function languageOf(detail: OperationDetail | undefined): CallLanguage {
  const language = createCallLanguage();
  const operations = [{ id: 'it', summary: 'Makes it', method: 'POST' as const, path: '/items/{id}' }];
  const schemes = [
    { name: 'key', type: 'apiKey' as const },
    { name: 'login', type: 'basic' as const },
  ];
  language.setCallable({ integrations: ['shop-dev', 'shop-prod'], operations, schemes, ...(detail && { detail }) });
  return language;
}
async function offered(marked: string, detail: OperationDetail): Promise<string[]> {
  const document = TextDocument.create('file:///x.call.json', 'json', 1, marked.replace('|', ''));
  const list = await languageOf(detail).complete(document, document.positionAt(marked.indexOf('|')));
  return (list?.items ?? []).map(({ label }) => label);
}
async function found(more: Record<string, Json>, detail: OperationDetail = json): Promise<string[]> {
  return (await languageOf(detail).problems(callText(more))).map(({ code, path }) => `${code} ${toPointer(path)}`);
}

describe('problems of a call document', () => {
  it('are none for a good one', async () => assert.deepEqual(await found(good), []));
  it('are none for one with a schema of its own', async () =>
    assert.deepEqual(await found({ $schema: 'https://x.example/y', ...good }), []));
  it('name an integration that is not there', async () =>
    assert.deepEqual(await found({ ...good, integration: 'nobody' }), ['value-not-allowed /integration']));
  it('name an operation that is not there', async () =>
    assert.deepEqual(await found({ ...good, operation: 'nothing' }), ['value-not-allowed /operation']));
  it('name a security scheme that the model does not have', async () => {
    assert.deepEqual(await found({ ...good, scheme: 'login' }), []);
    assert.deepEqual(await found({ ...good, scheme: 'nobody' }), ['value-not-allowed /scheme']);
  });
  it('name what is required and missing', async () =>
    assert.deepEqual(await found({ parameters: { path: {} }, body: { name: 'x' } }), [
      'schema /parameters/path',
      'schema /body',
    ]));
  it('do not miss what only responses have', async () => assert.deepEqual(await found(good), []));
  it('miss a body, unless it is in a file', async () => {
    const bare = { parameters: good.parameters };
    assert.deepEqual((await found(bare)).length, 1);
    assert.deepEqual(await found({ ...bare, bodyFile: 'x.json' }), []);
  });
  it('name what does not fit, deep inside a circle', async () =>
    assert.deepEqual(await found({ ...good, body: { name: 'x', kind: 'big', parent: { name: '', kind: 'huge' } } }), [
      'schema /body/parent/name',
      'value-not-allowed /body/parent/kind',
    ]));
  it('name a parameter that is not declared', async () =>
    assert.deepEqual(await found({ ...good, parameters: { path: { id: 1 }, query: { limt: 1 } } }), [
      'schema /parameters/query/limt',
    ]));
  it('let null leave a parameter out', async () =>
    assert.deepEqual(
      await found({ ...good, parameters: { path: { id: 1 }, query: { limit: null, sort: null } } }),
      [],
    ));
  it('know that a reference stands for a value', async () =>
    assert.deepEqual(await found({ ...good, parameters: { path: { id: '${env:ID}' } } }), []));
  it('are silent about the model where that is wanted', async () => {
    const parameters = { path: { id: 'x' }, query: { more: 1 } };
    assert.deepEqual(await found({ parameters, body: 7, unchecked: true }), []);
    assert.deepEqual(await found({ ...good, unchecked: 'x' }), ['schema /unchecked']);
  });
  it('miss the files of a form among the files', async () => {
    assert.deepEqual(await found({ body: { note: 'n' }, files: { file: 'a.png', more: ['b.png'] } }, upload), []);
    assert.deepEqual(await found({ body: { note: 'n' }, files: {} }, upload), ['schema /files']);
  });
  it('are those of any call while the operation is not known', async () => {
    const language = languageOf(undefined);
    assert.deepEqual(await language.problems(callText({ parameters: { query: { any: [1] } }, body: [1] })), []);
  });
  it('are only those of the syntax while that is broken', async () =>
    assert.deepEqual(
      (await languageOf(json).problems('{"what": 1,}')).map(({ code }) => code),
      ['syntax'],
    ));
  it('stay the same when the operation changes and comes back', async () => {
    const language = languageOf(json);
    const text = callText({ ...good, body: { name: 7 } });
    const before = await language.problems(text);
    language.setCallable({ integrations: [], operations: [], detail: upload });
    await language.problems(text);
    language.setCallable({ integrations: ['shop-dev'], operations: [], detail: json });
    assert.deepEqual(await language.problems(text), before);
  });
});

describe('secrets in the text of a call document', () => {
  const secrets = async (more: Record<string, Json>, detail = json): Promise<string[]> =>
    (await found({ unchecked: true, ...more }, detail)).flatMap((each) => {
      const [code, path = ''] = each.split(' ');
      return code === 'literal-secret-in-call' ? path : [];
    });
  it('are headers and parameters that are called so', async () =>
    assert.deepEqual(
      await secrets({
        parameters: {
          header: { Authorization: 'Bearer x', 'X-Api-Key': 'k', 'X-Page': '1', Cookie: 'a=b' },
          query: { access_token: 't', next_token: 'n', limit: 3 },
          cookie: { JSESSIONID: 's' },
        },
      }),
      ['header/Authorization', 'header/X-Api-Key', 'header/Cookie', 'query/access_token', 'cookie/JSESSIONID'].map(
        (path) => `/parameters/${path}`,
      ),
    ));
  it('are fields of a body, however deep, and headers of parts', async () =>
    assert.deepEqual(
      await secrets({
        body: { user: { password: 'p', name: 'n' }, list: [{ client_secret: 'c' }], tokens: ['t'], token: ['u'] },
        partHeaders: { a: { Authorization: 'Basic x' } },
      }),
      ['/partHeaders/a/Authorization', '/body/user/password', '/body/list/0/client_secret', '/body/token/0'],
    ));
  it('are what the operation’s schemas mark', async () => {
    const hidden = { type: 'string', format: 'password' };
    const detail = detailOf({
      parameters: [{ name: 'pin', in: 'query', schema: hidden }],
      requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { code: hidden } } } } },
    });
    const given = { parameters: { query: { pin: '1234' } }, body: { code: 'x' } };
    assert.deepEqual(await secrets(given, detail), ['/parameters/query/pin', '/body/code']);
  });
  it('are none where a reference or nothing stands', async () =>
    assert.deepEqual(
      await secrets({
        parameters: { header: { Authorization: 'Bearer ${secret:shop/token}' }, query: { api_key: '${env:KEY}' } },
        body: { password: '', client_secret: '$ENC0123' },
      }),
      [],
    ));
  it('are warned of on their value', async () => {
    const text = callText({ unchecked: true, body: { password: 'p4ss' } });
    const problem = (await languageOf(json).problems(text)).find(({ code }) => code === 'literal-secret-in-call');
    assert.equal(problem?.severity, 'warning');
    assert.equal(text.slice(problem.span?.offset, problem.span!.offset + problem.span!.length), '"p4ss"');
  });
});

describe('what is offered in a call document', () => {
  it('are the security schemes of the model', async () =>
    assert.deepEqual(await offered('{"integration": "shop-dev", "operation": "it", "scheme": |}', json), [
      '"key"',
      '"login"',
    ]));
  it('are the parameters of each place', async () =>
    assert.deepEqual((await offered('{"parameters": {"query": {|}}}', json)).toSorted(), ['filter', 'limit', 'sort']));
  it('are the values of a parameter', async () =>
    assert.deepEqual((await offered('{"parameters": {"query": {"sort": |}}}', json)).toSorted().slice(0, 2), [
      '"down"',
      '"up"',
    ]));
  it('are the keys of the body, also deep inside', async () => {
    assert.ok((await offered('{"body": {|}}', json)).includes('name'));
    assert.ok((await offered('{"body": {"parent": {"parent": {|}}}}', json)).includes('kind'));
    assert.ok((await offered('{"parameters": {"query": {"filter": {|}}}}', json)).includes('kind'));
  });
  it('are the fields of a form, with files in their own place', async () => {
    assert.deepEqual((await offered('{"body": {|}}', upload)).toSorted(), ['note', 'owner']);
    assert.deepEqual((await offered('{"files": {|}}', upload)).toSorted(), ['file', 'more']);
  });
  it('are the content types of the operation, of which one may have parameters', async () => {
    const detail = detailOf(takes({ 'application/json': {}, 'image/*': {} }) as JsonObject);
    const wrong = async (contentType: string) =>
      (await languageOf(detail).problems(callText({ contentType }))).filter(({ path }) => path[0] === 'contentType')
        .length;
    assert.deepEqual((await offered('{"contentType": |}', detail)).toSorted(), ['"application/json"', '"image/*"']);
    assert.deepEqual(
      await Promise.all(['application/json;charset=utf-8', 'image/png', 'text/csv', 'application/jsonl'].map(wrong)),
      [0, 0, 1, 1],
    );
  });
  it('are the integrations and the operations', async () => {
    assert.deepEqual(await offered('{"integration": |}', json), ['"shop-dev"', '"shop-prod"']);
    assert.deepEqual(await offered('{"operation": |}', json), ['"it"']);
  });
  it('is explained', async () => {
    const text = callText(good);
    const document = TextDocument.create('file:///x.call.json', 'json', 1, text);
    const hover = async (word: string) =>
      JSON.stringify((await languageOf(json).hover(document, document.positionAt(text.indexOf(word) + 1)))?.contents);
    assert.match(await hover('"id"'), /Which one/);
    assert.match(await hover('"name"'), /What it is called/);
  });
});

describe('a call document to begin with', () => {
  const sample = (detail: OperationDetail) => JSON.parse(sampleCall('shop-dev', detail)) as JsonObject;
  it('has what is required', () =>
    assert.deepEqual(sample(json), {
      ...{ integration: 'shop-dev', operation: 'it', parameters: { path: { id: 0 } } },
      body: { name: 'string', kind: 'big' },
    }));
  it('takes examples of the model', () => {
    const example = { name: 'Bob' };
    const detail = detailOf({
      parameters: [{ name: 'id', in: 'path', required: true, example: 7 }],
      requestBody: { content: { 'application/json': { schema: item, example } } },
    });
    assert.deepEqual([sample(detail)['parameters'], sample(detail)['body']], [{ path: { id: 7 } }, example]);
  });
  it('takes a number that is the example of a text for that text', () => {
    const detail = detailOf({ parameters: [{ name: 'id', in: 'path', example: 7, schema: { type: 'string' } }] });
    assert.deepEqual(sample(detail)['parameters'], { path: { id: '7' } });
  });
  it('chooses among content types', () => {
    const content = {
      'application/json': { schema: item },
      'text/csv': { schema: { type: 'string' }, example: 'a,b' },
    };
    const { contentType, body } = sample(detailOf({ requestBody: { content } }, 'text/csv'));
    assert.deepEqual([contentType, body], ['text/csv', 'a,b']);
  });
  it('asks for the files of a form', () => {
    assert.deepEqual(sample(upload)['body'], { note: 'string' });
    assert.deepEqual(sample(upload)['files'], { file: '' });
  });
  it('asks for the file of a binary body', () => {
    const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
    assert.equal(sample(detailOf({ requestBody: { content } }))['bodyFile'], '');
  });
  it('knows the files of OpenAPI 3.1', () => {
    const picture = { type: 'string', contentMediaType: 'image/png' };
    const text = { type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' };
    const schema = { type: 'object', required: ['a', 'b'], properties: { a: picture, b: text } };
    const detail = detailOf({ requestBody: { content: { 'multipart/form-data': { schema } } } });
    assert.deepEqual([sample(detail)['body'], sample(detail)['files']], [{ b: 'string' }, { a: '' }]);
  });
  it('has no problem of its own', async () =>
    assert.deepEqual(await languageOf(json).problems(sampleCall('shop-dev', json)), []));
});

describe('call documents of the collection of vendors’ documents', () => {
  if (listed.length === 0) it.skip('is not on this machine');
  it('can be begun for every operation, and editor and call say the same of them', async function () {
    this.timeout(60_000);
    const differing: string[] = [];
    let [all, fit] = [0, 0];
    for await (const { name, operation, detail } of operationsOfAll()) {
      const language = createCallLanguage();
      language.setCallable({ integrations: ['x'], operations: [operation], detail });
      const begun = sampleCall('x', detail);
      all++;
      for (const text of [begun, ...mutants(begun)]) {
        const inEditor = (await language.problems(text)).filter(
          ({ code, path: [first] }) => code !== 'literal-secret-in-call' && !/file/i.test(String(first)),
        );
        const isGood = inEditor.length === 0;
        if (isGood && text === begun) fit++;
        if (isGood !== (problemsOfCall(text, detail).length === 0)) differing.push(`${name} ${operation.id}: ${text}`);
      }
    }
    assert.ok(all > 0 && fit / all > 0.9, `${fit} of ${all}`);
    assert.deepEqual(differing, []);
  });
});

/** A sample: all of them take too long, and were the same when they were tried. */
async function* operationsOfAll() {
  for (const { file } of listed.filter(({ fragment, size }) => !fragment && size < 200_000)) {
    const document = openDocument(bytesOf(file));
    const reading = 'error' in document ? document : await modelIn(document, besideOf(file));
    if ('error' in document || 'error' in reading) continue;
    for (const operation of reading.model.operations.filter((_, index) => index % 29 === 0)) {
      const read = await operationOf(document, besideOf(file), operation);
      if ('detail' in read) yield { name: file, operation, detail: read.detail };
    }
  }
}

/** The document with one of its values replaced by another kind of value. */
function mutants(text: string): string[] {
  const leaves = [...textsAndNumbers(JSON.parse(text) as Json, [])].filter(
    ([first]) => first === 'parameters' || first === 'body',
  );
  return leaves
    .slice(0, 3)
    .flatMap((path) => [{ odd: true }, -7.5, 'x y', null].map((value) => replaced(text, path, value)));
}

function* textsAndNumbers(value: Json, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) yield path;
  else for (const [key, each] of Object.entries(value)) yield* textsAndNumbers(each, [...path, key]);
}

function replaced(text: string, path: Path, value: Json): string {
  return applyEdits(
    text,
    modify(
      text,
      path.map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part)),
      value,
      {},
    ),
  );
}

function problemsOfCall(text: string, detail: OperationDetail): readonly Problem[] {
  const filled = text.replaceAll(/"(files|bodyFile)": (\{[^}]*\}|"")/g, (part) => part.replaceAll('""', '"a.bin"'));
  const input = inputOf(readCallDocument(filled), new Map([['a.bin', bytes('x')]]));
  if (!input.ok) return input.failure;
  const built = buildRequest(connection, detail, input.value);
  // What is broken in the document itself is no fault of the call's.
  return built.ok ? [] : built.failure.filter(({ code }) => code !== 'placeholder-unresolved');
}
