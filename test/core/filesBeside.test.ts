// The files that a document refers to, and the one bound of the walk through them.
import assert from 'node:assert/strict';
import { filesOf, mostFiles } from '../../src/core/filesBeside.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { modelOf } from '../../src/core/readDocument.ts';

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
