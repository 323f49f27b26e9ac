import assert from 'node:assert/strict';
import type { Json } from '../../src/core/json.ts';
import { readIndex, writeIndex } from '../../src/core/models/modelIndex.ts';
import type { DocumentReading } from '../../src/core/models/modelReader.ts';
import { pathFrom } from '../../src/core/part.ts';
import { modelOf, openDocument, operationOf } from '../../src/core/models/readDocument.ts';
import { cpuClock } from '../help/cpuClock.ts';

type Files = Readonly<Record<string, string>>;
const head = 'openapi: 3.0.3\ninfo: {title: Shop, version: 1.0.0}\n';
const asked: string[] = [];
const beside = (files: Files) => (path: string) => {
  asked.push(path);
  return Promise.resolve(Object.hasOwn(files, path) ? Buffer.from(files[path]!) : undefined);
};
function open(text: string) {
  const document = openDocument(Buffer.from(text));
  if ('error' in document) throw new Error(document.error);
  return document;
}
async function read(text: string, files: Files = {}): Promise<DocumentReading> {
  const reading = await modelOf(open(text), beside(files));
  if ('error' in reading) throw new Error(reading.error);
  return reading;
}
async function detail(text: string, files: Files = {}, contentType?: string) {
  const { model } = await read(text, files);
  const reading = await operationOf(open(text), beside(files), model.operations[0]!, contentType);
  if ('error' in reading) throw new Error(reading.error);
  return reading.detail;
}
const error = (text: string) => {
  const document = openDocument(Buffer.from(text));
  return 'error' in document ? document.error : '';
};

describe('a document in several files', () => {
  it('has path items in them', async () => {
    const { model, files } = await read(`${head}paths:\n  /pets: {$ref: 'paths/pets.yaml'}\n`, {
      'paths/pets.yaml': 'get: {operationId: listPets}\n',
    });
    assert.deepEqual([model.operations[0]?.id, files], ['listPets', ['paths/pets.yaml']]);
  });
  it('points into them', async () => {
    const { model } = await read(`${head}paths:\n  /pets: {$ref: 'all.json#/paths/~1pets'}\n`, {
      'all.json': '{"paths": {"/pets": {"get": {"operationId": "there"}}}}',
    });
    assert.equal(model.operations[0]?.id, 'there');
  });
  it('has its whole parts in them', async () => {
    const { model } = await read(
      `openapi: 3.0.3\ninfo: {$ref: info.yaml}\npaths: {$ref: paths.yaml}\ncomponents: {$ref: parts.yaml}\n`,
      {
        'info.yaml': 'title: Shop\nversion: 1.0.0',
        'paths.yaml': "/a: {$ref: 'one/a.yaml'}",
        'one/a.yaml': 'post: {}',
        'parts.yaml': 'securitySchemes: {key: {$ref: schemes.yaml#/key}}',
        'schemes.yaml': 'key: {type: http, scheme: basic}',
      },
    );
    assert.deepEqual([model.id, model.operations[0]?.id, model.schemes[0]?.type], ['Shop:1.0.0', 'POST /a', 'basic']);
  });
  it('has parameters, bodies and schemas in them, each seen from its own file', async () => {
    const { parameters, body } = await detail(`${head}paths:\n  /a: {$ref: 'paths/a.yaml'}\n`, {
      'paths/a.yaml':
        "post:\n  parameters: [{$ref: '../parameters.yaml#/page'}]\n  requestBody: {$ref: '#/body'}\nbody:\n  content: {application/json: {schema: {$ref: '../schemas/pet.yaml'}}}\n",
      'parameters.yaml': "page: {name: page, in: query, schema: {$ref: '#/size'}}\nsize: {type: integer}",
      'schemas/pet.yaml': "type: object\nproperties: {owner: {$ref: 'owner.yaml#/Owner'}}",
      'schemas/owner.yaml': "Owner: {type: object, properties: {pet: {$ref: 'pet.yaml'}}}",
    });
    assert.deepEqual(parameters[0]?.schema, { $ref: '#/definitions/0', definitions: { 0: { type: 'integer' } } });
    assert.deepEqual(body?.schema['definitions'], {
      0: { type: 'object', properties: { owner: { $ref: '#/definitions/1' } } },
      1: { type: 'object', properties: { pet: { $ref: '#/definitions/2' } } },
      2: { type: 'object', properties: { owner: { $ref: '#/definitions/1' } } },
    });
  });
  it('says which file is not there', async () => {
    const { model, notes } = await read(`${head}paths:\n  /pets: {$ref: 'gone.yaml'}\n`);
    assert.deepEqual([model.operations.length, notes.length], [0, 1]);
    assert.match(notes[0]!.message, /gone\.yaml/);
  });
  it('never asks for an address or a place of its own choice', async () => {
    asked.length = 0;
    const refs = [
      'https://example.com/a.yaml',
      '//example.com/a',
      '/etc/passwd',
      'file:///etc/passwd',
      'C:\\x',
      '\\\\x',
    ];
    await read(`${head}paths:\n${refs.map((ref, index) => `  /${index}: {$ref: '${ref}'}\n`).join('')}`);
    assert.deepEqual(asked, []);
  });
  it('ends where files refer to each other in a circle', async () => {
    const { model } = await read(`${head}paths:\n  /a: {$ref: 'x.yaml#/a'}\n`, {
      'x.yaml': "a: {$ref: 'y.yaml#/a'}",
      'y.yaml': "a: {$ref: 'x.yaml#/a'}",
    });
    assert.equal(model.operations.length, 0);
  });
  it('ends where each file names another', async () => {
    const files = (path: string) => {
      asked.push(path);
      return Promise.resolve(Buffer.from(`a: {$ref: 'x${path}'}`));
    };
    asked.length = 0;
    await modelOf(open(`${head}paths:\n  /a: {$ref: 'x.yaml#/a'}\n`), files);
    assert.ok(asked.length <= 25, String(asked.length));
  });
});

describe('paths between files', () => {
  for (const [base, relative, expected] of [
    ['', 'a.yaml', 'a.yaml'],
    ['', './a.yaml', 'a.yaml'],
    ['', '../a.yaml', '../a.yaml'],
    ['x/y.yaml', '../a.yaml', 'a.yaml'],
    ['x/y.yaml', '../../a.yaml', '../a.yaml'],
    ['../x/y.yaml', 'a.yaml', '../x/a.yaml'],
    ['../x.yaml', '../a.yaml', '../../a.yaml'],
    ['', 'a%20b.yaml', 'a b.yaml'],
    ['x/y.yaml', 'https://a/b', undefined],
  ] as const) {
    it(`${relative} from "${base}"`, () => assert.equal(pathFrom(base, relative), expected));
  }
});

describe('what a body takes', () => {
  const text = `${head}paths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/xml: {schema: {type: string}}\n          application/json: {schema: {type: object}}\n`;
  it('is the first content type, as the platform’s client does, and all are known', async () => {
    const { body } = await detail(text);
    assert.deepEqual(
      [body?.contentType, body?.contentTypes],
      ['application/xml', ['application/xml', 'application/json']],
    );
  });
  it('is another one that was asked for', async () => {
    const { body } = await detail(text, {}, 'application/json');
    assert.deepEqual([body?.contentType, body?.schema], ['application/json', { type: 'object' }]);
  });
  it('is the first one again when the wish is unknown', async () =>
    assert.equal((await detail(text, {}, 'text/csv')).body?.contentType, 'application/xml'));
  it('is a choice in Swagger 2.0 as well', async () => {
    const swagger =
      "swagger: '2.0'\ninfo: {title: S, version: '1'}\nconsumes: [application/xml, application/json]\npaths: {/a: {post: {parameters: [{in: body, name: b, schema: {}}]}}}";
    assert.deepEqual((await detail(swagger)).body?.contentTypes, ['application/xml', 'application/json']);
    assert.equal((await detail(swagger, {}, 'application/json')).body?.contentType, 'application/json');
  });
});

describe('an operation of a bomb', () => {
  it('is finite when shared schemas unfold', async () => {
    const levels = ['s0: &s0 {type: string}'];
    for (let level = 1; level < 40; level++)
      levels.push(`s${level}: &s${level} {properties: {a: *s${level - 1}, b: *s${level - 1}, c: *s${level - 1}}}`);
    const text = `${head}x-schemas:\n  ${levels.join('\n  ')}\npaths:\n  /a:\n    post:\n      requestBody: {content: {application/json: {schema: *s39}}}\n`;
    const used = cpuClock();
    await detail(text);
    assert.ok(used() < 2000);
  });
  it('is finite when schemas are nested 100,000 deep', async () => {
    const schema = '{"items":'.repeat(100_000) + '{}' + '}'.repeat(100_000);
    const text = `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{"/a":{"get":{"parameters":[{"in":"query","name":"q","schema":${schema}}]}}}}`;
    assert.equal((await detail(text)).parameters.length, 1);
  });
});

describe('what a document says of itself', () => {
  it('is that it is none', () => assert.match(error('type: object'), /neither "openapi" nor "swagger"/));
  it('is where it is broken', () => assert.match(error('openapi: [\n'), /YAML/));
  it('is what was forgiven', async () =>
    assert.match((await read(`${head}paths: {}\npaths: {}\n`)).notes[0]!.message, /twice/));
});

describe('an index as text', () => {
  const paths: Json = Object.fromEntries(
    Array.from({ length: 4500 }, (_, index) => [
      `/p${index}`,
      { get: { operationId: `o${index}`, tags: ['ü\u2028'] } },
    ]),
  );
  it('comes back as it was, line by line', async () => {
    const reading = await read(JSON.stringify({ openapi: '3.0.0', info: { title: 'x', version: '1' }, paths }));
    let pauses = 0;
    const back = await readIndex(writeIndex(reading), () => {
      pauses += 1;
      return Promise.resolve();
    });
    assert.deepEqual([back, pauses], [reading, 8]);
  });
  it('may have no operation', async () => {
    const reading = await read(head);
    assert.deepEqual(await readIndex(writeIndex(reading), () => Promise.resolve()), reading);
  });
});
