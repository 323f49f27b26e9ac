// The files that a document refers to, and the one bound of the walk through them.
import assert from 'node:assert/strict';
import { filesOf, mostFiles } from '../../src/core/models/filesBeside.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { modelOf } from '../../src/core/models/readDocument.ts';

type Files = Readonly<Record<string, Json>>;
const beside = (files: Files, asked: string[] = []) => {
  return (path: string): Promise<Uint8Array | undefined> => {
    asked.push(path);
    return Promise.resolve(Object.hasOwn(files, path) ? Buffer.from(JSON.stringify(files[path])) : undefined);
  };
};
const found = async (root: JsonObject, files: Files = {}, asked: string[] = []) => {
  const reading = await filesOf(root, beside(files, asked));
  return 'error' in reading ? reading.error : reading.files;
};
const head = { openapi: '3.0.3', info: { title: 'Shop', version: '1' } };
const chain = (length: number): Files =>
  Object.fromEntries(Array.from({ length }, (_, at) => [`${at}.json`, { $ref: `${at + 1}.json` }]));

describe('the files that a document refers to', () => {
  it('are found wherever a reference stands, each once and without its fragment', async () => {
    const root = { a: [{ $ref: 'parts/pet.json#/Pet' }], 'x-b': { $ref: './parts/pet.json' } };
    const asked: string[] = [];
    assert.deepEqual(await found(root, { 'parts/pet.json': {} }, asked), ['parts/pet.json']);
    assert.deepEqual(asked, ['parts/pet.json']);
  });
  it('are seen from the document, also when another file names them', async () =>
    assert.deepEqual(
      await found({ $ref: 'parts/pet.json' }, { 'parts/pet.json': { $ref: '../sizes.json' }, 'sizes.json': {} }),
      ['parts/pet.json', 'sizes.json'],
    ));
  it('are none in texts that only look like references', async () =>
    assert.deepEqual(await found({ description: '"$ref": "pet.json"', $ref: 5 }, { 'pet.json': {} }), []));
  it('are no places in the document itself, and nothing in the network or elsewhere on the machine', async () => {
    const asked: string[] = [];
    const references = ['#/a', 'https://example.com/a.json', '/etc/passwd', 'file:///etc/passwd', '//host/a.json'];
    await found({ all: references.map(($ref) => ({ $ref })) }, {}, asked);
    assert.deepEqual(asked, []);
  });
  it('are those that a discriminator maps to and that a link names, and no names of schemas', async () => {
    const mapping = { cat: 'cat.json', dog: './all.json#/Dog', own: '#/components/schemas/Own', name: 'Monster.v1' };
    const root = {
      schema: { discriminator: { propertyName: 'kind', mapping } },
      example: { discriminator: { mapping: { a: 'other.json' } } },
      link: { operationRef: 'paths.json#/~1pets/get' },
    };
    const asked: string[] = [];
    const files = { 'cat.json': { $ref: 'tail.json' }, 'all.json': {}, 'tail.json': {}, 'paths.json': {} };
    assert.deepEqual([await found(root, files, asked)].flat().toSorted(), [
      'all.json',
      'cat.json',
      'paths.json',
      'tail.json',
    ]);
    assert.deepEqual(asked.toSorted(), ['all.json', 'cat.json', 'paths.json', 'tail.json']);
  });
  it('are examples of any format, and nothing that only has the name of one', async () => {
    const files: Record<string, Uint8Array> = { 'parts/a.xml': Buffer.from('<a>\t{'), 'b.bin': Buffer.from([0xff, 0]) };
    const root = {
      examples: {
        a: { externalValue: 'parts/a.xml', summary: 'XML' },
        b: { externalValue: './b.bin', 'x-size': 2 },
        c: { externalValue: 'https://example.com/c.xml' },
        d: { externalValue: 'gone.xml' },
      },
      data: { externalValue: 'b.bin', color: 'red' },
    };
    const asked: string[] = [];
    const reading = await filesOf(root, (path) => {
      asked.push(path);
      return Promise.resolve(files[path]);
    });
    assert.deepEqual(asked.toSorted(), ['b.bin', 'gone.xml', 'parts/a.xml']);
    assert.deepEqual('files' in reading && reading.files.toSorted(), ['b.bin', 'parts/a.xml']);
  });
  it('may refer to each other in a circle, and be missing', async () =>
    assert.deepEqual(await found({ $ref: 'a.json' }, { 'a.json': [{ $ref: 'a.json' }, { $ref: 'gone.json' }] }), [
      'a.json',
    ]));
  it('are looked through once, whatever leads to them', async () => {
    const shared: Record<string, unknown> = { $ref: 'a.json' };
    shared['itself'] = shared;
    const all = Array.from({ length: 100_000 }, () => shared) as unknown as Json;
    assert.deepEqual(await found({ all }, { 'a.json': {} }), ['a.json']);
  });
  it('have one bound, in one round and in many, for whoever walks through them', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => ({ $ref: `${at}.json` }));
    for (const root of [{ many }, { $ref: '0.json' }]) {
      const asked: string[] = [];
      assert.match(String(await found(root, chain(1000), asked)), /more than 200 files/);
      assert.equal(asked.length, mostFiles);
    }
    const paths = Object.fromEntries(many.map((item, at) => [`/${at}`, item]));
    const asked: string[] = [];
    const reading = await modelOf({ root: { ...head, paths }, value: null, notes: [] }, beside({}, asked));
    assert.equal(asked.length, mostFiles);
    assert.match('notes' in reading ? (reading.notes.at(-1)?.message ?? '') : '', /more than 200 files/);
  });
});

describe('a document that cannot be read for want of a file', () => {
  it('still says which file that is', async () => {
    const root = { openapi: '3.0.3', info: { $ref: 'info.json' } };
    const reading = await modelOf({ root, value: root, notes: [] }, beside({}));
    assert.deepEqual([Object.keys(reading), reading.files], [['error', 'files'], ['info.json']]);
  });
});

describe('a file beside a document', () => {
  const notesFor = async (file: string) => {
    const root = { ...head, paths: { '/a': { $ref: 'parts/a' } } };
    const reading = await modelOf({ root, value: root, notes: [] }, () => Promise.resolve(Buffer.from(file)));
    return 'error' in reading ? [] : reading.notes;
  };
  for (const [format, text] of [
    ['JSON', '{"get": {},\n "x-a": 1, "x-a": 2}'],
    ['YAML', 'get: {}\nx-a: 1\nx-a: 2'],
  ] as const)
    it(`that gives a key twice is told of with the place (${format})`, async () => {
      const [note, ...others] = await notesFor(text);
      assert.deepEqual([others, note?.code, note?.file], [[], 'duplicate-key', 'parts/a']);
      assert.deepEqual(note?.start, format === 'JSON' ? { line: 1, character: 11 } : { line: 2, character: 0 });
    });
  it('that cannot be understood is told of with the reason', async () => {
    const [note] = await notesFor('{"get": {]}');
    assert.match(note?.message ?? '', /"parts\/a", which cannot be understood. The JSON has a syntax error/);
  });
  it('has no end of notes', async () => {
    const paths = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`/${at}`, { $ref: `${at}.json` }]));
    const twice = `{${Array.from({ length: 100 }, () => '"a":1').join()}}`;
    const root = { ...head, paths };
    const reading = await modelOf({ root, value: root, notes: [] }, () => Promise.resolve(Buffer.from(twice)));
    assert.equal('notes' in reading && reading.notes.length, 200);
  });
});
