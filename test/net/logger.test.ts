// From a sweep over real HTTP to real files: every line by the levels of its moment, in order, and without secrets.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIntegration } from '../../src/core/integration.ts';
import { Logger } from '../../src/core/logging/logger.ts';
import { plainNetwork } from '../../src/core/network.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import type { CancelledCall } from '../../src/core/report.ts';
import { runSweep } from '../../src/core/calls/sweep.ts';
import { testCall } from '../../src/core/calls/testCall.ts';
import { createLogSinks } from '../../src/net/logging/logSinks.ts';
import { createSend } from '../../src/net/send.ts';
import { integrationText, modelOf, openApi } from '../help/documents.ts';
import { closeServers, serveHttp } from './loopback.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-'))));
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closeServers();
});

const secret = 'correct-horse-battery';

/** An integration that logs to a file of the test, and what its channel shows. */
async function logging() {
  const { port } = await serveHttp(({ url = '' }, response) =>
    url.startsWith('/slow')
      ? response.writeHead(200).flushHeaders()
      : response.setHeader('x-echo', secret).setHeader('content-type', 'application/json').end(`{"say":"${secret}"}`),
  );
  const shown: string[] = [];
  const told: string[] = [];
  const state = { file: 'info', console: 'info', directory: folder, name: 'shop', path: '/api' };
  const text = () =>
    integrationText(
      {
        server: { protocol: 'http', host: '127.0.0.1', port, base_path: state.path },
        authentication: { basicAuth: { username: 'me', password: secret } },
      },
      {
        name: state.name,
        loggerProps: { log_level: state.file, console_level: state.console, log_directory: state.directory },
      },
    );
  const net = createSend();
  const sinks = createLogSinks({
    ...{ settings: () => plainNetwork, folder: join(folder, 'own'), software: { name: 'x', version: '1' } },
    ...{ tell: (sentence: string) => void told.push(sentence), now: () => 0 },
  });
  const logger = new Logger({
    text: () => Promise.resolve(text()),
    sinks,
    console: (_, __, record) => void shown.push(`${record.level} ${record.text}`),
    tell: (sentence) => void told.push(sentence),
  });
  const document = openApi({ security: [{ basicAuth: [] }] });
  const model = modelOf(document);
  const detail = readOperation(
    documentPart(document),
    model.operations.find(({ id }) => id === 'listItems')!,
  );
  const controller = new AbortController();
  const { signal } = controller;
  const call = async (owner = 'x'): Promise<void> => {
    const world = {
      ...{ send: net.send, now: () => Date.now(), secret: () => Promise.resolve(undefined) },
      cancelled: (cancelled: CancelledCall) => logger.writeCancelled(owner, cancelled),
    };
    const given = { integration: readIntegration(text()), model, detail, input: { parameters: [] }, timeout: 5_000 };
    logger.writeReport(owner, await testCall(given, world, signal));
  };
  const close = (): void => {
    logger.close();
    net.close();
  };
  return { state, logger, call, shown, told, signal, controller, close };
}

describe('the log of an integration', () => {
  it('follows a change of level from the next line on, while a sweep runs', async () => {
    const { state, logger, call, shown, signal, close } = await logging();
    const levels = ['error', 'info', 'debug', 'trace', 'spam', 'info'];
    const written: number[] = [];
    const run = async (index: number): Promise<void> => {
      state.file = levels[index % levels.length]!;
      const before = shown.length;
      await call();
      await logger.flush();
      written.push(shown.length - before);
    };
    state.console = 'spam';
    await runSweep(
      Array.from({ length: 12 }, (_, index) => index),
      { keyOf: () => '', run, perKey: 1, total: 1, signal },
    );
    close();
    const lines = readFileSync(join(folder, 'itential.log'), 'utf8')
      .split(/\n(?! {2})/)
      .slice(0, -1);
    const counts = ['error', 'info', 'debug', 'trace', 'spam'].map(
      (level) => lines.filter((line) => line.includes(`[${level}] `)).length,
    );
    // Two rounds; a good call has 1 line at info, 2 at debug, 1 at trace (there is no body to send) and 1 at spam.
    assert.deepEqual(counts, [0, 10, 12, 4, 2]);
    assert.deepEqual(new Set(written), new Set([5]));
  });
  it('has every line of many calls at once, in one piece', async () => {
    const { logger, call, signal, close } = await logging();
    await runSweep([...Array(60).keys()], { keyOf: () => '', run: () => call(), perKey: 16, total: 16, signal });
    await logger.flush();
    close();
    const lines = readFileSync(join(folder, 'itential.log'), 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 60);
    for (const line of lines)
      assert.match(line, /^\S+Z \[info\] \S+: listItems: GET http:\/\/127\.0\.0\.1:\d+\/\S* 200 OK \d+ ms 31 bytes$/);
  });
  it('never has a secret, at any level, however the server sends it back', async () => {
    const { state, logger, call, shown, close } = await logging();
    [state.file, state.console] = ['spam', 'spam'];
    await call();
    await logger.flush();
    close();
    const all = readFileSync(join(folder, 'itential.log'), 'utf8') + shown.join('\n');
    assert.match(all, /x-echo: ••••••/);
    assert.match(all, /authorization: Basic ••••••/i);
    for (const form of [secret, Buffer.from(`me:${secret}`).toString('base64')]) assert.ok(!all.includes(form));
  });
  it('says once where it is when its directory is not on this machine', async () => {
    const { state, logger, call, told, close } = await logging();
    state.directory = '/opt/nowhere/logs';
    for (let calls = 0; calls < 3; calls++) await call();
    state.name = 'other';
    await call('y');
    await logger.flush();
    assert.equal(told.length, 1, told.join());
    assert.match(told[0]!, /"\/opt\/nowhere\/logs" does not exist on this machine/);
    state.directory = '/opt/nowhere/else';
    await call();
    await logger.flush();
    close();
    assert.equal(told.length, 2, told.join());
  });
  it('has a call that was stopped, with the secrets of its address masked', async () => {
    const { logger, call, shown, controller, close, state } = await logging();
    state.path = `/slow/${secret}`;
    const calling = call();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await assert.rejects(calling, /enough/);
    await logger.flush();
    close();
    assert.equal(shown.length, 1);
    assert.match(
      shown[0]!,
      /^info listItems: GET http:\/\/127\.0\.0\.1:\d+\/slow\/••••••\/\S* cancelled after \d+ ms$/,
    );
  });
});
