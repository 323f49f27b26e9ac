// Measures one thing about one document in a process of its own, for models.mjs: `node models-measure.mjs WHAT FILE`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { root } from '../help/paths.mjs';
import { shippedOptions } from '../help/shipped.mjs';
import { importPeer } from './peers.mjs';

const require = createRequire(import.meta.url);
const [what, file] = process.argv.slice(2);
const content = readFileSync(file);
const ROUNDS = content.length > 20_000_000 ? 3 : content.length > 2_000_000 ? 9 : 15;
const isYaml = !/^\s*\{/.test(content.toString('latin1', 0, 100));
const worker = join(root, 'dist/modelWorker.js');
const folder = mkdtempSync(join(tmpdir(), 'bench-models-'));
const signal = new AbortController().signal;
const fileOf = (bytes) => ({ size: bytes.length, bytes: async () => bytes, beside: async () => undefined });
const fresh = () => new Uint8Array(content);
const ms = (start) => performance.now() - start;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const rounds = async (once) => {
  const values = [];
  for (let round = 0; round < ROUNDS; round++) values.push(await once(round));
  return median(values);
};

const smallDocument = (padding) =>
  isYaml
    ? `openapi: 3.0.0\ninfo: {title: x, version: '1'}\npaths: {/a: {get: {tags: [x]}}}\n#${' '.repeat(padding)}`
    : `{"openapi":"3.0.0","info":{"title":"x","version":"1"},"paths":{"/a":{"get":{"tags":["x"]}}}}${' '.repeat(padding)}`;

/** A reader whose thread runs and has read one small document of the same kind. */
async function readerWithWorker(cache) {
  const { createModelReader } = require(join(root, 'dist/modelReader.js'));
  const reader = createModelReader({ worker, cache });
  const text = smallDocument(300_000);
  await reader.read(fileOf(Buffer.from(text)), signal);
  return reader;
}

/**
 * The floor and what the worker does, with its own code, in turn: whatever else the machine does hits both alike. Both have
 * threads of their own that have loaded the same and read one small document, so that their heaps are the same.
 */
async function parsing() {
  const bundle = await buildThread();
  const all = { parse: [], whole: [], inside: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const [parse, whole] = await inThread(bundle, 'floor');
    all.parse.push(parse);
    all.whole.push(whole);
    all.inside.push(await inThread(bundle, 'inside'));
  }
  // Whatever else the machine does only makes rounds slower: the fastest of both are what compares.
  const ratio = Math.min(...all.inside) / Math.min(...all.whole);
  return { parse: median(all.parse), whole: median(all.whole), inside: median(all.inside), ratio };
}

async function inThread(bundle, what) {
  const thread = new Worker(bundle);
  const ask = (question, bytes) => {
    thread.postMessage({ what: question, bytes }, [bytes.buffer]);
    return new Promise((said) => thread.once('message', said));
  };
  await new Promise((ready) => thread.once('online', ready));
  await ask('inside', new Uint8Array(Buffer.from(smallDocument(0))));
  const answer = await ask(what, fresh());
  await thread.terminate();
  return answer;
}

async function buildThread() {
  const outfile = join(folder, 'thread.cjs');
  await build({ ...shippedOptions, stdin: { contents: THREAD, resolveDir: root, loader: 'ts' }, outfile });
  return outfile;
}

const THREAD = `import { parentPort } from 'node:worker_threads';
import { load } from 'js-yaml';
import { writeIndex } from './src/core/models/modelIndex.ts';
import { modelOf, openDocument } from './src/core/models/readDocument.ts';
import { decode } from './src/net/decode.ts';
const parse = ${isYaml} ? load : JSON.parse;
const measures = {
  /** From bytes to value: what nobody can avoid. */
  floor(bytes) {
    const start = performance.now();
    const text = new TextDecoder().decode(bytes);
    const decoded = performance.now();
    globalThis.value = parse(text);
    return [performance.now() - decoded, performance.now() - start];
  },
  async inside(bytes) {
    const start = performance.now();
    globalThis.index = writeIndex(await modelOf(openDocument(bytes, decode), async () => undefined));
    return performance.now() - start;
  },
};
parentPort.on('message', async ({ what, bytes }) => parentPort.postMessage(await measures[what](bytes)));`;

/** The same as a host sees it, with hashing, both ways between the threads, and reading the index. */
async function cold() {
  const time = await rounds(async (round) => {
    const reader = await readerWithWorker(join(folder, String(round)));
    const bytes = fresh();
    const start = performance.now();
    const reading = await reader.read(fileOf(bytes), signal);
    const taken = ms(start);
    if (reading.error) throw new Error(reading.error);
    reader.close();
    return taken;
  });
  return { time };
}

async function cached() {
  const { createModelReader } = require(join(root, 'dist/modelReader.js'));
  const first = createModelReader({ worker, cache: folder });
  const { model } = await first.read(fileOf(fresh()), signal);
  await new Promise((resume) => setTimeout(resume, 500));
  first.close();
  const reader = createModelReader({ worker, cache: folder });
  const time = await rounds(async () => {
    const bytes = fresh();
    const start = performance.now();
    await reader.read(fileOf(bytes), signal);
    return ms(start);
  });
  if (reader.queue.isRunning) throw new Error('the index was not kept');
  return { time, operations: model.operations.length };
}

/** Everything a user does with a model, from nothing: read it, ask for operations, read it again. */
async function host() {
  const { createModelReader } = require(join(root, 'dist/modelReader.js'));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const copies = Array.from({ length: 6 }, fresh);
  const take = () => fileOf(copies.pop());
  const reader = createModelReader({ worker, cache: folder });
  await new Promise((resume) => setTimeout(resume, 100));
  delay.enable();
  const start = performance.now();
  const { model } = await reader.read(take(), signal);
  const first = ms(start);
  const asked = performance.now();
  await reader.readOperation(take(), model.operations.at(-1), signal);
  const operation = ms(asked);
  await reader.read(take(), signal);
  delay.disable();
  reader.close();
  return { block: delay.max / 1e6, first, operation };
}

/** Megabytes above what the process has before it reads, at the peak and after the worker has ended. */
async function memory() {
  const { createModelReader } = require(join(root, 'dist/modelReader.js'));
  const limits = { idle: 50, job: 60_000, memory: 1024 };
  const reader = createModelReader({ worker, cache: folder, limits });
  const bytes = fresh();
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 2);
  const reading = await reader.read(fileOf(bytes), signal);
  clearInterval(watch);
  peak = Math.max(peak, process.memoryUsage.rss());
  await new Promise((resume) => setTimeout(resume, 1000));
  globalThis.reading = reading;
  return { peak: (peak - before) / 1e6, after: (process.memoryUsage.rss() - before) / 1e6 };
}

/** From text to something whose operations can be called or looked up, the way each package's own guide shows. */
const peers = {
  async '@apidevtools/swagger-parser'(load, value) {
    await load.default.dereference(value);
  },
  async '@readme/openapi-parser'(load, value) {
    await load.dereference(value);
  },
  async '@scalar/openapi-parser'(load, value) {
    await load.dereference(value);
  },
  async 'swagger-client'(load, value) {
    const { apis } = await new (load.default.default ?? load.default)({ spec: value });
    return apis;
  },
  async 'openapi-client-axios'(load, value) {
    const { OpenAPIClientAxios } = load.OpenAPIClientAxios ? load : load.default;
    const api = new OpenAPIClientAxios({ definition: value });
    await api.init();
    return api.getOperations();
  },
};

async function peer(name) {
  const loaded = await importPeer('bench-peers', name);
  const read = isYaml ? require('js-yaml').load : JSON.parse;
  const start = performance.now();
  await peers[name](loaded, read(content.toString('utf8')));
  return { time: ms(start) };
}

const measures = { parsing, cold, cached, host, memory };
try {
  console.log(JSON.stringify(await (measures[what]?.() ?? peer(what))));
} catch (error) {
  console.log(
    JSON.stringify({
      error: String(error?.message ?? error)
        .split('\n', 1)[0]
        .slice(0, 100),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
