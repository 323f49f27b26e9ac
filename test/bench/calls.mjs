// What our send costs over raw undici for one small call, with a goal of at most 1.3, and what a whole test call costs beside
// other packages that call OpenAPI operations: `npm run bench:calls`.
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from '../help/build-tests.mjs';
import { buildSend } from '../help/nodes.mjs';
import { bundles, root } from '../help/paths.mjs';
import { importPeer, installPeers } from './peers.mjs';

const require = createRequire(import.meta.url);
const request = require('undici/lib/api/api-request.js');
const Pool = require('undici/lib/dispatcher/pool.js');

const GOAL = 1.3;
/** Many short rounds in turn, so that whatever else the machine does hits both alike; the first ones warm up. */
const ROUNDS = 120;
const WARM_UP = 20;
const CALLS_EACH = { 1: 80, 50: 4 };

/** The newest of each that Node 20 runs. */
const PEERS = {
  'swagger-client': '3.37.3',
  'openapi-client-axios': '7.9.1',
  axios: '1',
  'postman-runtime': '7.56.1',
};
const PEER_FOLDER = 'bench-calls-peers';
/** Theirs take long enough to be told apart in few. */
const PEER_ROUNDS = 12;
const PEER_WARM_UP = 4;
const PEER_CALLS_EACH = { 1: 20, 50: 2 };

const OURS = `
export { testCall } from './src/core/calls/testCall.ts';
export { readIntegration } from './src/core/integration.ts';
export { readModel } from './src/core/models/readModel.ts';
export { readOperation } from './src/core/models/readOperation.ts';
export { documentPart } from './src/core/part.ts';`;

const SERVER = `require('http').createServer((_, response) => response.end('{"ok":true}'))
  .listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); });`;

async function main() {
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = `http://127.0.0.1:${await new Promise((said) => server.stdout.once('data', said))}`;
  const { createSend } = require(await buildSend());
  const net = createSend();
  const pool = new Pool(url, { connections: 50 });
  const signal = new AbortController().signal;
  const wire = { rejectUnauthorized: true, timeout: 15_000, maxBody: 1_000_000 };
  const ours = () => net.send({ method: 'GET', url: `${url}/x`, headers: [['accept', '*/*']] }, wire, signal);
  const raw = async () => {
    const { body } = await request.call(pool, { method: 'GET', path: '/x', headers: ['accept', '*/*'] });
    await body.arrayBuffer();
  };
  for (const atOnce of [1, 50]) await compare(atOnce, raw, ours);
  await comparePeers(url, { raw, 'our test call': await wholeCall(net, url) });
  net.close();
  await pool.destroy();
  server.kill();
}

async function compare(atOnce, raw, ours) {
  const times = { raw: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.raw.push(await time(each(raw), atOnce, CALLS_EACH[atOnce]));
    times.ours.push(await time(each(ours), atOnce, CALLS_EACH[atOnce]));
  }
  const [rawTime, ourTime] = [median(times.raw), median(times.ours)];
  const ratio = ourTime / rawTime;
  const figures = `raw ${rawTime.toFixed(1)} µs, ours ${ourTime.toFixed(1)} µs per call`;
  console.log(
    `${atOnce} at once: ${figures}, ratio ${ratio.toFixed(2)} (goal ${GOAL})${ratio > GOAL ? ' MISSED' : ''}`,
  );
}

const documentAt = (url) => ({
  openapi: '3.0.3',
  info: { title: 'Bench', version: '1' },
  servers: [{ url }],
  paths: { '/x': { get: { operationId: 'getX', responses: { 200: { description: 'OK' } } } } },
});

/** From the text of an integration to the redacted report: more than any of the others does. */
async function wholeCall(net, url) {
  await bundle({ stdin: { contents: OURS, resolveDir: root, sourcefile: 'calls-bench.ts' } }, 'calls-bench');
  const core = require(join(bundles, 'calls-bench.js'));
  const document = documentAt(url);
  const { model } = core.readModel(document);
  const detail = core.readOperation(core.documentPart(document), model.operations[0]);
  const server = { protocol: 'http', host: '127.0.0.1', port: Number(new URL(url).port), base_path: '/' };
  const text = JSON.stringify({
    name: 'bench',
    model: '@itential/adapter_Bench:1',
    properties: { properties: { authentication: {}, server } },
  });
  const world = { send: net.send, now: () => Date.now(), secret: () => Promise.resolve(undefined) };
  const signal = new AbortController().signal;
  return async () => {
    const integration = core.readIntegration(text);
    const call = { integration, model, detail, input: { parameters: [] }, timeout: 15_000 };
    const { response } = await core.testCall(call, world, signal);
    if (!response.ok) throw new Error(JSON.stringify(response));
  };
}

/** One call after the other. */
const each = (call) => async (count) => {
  for (let left = count; left > 0; left--) await call();
};

/** Each as its own guide shows it, made ready once; what comes out makes as many calls as it is told, one after the other. */
const peers = {
  async 'swagger-client'({ default: loaded }, url) {
    const client = await new (loaded.default ?? loaded)({ spec: documentAt(url) });
    return each(() => client.execute({ operationId: 'getX' }));
  },
  async 'openapi-client-axios'(loaded, url) {
    const { OpenAPIClientAxios } = loaded.OpenAPIClientAxios ? loaded : loaded.default;
    const client = await new OpenAPIClientAxios({ definition: documentAt(url) }).init();
    return each(() => client.getX());
  },
  async 'postman-runtime'({ default: { Runner } }, url) {
    const { default: sdk } = await importPeer(PEER_FOLDER, 'postman-collection');
    const collection = new sdk.Collection({ item: [{ name: 'getX', request: { method: 'GET', url: `${url}/x` } }] });
    const runner = new Runner();
    // A run makes a sandbox for scripts, which takes half a second: as many calls as wanted share one.
    return (count) =>
      new Promise((resolve, reject) =>
        runner.run(collection, { iterationCount: count }, (error, run) =>
          error ? reject(error) : run.start({ done: (failure) => (failure ? reject(failure) : resolve()) }),
        ),
      );
  },
};

async function comparePeers(url, own) {
  if (!installPeers(PEER_FOLDER, PEERS)) {
    console.log('others: skipped, the packages could not be had from the registry');
    return;
  }
  const calls = Object.fromEntries(Object.entries(own).map(([name, call]) => [name, each(call)]));
  for (const [name, make] of Object.entries(peers)) calls[name] = await make(await importPeer(PEER_FOLDER, name), url);
  for (const atOnce of [1, 50]) {
    // Fifty sandboxes are another measurement.
    if (atOnce > 1) delete calls['postman-runtime'];
    const times = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
    for (let round = 0; round < PEER_ROUNDS; round++)
      for (const [name, call] of Object.entries(calls))
        times[name].push(await time(call, atOnce, PEER_CALLS_EACH[atOnce]));
    const medians = Object.entries(times).map(([name, values]) => [name, median(values, PEER_WARM_UP)]);
    const mine = Object.fromEntries(medians)['our test call'];
    for (const [name, value] of medians)
      console.log(
        `${atOnce} at once: ${name.padEnd(20)} ${value.toFixed(0).padStart(6)} µs per call, ${(value / mine).toFixed(2)} x ours`,
      );
  }
}

/** Microseconds per call. */
async function time(calls, atOnce, count) {
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, () => calls(count)));
  return ((performance.now() - start) * 1000) / (count * atOnce);
}

const median = (values, warmUp = WARM_UP) => {
  const sorted = values.slice(warmUp).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

await main();
process.exit();
