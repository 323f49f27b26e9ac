// A sweep over 1,000 integrations against a server on loopback: its throughput beside a loop of bare undici with as many calls
// at once (goal: at least 0.7 of it), and whether memory stays flat: `node test/bench/sweep.mjs`.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bundle } from '../help/build-tests.mjs';
import { bundles, root } from '../help/paths.mjs';

const require = createRequire(import.meta.url);
const request = require('undici/lib/api/api-request.js');
const Pool = require('undici/lib/dispatcher/pool.js');

const GOAL = 0.7;
const INTEGRATIONS = 1000;
/** The one server counts as one host, as in a sweep over many it would not: so both get the limit of all. */
const AT_ONCE = 16;
const ROUNDS = 7;
/** The first ones of quick answers warm up: they measure the compiler. */
const QUICK_ROUNDS = 24;
const WARM_UP = 9;
/** Milliseconds until a server that is not on this machine answers. */
const LATENCY = 20;
/** Each answer; a thousand of them are 100 MB, three times what the history keeps. */
const LONG_BODY = 100_000;

const SERVER = `const long = JSON.stringify({ text: 'x'.repeat(${LONG_BODY}) });
require('http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  const answer = () => response.end(request.url.includes('/long') ? long : '{"ok":true}');
  if (request.url.includes('/far')) setTimeout(answer, ${LATENCY}); else answer();
}).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); });`;

const EXPORTS = `
export { testCalls } from './src/core/calls/testCalls.ts';
export { createSend } from './src/net/send.ts';
export { History } from './src/core/calls/history.ts';
export { readIntegration } from './src/core/integration.ts';
export { readModel } from './src/core/models/readModel.ts';
export { readOperation } from './src/core/models/readOperation.ts';
export { documentPart } from './src/core/part.ts';`;

async function main() {
  await bundle({ stdin: { contents: EXPORTS, resolveDir: root, sourcefile: 'sweep-bench.ts' } }, 'sweep-bench');
  const core = require(join(bundles, 'sweep-bench.js'));
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((said) => server.stdout.once('data', said));
  const net = core.createSend();
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: AT_ONCE });
  try {
    for (const path of ['/api', '/far']) await compare(path, () => raw(pool, path), sweeper(core, net, port, path));
    await measureMemory(sweeper(core, net, port, '/long'));
  } finally {
    net.close();
    await pool.destroy();
    server.kill();
  }
}

async function compare(path, rawRound, sweepRound) {
  const times = { raw: [], ours: [] };
  const isFar = path === '/far';
  for (let round = 0; round < (isFar ? ROUNDS : QUICK_ROUNDS); round++) {
    times.raw.push(await time(rawRound));
    times.ours.push(await time(sweepRound));
  }
  const [rawTime, ourTime] = [times.raw, times.ours].map((values) => median(values.slice(isFar ? 1 : WARM_UP)));
  const ratio = rawTime / ourTime;
  const perSecond = (ms) => `${Math.round((INTEGRATIONS * 1000) / ms)} calls/s`;
  console.log(
    `sweep of ${INTEGRATIONS}, answers ${isFar ? `after ${LATENCY} ms` : 'at once'}: raw ${perSecond(rawTime)}, ours ${perSecond(ourTime)}, ratio ${ratio.toFixed(2)}` +
      ` (goal ${GOAL})${ratio < GOAL ? ' MISSED' : ''}`,
  );
}

/** Each sweep puts 100 MB of answers into the same history. */
async function measureMemory(sweepRound) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const megabytes = [];
  for (let round = 0; round < ROUNDS; round++) {
    await sweepRound();
    collect();
    megabytes.push(process.memoryUsage().heapUsed / 1e6);
  }
  const growth = megabytes.at(-1) - megabytes[1];
  const shown = megabytes.map((value) => value.toFixed(0)).join(' ');
  console.log(`heap after each of ${ROUNDS} sweeps with ${LONG_BODY} bytes an answer: ${shown} MB`);
  console.log(`growth after the second: ${growth.toFixed(1)} MB (goal: under 60)${growth > 60 ? ' MISSED' : ''}`);
}

async function raw(pool, path) {
  let left = INTEGRATIONS;
  const worker = async () => {
    while (left-- > 0) {
      const { body } = await request.call(pool, { method: 'GET', path: `${path}/whoami`, headers: ['accept', '*/*'] });
      await body.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What the extension does for each integration, but for the editor's part: read, build, call, explain, keep. */
function sweeper(core, net, port, basePath) {
  const sample = (path) => readFileSync(join(root, 'test/samples', path), 'utf8');
  const document = JSON.parse(sample('models/sample-service.integration_model.json'));
  const { model } = core.readModel(document);
  const operation = model.operations.find(({ id }) => id === 'whoAmI');
  const detail = core.readOperation(core.documentPart(document), operation);
  const text = sample('integrations/sample-healthy.integration.json')
    .replace(/"port": \d+/, `"port": ${port}`)
    .replace(/"base_path": "[^"]*"/, `"base_path": "${basePath}"`);
  const texts = Array.from({ length: INTEGRATIONS }, (_, at) => text.replaceAll('sample-healthy', `swept-${at}`));
  const history = new core.History();
  const world = { send: net.send, now: () => Date.now(), secret: () => Promise.resolve('a-secret-of-some-length') };
  const signal = new AbortController().signal;
  const run = async (each) => {
    const integration = core.readIntegration(each);
    const call = { integration, model, detail, input: { parameters: [] }, timeout: 15_000, owner: integration.name };
    const report = await core.testCalls.testCall(call, world, signal);
    if (typeof report.response !== 'object' || !report.response.ok) throw new Error(JSON.stringify(report.response));
    history.add(integration.name, report, { input: call.input });
  };
  return () => core.testCalls.runSweep(texts, { keyOf: () => '', run, perKey: AT_ONCE, total: AT_ONCE, signal });
}

async function time(round) {
  const start = performance.now();
  await round();
  return performance.now() - start;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

await main();
