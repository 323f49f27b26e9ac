// A document in several files becomes one that says the same: what calls see of it is what they see of the files.
import assert from 'node:assert/strict';
import { filesOf } from '../../src/core/models/filesBeside.ts';
import { asString, get, type Json, type JsonObject } from '../../src/core/json.ts';
import type { ModelFile } from '../../src/core/models/modelReader.ts';
import { parsePointer } from '../../src/core/pointer.ts';
import { partsOf } from '../../src/core/models/walk.ts';
import { toJson } from '../../src/core/preflight/toJson.ts';
import { modelOf, openDocument, operationOf } from '../../src/core/models/readDocument.ts';
import { besideOf, bytesOf, listed } from '../help/corpus.ts';

type Beside = ModelFile['beside'];
const nothing: Beside = () => Promise.resolve(undefined);

async function gathered(bytes: Uint8Array, beside: Beside): Promise<ReadonlyMap<string, Uint8Array>> {
  const document = openDocument(bytes);
  const found = 'error' in document ? document : await filesOf(document.root, beside);
  if ('error' in found) assert.fail(found.error);
  const files = new Map<string, Uint8Array>();
  for (const path of found.files) files.set(path, (await beside(path))!);
  return files;
}

/** Everything that is read of a document: its model, and each operation in full. */
async function readings(bytes: Uint8Array, beside: Beside): Promise<unknown> {
  const document = openDocument(bytes);
  if ('error' in document) return document;
  const reading = await modelOf(document, beside);
  if ('error' in reading) return reading;
  const { operations } = reading.model;
  return [reading.model, ...(await Promise.all(operations.map((each) => operationOf(document, beside, each))))];
}

/** A schema that refers to itself can be written in more than one way: it is the same as far as anybody looks. */
function unrolled(value: Json, definitions: Json = {}, left = 18): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (left === 0) return '…';
  if (Array.isArray(value)) return value.map((item: Json) => unrolled(item, definitions, left - 1));
  const { definitions: known = definitions, ...rest } = value as JsonObject;
  const [, name] = /^#\/definitions\/(\d+)$/.exec(asString(rest['$ref']) ?? '') ?? [];
  if (name !== undefined) return unrolled(get(known, name) ?? null, known, left);
  return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, unrolled(item, known, left - 1)]));
}

/** Every reference leads to something within the document. */
function assertWhole(document: JsonObject): void {
  for (const { kind, value } of partsOf(document))
    if (kind === 'reference') {
      const reference = asString(value['$ref']) ?? '';
      assert.match(reference, /^#\//);
      assert.notEqual(get(document, ...parsePointer(reference.slice(1))), undefined, reference);
    }
}

async function same(bytes: Uint8Array, beside: Beside, own: string): Promise<JsonObject> {
  const one = toJson(bytes, { files: await gathered(bytes, beside), own });
  const [mine, theirs] = [await readings(one, nothing), await readings(bytes, beside)];
  assert.deepEqual(unrolled(mine as Json), unrolled(theirs as Json));
  const document = JSON.parse(new TextDecoder().decode(one)) as JsonObject;
  assertWhole(document);
  return document;
}

type Texts = Readonly<Record<string, string | Uint8Array>>;
const encoded = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : text;
const besideIn =
  (texts: Texts): Beside =>
  (path) =>
    Promise.resolve(Object.hasOwn(texts, path) ? encoded(texts[path]!) : undefined);
const bundled = (texts: Texts, own = 'openapi.yaml'): Promise<JsonObject> =>
  same(encoded(texts[own]!), besideIn(texts), own);

const head = `openapi: 3.0.3
info: { title: Shop, version: '1' }
`;
const answer = (schema: string): string =>
  `{ '200': { description: OK, content: { application/json: { schema: ${schema} } } } }`;
const schemas = (document: JsonObject): JsonObject => get(document, 'components', 'schemas') as JsonObject;

describe('a document in several files', () => {
  it('is one with paths, parameters, answers and schemas in place, however deep they lie', async () => {
    const document = await bundled({
      'openapi.yaml': `${head}
paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{id}: { $ref: 'paths/pets.yaml#/one' }
components:
  schemas: { Pet: { $ref: schemas/pet.yaml } }
  securitySchemes: { key: { $ref: 'security.yaml#/key' } }
`,
      'paths/pets.yaml': `
get:
  operationId: listPets
  parameters: [{ $ref: '../parameters.yaml#/limit' }]
  responses: ${answer("{ type: array, items: { $ref: '../schemas/pet.yaml' } }")}
one:
  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  put:
    operationId: putPet
    requestBody: { $ref: '../bodies.yaml#/pet' }
    responses: { '200': { $ref: '../answers.yaml#/ok' }, default: { $ref: '../answers.yaml#/error' } }
`,
      'parameters.yaml': 'limit: { name: limit, in: query, schema: { $ref: "#/size" } }\nsize: { type: integer }',
      'bodies.yaml': "pet: { required: true, content: { application/json: { schema: { $ref: 'schemas/pet.yaml' } } } }",
      'answers.yaml': `
ok: { description: OK, headers: { X-Rate: { $ref: '#/rate' } } }
rate: { schema: { type: integer } }
error: { description: No, content: { application/json: { schema: { $ref: 'openapi.yaml#/components/schemas/Pet' } } } }`,
      'schemas/pet.yaml': 'type: object\nproperties: { name: { type: string }, owner: { $ref: owner.yaml } }',
      'schemas/owner.yaml': 'type: object\nproperties: { pets: { type: array, items: { $ref: pet.yaml } } }',
      'security.yaml': 'key: { type: apiKey, in: header, name: X-Key }',
    });
    assert.deepEqual(Object.keys(schemas(document)).sort(), ['Pet', 'owner', 'size']);
    assert.deepEqual(Object.keys(get(document, 'components') as JsonObject), [
      'schemas',
      'securitySchemes',
      'parameters',
      'requestBodies',
      'responses',
      'headers',
    ]);
    const pets = { type: 'array', items: { $ref: '#/components/schemas/Pet' } };
    assert.deepEqual(get(schemas(document), 'owner', 'properties', 'pets'), pets, 'a circle stays one');
  });

  it('keeps apart what has one name in two files, and a name of its own', async () => {
    const document = await bundled({
      'openapi.yaml': `${head}
paths:
  /a: { get: { operationId: a, responses: ${answer("{ $ref: 'cats.yaml#/Item' }")} } }
  /b: { get: { operationId: b, responses: ${answer("{ $ref: 'dogs.yaml#/Item' }")} } }
  /c: { get: { operationId: c, responses: ${answer("{ $ref: '#/components/schemas/Item' }")} } }
  /d: { get: { operationId: d, responses: ${answer("{ $ref: 'more/dogs.yaml#/Item' }")} } }
components: { schemas: { Item: { type: string } } }
`,
      'cats.yaml': 'Item: { type: object, properties: { next: { $ref: "#/Item" }, lives: { type: integer } } }',
      'dogs.yaml': 'Item: { type: object, properties: { bark: { $ref: "#/Sound" } } }\nSound: { type: boolean }',
      'more/dogs.yaml': 'Item: { type: number }',
    });
    assert.deepEqual(Object.keys(schemas(document)), ['Item', 'cats_Item', 'dogs_Item', 'more_dogs_Item', 'Sound']);
  });

  it('maps discriminators to the components, also one whose schema got another name', async () => {
    const document = await bundled({
      'openapi.yaml': `${head}
paths: { /a: { get: { operationId: a, responses: ${answer("{ $ref: 'animals.yaml#/Animal' }")} } } }
components: { schemas: { Dog: { type: string } } }
`,
      'animals.yaml': `
Animal:
  oneOf: [{ $ref: '#/Dog' }, { $ref: cat.yaml }]
  discriminator: { propertyName: kind, mapping: { cat: ./cat.yaml } }
Dog: { type: object, properties: { kind: { type: string } } }`,
      'cat.yaml': 'type: object\nproperties: { kind: { type: string } }',
    });
    assert.deepEqual(get(schemas(document), 'Animal', 'discriminator', 'mapping'), {
      cat: '#/components/schemas/cat',
      Dog: '#/components/schemas/animals_Dog',
    });
  });

  it('takes examples in, and leads links and circles of path items to where these stand now', async () => {
    const picture = new Uint8Array([0xff, 0, 1]);
    const document = await bundled({
      'openapi.yaml': `${head}
paths:
  /jobs: { $ref: jobs.yaml }
`,
      'jobs.yaml': `
post:
  operationId: start
  responses:
    '200':
      description: OK
      links: { again: { operationRef: 'jobs.yaml#/post' } }
      content:
        application/json:
          examples:
            json: { externalValue: examples/a.json }
            text: { externalValue: examples/a.xml }
            picture: { externalValue: examples/a.png }
  callbacks: { done: { '{$url}': { $ref: jobs.yaml } } }`,
      'examples/a.json': '{"id": 12345678901234567890}',
      'examples/a.xml': '<a/>',
      'examples/a.png': picture,
    });
    const post = get(document, 'paths', '/jobs', 'post');
    assert.deepEqual(get(post, 'callbacks', 'done', '{$url}'), { $ref: '#/paths/~1jobs' });
    assert.deepEqual(get(post, 'responses', '200', 'links', 'again'), { operationRef: '#/paths/~1jobs/post' });
    const examples = get(post, 'responses', '200', 'content', 'application/json', 'examples') as JsonObject;
    assert.deepEqual(examples['text'], { value: '<a/>' });
    assert.deepEqual(examples['picture'], { externalValue: 'examples/a.png' });
  });

  it('has its sections in files of their own, one of them for all components', async () => {
    const document = await bundled({
      'openapi.yaml': `${head}
paths: { $ref: paths.yaml }
components: { $ref: parts/all.yaml }
`,
      'paths.yaml': `
/a: { get: { operationId: a, responses: ${answer("{ $ref: 'parts/schemas.yaml#/A' }")} } }`,
      'parts/all.yaml': 'schemas: { $ref: schemas.yaml }\nsecuritySchemes: { key: { type: http, scheme: basic } }',
      'parts/schemas.yaml': 'A: { type: object, properties: { b: { $ref: "#/B" } } }\nB: { type: string }',
    });
    assert.deepEqual(Object.keys(schemas(document)), ['A', 'B']);
  });

  it('keeps every digit of a number, and data that only look like references', async () => {
    const texts = {
      'openapi.json': JSON.stringify({
        openapi: '3.0.0',
        info: { title: 'Shop', version: '1' },
        paths: { '/a': { get: { operationId: 'a', responses: { $ref: 'big.json#/answers' } } } },
        'x-own': { $ref: 'big.json' },
      }),
      'big.json': `{"answers": {"200": {"description": "", "content": {"application/json": {
        "schema": {"$ref": "#/big"}, "example": {"$ref": "not-a-file.json"}}}}}, "big": {"maximum": 9223372036854775807}}`,
    };
    const files = await gathered(encoded(texts['openapi.json']), besideIn(texts));
    const text = new TextDecoder().decode(toJson(encoded(texts['openapi.json']), { files, own: 'openapi.json' }));
    assert.match(text, /"maximum": 9223372036854775807/);
    assert.match(text, /"\$ref": "not-a-file\.json"/);
  });

  it('keeps the reference to a file that is not there, as seen from the document', async () => {
    const texts: Texts = {
      'openapi.yaml': `${head}\npaths: { /a: { $ref: paths/a.yaml } }`,
      'paths/a.yaml': `get: { operationId: a, responses: ${answer('{ $ref: gone.yaml#/A }')} }`,
    };
    const one = toJson(encoded(texts['openapi.yaml']!), {
      files: await gathered(encoded(texts['openapi.yaml']!), besideIn(texts)),
      own: 'openapi.yaml',
    });
    assert.match(new TextDecoder().decode(one), /"\$ref": "paths\/gone\.yaml#\/A"/);
  });

  it('survives references in a circle that lead to nothing', async () => {
    const texts: Texts = {
      'openapi.yaml': `${head}\npaths: { /a: { get: { operationId: a, responses: ${answer('{ $ref: a.yaml }')} } } }`,
      'a.yaml': '$ref: b.yaml',
      'b.yaml': '$ref: a.yaml',
    };
    const bytes = encoded(texts['openapi.yaml']!);
    const one = toJson(bytes, { files: await gathered(bytes, besideIn(texts)), own: 'openapi.yaml' });
    assertWhole(JSON.parse(new TextDecoder().decode(one)) as JsonObject);
  });

  it('follows what stands beside a reference too', async () => {
    const document = await bundled({
      'openapi.yaml': `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths: { /a: { get: { operationId: a, responses: ${answer("{ $ref: 'a.yaml#/A' }")} } } }`,
      'a.yaml': `
A: { $ref: '#/B', properties: { c: { $ref: 'more/c.yaml' } } }
B: { type: object }`,
      'more/c.yaml': 'type: integer',
    });
    assert.deepEqual(schemas(document)['A'], {
      $ref: '#/components/schemas/B',
      properties: { c: { $ref: '#/components/schemas/c' } },
    });
  });

  it('survives a map that leads back to itself, by a part of its file or by the whole', async () => {
    for (const [reference, file] of [
      ['map.yaml#/map', 'map: { child: { type: object, properties: { $ref: "map.yaml#/map" } } }'],
      ['map.yaml', 'child: { type: object, properties: { $ref: map.yaml } }'],
    ] as const) {
      const texts = {
        'openapi.yaml': `${head}\npaths: {}\ncomponents: { schemas: { A: { properties: { $ref: '${reference}' } } } }`,
        'map.yaml': file,
      };
      const bytes = encoded(texts['openapi.yaml']);
      const one = toJson(bytes, { files: await gathered(bytes, besideIn(texts)), own: 'openapi.yaml' });
      const child = { type: 'object', properties: { $ref: '#/components/schemas/A/properties' } };
      const document = JSON.parse(new TextDecoder().decode(one)) as JsonObject;
      assert.deepEqual(get(schemas(document), 'A', 'properties'), { child });
    }
  });

  it('has an end where its files name each other over and over', async function () {
    this.timeout(60_000);
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    const naming = (next: string): string => keys.map((key) => `${key}: { properties: { $ref: ${next} } }`).join('\n');
    const files = [0, 1, 2].map((index) => [`${index}.yaml`, naming(`${index + 1}.yaml`)] as const);
    const text = `${head}\npaths: {}\ncomponents: { schemas: { A: { properties: { $ref: 0.yaml } } } }`;
    const texts = { ...Object.fromEntries(files), '3.yaml': 'z: { type: string }' };
    const beside = await gathered(encoded(text), besideIn(texts));
    assert.throws(() => toJson(encoded(text), { files: beside, own: 'openapi.yaml' }), /would become too large/);
  });

  it('goes out in UTF-8, as every JSON does', () => {
    const text = JSON.stringify({ openapi: '3.0.0', info: { title: 'Käse', version: '1' }, paths: {} });
    for (const bytes of [Buffer.from(`\uFEFF${text}`, 'utf16le'), Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()])
      assert.equal(new TextDecoder().decode(toJson(bytes)), text);
  });

  for (const { file, fragment } of listed.filter((each) => each.file.includes('/')))
    if (fragment !== true)
      it(`says the same in one: ${file}`, () => same(bytesOf(file), besideOf(file), file.replace(/^.*\//, '')));
});
