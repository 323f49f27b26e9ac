// Reading models beside the host: the worker, its end, and the index on disk.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAnswerBody } from '../../src/core/calls/checkAnswerBody.ts';
import type { BodyCheck } from '../../src/core/world.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { ModelFile } from '../../src/core/models/modelReader.ts';
import { contentHash } from '../../src/net/models/contentHash.ts';
import { prune, readCached, writeCached } from '../../src/net/models/modelCache.ts';
import { createModelReader, type LocalModelReader } from '../../src/net/models/modelReader.ts';
import { turns } from '../../src/net/turns.ts';
import { usualLimits, type WorkerLimits } from '../../src/net/models/workerQueue.ts';
import { buildShipped } from '../help/shipped.mjs';

/** An OpenAPI document with many operations, of about this many bytes. */
function largeDocument(size: number, title = 'Large'): string {
  const operation = { summary: 'x'.repeat(200), tags: ['t'], responses: { 200: { description: 'y'.repeat(300) } } };
  const each = JSON.stringify(operation).length + 60;
  const paths = Array.from({ length: Math.ceil(size / each) }, (_, index) => [
    `/p${index}`,
    { get: { operationId: `get${index}`, ...operation } },
  ]);
  const document = { openapi: '3.0.3', info: { title, version: '1' }, paths: Object.fromEntries(paths) as object };
  return JSON.stringify(document);
}
const fileOf = (text: string, files: Readonly<Record<string, string>> = {}): ModelFile => ({
  size: Buffer.byteLength(text),
  bytes: () => Promise.resolve(new Uint8Array(Buffer.from(text))),
  beside: (path) => Promise.resolve(Object.hasOwn(files, path) ? Buffer.from(files[path]!) : undefined),
});
const forever = new AbortController().signal;
const yaml = (operations: number): string =>
  `openapi: 3.0.3\ninfo: {title: Yaml, version: 1.0.0}\npaths:\n${Array.from(
    { length: operations },
    (_, index) => `  /p${index}:\n    get:\n      operationId: get${index}\n      summary: ${'text '.repeat(20)}\n`,
  ).join('')}`;

describe('the reader of models', function () {
  this.timeout(30_000);
  let worker = '';
  let folder = '';
  const readers: LocalModelReader[] = [];
  const reader = (limits: Partial<WorkerLimits> = {}, file = worker): LocalModelReader => {
    const made = createModelReader({ worker: file, cache: folder, limits: { ...usualLimits, ...limits } });
    readers.push(made);
    return made;
  };
  before(async () => {
    worker = await buildShipped('src/net/models/modelWorker.ts');
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'models-'));
  });
  afterEach(() => {
    for (const made of readers.splice(0)) made.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const cached = () => readdirSync(folder).filter((name) => name.endsWith('.index'));
  /** The worker writes after it has answered. */
  async function cachedSoon(): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const [name] = cached();
      if (name !== undefined) return join(folder, name);
      await new Promise((resume) => setTimeout(resume, 10));
    }
    throw new Error('nothing was kept');
  }
  const read = async (made: LocalModelReader, file: ModelFile, signal = forever) => {
    const reading = await made.read(file, signal);
    if ('error' in reading) throw new Error(reading.error);
    return reading.model;
  };
  const started = async (made: LocalModelReader): Promise<void> => {
    while (!made.queue.isRunning) await new Promise((resume) => setTimeout(resume, 5));
  };
  /** A worker of a few lines instead of ours. */
  function standIn(code: string): string {
    const file = join(folder, 'worker.js');
    writeFileSync(file, code);
    return file;
  }

  describe('small documents', () => {
    it('are read at once', async () => {
      const made = reader();
      assert.equal((await read(made, fileOf(largeDocument(50_000)))).title, 'Large');
      assert.equal((await read(made, fileOf(yaml(20)))).operations.length, 20);
      assert.equal(made.queue.isRunning, false);
    });
    it('that refer to a large file go to the worker', async () => {
      const made = reader();
      const text = '{"openapi":"3.0.3","info":{"title":"x","version":"1"},"paths":{"$ref":"large.json#/paths"}}';
      const model = await read(made, fileOf(text, { 'large.json': largeDocument(600_000) }));
      assert.ok(model.operations.length > 900);
      assert.equal(made.queue.isRunning, true);
    });
    it('are told of with the keys that stand twice', async () => {
      const text = largeDocument(50_000).replace('"paths"', '"x-a":1,"x-a":2,"paths"');
      const reading = await reader().read(fileOf(text), forever);
      assert.deepEqual('notes' in reading && reading.notes.map(({ code }) => code), ['duplicate-key']);
    });
    it('say why they cannot be read', async () =>
      assert.match(((await reader().read(fileOf('{}'), forever)) as { error: string }).error, /not an OpenAPI/));
  });

  describe('the worker', () => {
    it('reads what is large', async () => {
      const made = reader();
      const model = await read(made, fileOf(largeDocument(3_000_000)));
      assert.ok(model.operations.length > 4000);
      assert.equal(made.queue.isRunning, true);
    });
    it('reads YAML that is not tiny', async () => {
      const made = reader();
      assert.equal((await read(made, fileOf(yaml(500)))).operations.length, 500);
      assert.equal(made.queue.isRunning, true);
    });
    it('tells what an operation takes', async () => {
      const made = reader();
      const file = fileOf(largeDocument(400_000));
      const { operations } = await read(made, file);
      const reading = await made.readOperation(file, operations[7]!, forever);
      assert.equal('detail' in reading && reading.detail.operation.id, 'get7');
    });
    it('gets the files beside the document from us', async () => {
      const text = largeDocument(400_000).replace('"paths":{', '"paths":{"/first":{"$ref":"first.yaml"},');
      const model = await read(reader(), fileOf(text, { 'first.yaml': 'get: {operationId: beside}' }));
      assert.equal(model.operations[0]?.id, 'beside');
    });
    it('tells which files a large document refers to, and those of a small one without it', async () => {
      const files = { 'first.yaml': 'get: {responses: {200: {$ref: second.yaml}}}', 'second.yaml': 'description: x' };
      const small = '{"openapi":"3.0.3","info":{"title":"x","version":"1"},"paths":{"/first":{"$ref":"first.yaml"}}}';
      const made = reader();
      const both = { files: ['first.yaml', 'second.yaml'] };
      assert.deepEqual(await made.filesOf(fileOf(small, files), forever), both);
      assert.equal(made.queue.isRunning, false);
      const large = small.replace('"paths"', `"x-more":"${'x'.repeat(400_000)}","paths"`);
      assert.deepEqual(await made.filesOf(fileOf(large, files), forever), both);
      assert.equal(made.queue.isRunning, true);
    });
    it('tells afterwards of keys that stand twice, and the index on disk knows them', async () => {
      const text = largeDocument(400_000).replace('"paths"', '"x-a":1,"x-a":2,"paths"');
      const noticed: string[] = [];
      const made = reader();
      const reading = await made.read(fileOf(text), forever, (notes) => noticed.push(...notes.map(({ code }) => code)));
      assert.deepEqual('notes' in reading && reading.notes, [], 'the model does not wait for them');
      await cachedSoon();
      assert.deepEqual(noticed, ['duplicate-key']);
      const again = await reader().read(fileOf(text), forever, () => noticed.push('again'));
      assert.deepEqual('notes' in again && again.notes.map(({ code }) => code), ['duplicate-key']);
      assert.deepEqual(noticed, ['duplicate-key']);
    });
    it('says nothing afterwards of a document in order, nor of the one before', async () => {
      const noticed: string[] = [];
      const made = reader();
      for (const title of ['a', 'b'])
        await made.read(fileOf(largeDocument(400_000, title)), forever, () => noticed.push(title));
      await made.read(fileOf(largeDocument(400_000, 'c').replace('"paths"', '"x":1,"x":2,"paths"')), forever);
      await made.read(fileOf(largeDocument(400_000, 'd')), forever);
      assert.deepEqual(noticed, []);
    });
    it('says why a large document cannot be read', async () =>
      assert.match(
        ((await reader().read(fileOf(`{"a":"${'x'.repeat(300_000)}"}`), forever)) as { error: string }).error,
        /neither "openapi"/,
      ));
    it('ends when it is idle, and comes back', async () => {
      const made = reader({ idle: 50 });
      await read(made, fileOf(largeDocument(400_000)));
      while (made.queue.isRunning) await new Promise((resume) => setTimeout(resume, 10));
      assert.equal((await read(made, fileOf(largeDocument(400_000, 'Again')))).title, 'Again');
    });
    it('does one thing after the other', async () => {
      const made = reader();
      const titles = ['a', 'b', 'c', 'd', 'e'];
      const models = await Promise.all(titles.map((title) => read(made, fileOf(largeDocument(400_000, title)))));
      assert.deepEqual(
        models.map(({ title }) => title),
        titles,
      );
    });
  });

  describe('cancelling', () => {
    it('ends the work under way with its thread', async () => {
      const made = reader({}, standIn('setInterval(() => {}, 1000)'));
      const abort = new AbortController();
      const reading = made.read(fileOf(largeDocument(400_000)), abort.signal);
      await started(made);
      abort.abort(new Error('enough'));
      await assert.rejects(reading, /enough/);
      assert.equal(made.queue.isRunning, false);
    });
    it('takes what waits out of the queue and leaves the rest', async () => {
      const made = reader();
      const abort = new AbortController();
      const [first, second] = [
        read(made, fileOf(largeDocument(2_000_000, 'first'))),
        made.read(fileOf(largeDocument(400_000, 'second')), abort.signal),
      ];
      abort.abort(new Error('enough'));
      await assert.rejects(second, /enough/);
      assert.equal((await first).title, 'first');
    });
    it('starts nothing when it came first', async () => {
      const made = reader();
      await assert.rejects(made.read(fileOf(largeDocument(400_000)), AbortSignal.abort(new Error('enough'))), /enough/);
      assert.equal(made.queue.isRunning, false);
    });
    it('lets the next one be read', async () => {
      const made = reader();
      const abort = new AbortController();
      const reading = made.read(fileOf(largeDocument(8_000_000)), abort.signal);
      await started(made);
      abort.abort(new Error('enough'));
      await assert.rejects(reading, /enough/);
      assert.equal((await read(made, fileOf(largeDocument(400_000, 'next')))).title, 'next');
    });
  });

  describe('a worker that fails', () => {
    const fails = async (code: string, limits: Partial<WorkerLimits> = {}) => {
      const reading = await reader(limits, standIn(code)).read(fileOf(largeDocument(400_000)), forever);
      return 'error' in reading ? reading.error : '';
    };
    it('is a sentence when it throws', async () =>
      assert.match(await fails("throw new Error('broken')"), /failed: broken/));
    it('is a sentence when it just ends', async () => assert.match(await fails('process.exit(3)'), /unexpectedly/));
    it('is a sentence when it takes too long', async () =>
      assert.match(await fails('setInterval(() => {}, 1000)', { job: 100 }), /too long/));
    it('is a sentence when it never stops', async () =>
      assert.match(
        await fails("require('worker_threads').parentPort.on('message', () => { for (;;); })", { job: 200 }),
        /too long/,
      ));
    it('is a sentence when it runs out of memory', async () => {
      const code =
        "require('worker_threads').parentPort.on('message', () => { const all = []; for (;;) all.push({ all: [1, 2] }); })";
      assert.match(await fails(code, { memory: 16 }), /more memory/);
    });
    it('is a sentence when it is not there', async () => {
      const file = join(folder, 'nowhere.js');
      await assert.rejects(reader({}, file).read(fileOf(largeDocument(400_000)), forever), /ENOENT/);
    });
    it('does not fail the next document', async () => {
      const made = reader({ memory: 48 });
      const laughing = await made.read(fileOf(largeDocument(60_000_000)), forever);
      assert.match('error' in laughing ? laughing.error : '', /more memory/);
      assert.equal((await read(made, fileOf(largeDocument(400_000, 'next')))).title, 'next');
    });
    it('leaves nobody waiting when the extension ends', async () => {
      const made = reader({}, standIn('setInterval(() => {}, 1000)'));
      const readings = [made.read(fileOf(largeDocument(400_000)), forever), made.read(fileOf(yaml(500)), forever)];
      await started(made);
      made.close();
      for (const reading of [...readings, made.read(fileOf(yaml(600)), forever)])
        assert.match(((await reading) as { error?: string }).error ?? '', /stopped/);
      assert.equal(made.queue.isRunning, false);
    });
  });

  describe('the index on disk', () => {
    it('is read instead of the document', async () => {
      const text = largeDocument(1_000_000);
      const model = await read(reader(), fileOf(text));
      await cachedSoon();
      const made = reader();
      assert.deepEqual(await read(made, fileOf(text)), model);
      assert.equal(made.queue.isRunning, false);
    });
    it('is of these very bytes', async () => {
      await read(reader(), fileOf(largeDocument(400_000, 'One')));
      await cachedSoon();
      assert.equal((await read(reader(), fileOf(largeDocument(400_000, 'Two')))).title, 'Two');
    });
    for (const [what, damage] of [
      ['cut off', (content: Buffer) => content.subarray(0, content.length / 2)],
      ['changed', (content: Buffer) => Buffer.from(content.toString('latin1').replace('Large', 'Lorge'), 'latin1')],
      ['empty', () => Buffer.alloc(0)],
      ['something else', () => Buffer.from('nonsense')],
    ] as const) {
      it(`is ignored and written anew when it is ${what}`, async () => {
        const text = largeDocument(400_000);
        await read(reader(), fileOf(text));
        const file = await cachedSoon();
        const good = readFileSync(file);
        writeFileSync(file, damage(good));
        const made = reader();
        assert.equal((await read(made, fileOf(text))).title, 'Large');
        assert.equal(made.queue.isRunning, true);
        for (let tries = 0; tries < 100 && !readFileSync(file).equals(good); tries++)
          await new Promise((resume) => setTimeout(resume, 10));
        assert.deepEqual(readFileSync(file), good);
      });
    }
    describe('of a document in several files', () => {
      const text = largeDocument(400_000).replace('"paths":{', '"paths":{"/first":{"$ref":"first.yaml"},');
      const first = async (made: LocalModelReader, files: Readonly<Record<string, string>>) =>
        (await read(made, fileOf(text, files))).operations[0]?.id;
      const named = (id: string) => ({ 'first.yaml': `get: {operationId: ${id}}` });
      it('is read while all of them are the same', async () => {
        await first(reader(), named('one'));
        await cachedSoon();
        const made = reader();
        assert.equal(await first(made, named('one')), 'one');
        assert.equal(made.queue.isRunning, false);
      });
      for (const [what, before, after, id] of [
        ['changed', named('one'), named('two'), 'two'],
        ['gone', named('one'), {}, 'get0'],
        ['come', {}, named('two'), 'two'],
      ] as const) {
        it(`is not read when one has ${what}`, async () => {
          await first(reader(), before);
          await cachedSoon();
          const made = reader();
          assert.equal(await first(made, after), id);
          assert.equal(made.queue.isRunning, true);
        });
      }
      it('is not read when what is said of them is damaged', async () => {
        await first(reader(), named('one'));
        const file = await cachedSoon();
        writeFileSync(file, readFileSync(file, 'latin1').replace('first.yaml', 'other.yaml'), 'latin1');
        const made = reader();
        assert.equal(await first(made, named('one')), 'one');
        assert.equal(made.queue.isRunning, true);
      });
    });
    it('is not of another version of the reader', async () => {
      const text = largeDocument(400_000);
      await read(reader(), fileOf(text));
      await cachedSoon();
      const other = standIn(`${readFileSync(worker, 'utf8')}\n// changed`);
      const made = reader({}, other);
      await read(made, fileOf(text));
      assert.equal(made.queue.isRunning, true);
    });
    it('is whole whoever writes at the same time', async () => {
      const file = join(folder, 'shared.index');
      const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
      await Promise.all([
        ...texts.map((text) => writeCached(file, { text, files: new Map() })),
        ...texts.map(async () => {
          const found = await readCached(file);
          assert.ok(found === undefined || texts.includes(found.text));
        }),
      ]);
      assert.ok(texts.includes((await readCached(file))?.text ?? ''));
      assert.deepEqual(readdirSync(folder), ['shared.index']);
    });
    it('is no failure when it cannot be written', async () => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      await writeCached(join(file, 'inside.index'), { text: 'x', files: new Map() });
      assert.equal(await readCached(join(file, 'inside.index')), undefined);
    });
    it('gives way to newer ones', async () => {
      for (const [age, name] of ['new', 'old', 'older', 'oldest'].entries()) {
        const file = join(folder, `${name}.index`);
        writeFileSync(file, 'x'.repeat(100));
        utimesSync(file, new Date(), new Date(Date.now() - age * 1000));
      }
      await prune(folder, { files: 3, bytes: 1000 });
      assert.deepEqual(readdirSync(folder).sort(), ['new.index', 'old.index', 'older.index']);
      await prune(folder, { files: 3, bytes: 250 });
      assert.deepEqual(readdirSync(folder).sort(), ['new.index', 'old.index']);
    });
    it('leaves no draft behind for good', async () => {
      const [fresh, stale] = ['fresh', 'stale'].map((name) => join(folder, `${name}.draft`));
      for (const file of [fresh!, stale!]) writeFileSync(file, '');
      utimesSync(stale!, new Date(), new Date(Date.now() - 7_200_000));
      await prune(folder);
      assert.deepEqual(readdirSync(folder), ['fresh.draft']);
    });
  });
});

describe('the hash of a document', () => {
  it('is of all its bytes, however many slices', async () => {
    const bytes = Buffer.alloc(5_000_001, 'x');
    const changed = Buffer.from(bytes);
    changed[5_000_000] = 0;
    assert.notEqual(await contentHash(bytes), await contentHash(changed));
    assert.equal(await contentHash(Buffer.from('abc')), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  });
});

describe('work in turns', () => {
  it('runs only so much at once, in order, also after a failure', async () => {
    const take = turns(2);
    const order: string[] = [];
    let most = 0;
    let running = 0;
    const work = (name: string) =>
      take(async () => {
        most = Math.max(most, ++running);
        await new Promise((resume) => setTimeout(resume, 5));
        running -= 1;
        order.push(name);
        if (name === 'b') throw new Error('b');
      }).catch(() => undefined);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(work));
    assert.deepEqual([order, most], [['a', 'b', 'c', 'd', 'e'], 2]);
  });
});

describe('large answers', function () {
  this.timeout(30_000);
  let file = '';
  let made: LocalModelReader | undefined;
  const reader = (checking?: number): LocalModelReader =>
    (made = createModelReader({ worker: file, cache: tmpdir(), ...(checking !== undefined && { checking }) }));
  before(async () => {
    file = await buildShipped('src/net/models/modelWorker.ts');
  });
  afterEach(() => made?.close());
  const check = (schema: JsonObject, value: Json): BodyCheck => ({
    schema,
    // As `send` gives it.
    body: Buffer.concat([Buffer.from(JSON.stringify(value))]),
    contentType: 'application/json',
  });
  const list: JsonObject = { type: 'array', items: { type: 'integer' }, uniqueItems: true };

  it('are held against their schema beside the host, as small ones are here', async () => {
    const { checkBody: checkApart } = reader();
    for (const value of [Array.from({ length: 20_000 }, (_, index) => index), [1, 'x'], [1, 1]]) {
      const given = check(list, value);
      assert.deepEqual(await checkApart(given, forever), checkAnswerBody(given));
      assert.equal(Buffer.from(given.body).toString(), JSON.stringify(value));
    }
  });
  it('are left alone when that takes for ever, and the next one is held against its schema again', async () => {
    const { checkBody: checkApart } = reader(1_000);
    const again = { required: ['y'], properties: { x: { $ref: '#/definitions/all' } } };
    const doubling = { $ref: '#/definitions/all', definitions: { all: { anyOf: [again, again] } } };
    const deep = Array.from({ length: 60 }).reduce<Json>((inner) => ({ x: inner }), {});
    assert.deepEqual(
      (await checkApart(check(doubling, deep), forever)).map(({ code, severity }) => [code, severity]),
      [['response-unchecked', 'information']],
    );
    assert.equal((await checkApart(check(list, ['x']), forever))[0]?.code, 'response-body');
  });
  it('are not waited for when the call is cancelled', async () => {
    const controller = new AbortController();
    const checked = reader().checkBody(check(list, []), controller.signal);
    controller.abort(new Error('cancelled'));
    await assert.rejects(checked, /cancelled/);
  });
});
