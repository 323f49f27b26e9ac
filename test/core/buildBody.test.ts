// Bodies as they go out, read again by readers of their own where there are some.
import assert from 'node:assert/strict';
import { buildRequest } from '../../src/core/requests/buildRequest.ts';
import type { BodyValue, CallInput } from '../../src/core/requests/callInput.ts';
import type { Connection } from '../../src/core/connection.ts';
import { readExact } from '../../src/core/exact.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { documentPart } from '../../src/core/part.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { modelOf, openApi } from '../help/documents.ts';

const connection: Connection = {
  ...{ protocol: 'https', host: 'x.example', port: undefined, basePath: '/api' },
  ...{ rejectUnauthorized: true, authentication: {}, secrets: [], variables: {} },
};
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytes = (content: string) => new TextEncoder().encode(content);

function builtFrom(document: JsonObject, input: Partial<CallInput>, method = 'post') {
  const operation = modelOf(document).operations.find((each) => each.method === method.toUpperCase())!;
  const detail = readOperation(documentPart(document), operation, input.contentType);
  return buildRequest(connection, detail, { parameters: [], ...input });
}
function build(operation: Record<string, Json>, input: Partial<CallInput>, method = 'post') {
  const document = openApi({ paths: { '/x': { [method]: { operationId: 'it', ...operation } } } });
  return builtFrom(document, input, method);
}
/** Of an operation that takes the body in one content type. */
function sent(type: string, media: Json, body: NonNullable<CallInput['body']>) {
  const result = build({ requestBody: { content: { [type]: media } } }, { body });
  if (!result.ok) throw new Error(result.failure.map(({ message }) => message).join(' '));
  const header = result.value.headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
  return { type: header, text: text(result.value.body), bytes: result.value.body! };
}
const value = (json: string, more: Partial<BodyValue> = {}): BodyValue => ({ value: readExact(json)!, ...more });
const problemsOf = (result: ReturnType<typeof build>) =>
  result.ok ? [] : result.failure.map(({ code, path }) => `${code} ${toPointer(path)}`);

describe('a body', () => {
  it('of JSON keeps the digits of its numbers', () =>
    assert.deepEqual(sent('application/json', {}, value('{"id": 12345678901234567890, "n": [1.0, 1e2]}')), {
      ...{ type: 'application/json', bytes: bytes('{"id":12345678901234567890,"n":[1.0,1e2]}') },
      text: '{"id":12345678901234567890,"n":[1.0,1e2]}',
    }));
  it('of JSON may be a mere text', () => assert.equal(sent('application/json', {}, value('"a"')).text, '"a"'));
  it('of a JSON dialect has the dialect’s name', () =>
    assert.equal(sent('application/merge-patch+json', {}, value('{"a":null}')).type, 'application/merge-patch+json'));
  it('of text is sent as it is', () =>
    assert.deepEqual(sent('text/plain; charset=utf-8', {}, value('"grüße\\n"')).text, 'grüße\n'));
  it('of XML is text', () =>
    assert.deepEqual(sent('application/xml', { schema: { type: 'object' } }, value('"<a/>"')).text, '<a/>'));
  it('of XML is never made of a value', () =>
    assert.deepEqual(
      problemsOf(build({ requestBody: { content: { 'application/xml': {} } } }, { body: value('{"a":1}') })),
      ['body-form /body'],
    ));
  it('of a file is sent byte for byte', () => {
    const content = Uint8Array.of(0, 255, 13, 10, 128);
    const result = sent('application/octet-stream', {}, { file: { path: 'a/b.bin', bytes: content } });
    assert.deepEqual([result.type, result.bytes], ['application/octet-stream', content]);
  });
  it('of any type takes the type of its file', () => {
    const file = (path: string) => sent('*/*', {}, { file: { path, bytes: bytes('x') } }).type;
    assert.deepEqual([file('a.png'), file('b.unheard')], ['image/png', 'application/octet-stream']);
  });
  it('of any type is JSON where it is a value', () =>
    assert.deepEqual(
      [sent('*/*', {}, value('{}')).type, sent('*/*', {}, 'hi').type],
      ['application/json', 'text/plain'],
    ));
  it('is chosen by its content type', () => {
    const content = {
      'application/json': { schema: { type: 'object' } },
      'text/plain': { schema: { type: 'string' } },
    };
    const result = build({ requestBody: { content } }, { body: value('"x"'), contentType: 'text/plain' });
    assert.deepEqual(result.ok && [result.value.headers[1], text(result.value.body)], [
      ['Content-Type', 'text/plain'],
      'x',
    ]);
  });
  it('is refused in a content type that the operation does not take', () =>
    assert.deepEqual(
      problemsOf(build({ requestBody: { content: { 'text/plain': {} } } }, { body: 'x', contentType: 'text/csv' })),
      ['content-type-unknown /contentType'],
    ));
  const within: readonly (readonly [declared: string, chosen: string])[] = [
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json; charset=utf-8', 'Application/JSON'],
    ['*/*', 'application/json'],
    ['application/*', 'application/vnd.x+json'],
  ];
  for (const [declared, chosen] of within)
    it(`may be ${chosen} where the operation takes ${declared}, and is held against its schema`, () => {
      const content = { 'text/csv': {}, [declared]: { schema: { type: 'object' } } };
      const result = build({ requestBody: { content } }, { body: value('{}'), contentType: chosen });
      assert.deepEqual(result.ok && result.value.headers[1], ['Content-Type', chosen]);
      const wrong = build({ requestBody: { content } }, { body: value('5'), contentType: chosen });
      assert.deepEqual(problemsOf(wrong), ['value-not-fitting /body']);
    });
  it('is missed where it is required', () =>
    assert.deepEqual(problemsOf(build({ requestBody: { required: true, content: { 'text/plain': {} } } }, {})), [
      'body-missing /body',
    ]));
  it('is refused where the operation takes none, unless that is wanted', () => {
    assert.deepEqual(problemsOf(build({}, { body: 'x' })), ['body-unexpected /body']);
    assert.ok(build({}, { body: 'x', unchecked: true }).ok);
  });
  it('may go along with GET where the model says so', () => {
    const result = build({ requestBody: { content: { 'application/json': {} } } }, { body: '{}' }, 'get');
    assert.equal(result.ok && text(result.value.body), '{}');
  });
  it('never goes along with TRACE', () =>
    assert.deepEqual(problemsOf(build({ requestBody: { content: { 'text/plain': {} } } }, { body: 'x' }, 'trace')), [
      'body-not-allowed /body',
    ]));
});

describe('a form', () => {
  const form = (json: string, media: Json = {}) => sent('application/x-www-form-urlencoded', media, value(json)).text;
  it('is read by others as it was meant', () => {
    const fields = { 'a b': 'x&y=z +*~é\'"', n: 5, none: null, list: ['1', '2'] };
    assert.deepEqual(
      [...new URLSearchParams(form(JSON.stringify(fields)))],
      [
        ['a b', fields['a b']],
        ['n', '5'],
        ['list', '1'],
        ['list', '2'],
      ],
    );
  });
  it('writes objects as JSON', () =>
    assert.equal(form('{"a":{"id":12345678901234567890}}'), 'a=%7B%22id%22%3A12345678901234567890%7D'));
  it('writes values in the content type of their encoding', () =>
    assert.equal(
      form('{"a":["x",1]}', { encoding: { a: { contentType: 'application/json' } } }),
      'a=%5B%22x%22%2C1%5D',
    ));
  for (const [encoding, expected] of [
    [{ style: 'form' }, 'a=1&a=2'],
    [{ style: 'form', explode: false }, 'a=1,2'],
    [{ explode: false }, 'a=1,2'],
    [{ style: 'pipeDelimited', explode: false }, 'a=1%7C2'],
    [{ style: 'spaceDelimited', explode: false }, 'a=1%202'],
  ] as const)
    it(`writes a list with ${JSON.stringify(encoding)}`, () =>
      assert.equal(form('{"a":[1,2]}', { encoding: { a: encoding } }), expected));
  it('writes an object with a style', () =>
    assert.equal(
      form('{"a":{"b":1,"c":{"d":2}}}', { encoding: { a: { style: 'deepObject', explode: true } } }),
      'a%5Bb%5D=1&a%5Bc%5D%5Bd%5D=2',
    ));
  it('leaves reserved characters where they are allowed', () =>
    assert.equal(
      form('{"u":"http://x/?a=1&b=+ c"}', { encoding: { u: { allowReserved: true } } }),
      'u=http://x/?a=1%26b=%2B+c',
    ));
  it('encodes a value that is encoded already: a form is data', () => assert.equal(form('{"a":"x%20y"}'), 'a=x%2520y'));
  it('is made of the text of a JSON object', () =>
    assert.equal(sent('application/x-www-form-urlencoded', {}, '{"a":"b c"}').text, 'a=b+c'));
  it('may be given as it goes out', () =>
    assert.equal(sent('application/x-www-form-urlencoded', {}, 'a=b%20c').text, 'a=b%20c'));
  it('is checked against the schema', () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['m'] };
    const content = { 'application/x-www-form-urlencoded': { schema } };
    assert.deepEqual(problemsOf(build({ requestBody: { content } }, { body: value('{"n":"x"}') })), [
      'value-not-fitting /body/m',
      'value-not-fitting /body/n',
    ]);
  });
});

/** Read by the platform's own reader of forms. */
async function read(body: { readonly type: string; readonly bytes: Uint8Array }) {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- slow for servers, which this is not
  const form = await new Response(Buffer.from(body.bytes), { headers: { 'content-type': body.type } }).formData();
  const entries = [...form.entries()].map(async ([name, content]) =>
    typeof content === 'string'
      ? { name, text: content }
      : { name, filename: content.name, type: content.type, bytes: new Uint8Array(await content.arrayBuffer()) },
  );
  return Promise.all(entries);
}

describe('a multipart body', () => {
  const multi = (body: BodyValue, media: Json = {}) => sent('multipart/form-data', media, body);
  it('is read by others as it was meant', async () => {
    const content = Uint8Array.of(0, 13, 10, 45, 45, 255);
    const files = [{ field: 'photo', path: 'pictures/grün "1".png', bytes: content }];
    const body = multi(value('{"name":"é\\r\\nü","ids":[1,12345678901234567890],"none":null}', { files }));
    assert.deepEqual(await read(body), [
      { name: 'name', text: 'é\r\nü' },
      { name: 'ids', text: '1' },
      { name: 'ids', text: '12345678901234567890' },
      { name: 'photo', filename: 'grün "1".png', type: 'image/png', bytes: content },
    ]);
  });
  it('writes an object as a part of JSON', () =>
    assert.match(
      multi(value('{"meta":{"id":12345678901234567890}}')).text,
      /name="meta"\r\nContent-Type: application\/json\r\n\r\n\{"id":12345678901234567890\}\r\n/,
    ));
  it('gives parts the content type of their encoding', () => {
    const encoding = {
      xml: { contentType: 'application/xml; charset=utf-8' },
      f: { contentType: 'image/*, image/png' },
    };
    const files = [{ field: 'f', path: 'x', bytes: bytes('1') }];
    const { text: body } = multi(value('{"xml":"<a/>"}', { files }), { encoding });
    assert.match(body, /name="xml"\r\nContent-Type: application\/xml; charset=utf-8\r\n\r\n<a\/>/);
    assert.match(body, /name="f"; filename="x"\r\nContent-Type: image\/png\r\n/);
  });
  it('lets a file choose its type and name', () => {
    const files = [{ field: 'f', path: 'x.png', bytes: bytes('1'), contentType: 'image/webp', filename: 'y.webp' }];
    assert.match(multi(value('{}', { files })).text, /filename="y.webp"\r\nContent-Type: image\/webp/);
  });
  it('gives parts their headers: those of the model with a default, and those given', () => {
    const headers = {
      'X-Unit': { schema: { type: 'string', default: 'mm' } },
      'X-None': { schema: { type: 'string' } },
    };
    const body = value('{"a":"1","b":"2"}', { partHeaders: { a: { 'X-Id': '7' }, b: { 'Content-Type': 'text/x' } } });
    const { text: written } = multi(body, { encoding: { a: { headers } } });
    assert.match(written, /name="a"\r\nX-Unit: mm\r\nX-Id: 7\r\n\r\n1/);
    assert.match(written, /name="b"\r\nContent-Type: text\/x\r\n\r\n2/);
  });
  it('has a boundary that no part contains', async () => {
    const boundary = /boundary=(.*)$/;
    const first = multi(value('{"a":"x"}'));
    const [, used = ''] = boundary.exec(first.type) ?? [];
    const second = multi(value(JSON.stringify({ a: `\r\n--${used}\r\n` })));
    assert.notEqual(boundary.exec(second.type)?.[1], used);
    assert.deepEqual(await read(second), [{ name: 'a', text: `\r\n--${used}\r\n` }]);
  });
  it('cannot be broken out of by names', () => {
    const files = [{ field: 'f', path: 'x"\r\nEvil: 1', bytes: bytes('1') }];
    assert.match(multi(value('{}', { files })).text, /filename="x%22%0D%0AEvil: 1"\r\n/);
  });
  it('may be empty', async () => assert.deepEqual(await read(multi(value('{}'))), []));
  it('counts a file as the value of its field', () => {
    const schema = { type: 'object', required: ['f'], properties: { f: { type: 'string', format: 'binary' } } };
    const operation = { requestBody: { content: { 'multipart/form-data': { schema } } } };
    const files = [{ field: 'f', path: 'x', bytes: bytes('1') }];
    assert.deepEqual(problemsOf(build(operation, { body: value('{}', { files }) })), []);
    assert.deepEqual(problemsOf(build(operation, { body: value('{}') })), ['value-not-fitting /body/f']);
  });
  it('joins a list that is not exploded', () =>
    assert.match(
      multi(value('{"a":[1,2]}'), { encoding: { a: { style: 'form', explode: false } } }).text,
      /\r\n\r\n1,2\r\n/,
    ));
});

describe('the form of Swagger 2.0', () => {
  const swagger = (parameters: Json[], more: Record<string, Json> = {}) =>
    ({
      swagger: '2.0',
      info: { title: 'Shop', version: '1' },
      host: 'x.example',
      paths: { '/x': { post: { operationId: 'it', parameters, ...more } } },
    }) as unknown as JsonObject;
  const field = (name: string, more: Record<string, Json> = {}): Json => ({
    name,
    in: 'formData',
    type: 'string',
    ...more,
  });
  it('is urlencoded, its lists by their collection format', () => {
    const list = (format: string) => ({ type: 'array', items: { type: 'integer' }, collectionFormat: format });
    const document = swagger([field('name'), field('ids', list('multi')), field('tags', list('pipes'))]);
    const result = builtFrom(document, { body: value('{"name":"a b","ids":[1,2],"tags":[3,4]}') });
    assert.equal(result.ok && text(result.value.body), 'name=a+b&ids=1&ids=2&tags=3%7C4');
  });
  it('is multipart with a file', async () => {
    const document = swagger([field('file', { type: 'file', required: true }), field('note')], {
      consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
    });
    const files = [{ field: 'file', path: 'a.txt', bytes: bytes('hello') }];
    const result = builtFrom(document, { body: value('{"note":"n"}', { files }) });
    assert.ok(result.ok);
    const type = result.value.headers.find(([name]) => name === 'Content-Type')![1];
    assert.deepEqual(await read({ type, bytes: result.value.body! }), [
      { name: 'note', text: 'n' },
      { name: 'file', filename: 'a.txt', type: 'text/plain', bytes: bytes('hello') },
    ]);
  });
  it('requires what the document requires', () =>
    assert.deepEqual(problemsOf(builtFrom(swagger([field('a', { required: true })]), { body: value('{}') })), [
      'value-not-fitting /body/a',
    ]));
  it('may declare Accept and Authorization as parameters', () => {
    const header = (name: string) => ({ name, in: 'header', type: 'string' });
    const parameters = ['Accept', 'Authorization'].map((name) => ({ in: 'header' as const, name, value: `${name}/x` }));
    const result = builtFrom(swagger([header('Accept'), header('Authorization')]), { parameters });
    assert.deepEqual(result.ok && result.value.headers, [
      ['Accept', 'Accept/x'],
      ['Authorization', 'Authorization/x'],
    ]);
  });
});
