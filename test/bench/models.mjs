// `npm run bench:models`: the time from a document's bytes to a usable model, against the floor that parsing is, in one run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, work } from '../help/paths.mjs';
import { installPeers } from './peers.mjs';

const GOALS = { inside: 1.6, cached: 0.3, block: 50 };
const PEER_LIMIT = 60_000;
/** The newest of each that Node 20 runs; none is a dependency of ours. */
const PEERS = {
  '@apidevtools/swagger-parser': '12.1.0',
  '@readme/openapi-parser': '9.0.0',
  '@scalar/openapi-parser': '0.24.17',
  'swagger-client': '3.37.3',
  'openapi-client-axios': '7.9.1',
};

const EXPLANATION = `Milliseconds, each the median of fresh threads.
floor: bytes to value with JSON.parse or js-yaml, decoding included; inside: bytes to index in the worker (goal ${GOALS.inside} x floor, of the fastest rounds)
cold: the same as the host sees it; cache: bytes to index from disk, hashing included (goal ${GOALS.cached} x floor above 1 MB)
first: the very first document, starting the thread included; block: longest pause of the host's event loop (goal ${GOALS.block})
operation: what one operation takes; peak, after: memory while reading and when the worker has ended`;

const corpus = join(root, '../shared/corpus');
const folder = join(work, 'bench-models');

function main() {
  mkdirSync(folder, { recursive: true });
  const documents = [...vendorDocuments(), generated('35 MB JSON', 35)];
  console.log(EXPLANATION);
  console.log(
    'document              floor  inside  ratio  cold  cache  ratio  first  block  operation  peak MB  after MB  operations',
  );
  for (const document of documents) report(document);
  comparePeers(documents);
}

/** Vendors' documents where they are at hand, else generated ones of the same sizes. */
function vendorDocuments() {
  const wanted = [
    ['26 KB JSON', 'itential-assets__cisco_ise__px_grid_3.2.json', 0.026],
    ['0.5 MB JSON', 'twilio__verify_v2.json', 0.5],
    ['1.2 MB JSON', 'slack__web_v2.json', 1.2],
    ['2.8 MB JSON', 'pagerduty__rest.json', 2.8],
    ['4.1 MB JSON', 'meraki__spec3.json', 4.1],
    ['11.7 MB JSON', 'composite__10mb.json', 11.7],
    ['1.0 MB YAML', 'redocly__rebilly.yaml', 1],
    ['4.0 MB YAML', 'netbox__openapi.yaml', 4],
  ];
  return wanted.map(([name, file, size]) => {
    const path = join(corpus, file);
    return existsSync(path) ? { name, path } : generated(name, size);
  });
}

/** Some 1.8 KB an operation, as in the large documents of vendors. */
function generated(name, megabytes) {
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.json`);
  const document = {
    openapi: '3.0.3',
    info: { title: name, version: '1' },
    servers: [{ url: 'https://x' }],
    paths: {},
    components: { schemas: {} },
  };
  for (let index = 0; index < (megabytes * 1e6) / 1800; index++) {
    document.paths[`/things/${index}/{id}`] = { get: operation(index) };
    document.components.schemas[`Thing${index}`] = schema(index);
  }
  writeFileSync(path, JSON.stringify(document));
  return { name, path };
}

const operation = (index) => ({
  operationId: `getThing${index}`,
  summary: `Get thing ${index}`,
  description: 'What the operation does, at some length. '.repeat(8),
  tags: [`tag ${index % 40}`],
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'page', in: 'query', description: 'The page to get', schema: { type: 'integer', minimum: 1 } },
  ],
  responses: {
    200: {
      description: 'OK',
      content: { 'application/json': { schema: { $ref: `#/components/schemas/Thing${index}` } } },
    },
    404: { description: 'Not found' },
  },
});

const schema = (index) => ({
  type: 'object',
  description: `A thing, number ${index}`,
  properties: Object.fromEntries(
    Array.from({ length: 10 }, (_, field) => [
      `field${field}`,
      { type: 'string', description: `The field ${field} of it` },
    ]),
  ),
});

function measure(what, path, timeout = 300_000) {
  const script = join(import.meta.dirname, 'models-measure.mjs');
  const { stdout, error } = spawnSync(process.execPath, [script, what, path], {
    encoding: 'utf8',
    timeout,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error?.code === 'ETIMEDOUT') return { error: `more than ${timeout / 1000} s` };
  return stdout.trim() ? JSON.parse(stdout.trim().split('\n').at(-1)) : { error: 'ended without an answer' };
}

function report({ name, path }) {
  const steps = ['parsing', 'cold', 'cached', 'host', 'memory'];
  const [parsing, cold, cached, host, memory] = steps.map((what) => measure(what, path));
  const isLarge = readFileSync(path).length > 1e6;
  const ratios = { inside: parsing.ratio, cached: cached.time / parsing.whole, block: host.block };
  const missed = Object.keys(GOALS).filter((goal) => ratios[goal] > GOALS[goal] && (isLarge || goal === 'block'));
  const cells = [
    [parsing.whole, 8],
    [parsing.inside, 8],
    [ratios.inside, 7, 2],
    [cold.time, 6],
    [cached.time, 7],
    [ratios.cached, 7, 2],
    [host.first, 7],
    [host.block, 7],
    [host.operation, 11],
    [memory.peak, 9, 0],
    [memory.after, 10, 0],
    [cached.operations, 12, 0],
  ];
  const line = cells.map(([value, width, digits = 1]) => (value ?? NaN).toFixed(digits).padStart(width)).join('');
  console.log(`${name.padEnd(19)}${line}${missed.length > 0 ? `  MISSED ${missed.join(', ')}` : ''}`);
  const wrong = [parsing, cold, cached, host, memory].find(({ error }) => error);
  if (wrong) console.log(`  ${wrong.error}`);
}

function comparePeers(documents) {
  console.log('\nOthers, from text to usable, in milliseconds (ours: cold, its thread started before)');
  if (!installPeers('bench-peers', { ...PEERS, axios: '1' })) {
    console.log('skipped: the packages could not be had from the registry');
    return;
  }
  const names = Object.keys(PEERS);
  console.log(['document'.padEnd(15), 'ours'.padStart(8), ...names.map((name) => name.padStart(30))].join(''));
  for (const { name, path } of documents) {
    const cells = [measure('cold', path), ...names.map((peer) => measure(peer, path, PEER_LIMIT))];
    const texts = cells.map(({ time, error }) => (error ? error.slice(0, 28) : time.toFixed(1)));
    console.log([name.padEnd(15), texts[0].padStart(8), ...texts.slice(1).map((text) => text.padStart(30))].join(''));
  }
}

main();
