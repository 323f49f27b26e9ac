// What is made of an answer: its text in its charset, the trace, and how it differs from what the model promises.
import assert from 'node:assert/strict';
import { decodeBody, isBinary } from '../../src/core/requests/decodeBody.ts';
import { checkAnswerBody } from '../../src/core/calls/checkAnswerBody.ts';
import { checkResponse, type CheckApart } from '../../src/core/calls/checkResponse.ts';
import { debugOf, redactHops, traceLines } from '../../src/core/calls/debug.ts';
import { explain } from '../../src/core/failures/explain.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { extensionOf } from '../../src/core/requests/mediaType.ts';
import { isExcerpt } from '../../src/core/calls/reported.ts';
import type { Answer, Hop, Request } from '../../src/core/request.ts';
import { standardResponse } from '../../src/core/calls/standardResponse.ts';
import { modelOf, openApi } from '../help/documents.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
const request: Request = { method: 'GET', url: 'https://api.example/x', headers: [] };
const answer = (part: Partial<Answer> = {}): Answer => ({
  outcome: 'answered',
  status: 200,
  statusText: 'OK',
  headers: [],
  body: utf8(''),
  truncated: false,
  hops: [],
  ...part,
});

describe('the body that a report shows', () => {
  const excerpt = (part: Partial<Answer>) => isExcerpt(answer({ body: utf8('{}'), ...part }));
  it('is the whole one, or an excerpt', () => {
    assert.equal(excerpt({}), false);
    assert.equal(excerpt({ truncated: true }), true);
    assert.equal(excerpt({ saved: { file: '/x', size: 3, sha256: '' } }), true);
    assert.equal(excerpt({ body: png }), true);
  });
  for (const [type, ending] of [
    ['application/problem+json; charset=utf-8', 'json'],
    ['text/xml', 'xml'],
    ['image/svg+xml', 'svg'],
    ['image/PNG', 'png'],
    ['text/csv', 'csv'],
    ['text/x-log', 'txt'],
    ['', 'bin'],
  ] as const)
    it(`is a file that ends in ${ending} (${type})`, () => assert.equal(extensionOf(type), ending));
});

describe('the text of a body', () => {
  const cases: readonly (readonly [string, Uint8Array, string, string])[] = [
    ['UTF-8 without a word', utf8('é ő 😀'), '', 'é ő 😀'],
    ['Latin-1 without a word', latin1('é "x"'), '', 'é "x"'],
    ['the header’s charset', latin1('é'), 'text/plain; charset=ISO-8859-1', 'é'],
    ['a charset in quotes', latin1('é'), 'text/plain;charset="latin1"', 'é'],
    ['a charset that nobody knows', utf8('é'), 'text/plain; charset=nonsense', 'é'],
    ['Shift JIS', Uint8Array.of(0x93, 0xfa, 0x96, 0x7b), 'text/plain; charset=Shift_JIS', '日本'],
    ['UTF-16 by its mark', Buffer.concat([Buffer.of(0xff, 0xfe), utf16('hé')]), '', 'hé'],
    ['UTF-16 by its header', utf16('hé'), 'text/plain; charset=utf-16le', 'hé'],
    ['a UTF-8 mark against the header', Buffer.from('\ufeffé'), 'text/plain; charset=latin1', 'é'],
    [
      'the declaration of XML',
      latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'),
      'text/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>',
    ],
    [
      'HTML’s meta',
      latin1('<!doctype html><meta charset=windows-1252><p>é'),
      'text/html',
      '<!doctype html><meta charset=windows-1252><p>é',
    ],
    ['a character that was cut', utf8('aé').subarray(0, 2), '', 'a'],
  ];
  for (const [what, body, type, expected] of cases)
    it(what, () => {
      assert.equal(decodeBody(body, type), expected);
      assert.equal(isBinary(body, type), false);
    });
  for (const [what, body, type] of [
    ['a picture', png, 'image/png'],
    ['bytes of no type', png, ''],
    ['bytes that claim to be JSON', png, 'application/json'],
    ['control characters without a zero', Uint8Array.from({ length: 90 }, (_, index) => (index % 3 ? 65 : 1)), ''],
  ] as const)
    it(`none for ${what}`, () => assert.ok(isBinary(body, type)));
  for (const [what, body, type] of [
    ['nothing', utf8(''), 'image/png'],
    ['coloured text', utf8('\u001b[31mred\u001b[0m\ttab\r\n'), 'text/plain'],
    ['text that claims to be bytes', utf8('plain'), 'application/octet-stream'],
  ] as const)
    it(`is there for ${what}`, () => assert.ok(!isBinary(body, type)));
  it('gives way to size, hash and head of a binary one', () => {
    const saved = { file: '/x', size: 2_000_000, sha256: 'abc' };
    const { body } = standardResponse(
      request,
      answer({ body: png, saved, headers: [['content-type', 'image/png']] }),
      String,
    );
    assert.match(body, /^<image\/png, 2000000 bytes, SHA-256 abc: 89 50 4e 47 /);
  });
  it('shows that there is more of it', () => {
    const saved = { file: '/x', size: 100, sha256: 'abc' };
    assert.equal(standardResponse(request, answer({ body: utf8('begin'), saved }), String).body, 'begin…');
  });
  it('comes from where redirects led', () =>
    assert.equal(standardResponse(request, answer({ url: 'https://b.example/' }), String).url, 'https://b.example/'));
});

describe('an answer that is longer than memory', () => {
  it('is not called broken', () => {
    const long = answer({
      headers: [['content-type', 'application/json']],
      body: utf8('{"a": [1, 2'),
      saved: { file: '/x', size: 99, sha256: '' },
    });
    const connection = { protocol: 'https', host: 'a', port: undefined, basePath: '' } as const;
    const model = { server: { protocol: 'https', host: '', base_path: '' } } as const;
    const call = { request, connection, model, operation: { accept: ['application/json'] } };
    assert.deepEqual(explain({ ...call, exchange: long }), []);
    assert.equal(
      explain({ ...call, exchange: { ...long, saved: { ...long.saved!, size: 11 } } })[0]?.code,
      'json-broken',
    );
  });
});

describe('an answer and its model', () => {
  const item: Json = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, next: { $ref: '#/components/schemas/Item' } },
  };
  const responses: Json = {
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } }, 'text/*': {} } },
    204: { description: 'nothing' },
    '4XX': { content: { 'application/problem+json': { schema: { type: 'object', required: ['title'] } } } },
  };
  const schemas: Json = { Item: item };
  const detailOf = (document: JsonObject) => readOperation(documentPart(document), modelOf(document).operations[0]!);
  const three = (own: Json) =>
    ({
      ...openApi({ paths: { '/x': { get: { operationId: 'it', responses: own } } } }),
      components: { schemas },
    }) as unknown as JsonObject;
  const two = (own: Json): JsonObject => ({
    swagger: '2.0',
    info: { title: 'Two', version: '1' },
    host: 'api.example',
    produces: ['application/json'],
    paths: { '/x': { get: { operationId: 'it', responses: own } } },
    definitions: { Item: item },
  });
  const notes = async (
    part: Partial<Answer>,
    type = 'application/json',
    document = three(responses),
    method = 'GET',
    apart?: CheckApart,
  ) => {
    const headers = type === '' ? [] : [['content-type', type] as const];
    const found = await checkResponse(detailOf(document), { ...request, method }, answer({ headers, ...part }), apart);
    assert.ok(found.every(({ severity, path }) => severity === 'information' && path.length === 0));
    return found.map(({ code, message }) => `${code}: ${message}`).join();
  };

  it('agree', async () => {
    assert.equal(await notes({ body: utf8('{"id":1,"next":{"id":2}}') }), '');
    assert.equal(await notes({ body: utf8('plain') }, 'text/plain; charset=utf-8'), '');
    assert.equal(await notes({ status: 204 }, ''), '');
    assert.equal(await notes({ status: 404, body: utf8('{"title":"no"}') }, 'application/problem+json'), '');
  });
  it('differ in the status', async () =>
    assert.match(await notes({ status: 201 }), /^response-status: .*status 201 .* only 200, 204, 4XX/));
  it('differ in the content type', async () => {
    assert.match(
      await notes({ body: utf8('<a/>') }, 'application/xml'),
      /^response-type: .*application\/xml.*application\/json/,
    );
    assert.match(await notes({ body: utf8('x') }, ''), /^response-type: .*of no stated type/);
  });
  it('differ in the body', async () => {
    assert.match(await notes({ body: utf8('{"id":"1"}') }), /^response-body: .*\/id must be integer/);
    assert.match(
      await notes({ body: utf8('{"id":1,"next":{}}') }),
      /^response-body: .*\/next must have required property 'id'/,
    );
    assert.match(await notes({ status: 400, body: utf8('{}') }, 'application/problem+json'), /title/);
  });
  it('differ in having no body', async () => {
    assert.match(await notes({}), /^response-empty: .*promises one for 200/);
    assert.equal(await notes({}, '', three(responses), 'HEAD'), '');
  });
  it('prefer the code to its range, and the range to the rest', async () => {
    const own = { default: {}, '2XX': { content: { 'text/a': {} } }, 201: { content: { 'text/b': {} } } };
    const promised = (status: number) => notes({ status, body: utf8('x') }, 'text/c', three(own));
    assert.match(await promised(201), /promises text\/b/);
    assert.match(await promised(202), /promises text\/a/);
    assert.equal(await promised(404), '');
  });
  it('say nothing of what they cannot know', async () => {
    assert.equal(await notes({ status: 418 }, '', three({})), '');
    assert.equal(await notes({ status: 302 }), '');
    assert.equal(await notes({ status: 503 }), '');
    assert.equal(await notes({ body: utf8('{"id":"1"'), truncated: true }), '');
    assert.equal(await notes({ body: utf8('broken') }), '');
  });
  it('leave a schema alone that would take long', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`key${index}`, { type: 'string' }]),
    );
    const large = { 200: { content: { 'application/json': { schema: { type: 'object', properties } } } } };
    assert.equal(await notes({ body: utf8('{"key1":1}') }, undefined, three(large)), '');
  });
  it('understand Swagger 2.0', async () => {
    const document = two({ 200: { schema: { $ref: '#/definitions/Item' } }, default: {} });
    assert.equal(await notes({ body: utf8('{"id":1}') }, undefined, document), '');
    assert.match(await notes({ body: utf8('{}') }, undefined, document), /^response-body/);
    assert.match(await notes({ body: utf8('x') }, 'text/plain', document), /^response-type/);
  });
  it('are compared apart where body or schema is large', async () => {
    const sizes: number[] = [];
    const apart: CheckApart = (check) => {
      sizes.push(check.body.length);
      return Promise.resolve(checkAnswerBody(check));
    };
    const large = utf8(JSON.stringify({ id: 'x'.repeat(100_000) }));
    assert.match(await notes({ body: large }, undefined, undefined, undefined, apart), /^response-body: .*\/id/);
    assert.match(await notes({ body: utf8('{"id":"1"}') }, undefined, undefined, undefined, apart), /\/id/);
    const properties = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`key${index}`, { type: 'string' }]),
    );
    const described = { 200: { content: { 'application/json': { schema: { type: 'object', properties } } } } };
    const wrong = utf8('{"key1":1}');
    assert.match(await notes({ body: wrong }, undefined, three(described), undefined, apart), /\/key1/);
    assert.deepEqual(sizes, [large.length, wrong.length]);
  });
  it('say which pattern they were not held against', async () => {
    const own = { 200: { content: { 'application/json': { schema: { pattern: '^([a-z]+)*$' } } } } };
    const body = utf8(JSON.stringify(`${'a'.repeat(60)}!`));
    assert.match(await notes({ body }, undefined, three(own)), /^pattern-unchecked: The pattern \^\(\[a-z\]\+\)\*\$ /);
  });
});

describe('the trace of a call', () => {
  const certificate = { subject: 'CN=a', issuer: 'CN=b', validFrom: '', validTo: 'Jan 1 2030', names: '' };
  const tls = {
    protocol: 'TLSv1.3',
    cipher: 'X',
    chain: [certificate],
    trustedBy: 'node',
    clientCertificate: true,
  } as const;
  const hops: readonly Hop[] = [
    { phase: 'resolve', ms: 1.5, detail: '10.0.0.1', to: 'proxy' },
    { phase: 'tls', ms: 2.25, detail: 'TLSv1.3', tls },
    { phase: 'redirect', ms: 0, detail: '302: GET https://x/?k=hidden' },
  ];
  it('has the requests for tokens first', () => {
    const { exchanges } = debugOf({
      request: { method: 'GET', url: 'https://a/x' },
      response: { status: 200, statusText: 'OK' },
      hops,
      tokenRequests: [
        { purpose: 'token', request: { method: 'POST', url: 'https://b/token' }, response: 'no', hops: [] },
      ],
    });
    assert.deepEqual(
      exchanges.map(({ hops: all, ...rest }) => ({ ...rest, hops: all.length })),
      [
        { purpose: 'token', request: 'POST https://b/token', result: 'no', ms: 0, hops: 0 },
        { purpose: 'call', request: 'GET https://a/x', result: '200 OK', ms: 3.75, hops: 3 },
      ],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(exchanges)), exchanges);
  });
  it('has no call where a token was refused, or nothing was built', () => {
    const asked = { request: { method: 'GET', url: 'https://a' }, response: 'no', hops: [] };
    assert.deepEqual(debugOf({ ...asked, induced: 'token' }).exchanges, []);
    assert.deepEqual(debugOf({ response: 'no', hops: [] }).exchanges, []);
  });
  it('hides secrets in addresses', () =>
    assert.equal(redactHops(hops, (text) => text.replace('hidden', '***'))[2]?.detail, '302: GET https://x/?k=***'));
  it('is written line by line', () => {
    const lines = traceLines(hops);
    assert.match(lines[0]!, /^ {2}resolve \(proxy\) +1\.5 ms {2}10\.0\.0\.1$/);
    assert.deepEqual(
      lines.slice(2, 5).map((line) => line.trim()),
      ['CN=a ← CN=b (until Jan 1 2030)', 'trusted by: node', 'client certificate at hand'],
    );
  });
});
