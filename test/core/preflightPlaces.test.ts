import assert from 'node:assert/strict';
import { positionsIn } from '../../src/core/lines.ts';
import { examine, mended } from '../help/preflight.ts';

const json = `{
  "openapi": "3.0.4",
  "info": {"title": "Shop", "version": 2},
  "servers": [{"url": "//x.example.com"}],
  "security": [{"b": []}, {"none": []}],
  "paths": {
    "/a": {
      "get": {"operationId": "a", "responses": {}},
      "put": {"operationId": "a", "responses": {"200": {"$ref": "other.json"}}}
    },
    "/é/{id}": {"get": {"responses": {"200": {"description": "ü"}}}}
  },
  "components": {
    "securitySchemes": {"b": {"type": "http", "scheme": "basic"}},
    "schemas": {"A": {"parse": {"x": 1}, "type": ["string", "null"], "minimum": 1, "exclusiveMinimum": true}}
  }
}
`;
const yaml = `# A shop
openapi: 3.0.4
info: {title: Shop, version: 2}
servers:
- url: //x.example.com
security:
  - b: []
  - "none": []
paths:
  /a:
    get: &get
      operationId: a   # taken
      responses: {}
    put:
      operationId: a
      responses:
        '200':
          $ref: other.json
  /é/{id}:
    get:
      responses: {'200': {description: ü}}
components:
  securitySchemes:
    b:
      type: http
      scheme: basic
  schemas:
    A:
      parse:
        x: 1
      type: [string, 'null']
      minimum: 1
      exclusiveMinimum: true
`;

/** Line and characters, counted from 1 as editors show them, and what is underlined. */
const expected: readonly (readonly [string, string, string, string, string])[] = [
  ['unsupported-version', '2:3', '"openapi": "3.0.4"', '2:1', 'openapi: 3.0.4'],
  ['missing-name', '3:29', '"version": 2', '3:21', 'version: 2'],
  ['structure', '8:35', '"responses"', '13:7', 'responses'],
  ['schema-key', '15:23', '"parse"', '29:7', 'parse'],
  ['exclusive-bound', '15:84', '"exclusiveMinimum": true', '33:7', 'exclusiveMinimum: true'],
  ['type-list', '15:42', '"type"', '31:7', 'type'],
  ['outside-reference', '9:57', '"$ref": "other.json"', '18:11', '$ref: other.json'],
  ['lost-operation', '6:3', '"paths"', '9:1', 'paths'],
  ['lost-operation', '9:15', '"operationId": "a"', '15:7', 'operationId: a'],
  ['lost-operation', '11:17', '"get"', '20:5', 'get'],
  ['path-parameter', '11:17', '"get"', '20:5', 'get'],
  ['undefined-scheme', '5:28', '"none"', '8:5', '"none"'],
  ['server-url', '4:16', '"url": "//x.example.com"', '5:3', 'url: //x.example.com'],
];

async function shown(text: string): Promise<readonly (readonly [string, string, string])[]> {
  const { problems } = await examine(text);
  return problems.map(({ code, start, span }) => [
    code,
    `${start.line + 1}:${start.character + 1}`,
    text.slice(span.offset, span.offset + span.length),
  ]);
}

describe('the places of problems', () => {
  it('are exact in JSON', async () =>
    assert.deepEqual(
      await shown(json),
      expected.map(([code, at, text]) => [code, at, text]),
    ));
  it('are exact in YAML', async () =>
    assert.deepEqual(
      await shown(yaml),
      expected.map(([code, , , at, text]) => [code, at, text]),
    ));
  it('are exact in YAML with Windows line ends', async () =>
    assert.deepEqual(
      await shown(yaml.replaceAll('\n', '\r\n')),
      expected.map(([code, , , at, text]) => [code, at, text]),
    ));
  it('count lines as VS Code does', () => {
    const at = positionsIn('a\nb\r\nc\rd\u2028e');
    assert.deepEqual(
      [0, 2, 5, 7, 9].map((offset) => at(offset)),
      [
        { line: 0, character: 0 },
        { line: 1, character: 0 },
        { line: 2, character: 0 },
        { line: 3, character: 0 },
        { line: 3, character: 2 },
      ],
    );
  });
  it('are looked up behind aliases and merge keys', async () => {
    const text = `openapi: 3.0.3
info: {title: x, version: '1'}
servers: [{url: 'https://x'}]
x-base: &base
  responses: {'200': {description: ok}}
paths:
  /a:
    get: {<<: *base}
`;
    assert.deepEqual(await shown(text), [['lost-operation', '8:5', 'get']]);
    const [problem] = (await examine(text)).problems;
    assert.match(await mended(text, problem!.fixes![0]!), /get: \{<<: \*base, "operationId": "getA"\}/);
  });
});

describe('the edits of a fix', () => {
  const fixed = async (text: string, code: string) => {
    const problem = (await examine(text)).problems.find((each) => each.code === code && each.fixes?.length);
    return mended(text, problem!.fixes![0]!);
  };
  const changed = (before: string, after: string) => {
    const [old, now] = [before.split('\n'), after.split('\n')];
    return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
  };
  for (const [code, jsonLines, yamlLines] of [
    ['unsupported-version', ['  "openapi": "3.0.3",'], ['openapi: "3.0.3"']],
    ['missing-name', ['  "info": {"title": "Shop", "version": "2"},'], ['info: {title: Shop, version: "2"}']],
    ['server-url', ['  "servers": [{"url": "https://x.example.com"}],'], ['- url: "https://x.example.com"']],
    [
      'path-parameter',
      [
        '    "/é/{id}": {"get": {"responses": {"200": {"description": "ü"}}, "parameters": [{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]}}',
      ],
      ['      parameters: [{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]'],
    ],
    ['schema-key', ['    "schemas": {"A": {"type": ["string", "null"], "minimum": 1, "exclusiveMinimum": true}}'], []],
    [
      'exclusive-bound',
      ['    "schemas": {"A": {"parse": {"x": 1}, "type": ["string", "null"], "exclusiveMinimum": 1}}'],
      ['      exclusiveMinimum: 1'],
    ],
    [
      'type-list',
      [
        '    "schemas": {"A": {"parse": {"x": 1}, "type": "string", "minimum": 1, "exclusiveMinimum": true, "nullable": true}}',
      ],
      ['      type: string', '      nullable: true'],
    ],
    [
      'lost-operation',
      [
        '      "put": {"operationId": "putA", "responses": {"200": {"$ref": "other.json"}}}',
        '    "/é/{id}": {"get": {"responses": {"200": {"description": "ü"}}, "operationId": "getById"}}',
      ],
      ['      operationId: putA', '      operationId: getById'],
    ],
  ] as const) {
    it(`change only what they must: ${code}`, async () => {
      assert.deepEqual(changed(json, await fixed(json, code)).come, jsonLines);
      assert.deepEqual(changed(yaml, await fixed(yaml, code)).come, yamlLines);
    });
  }
  it('keep a document in several lines as it is laid out', async () => {
    const text =
      '{\n\t"swagger": "2.0",\n\t"info": {"title": "a", "version": "1"},\n\t"host": "x",\n\t"schemes": [\n\t\t"https"\n\t],\n\t"securityDefinitions": {\n\t\t"b": {\n\t\t\t"type": "basic"\n\t\t}\n\t},\n\t"paths": {\n\t\t"/a": {\n\t\t\t"get": {\n\t\t\t\t"responses": {}\n\t\t\t}\n\t\t}\n\t}\n}\n';
    const end = '\n\t}\n}\n';
    assert.equal(
      await fixed(text, 'scheme-not-applied'),
      `${text.slice(0, -end.length)}\n\t},\n\t"security": [\n\t\t{\n\t\t\t"b": []\n\t\t}\n\t]\n}\n`,
    );
    assert.deepEqual(changed(text, await fixed(text, 'lost-operation')).come, [
      '\t\t\t\t"responses": {},',
      '\t\t\t\t"operationId": "getA"',
    ]);
  });
  it('write nothing into a text that cannot be read', async () => {
    const [problem] = (await examine(json)).problems.filter(({ fixes }) => fixes);
    assert.equal(await mended('{', problem!.fixes![0]!), '{');
    assert.equal(await mended('{}', { title: '', path: ['a', 'b'] }), '{}');
  });
});
