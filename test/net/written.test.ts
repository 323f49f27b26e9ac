// Requests as text and as commands, held against what really goes over a wire and what a real shell makes of them.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { previewRequest } from '../../src/core/requests/previewRequest.ts';
import type { Request } from '../../src/core/request.ts';
import { toCurl, type CurlOptions } from '../../src/core/requests/toCurl.ts';
import { ACCEPT_ENCODING } from '../../src/net/codings.ts';
import { createSend } from '../../src/net/send.ts';
import { closeServers, serveSockets, type Served } from './loopback.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const request = (more: Partial<Request> = {}): Request => ({
  method: 'POST',
  url: 'http://x.example/a?b=%5B1%5D',
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', 'text/plain'],
  ],
  body: bytes('hello'),
  ...more,
});
afterEach(closeServers);

/** A server that keeps the bytes that it was sent, once they are as many as the head says. */
async function listen(): Promise<{ readonly served: Served; readonly received: () => string }> {
  let received = '';
  const served = await serveSockets((socket) => {
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += String(chunk);
      const length = Number(/^content-length: (\d+)/im.exec(received)?.[1] ?? 0);
      const head = received.indexOf('\r\n\r\n') + 4;
      if (head < 4 || received.length < head + length) return;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  return { served, received: () => Buffer.from(received, 'latin1').toString('utf8').replaceAll('\r\n', '\n') };
}
const wire = { rejectUnauthorized: true, timeout: 5000, maxBody: 1000 };

describe('the preview of a request', () => {
  const cases: readonly (readonly [string, Partial<Request>])[] = [
    ['with a body', { body: bytes('grüße\n{"id":12345678901234567890}') }],
    ['without a body', { method: 'GET', headers: [['Accept', 'a/b, c/d']] }],
    ['by POST without a body', {}],
    ['by PATCH with an empty body', { method: 'PATCH', body: new Uint8Array() }],
    ['with a body by DELETE', { method: 'DELETE', body: bytes('x') }],
    ['by HEAD', { method: 'HEAD', headers: [['X-A', 'b']] }],
    ['by OPTIONS', { method: 'OPTIONS' }],
    ['by TRACE', { method: 'TRACE' }],
    ['with a body by GET', { method: 'GET', body: bytes('x') }],
    ['with a host of its own', { method: 'GET', headers: [['Host', 'other.example']] }],
  ];
  for (const [name, more] of cases)
    it(`is what goes over the wire: ${name}`, async () => {
      const { served, received } = await listen();
      const full = { ...{ method: 'POST', headers: [] }, ...more, url: `${served.url}/a/../b;c?d=%5B1%5D|` };
      const send = createSend();
      try {
        const exchange = await send.send(full, wire, new AbortController().signal);
        assert.equal(exchange.outcome, 'answered');
      } finally {
        send.close();
      }
      assert.equal(previewRequest(full, [], ACCEPT_ENCODING), received());
    });
  it('tells a binary body by its bytes', () =>
    assert.match(
      previewRequest(
        request({ headers: [['Content-Type', 'image/png']], body: Uint8Array.of(0x89, 0x50, 0, 255) }),
        [],
      ),
      /\n\n<image\/png, 4 bytes: 89 50 00 ff>$/,
    ));
  it('shows the parts that are text beside those that are not', () => {
    const type = 'multipart/form-data; boundary=B';
    const head = '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nä\r\n--B\r\nContent-Type: image/png\r\n\r\n';
    const body = new Uint8Array([...bytes(head), 0, 255, ...bytes('\r\n--B--\r\n')]);
    const shown = previewRequest(request({ headers: [['Content-Type', type]], body }), []);
    assert.match(shown, /name="a"\n\nä\n--B\nContent-Type: image\/png\n\n<image\/png, 2 bytes: 00 ff>\n--B--\n$/);
  });
  it('shows no secret', () => {
    const shown = previewRequest(
      request({
        url: 'http://x.example/a?key=hunter2%3D&q=1',
        headers: [
          ['Authorization', 'Bearer hunter2='],
          ['X-Api-Key', 'unknown'],
          ['Cookie', 'sid=abc'],
        ],
        body: bytes('{"a":"hunter2=","password":"never known"}'),
      }),
      ['hunter2='],
    );
    assert.doesNotMatch(shown, /hunter2|unknown|abc|never known/);
    assert.match(shown, /^POST \/a\?key=••••••&q=1 HTTP\/1\.1\nhost: x\.example\n/);
  });
});

const nasty = `it's "$HOME" \`id\` \\ !x $(id) %s é\n\ttab; & | > ~ * ? [a] {b} #`;

describe('a request as a command for curl', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'curl-'));
    const script = '#!/bin/sh\nfor each in "$@"; do printf "%s\\0" "$each"; done\n';
    writeFileSync(join(folder, 'curl'), script);
    chmodSync(join(folder, 'curl'), 0o755);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What a shell hands on to curl. */
  function argv(full: Request, options: Partial<CurlOptions> = {}, variables: Record<string, string> = {}): string[] {
    const env = { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, ...variables };
    const output = execFileSync('/bin/sh', ['-c', toCurl(full, { secrets: [], ...options })], {
      env,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return output.split('\0').slice(0, -1);
  }
  const usual = ['--http1.1', '--globoff', '--path-as-is'];

  it('reaches curl as it was meant', () =>
    assert.deepEqual(
      argv(
        request({
          headers: [
            ['X-A', "it's"],
            ['X-Empty', ''],
          ],
          body: bytes(nasty),
        }),
      ),
      [
        ...[...usual, '--request', 'POST', '--url', 'http://x.example/a?b=%5B1%5D'],
        ...['--header', "X-A: it's", '--header', 'X-Empty;', '--header', 'Content-Type:', '--data-raw', nasty],
      ],
    ));
  it('asks for the head by its own option', () => {
    assert.ok(argv({ method: 'HEAD', url: 'http://x.example', headers: [] }).includes('--head'));
  });
  it('accepts any certificate only where the integration does', () => {
    assert.ok(argv(request(), { rejectUnauthorized: false }).includes('--insecure'));
    assert.ok(!argv(request(), { rejectUnauthorized: true }).includes('--insecure'));
  });
  it('names the file of an authority, and says what it cannot name', () => {
    const to = request({ url: 'https://x.example/' });
    const files = (...authorityFiles: string[]) => argv(to, { transport: { authorityFiles } });
    assert.deepEqual(files("/it's/ca.pem").slice(usual.length + 2, usual.length + 4), ['--cacert', "/it's/ca.pem"]);
    assert.ok(!files('a.pem', 'b\n.pem').includes('--cacert'));
    const told = toCurl(to, {
      secrets: [],
      transport: { clientCertificate: true, authority: true, authorityFiles: ['a.pem'] },
    });
    assert.deepEqual(
      told
        .split('\n')
        .map((line) => /^# .*(--cert FILE --key FILE|--cacert FILE|: a\.pem)$/.exec(line)?.[1])
        .slice(0, 4),
      [...['--cert FILE --key FILE', '--cacert FILE', ': a.pem'], undefined],
    );
    assert.doesNotMatch(toCurl(request(), { secrets: [], transport: { clientCertificate: true } }), /--cert/);
  });
  it('takes a binary body from a file', () => {
    const args = argv(request({ body: Uint8Array.of(0, 255) }), { bodyFile: "it's here.bin" });
    assert.deepEqual(args.slice(-2), ['--data-binary', "@it's here.bin"]);
  });
  it('takes a long body from a file', () =>
    assert.deepEqual(argv(request({ body: bytes('x'.repeat(200_000)) })).slice(-2), ['--data-binary', '@body.bin']));
  it('does not take a text for the name of a file', () =>
    assert.deepEqual(argv(request({ body: bytes('@/etc/passwd') })).slice(-2), ['--data-raw', '@/etc/passwd']));

  const secret = request({
    url: 'http://x.example/a?key=hunter2%3D',
    headers: [
      ['Authorization', 'Basic aHVudGVyMj0='],
      ['X-Api-Key', 'hunter2='],
      ['Content-Type', 'application/json'],
    ],
    body: bytes('{"a":"hunter2=","b":"it\'s"}'),
  });
  it('shows no secret', () => assert.doesNotMatch(toCurl(secret, { secrets: ['hunter2='] }), /hunter2|aHVudGVy/));
  it('may name secrets as variables of the shell', () => {
    const options = { secrets: ['hunter2='], secretsAs: 'variables' as const };
    assert.doesNotMatch(toCurl(secret, options), /hunter2|aHVudGVy|•/);
    const values = { AUTHORIZATION: "a'b", X_API_KEY: '$HOME "c"', SECRET: 'd%3D', SECRET_2: 'e' };
    const args = argv(secret, options, values);
    assert.deepEqual(args.slice(usual.length), [
      ...['--request', 'POST', '--url', 'http://x.example/a?key=d%3D', '--header', "Authorization: Basic a'b"],
      ...['--header', 'X-Api-Key: $HOME "c"', '--header', 'Content-Type: application/json'],
      ...['--data-raw', '{"a":"e","b":"it\'s"}'],
    ]);
  });
  it('does nothing while a variable is not set', () =>
    assert.throws(() => argv(secret, { secrets: ['hunter2='], secretsAs: 'variables' }), { status: 2, stdout: '' }));

  const real = hasCurl();
  (real ? it : it.skip)('makes curl send what we send', async () => {
    const { served, received } = await listen();
    const full = request({
      url: `${served.url}/a/../b?c=%5B1%5D&d=[2]`,
      headers: [
        ['Accept', 'a/b'],
        ['X-A', nasty.replaceAll(/[\n\té]/g, '')],
        ['Content-Type', 'text/x'],
      ],
      body: bytes(nasty),
    });
    await promisify(execFile)('/bin/sh', ['-c', toCurl(full, { secrets: [] })]);
    const lines = (text: string) => text.split('\n').filter((line) => !/^(user-agent|connection):/i.test(line));
    const ours = previewRequest(full, [])
      .replace(/^host/m, 'Host')
      .replace(/^content-length/m, 'Content-Length');
    assert.deepEqual(lines(received()).toSorted(), lines(ours).toSorted());
  });
  (real ? it : it.skip)('makes curl send a binary body', async () => {
    const { served, received } = await listen();
    const bodyFile = join(folder, 'body.bin');
    writeFileSync(bodyFile, Uint8Array.of(0, 1, 13, 10, 127));
    const full = request({ url: `${served.url}/`, body: Uint8Array.of(0, 1, 13, 10, 127) });
    await promisify(execFile)('/bin/sh', ['-c', toCurl(full, { secrets: [], bodyFile })]);
    assert.ok(received().endsWith('\n\n\0\x01\n\x7f'));
  });
});

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
