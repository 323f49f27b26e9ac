// Log files on a real disk: rotation loses and mixes nothing, and a disk that refuses is said once.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIntegration } from '../../src/core/integration.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { readLogging } from '../../src/core/logging/settings.ts';
import { plainNetwork } from '../../src/core/network.ts';
import { LogFile } from '../../src/net/logging/logFile.ts';
import { createLogSinks } from '../../src/net/logging/logSinks.ts';
import { integrationText } from '../help/documents.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const told: string[] = [];
const logFile = (limits: { maxSize: number; maxFiles: number }, name = 'x.log') =>
  new LogFile(join(folder, name), limits, (reason, lost) => void told.push(`${reason?.message ?? 'good'} ${lost}`));
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('a log file', () => {
  it('keeps 10,000 lines in their order over many files, and loses none', async () => {
    const file = logFile({ maxSize: 10_000, maxFiles: 100 });
    const line = (index: number) => `line ${index} ${'ä'.repeat(index % 30)}\n`;
    for (let index = 0; index < 10_000; index++) {
      file.write(line(index));
      // Bursts and single lines: the disk is at another point each time.
      if (index % 97 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await file.close();
    const names = readdirSync(folder).sort((a, b) => Number(b.split('.')[2] ?? 0) - Number(a.split('.')[2] ?? 0));
    assert.ok(names.length > 30, String(names.length));
    assert.equal(names.map(text).join(''), Array.from({ length: 10_000 }, (_, index) => line(index)).join(''));
    for (const name of names) assert.ok(statSync(join(folder, name)).size <= 10_000);
  });
  it('keeps no more files than it may', async () => {
    const file = logFile({ maxSize: 10, maxFiles: 3 });
    for (let index = 0; index < 9; index++) file.write(`line ${index}\n`);
    await file.close();
    assert.deepEqual(readdirSync(folder).sort().map(text), ['line 8\n', 'line 7\n', 'line 6\n']);
  });
  it('may be followed by a thousand million others, without asking for each', async () => {
    const file = logFile({ maxSize: 10, maxFiles: 1e9 });
    for (let index = 0; index < 4; index++) file.write(`line ${index}\n`);
    await file.close();
    assert.deepEqual(readdirSync(folder).sort().map(text), ['line 3\n', 'line 2\n', 'line 1\n', 'line 0\n']);
  });
  it('begins anew when it is the only one', async () => {
    const file = logFile({ maxSize: 10, maxFiles: 1 });
    for (let index = 0; index < 3; index++) file.write(`line ${index}\n`);
    await file.close();
    assert.deepEqual([readdirSync(folder), text('x.log')], [['x.log'], 'line 2\n']);
  });
  it('writes a record that is longer than a file may be as a whole', async () => {
    const file = logFile({ maxSize: 10, maxFiles: 5 });
    for (const record of ['short\n', 'longer than ten\n', 'short\n']) file.write(record);
    await file.close();
    assert.deepEqual(['x.log.2', 'x.log.1', 'x.log'].map(text), ['short\n', 'longer than ten\n', 'short\n']);
  });
  it('goes on behind what is there, and is this user’s alone', async () => {
    const first = logFile({ maxSize: 100, maxFiles: 2 });
    first.write('one\n');
    await first.close();
    const second = logFile({ maxSize: 100, maxFiles: 2 });
    second.write('two\n');
    await second.close();
    assert.equal(text('x.log'), 'one\ntwo\n');
    if (process.platform !== 'win32') assert.equal(statSync(join(folder, 'x.log')).mode & 0o777, 0o600);
  });
  it('begins a line of its own behind a record that a full disk took a part of', async () => {
    writeFileSync(join(folder, 'x.log'), 'one\ntw');
    const file = logFile({ maxSize: 100, maxFiles: 2 });
    file.write('three\n');
    file.write('four\n');
    await file.close();
    assert.equal(text('x.log'), 'one\ntw\nthree\nfour\n');
  });
  it('comes back when somebody removes it', async () => {
    const file = logFile({ maxSize: 100, maxFiles: 2 });
    file.write('one\n');
    await file.flush();
    rmSync(join(folder, 'x.log'));
    file.write('two\n');
    await file.close();
    assert.equal(text('x.log'), 'two\n');
  });
  it('takes a new size at the next record', async () => {
    const file = logFile({ maxSize: 100, maxFiles: 3 });
    file.write('one\n');
    await file.flush();
    file.limits = { maxSize: 5, maxFiles: 3 };
    file.write('two\n');
    await file.close();
    assert.deepEqual(['x.log.1', 'x.log'].map(text), ['one\n', 'two\n']);
  });
  it('that cannot be written is said once, and when it can again, with what was lost', async () => {
    told.splice(0);
    writeFileSync(join(folder, 'dir'), '');
    const file = logFile({ maxSize: 100, maxFiles: 3 }, 'dir/x.log');
    for (const record of ['one\n', 'two\n']) {
      file.write(record);
      await file.flush();
    }
    rmSync(join(folder, 'dir'));
    file.write('three\n');
    await file.close();
    assert.equal(told.length, 2);
    assert.match(told[0]!, /^(EEXIST|ENOTDIR).* 1$/);
    assert.equal(told[1], 'good 2');
    assert.equal(text('dir/x.log'), 'three\n');
  });
});

describe('the place of a log file', () => {
  const sinks = () =>
    createLogSinks({
      ...{ settings: () => plainNetwork, folder: join(folder, 'own'), software: { name: 'x', version: '1' } },
      ...{ tell: (sentence: string) => void told.push(sentence), now: () => 0 },
    });
  const settingsOf = (loggerProps: JsonObject) =>
    readLogging(readIntegration(integrationText({}, { loggerProps }))).file;

  it('is the configured directory, where this machine has it', async () => {
    const place = await sinks().place(settingsOf({ log_directory: folder, log_filename: 'a.log' }), 'shop');
    assert.deepEqual(place, { path: join(folder, 'a.log') });
  });
  it('is the extension’s own folder otherwise, and says why', async () => {
    for (const directory of [join(folder, 'nowhere'), 'relative']) {
      const { path, instead } = await sinks().place(settingsOf({ log_directory: directory }), 'shop/1');
      assert.equal(path, join(folder, 'own', 'shop_1', 'itential.log'));
      assert.ok(instead?.includes(directory) && instead.includes(join(folder, 'own')));
    }
  });
  it('never leaves the directory by the name of the file', async () => {
    for (const name of ['../../etc/passwd', '..\\x.log', '.bashrc', '..', '/x']) {
      const { path } = await sinks().place(settingsOf({ log_directory: folder, log_filename: name }), 'shop');
      assert.match(path.slice(folder.length + 1), /^[a-z]+(\.log)?$/);
    }
  });
  it('is one file for all who name the same', async () => {
    mkdirSync(join(folder, 'logs'));
    const own = sinks();
    const file = settingsOf({ log_directory: join(folder, 'logs') });
    for (const name of ['one', 'two']) {
      const record = { level: 'info', at: 0, kind: 'CALL', text: 'x' } as const;
      own.writeFile(await own.place(file, name), file, { name, record });
    }
    await own.flush();
    own.close();
    assert.match(text('logs/itential.log'), /\[info\] one: x\n.*\[info\] two: x\n$/);
  });
});
