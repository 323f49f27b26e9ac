// A platform with 5,000 integrations of 200 models: how long until all are listed (goal: under 2 s), how long the event loop
// stands still at most meanwhile (goal: 50 ms), and whether memory stays flat; then the same of the plans of a
// pull and a push of all of them in a window: `npm run bench:platform`.
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bundle } from '../help/build-tests.mjs';
import { bundles, root } from '../help/paths.mjs';
import { startPlatform } from '../help/platform/platform.mjs';
import { measurePlanning } from './planning.mjs';

const INTEGRATIONS = 5000;
const MODELS = 200;
const ROUNDS = 8;
const GOAL = { list: 2000, block: 50 };

const EXPORTS = `
export { createSend } from './src/net/send.ts';
export { createPlatform } from './src/net/platform/platform.ts';
export { childNodes, rootNodes } from './src/core/nodes.ts';`;

/** The emulator has a process of its own: its work is not ours. */
async function serve() {
  const platform = await startPlatform();
  for (let index = 0; index < MODELS; index++) platform.addModel(modelOf(index));
  for (const service of services()) platform.addIntegration(service);
  const [{ username, password }] = platform.users;
  process.send({ url: platform.url, username, password });
}

const services = () =>
  Array.from({ length: INTEGRATIONS }, (_, index) => {
    const name = `integration-${String(index).padStart(4, '0')}`;
    const authentication = { login: { username: 'svc', password: `password of ${name}` } };
    const properties = { id: name, type: `Model ${index % MODELS}:1.0.0`, properties: { authentication } };
    return { name, type: 'Adapter', virtual: true, properties };
  });

const modelOf = (index) => ({
  openapi: '3.0.0',
  info: { title: `Model ${index}`, version: '1.0.0', description: 'x'.repeat(200) },
  servers: [{ url: 'https://api.example.com/v1' }],
  components: { securitySchemes: { login: { type: 'http', scheme: 'basic' } } },
  paths: { '/items': { get: { operationId: 'list', responses: { 200: { description: 'OK' } } } } },
});

async function main() {
  await bundle({ stdin: { contents: EXPORTS, resolveDir: root, sourcefile: 'platform-bench.ts' } }, 'platform-bench');
  const core = createRequire(import.meta.url)(join(bundles, 'platform-bench.js'));
  const server = fork(import.meta.filename, ['serve'], { stdio: 'inherit' });
  const { url, username, password } = await new Promise((said) => server.once('message', said));
  const net = core.createSend();
  try {
    const connection = { id: 'dev', name: 'Dev', url, signIn: { way: 'session', username }, rejectUnauthorized: true };
    const options = { connection, secret: async () => password, send: net.send, now: Date.now };
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(core, options));
    report(rounds);
    await measurePlanning({ url, username, password }, services());
  } finally {
    net.close();
    server.kill();
  }
}

/** From the sign-in to the rows of the tree, as when a connection is opened. */
async function measure(core, options) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const { signal } = new AbortController();
  const start = performance.now();
  const platform = core.createPlatform(options);
  await platform.signIn(signal);
  const [integrations, models] = await Promise.all([platform.integrations(signal), platform.models(signal)]);
  if (integrations.value.length !== INTEGRATIONS || models.value.length !== MODELS)
    throw new Error('not all are listed');
  const list = performance.now() - start;
  const home = homeOf(integrations.value, models.value);
  const drawing = performance.now();
  const [node] = core.rootNodes([home]);
  const rows = core.childNodes(node, [home]);
  const tree = performance.now() - drawing;
  await new Promise((resume) => setTimeout(resume, 20));
  delay.disable();
  if (rows.length !== MODELS) throw new Error(`${rows.length} rows`);
  return { list, tree, block: delay.max / 1e6, heap: heap() };
}

function homeOf(integrations, models) {
  const entries = new Map();
  for (const { id } of models) entries.set(`m ${id}`, { kind: 'model', uri: `m ${id}`, file: id, listed: id });
  for (const { name, modelId } of integrations)
    entries.set(`i ${name}`, { kind: 'integration', uri: `i ${name}`, file: name, name, modelId });
  return { id: 'integration://dev', label: 'Dev', entries, remote: { state: 'open', message: '' } };
}

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
function heap() {
  gc();
  return process.memoryUsage().heapUsed / 1e6;
}

function report(rounds) {
  const [first, ...warm] = rounds;
  const median = (pick) => warm.map(pick).sort((a, b) => a - b)[Math.floor(warm.length / 2)];
  const line = (what, { list, tree, block }) =>
    `${what}: ${list.toFixed(0)} ms for ${INTEGRATIONS} integrations and ${MODELS} models (goal: under ${GOAL.list} ms), ` +
    `rows in ${tree.toFixed(1)} ms, longest pause ${block.toFixed(0)} ms (goal: ${GOAL.block} ms)`;
  console.log(line('first list', first));
  const each = {
    list: median(({ list }) => list),
    tree: median(({ tree }) => tree),
    block: median(({ block }) => block),
  };
  console.log(line('lists after it, median', each));
  const heaps = rounds.map(({ heap: size }) => size.toFixed(1)).join(', ');
  console.log(`heap after each list (MB, flat is the goal): ${heaps}`);
}

if (process.argv[2] === 'serve') await serve();
else await main();
