// Syslog messages at real receivers: rsyslog where it can be had, and our own on loopback for what a good one never does.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIntegration } from '../../src/core/integration.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { readLogging, type SyslogSettings } from '../../src/core/logging/settings.ts';
import type { LogRecord } from '../../src/core/logging/records.ts';
import type { Logged } from '../../src/core/logging/sinks.ts';
import { plainNetwork } from '../../src/core/network.ts';
import { createLogSinks } from '../../src/net/logging/logSinks.ts';
import { createAuthority, selfSignedCertificate } from '../help/certificates.mjs';
import { integrationText } from '../help/documents.ts';
import { ensureRsyslog, startRsyslog } from '../help/rsyslog.mjs';
import { closeServers, serve, serveSockets } from './loopback.ts';

type Wish = JsonObject & { readonly protocol: string };
const settingsOf = (syslog: JsonObject): SyslogSettings =>
  readLogging(readIntegration(integrationText({}, { loggerProps: { syslog: { host: '127.0.0.1', ...syslog } } })))
    .syslog!;

const at = Date.UTC(2026, 10, 4, 9, 5, 7, 89);
const logged = (text: string, more: Partial<LogRecord> = {}, name = 'shop'): Logged => ({
  name,
  record: { level: 'info', at, kind: 'CALL', text, ...more },
});

const told: string[] = [];
const closing: (() => void)[] = [];
function sinks(network: Partial<typeof plainNetwork> = {}) {
  const made = createLogSinks({
    settings: () => ({ ...plainNetwork, systemAuthorities: false, ...network }),
    folder: join(tmpdir(), 'never-written'),
    software: { name: 'Integration Essentials', version: '1.2.3' },
    tell: (sentence) => void told.push(sentence),
    now: () => at,
  });
  closing.push(() => made.close());
  return made;
}
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  told.splice(0);
  await closeServers();
});

async function until<T>(look: () => T | undefined | false, what: string): Promise<T> {
  for (let waited = 0; waited < 8_000; waited += 15) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`never: ${what}; told: ${told.join(' | ')}`);
}

describe('rsyslog', function () {
  this.timeout(120_000);
  let server: Awaited<ReturnType<typeof startRsyslog>> | undefined;
  let authority: Awaited<ReturnType<typeof createAuthority>>;
  before(async function () {
    const daemon = ensureRsyslog();
    if (!daemon) {
      console.log('      rsyslog is not here and cannot be installed: the receivers of these tests are our own alone.');
      this.skip();
    }
    authority = await createAuthority();
    server = await startRsyslog(daemon, { authority: authority.cert, ...(await authority.issue()) });
  });
  after(() => server?.stop());

  /** Sends one record and gives what arrived of it. */
  async function through(syslog: Wish, ...args: Parameters<typeof logged>) {
    const { protocol } = syslog;
    const port = protocol.startsWith('udp') ? server!.udp : protocol.startsWith('tls') ? server!.tls : server!.tcp;
    const target = settingsOf({ port, ...syslog });
    const sender = sinks({ authorities: [authority.cert] });
    const count = sender.syslogTexts(target, logged(...args)).length;
    const before = server!.received().length;
    sender.sendSyslog(target, logged(...args));
    await until(() => server!.received().length >= before + count, `${count} messages over ${protocol}`);
    return server!.received().slice(before);
  }
  const textOf = (parts: readonly { readonly msg: string }[]) =>
    parts.map(({ msg }) => msg.replace(/^\uFEFF/, '').replace(/^ ?\[\d+\/\d+\] /, '')).join('');

  for (const protocol of ['udp4', 'tcp4', 'tls4']) {
    it(`understands every field of RFC 5424 over ${protocol}`, async () => {
      const fields = { type: '5424', facility: 'local3', app_name: 'shop-app', localhost: 'edge.example', pid: '4711' };
      const [got] = await through({ protocol, ...fields }, 'GET /x', { level: 'error' });
      const { facility, severity, host, app, pid, msgid, msg, sd, input } = got!;
      assert.deepEqual(
        { facility, severity, host, app, pid, msgid, msg, input },
        {
          ...{ facility: 'local3', severity: 'err', host: 'edge.example', app: 'shop-app', pid: '4711' },
          ...{ msgid: 'CALL', msg: '[error] shop: GET /x', input: protocol.slice(0, 3) },
        },
      );
      assert.match(sd, /^\[meta sequenceId="\d+"\]\[origin software="Integration Essentials" swVersion="1\.2\.3"\]$/);
      assert.equal(Date.parse(got!.time), at);
    });
    it(`understands every field of RFC 3164 over ${protocol}`, async () => {
      const fields = { type: 'BSD', facility: 'local0', app_name: 'shop', localhost: 'edge' };
      const [got] = await through({ protocol, ...fields }, 'GET /x', { level: 'warn' });
      const { facility, severity, host, tag, pid, msg } = got!;
      assert.deepEqual(
        { facility, severity, host, tag, pid, msg },
        {
          ...{ facility: 'local0', severity: 'warning', host: 'edge', tag: `shop[${process.pid}]:` },
          ...{ pid: String(process.pid), msg: ' [warn] shop: GET /x' },
        },
      );
    });
    it(`gets UTF-8, line feeds and what looks like structured data as they are over ${protocol}`, async () => {
      const text = 'Zürich – 東京 🚀\n[id x="y\\"]"] second line\n\tthird <13>1 - - -';
      for (const type of ['5424', 'BSD'])
        assert.equal(textOf(await through({ protocol, type }, text)).trim(), `[info] shop: ${text}`);
    });
    it(`gets 8 KB whole over ${protocol}, in parts where the RFC sets limits`, async () => {
      const text = 'äöü€🚀 '.repeat(600);
      assert.ok(Buffer.byteLength(text) > 8_192);
      for (const type of ['5424', 'BSD']) {
        const parts = await through({ protocol, type }, text);
        assert.ok(parts.length > 1);
        assert.equal(textOf(parts).trim(), `[info] shop: ${text}`.trim());
        assert.ok(parts.every(({ msg }) => !msg.includes('\uFFFD')));
      }
    });
  }
  it('gets 7.5 KB in one message over a stream', async () => {
    const parts = await through({ protocol: 'tcp4', type: '5424' }, 'x'.repeat(7_500));
    assert.equal(parts.length, 1);
    assert.equal(textOf(parts), `[info] shop: ${'x'.repeat(7_500)}`);
  });
  it('gets a thousand records in their order', async () => {
    const target = settingsOf({ port: server!.tcp, protocol: 'tcp4', type: '5424' });
    const sender = sinks();
    const before = server!.received().length;
    for (let index = 0; index < 1_000; index++) sender.sendSyslog(target, logged(`number ${index}`));
    await until(() => server!.received().length === before + 1_000, 'a thousand');
    const numbers = server!
      .received()
      .slice(before)
      .map(({ msg }) => Number(/number (\d+)/.exec(msg)?.[1]));
    assert.deepEqual(numbers, [...numbers.keys()]);
  });
  for (const protocol of ['tcp4', 'tls4']) {
    it(`is proven to have taken a test message over ${protocol}`, async () => {
      const target = settingsOf({ port: protocol === 'tls4' ? server!.tls : server!.tcp, protocol, type: '5424' });
      const proof = await sinks({ authorities: [authority.cert] }).proveSyslog(target, logged('test'));
      assert.equal(proof.reason, undefined);
      assert.equal(proof.outcome, 'taken');
      assert.equal(proof.to, `${protocol.slice(0, 3)} 127.0.0.1:${target.port}`);
    });
  }
  it('says what to do where its local socket takes nothing but datagrams', async () => {
    const proof = await sinks().proveSyslog(settingsOf({ protocol: 'unix', path: server!.socket }), logged('test'));
    assert.equal(proof.outcome, 'failed');
    assert.match(proof.reason!, /takes datagrams, .* use udp4/);
  });
  it('is not trusted without its authority', async () => {
    const target = settingsOf({ port: server!.tls, protocol: 'tls4' });
    const refused = await sinks().proveSyslog(target, logged('test'));
    assert.equal(refused.outcome, 'failed');
    assert.match(refused.reason!, /unable to verify|self signed/);
  });
});

describe('a syslog server that is not there', () => {
  it('is said to refuse a test message over TCP and over UDP', async () => {
    const { port } = await serveSockets(() => undefined);
    await closeServers();
    for (const protocol of ['tcp4', 'udp4']) {
      const proof = await sinks().proveSyslog(settingsOf({ port, protocol }), logged('test'));
      assert.equal(proof.outcome, 'failed', protocol);
      assert.match(proof.reason!, /ECONNREFUSED/);
    }
  });
  it('is told of once, gets what waited when it comes, and what was lost is said', async () => {
    const { port } = await serveSockets(() => undefined);
    await closeServers();
    const sender = sinks();
    const target = settingsOf({ port, protocol: 'tcp4' });
    for (let index = 0; index < 1_200; index++) sender.sendSyslog(target, logged(`#${index}.`));
    await until(() => told.length > 0, 'told');
    const got: string[] = [];
    const server = createServer((socket) => socket.on('data', (chunk) => got.push(chunk.toString())));
    await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
    try {
      await until(() => got.join('').includes('200 messages were lost'), 'the end');
      assert.ok(/#200\.[^]*#1199\./.test(got.join('')));
      assert.ok(!got.join('').includes('#199.'));
      assert.equal(told.length, 2, told.join('\n'));
    } finally {
      sender.close();
      server.close();
    }
  });
  it('over UDP is told of once, however many messages it refuses', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    socket.close();
    const sender = sinks();
    const target = settingsOf({ port, protocol: 'udp4' });
    sender.sendSyslog(target, logged('first'));
    await until(() => told.length > 0, 'told');
    for (let index = 0; index < 5; index++) sender.sendSyslog(target, logged('more'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(told.length, 1, told.join('\n'));
  });
});

describe('a syslog server that takes nothing', () => {
  const hangsUp = (how: (socket: Socket) => unknown) =>
    serveSockets((socket) => void how(socket.on('error', () => undefined)));
  for (const [what, how] of Object.entries({
    'hangs up at once': (socket: Socket): unknown => socket.destroy(),
    'says goodbye at once': (socket: Socket): unknown => socket.end(),
    'resets every connection': (socket: Socket): unknown => socket.resetAndDestroy(),
  }))
    it(`and ${what} is told of once, and what waits for it is kept`, async () => {
      const { port, sockets } = await hangsUp(how);
      const sender = sinks();
      const target = settingsOf({ port, protocol: 'tcp4' });
      const sending = setInterval(() => sender.sendSyslog(target, logged('one')), 5);
      await until(() => sockets.length >= 3, 'tried again and again').finally(() => clearInterval(sending));
      assert.equal(told.length, 1, told.join('\n'));
      assert.match(told[0]!, /: the server closes the connection\. Up to/);
    });
  it('and reads nothing is told of, holds up nobody who waits for the log, and what was lost is said', async () => {
    const { port, sockets } = await serveSockets((socket) => void socket.pause());
    const sender = sinks();
    const target = settingsOf({ port, protocol: 'tcp4', type: '5424' });
    sender.sendSyslog(target, logged('first'));
    await until(() => sockets.length > 0, 'connected');
    await sender.flush();
    const long = 'x'.repeat(7_000);
    const sending = setInterval(() => {
      for (let count = 0; count < 100; count++) sender.sendSyslog(target, logged(long));
    }, 5);
    await until(() => told.length > 0, 'told').finally(() => clearInterval(sending));
    assert.match(told[0]!, /more slowly than they come/);
    await sender.flush();
    const got: string[] = [];
    for (const socket of sockets) socket.on('data', (chunk) => got.push(chunk.toString())).resume();
    await until(() => got.join('').includes('messages were lost'), 'the end');
    assert.match(told[1]!, /takes messages again\. [1-9]\d* messages were lost/);
  });
  it('or too little is told of once, and what was lost is said when nothing waits any more', async () => {
    let [got, isSlow] = ['', true];
    const { port } = await serveSockets((socket) =>
      socket.on('data', (chunk) => {
        got += chunk.toString();
        if (isSlow) setTimeout(() => socket.resume(), 20).unref();
        if (isSlow) socket.pause();
      }),
    );
    const sender = sinks();
    const target = settingsOf({ port, protocol: 'tcp4', type: '5424' });
    const long = 'x'.repeat(7_000);
    const sending = setInterval(() => {
      for (let count = 0; count < 20; count++) sender.sendSyslog(target, logged(long));
    }, 5);
    try {
      await until(() => told.length > 0, 'told');
      got = '';
      await until(() => got.length > 3_000_000, 'three megabytes more');
    } finally {
      clearInterval(sending);
    }
    assert.equal(told.length, 1, told.join('\n'));
    assert.match(told[0]!, /more slowly than they come/);
    isSlow = false;
    await until(() => got.includes('messages were lost'), 'the end');
    assert.equal(told.length, 2, told.join('\n'));
  });
  it('while nothing is logged, and so closes the connection, loses nothing and is no news', async () => {
    const got: string[] = [];
    const { port, sockets } = await serveSockets((socket) =>
      socket.on('data', (chunk) => got.push(chunk.toString())).setTimeout(500, () => socket.end()),
    );
    const sender = sinks();
    const target = settingsOf({ port, protocol: 'tcp4' });
    for (const [index, text] of ['first', 'second'].entries()) {
      sender.sendSyslog(target, logged(text));
      await until(() => got.join('').includes(text), text);
      await until(() => sockets[index]!.writableFinished && sockets[index]!.destroyed, 'closed');
    }
    assert.deepEqual(told, []);
  });
});

describe('our own receiver', () => {
  it('gets counted octets, with the configured end of line counted', async () => {
    const got = once((await listening()).server, 'connection').then(([socket]) => once(socket as Socket, 'data'));
    sinks().sendSyslog(settingsOf({ port: last, protocol: 'tcp4', eol: '\n' }), logged('naïve'));
    const [chunk] = (await got) as [Buffer];
    const [, count, rest] = /^(\d+) ([^]*)$/.exec(chunk.toString())!;
    assert.equal(Number(count), Buffer.byteLength(rest!));
    assert.match(rest!, /\[info\] shop: naïve\n$/);
  });
  it('that hangs up in the middle is not said to have taken a message', async () => {
    const { port } = await serveSockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const proof = await sinks().proveSyslog(settingsOf({ port, protocol: 'tcp4' }), logged('test'));
    assert.notEqual(proof.outcome, 'taken');
  });
  it('at a local socket gets one line a message', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'log-'));
    const path = join(folder, 'log');
    const server = createServer();
    await new Promise<void>((ready) => server.listen(path, ready));
    const got = once(server, 'connection').then(([socket]) => once(socket as Socket, 'data'));
    sinks().sendSyslog(settingsOf({ path, protocol: 'unix' }), logged('one\ntwo'));
    const [chunk] = (await got) as [Buffer];
    assert.match(chunk.toString(), /^<134>.*\[info\] shop: one#012two\n$/);
    server.close();
    rmSync(folder, { recursive: true });
  });
  it('with a certificate of nobody is refused, with its fingerprint trusted', async () => {
    const { cert, key } = await selfSignedCertificate();
    const { createServer: createTls } = await import('node:tls');
    const { port } = await serve(
      createTls({ cert, key }, (socket) => socket.resume()),
      'tls',
    );
    const target = settingsOf({ port, protocol: 'tls4' });
    assert.equal((await sinks().proveSyslog(target, logged('test'))).outcome, 'failed');
    const { X509Certificate } = await import('node:crypto');
    const trustedCertificates = { [`127.0.0.1:${port}`]: new X509Certificate(cert).fingerprint256 };
    assert.equal((await sinks({ trustedCertificates }).proveSyslog(target, logged('test'))).outcome, 'taken');
  });

  let last = 0;
  async function listening() {
    const server = createServer();
    const { port } = await serve(server, 'tcp');
    last = port;
    return { server, port };
  }
});
