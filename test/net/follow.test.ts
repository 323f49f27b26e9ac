// What happens around a single exchange: redirects, retries, limits of phases, and bodies that go to a file.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';
import type { Answer, Exchange, Failure, Request, Wire } from '../../src/core/request.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { createCertificates } from '../help/certificates.mjs';
import { closeServers, serveBytes, serveHttp, serveHttps, serveSockets, type Served } from './loopback.ts';

const wire: Wire = { rejectUnauthorized: true, timeout: 5000, maxBody: 1_000_000 };
const never = new AbortController().signal;
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const text = ({ body }: Answer): string => Buffer.from(body).toString();
let net: Send;
let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'bodies-'));
  net = createSend({ env: {}, temporary });
});
afterEach(async () => {
  net.close();
  rmSync(temporary, { recursive: true, force: true });
  await closeServers();
});

const call = (url: string, part: Partial<Request> = {}, how: Partial<Wire> = {}): Promise<Exchange> =>
  net.send({ method: 'GET', headers: [], ...part, url }, { ...wire, ...how }, never);
function answer(exchange: Exchange): Answer {
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange));
  return exchange;
}
function failure(exchange: Exchange): Failure {
  assert.equal(exchange.outcome, 'failed', JSON.stringify(exchange));
  return exchange;
}

interface Seen {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Notes what arrives; `/from/STATUS?to` redirects, everything else is an end. */
async function serveRedirects(serve: (listener: RequestListener) => Promise<Served> = serveHttp) {
  const seen: Seen[] = [];
  const served = await serve((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        seen.push({
          line: `${incoming.method} ${incoming.url}`,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        });
        redirect(incoming, response);
      });
  });
  return { ...served, seen, lines: () => seen.map(({ line }) => line) };
}

function redirect({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const [, status, to] = /^\/from\/(\d+)\?(.*)$/.exec(url) ?? [];
  if (status === undefined) response.end('arrived');
  else response.writeHead(Number(status), { location: to ?? '' }).end('moved');
}

describe('redirects', () => {
  const secrets = [
    ['Authorization', 'Bearer t'],
    ['Cookie', 'a=b'],
    ['X-Api-Key', 'k'],
    ['Accept', 'text/plain'],
  ] as const;

  it('are handed over by default', async () => {
    const served = await serveRedirects();
    const { status, url } = answer(await call(`${served.url}/from/302?/there`));
    assert.deepEqual([status, url, served.seen.length], [302, undefined, 1]);
  });
  it('are followed when asked for, with credentials on the same server', async () => {
    const served = await serveRedirects();
    const found = answer(await call(`${served.url}/from/307?/there%2F?q=1`, { headers: secrets }, { redirects: 3 }));
    assert.deepEqual([text(found), found.url], ['arrived', `${served.url}/there%2F?q=1`]);
    const { authorization, cookie, 'x-api-key': key } = served.seen[1]!.headers;
    assert.deepEqual([authorization, cookie, key], ['Bearer t', 'a=b', 'k']);
    assert.deepEqual(
      found.hops.map(({ phase }) => phase),
      ['connect', 'request', 'response', 'redirect', 'connect', 'request', 'response'],
    );
    assert.equal(found.hops[3]?.detail, `307: GET ${served.url}/there%2F?q=1`);
  });
  it('lose every credential on the way to another server', async () => {
    const [first, second] = [await serveRedirects(), await serveRedirects()];
    const found = await call(`${first.url}/from/302?${second.url}/x`, { headers: secrets }, { redirects: 3 });
    assert.equal(text(answer(found)), 'arrived');
    const names = Object.keys(second.seen[0]!.headers).toSorted();
    assert.deepEqual(names, ['accept', 'accept-encoding', 'connection', 'host']);
  });
  it('do not win them back by returning', async () => {
    const [first, second] = [await serveRedirects(), await serveRedirects()];
    const back = `${second.url}/from/302?${first.url}/end`;
    await call(`${first.url}/from/302?${back}`, { headers: secrets }, { redirects: 5 });
    assert.deepEqual([first.lines().at(-1), first.seen.at(-1)?.headers.authorization], ['GET /end', undefined]);
  });
  const methods: readonly (readonly [number, string, string, boolean])[] = [
    [301, 'POST', 'GET', false],
    [302, 'POST', 'GET', false],
    [303, 'POST', 'GET', false],
    [307, 'POST', 'POST', true],
    [308, 'POST', 'POST', true],
    [301, 'PUT', 'PUT', true],
    [302, 'DELETE', 'DELETE', true],
    [303, 'PUT', 'GET', false],
    [303, 'HEAD', 'HEAD', true],
  ];
  for (const [status, before, after, keepsBody] of methods) {
    it(`${status} turns ${before} into ${after}`, async () => {
      const served = await serveRedirects();
      const part = { method: before, body: bytes('data'), headers: [['Content-Type', 'text/x'] as const] };
      answer(await call(`${served.url}/from/${status}?/end`, part, { redirects: 1 }));
      const { line, body, headers } = served.seen[1]!;
      assert.deepEqual([line, body], [`${after} /end`, keepsBody ? 'data' : '']);
      assert.equal(headers['content-type'], keepsBody ? 'text/x' : undefined);
    });
  }
  it('never carry a body to another server', async () => {
    const [first, second] = [await serveRedirects(), await serveRedirects()];
    const part = { method: 'POST', body: bytes('client_secret=x') };
    const found = answer(await call(`${first.url}/from/307?${second.url}/`, part, { redirects: 3 }));
    assert.deepEqual([found.status, second.seen.length], [307, 0]);
  });
  it('never lead from https to http, nor to another protocol', async () => {
    const { selfSigned } = await createCertificates();
    const plain = await serveRedirects();
    const secured = await serveRedirects((listener) => serveHttps(selfSigned, listener));
    for (const to of [`${plain.url}/`, 'ftp://x/', 'javascript:1', '', 'http://'])
      assert.equal(
        answer(await call(`${secured.url}/from/302?${to}`, {}, { redirects: 3, rejectUnauthorized: false })).status,
        302,
        to,
      );
    assert.equal(plain.seen.length, 0);
  });
  it('take no user and password out of an address', async () => {
    const served = await serveRedirects();
    const to = served.url.replace('//', '//u:p@');
    answer(await call(`${served.url}/from/302?${to}/x`, {}, { redirects: 1 }));
    assert.equal(served.seen[1]?.headers.authorization, undefined);
  });
  it('end at the limit', async () => {
    const served = await serveHttp((_, response) => response.writeHead(302, { location: '/again' }).end());
    const { code, phase, hops } = failure(await call(`${served.url}/`, {}, { redirects: 3 }));
    assert.deepEqual([code, phase], ['TOO_MANY_REDIRECTS', 'redirect']);
    assert.equal(hops.filter((hop) => hop.phase === 'redirect').length, 4);
  });
  it('share one deadline', async () => {
    const served = await serveHttp((_, response) =>
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), 40),
    );
    assert.equal(failure(await call(`${served.url}/`, {}, { redirects: 99, timeout: 150 })).code, 'TIMEOUT');
  });
});

describe('retries', () => {
  /** The first answers are these statuses, then 200. */
  async function serveFlaky(statuses: readonly number[], headers: Record<string, string> = {}) {
    let count = 0;
    const served = await serveHttp((_, response) => {
      const status = statuses[count++];
      if (status === 0) response.destroy();
      else response.writeHead(status ?? 200, status === undefined ? {} : headers).end(`answer ${count}`);
    });
    return { ...served, count: () => count };
  }
  it('are off by default', async () => {
    const served = await serveFlaky([503]);
    assert.deepEqual([answer(await call(`${served.url}/`)).status, served.count()], [503, 1]);
  });
  it('try again until it works', async () => {
    const served = await serveFlaky([0, 503]);
    const found = answer(await call(`${served.url}/`, {}, { retries: 3 }));
    assert.deepEqual([found.status, text(found)], [200, 'answer 3']);
    assert.deepEqual(
      found.hops.filter(({ phase }) => phase === 'retry').map(({ detail }) => detail),
      ['1 of 3, after UND_ERR_SOCKET', '2 of 3, after 503'],
    );
  });
  it('end with the last answer', async () => {
    const served = await serveFlaky([502, 502, 502]);
    assert.deepEqual([answer(await call(`${served.url}/`, {}, { retries: 1 })).status, served.count()], [502, 2]);
  });
  it('leave a POST alone', async () => {
    const served = await serveFlaky([503]);
    assert.equal(answer(await call(`${served.url}/`, { method: 'POST' }, { retries: 3 })).status, 503);
    assert.equal(served.count(), 1);
  });
  it('leave what will not pass alone', async () => {
    const served = await serveFlaky([500]);
    assert.equal(answer(await call(`${served.url}/`, {}, { retries: 3 })).status, 500);
  });
  it('wait as long as the server asks', async () => {
    const served = await serveFlaky([429], { 'retry-after': '0' });
    const found = answer(await call(`${served.url}/`, {}, { retries: 1 }));
    assert.deepEqual([found.status, found.hops.find(({ phase }) => phase === 'retry')?.ms], [200, 0]);
  });
  it('read a date', async () => {
    const served = await serveFlaky([503], { 'retry-after': new Date(Date.now() - 5000).toUTCString() });
    assert.equal(answer(await call(`${served.url}/`, {}, { retries: 1 })).status, 200);
  });
  it('do not wait beyond the deadline', async () => {
    const served = await serveFlaky([429], { 'retry-after': '60' });
    assert.equal(answer(await call(`${served.url}/`, {}, { retries: 1 })).status, 429);
  });
  it('can be cancelled while they wait', async () => {
    const served = await serveFlaky([503, 503], { 'retry-after': '3' });
    const controller = new AbortController();
    const request = { method: 'GET', url: `${served.url}/`, headers: [] };
    const sent = net.send(request, { ...wire, retries: 2 }, controller.signal);
    while (served.count() === 0) await new Promise((resume) => setTimeout(resume, 5));
    controller.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
    assert.equal(served.count(), 1);
  });
});

describe('limits of phases', () => {
  const limitOf = async (served: Served, deadlines: Wire['deadlines'] = {}): Promise<string> => {
    const { phase, code, limit } = failure(await call(`${served.url}/`, {}, { deadlines }));
    return `${phase} ${code} ${limit?.of} ${limit?.ms}`;
  };
  it('end a handshake', async () =>
    assert.equal(
      await limitOf(await serveSockets(() => undefined, 'https'), { connect: 500 }),
      'tls TIMEOUT connect 500',
    ));
  it('end the wait for an answer', async () =>
    assert.equal(await limitOf(await serveSockets(() => undefined), { headers: 60 }), 'request TIMEOUT headers 60'));
  it('end a silence within the body', async () => {
    const served = await serveBytes('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab');
    assert.equal(await limitOf(served, { body: 60 }), 'response TIMEOUT body 60');
    await served.closed();
  });
  it('leave a slow but steady body alone', async () => {
    const served = await serveHttp((_, response) => {
      let left = 6;
      const timer = setInterval(() => (left-- > 0 ? response.write('x') : (clearInterval(timer), response.end())), 30);
    });
    assert.equal(text(answer(await call(`${served.url}/`, {}, { deadlines: { body: 120, headers: 120 } }))), 'xxxxxx');
  });
});

describe('bodies in files', () => {
  const saving = { maxBody: 1000, maxSaved: 5_000_000 };
  const files = (): string[] =>
    readdirSync(temporary, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.bin'));

  it('are not made for short text', async () => {
    const served = await serveHttp((_, response) => response.end('short'));
    const { saved, truncated } = answer(await call(`${served.url}/`, {}, saving));
    assert.deepEqual([saved, truncated, files()], [undefined, false, []]);
  });
  for (const [what, pack] of [
    ['plain', undefined],
    ['gzip', zlib.gzipSync],
    ['br', zlib.brotliCompressSync],
  ] as const) {
    it(`hold a long body exactly (${what})`, async () => {
      const body = Buffer.from(Array.from({ length: 90_000 }, (_, index) => `line ${index}\n`).join(''));
      // Packing takes long, and it must not count as the server's.
      const packed = pack ? pack(body) : body;
      const served = await serveHttp((_, response) =>
        response.writeHead(200, pack ? { 'content-encoding': what } : {}).end(packed),
      );
      const found = answer(await call(`${served.url}/secret-name`, {}, saving));
      const { file, size, sha256 } = found.saved!;
      assert.ok(readFileSync(file).equals(body));
      assert.deepEqual([size, sha256], [body.length, createHash('sha256').update(body).digest('hex')]);
      assert.deepEqual(
        [found.body.length, found.truncated, text(found)],
        [1000, false, body.toString().slice(0, 1000)],
      );
      assert.doesNotMatch(file.slice(temporary.length), /secret/);
    });
  }
  it('hold a short binary body', async () => {
    const body = randomBytes(500);
    body[3] = 0;
    const served = await serveHttp((_, response) => response.end(body));
    const { saved } = answer(await call(`${served.url}/`, {}, saving));
    assert.ok(readFileSync(saved!.file).equals(body));
  });
  it('can be read by this user alone', async () => {
    const served = await serveHttp((_, response) => response.end(Buffer.alloc(2000, 'x')));
    const { file } = answer(await call(`${served.url}/`, {}, saving)).saved!;
    if (process.platform !== 'win32')
      assert.deepEqual([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777], [0o600, 0o700]);
  });
  it('are gone when all is closed', async () => {
    const served = await serveHttp((_, response) => response.end(Buffer.alloc(2000, 'x')));
    const { file } = answer(await call(`${served.url}/`, {}, saving)).saved!;
    net.close();
    assert.deepEqual([existsSync(file), readdirSync(temporary)], [false, []]);
  });
  it('end at the hard limit', async () => {
    const served = await serveHttp((_, response) => response.end(Buffer.alloc(6_000_000, 'x')));
    const { saved, truncated } = answer(await call(`${served.url}/`, {}, saving));
    assert.deepEqual([saved?.size, truncated, statSync(saved!.file).size], [5_000_000, true, 5_000_000]);
    await served.closed();
  });
  it('hold no bomb', async () => {
    const served = await serveHttp((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync(Buffer.alloc(60_000_000))),
    );
    const found = answer(await call(`${served.url}/`, {}, { maxBody: 1000, maxSaved: 100_000_000 }));
    assert.deepEqual([found.bomb, found.truncated], [true, true]);
    assert.ok(found.saved!.size < 15_000_000, String(found.saved!.size));
  });
  it('are gone when the body breaks off or the call is cancelled', async () => {
    const long = 'x'.repeat(3000);
    const served = await serveBytes(`HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n${long}`);
    assert.equal(failure(await call(`${served.url}/`, {}, { ...saving, timeout: 1000 })).phase, 'response');
    while (files().length > 0) await new Promise((resume) => setTimeout(resume, 5));
  });
  it('are gone for a redirect that was followed', async () => {
    const served = await serveHttp((incoming, response) => {
      if (incoming.url === '/end') response.end('end');
      else response.writeHead(302, { location: '/end' }).end(Buffer.alloc(2000, 'x'));
    });
    assert.equal(text(answer(await call(`${served.url}/`, {}, { ...saving, redirects: 1 }))), 'end');
    while (files().length > 0) await new Promise((resume) => setTimeout(resume, 5));
  });
  it('are swept up after a process that could not do it', async () => {
    const [old, recent] = ['integration-responses-999999999-a', 'integration-responses-999999998-b'];
    for (const name of [old, recent]) mkdirSync(join(temporary, name));
    utimesSync(join(temporary, old), 0, 0);
    const served = await serveHttp((_, response) => response.end(Buffer.alloc(2000, 'x')));
    await call(`${served.url}/`, {}, saving);
    assert.deepEqual([existsSync(join(temporary, old)), existsSync(join(temporary, recent))], [false, true]);
  });
  it('do without a disk', async () => {
    net.close();
    rmSync(temporary, { recursive: true });
    const served = await serveHttp((_, response) => response.end(Buffer.alloc(2000, 'x')));
    const { saved, truncated, body } = answer(await call(`${served.url}/`, {}, saving));
    assert.deepEqual([saved, truncated, body.length], [undefined, true, 1000]);
  });
});

describe('zstd', () => {
  const { zstdCompressSync: pack } = zlib as { zstdCompressSync?: (data: Buffer) => Buffer };
  it(pack ? 'is undone' : 'is not asked for', async () => {
    let offered = '';
    const served = await serveHttp((incoming, response) => {
      offered = String(incoming.headers['accept-encoding']);
      response.writeHead(200, { 'content-encoding': pack ? 'zstd' : 'identity' });
      response.end(pack ? pack(Buffer.from('packed')) : 'packed');
    });
    assert.equal(text(answer(await call(`${served.url}/`))), 'packed');
    assert.equal(offered, pack ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br');
  });
  it('and others are not asked for where the call says what it takes', async () => {
    let offered = '';
    const served = await serveHttp((incoming, response) => {
      offered = String(incoming.headers['accept-encoding']);
      response.end();
    });
    await call(`${served.url}/`, { headers: [['Accept-Encoding', 'identity']] });
    assert.equal(offered, 'identity');
  });
});
