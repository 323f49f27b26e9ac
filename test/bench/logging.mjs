// What logging at every level costs a call: to a syslog server that is dead or deaf, and to a file, beside no logging at all
// (goal: a dead server costs less than 5 %): `node test/bench/logging.mjs`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../help/build-tests.mjs';
import { bundles, root } from '../help/paths.mjs';

const require = createRequire(import.meta.url);

const GOAL = 1.05;
const ROUNDS = 50;
const WARM_UP = 10;
const CALLS_EACH = 30;
/** Milliseconds until the service answers: one in the same building, which is near already. */
const LATENCY = 5;

const SERVER = `require('http').createServer((_, response) => setTimeout(() => {
  response.setHeader('content-type', 'application/json');
  response.end('{"ok":true}');
}, ${LATENCY})).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)); });`;

const EXPORTS = `
export { testCalls } from './src/core/calls/testCalls.ts';
export { createSend } from './src/net/send.ts';
export { readIntegration } from './src/core/integration.ts';
export { readModel } from './src/core/models/readModel.ts';
export { readOperation } from './src/core/models/readOperation.ts';
export { documentPart } from './src/core/part.ts';
export { Logger } from './src/core/logging/logger.ts';
export { plainNetwork } from './src/core/network.ts';
export { createLogSinks } from './src/net/logging/logSinks.ts';`;

async function main() {
  await bundle({ stdin: { contents: EXPORTS, resolveDir: root, sourcefile: 'logging-bench.ts' } }, 'logging-bench');
  const core = require(join(bundles, 'logging-bench.js'));
  const server = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await new Promise((said) => server.stdout.once('data', said)));
  const folder = mkdtempSync(join(tmpdir(), 'logging-bench-'));
  const deaf = createServer((socket) => socket.pause()).listen(0, '127.0.0.1');
  await new Promise((ready) => deaf.once('listening', ready));
  const quiet = { log_level: 'error', console_level: 'error', log_directory: folder };
  const syslog = (target) => ({ ...quiet, syslog: { host: '127.0.0.1', level: 'spam', ...target } });
  const ways = {
    'a dead syslog server over TCP': syslog({ protocol: 'tcp4', port: 1 }),
    'a dead syslog server over UDP': syslog({ protocol: 'udp4', port: 1 }),
    'a deaf syslog server over TCP': syslog({ protocol: 'tcp4', port: deaf.address().port }),
    'a file': { ...quiet, log_level: 'spam' },
  };
  try {
    for (const [name, loggerProps] of Object.entries(ways)) await compare(core, port, name, loggerProps, quiet, folder);
  } finally {
    deaf.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}

async function compare(core, port, name, loggerProps, quiet, folder) {
  const [without, withIt] = [quiet, loggerProps].map((props) => caller(core, port, props, folder));
  const times = { without: [], withIt: [] };
  // In turn, so that whatever else the machine does hits both alike.
  for (let round = 0; round < ROUNDS; round++) {
    times.without.push(await time(without));
    times.withIt.push(await time(withIt));
  }
  const [base, logged] = [median(times.without), median(times.withIt)];
  // Round by round: a busy moment of the machine is in both.
  const ratio = median(times.withIt.map((each, round) => each / times.without[round]));
  const dead = name.includes('dead');
  const verdict = dead ? ` (goal ${GOAL})${ratio > GOAL ? ' MISSED' : ''}` : '';
  console.log(
    `${name}: ${base.toFixed(2)} ms a call without, ${logged.toFixed(2)} ms with, ratio ${ratio.toFixed(3)}${verdict}`,
  );
}

/** A test call that is logged as the extension does. */
function caller(core, port, loggerProps, folder) {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Bench', version: '1' },
    paths: { '/x': { get: { operationId: 'x', responses: { 200: { content: { 'application/json': {} } } } } } },
  };
  const { model } = core.readModel(document);
  const detail = core.readOperation(core.documentPart(document), model.operations[0]);
  const server = { protocol: 'http', host: '127.0.0.1', port, base_path: '/' };
  const text = JSON.stringify({ name: 'bench', model: 'Bench:1', properties: { properties: { server } }, loggerProps });
  const net = core.createSend();
  const sinks = core.createLogSinks({
    settings: () => core.plainNetwork,
    folder,
    software: { name: 'bench', version: '1' },
    tell: () => undefined,
    now: () => Date.now(),
  });
  const logger = new core.Logger({ text: async () => text, sinks, console: () => undefined, tell: () => undefined });
  const world = { send: net.send, now: () => Date.now(), secret: async () => undefined };
  const { signal } = new AbortController();
  const call = { integration: core.readIntegration(text), model, detail, input: { parameters: [] }, timeout: 15_000 };
  return async () => logger.writeReport('bench', await core.testCalls.testCall(call, world, signal));
}

/** Milliseconds per call. */
async function time(call) {
  const start = performance.now();
  for (let left = CALLS_EACH; left > 0; left--) await call();
  return (performance.now() - start) / CALLS_EACH;
}

const median = (values) => {
  const sorted = values.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

await main();
