// What our send costs over raw undici for one small call: `node test/bench/calls.mjs`. The goal is a ratio of at most 1.3.
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { buildSend } from '../help/nodes.mjs';

const require = createRequire(import.meta.url);
const request = require('undici/lib/api/api-request.js');
const Pool = require('undici/lib/dispatcher/pool.js');

const GOAL = 1.3;
/** Many short rounds in turn, so that whatever else the machine does hits both alike; the first ones warm up. */
const ROUNDS = 120;
const WARM_UP = 20;
const CALLS_EACH = { 1: 80, 50: 4 };

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
  net.close();
  await pool.destroy();
  server.kill();
}

async function compare(atOnce, raw, ours) {
  const times = { raw: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.raw.push(await time(raw, atOnce));
    times.ours.push(await time(ours, atOnce));
  }
  const [rawTime, ourTime] = [median(times.raw), median(times.ours)];
  const ratio = ourTime / rawTime;
  const figures = `raw ${rawTime.toFixed(1)} µs, ours ${ourTime.toFixed(1)} µs per call`;
  console.log(
    `${atOnce} at once: ${figures}, ratio ${ratio.toFixed(2)} (goal ${GOAL})${ratio > GOAL ? ' MISSED' : ''}`,
  );
}

/** Microseconds per call. */
async function time(call, atOnce) {
  const start = performance.now();
  const worker = async () => {
    for (let left = CALLS_EACH[atOnce]; left > 0; left--) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ((performance.now() - start) * 1000) / (CALLS_EACH[atOnce] * atOnce);
}

const median = (values) => {
  const sorted = values.slice(WARM_UP).sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

await main();
