// Every way to a server: {direct, proxy, https proxy} × {strict, own authority, unchecked, mutual TLS}, over both stacks.
import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { plainNetwork, type NetworkSettings } from '../../src/core/network.ts';
import type { Answer, Exchange, Failure, Request, Wire } from '../../src/core/request.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { createAuthority } from '../help/certificates.mjs';
import { createPfx } from '../help/pfx.mjs';
import { explained } from './explained.ts';
import { closeServers, serveBytes, serveHttp, serveHttps, serveSockets, type Served } from './loopback.ts';
import { hasOpenssl, startOpenssl } from './opensslServer.ts';
import { serveProxy, serveSocks, type ProxyKind, type ServedProxy } from './proxies.ts';

const wire: Wire = { rejectUnauthorized: true, timeout: 5000, maxBody: 1_000_000 };
const never = new AbortController().signal;
const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
const hello: RequestListener = (_, response) => response.end('hello');
const opened: Send[] = [];

/** `settings` of the editor; every name leads to this machine. */
function open(settings: Partial<NetworkSettings> = {}, env: Record<string, string> = {}): Send {
  const all = { ...plainNetwork, ...settings };
  const send = createSend({ lookup, env, settings: () => all });
  opened.push(send);
  return send;
}
const via = ({ port, url }: ServedProxy, user = ''): string => `${url.split(':')[0]}://${user}proxy.test:${port}`;
const get = (part: Partial<Request> & { url: string }): Request => ({ method: 'GET', headers: [], ...part });
const call = (send: Send, url: string, how = wire, part: Partial<Request> = {}): Promise<Exchange> =>
  send.send(get({ ...part, url }), how, never);
const text = ({ body }: Answer): string => Buffer.from(body).toString();
const told = (exchange: Exchange): string =>
  exchange.outcome === 'answered' ? `${exchange.status} ${text(exchange)}` : `${exchange.phase} ${exchange.code}`;
function expectFailure(exchange: Exchange): Failure {
  assert.equal(exchange.outcome, 'failed', JSON.stringify(exchange));
  return exchange;
}
function expectAnswer(exchange: Exchange): Answer {
  assert.equal(exchange.outcome, 'answered', JSON.stringify(exchange));
  return exchange;
}

let authority: Awaited<ReturnType<typeof createAuthority>>;
let other: typeof authority;
let server: Awaited<ReturnType<typeof authority.issue>>;
let proxyCertificate: typeof server;
let client: typeof server;
let stranger: typeof server;

before(async () => {
  [authority, other] = await Promise.all([createAuthority('Company CA'), createAuthority('Other CA')]);
  [server, proxyCertificate, client, stranger] = await Promise.all([
    authority.issue({ name: 'api.test', hosts: ['api.test'] }),
    authority.issue({ name: 'proxy.test', hosts: ['proxy.test'] }),
    authority.issue({ name: 'client', client: true }),
    other.issue({ name: 'stranger', client: true }),
  ]);
});
afterEach(async () => {
  for (const send of opened.splice(0)) send.close();
  await closeServers();
});

describe('wire: the matrix', () => {
  const proxies: readonly (readonly [string, (() => ProxyKind) | undefined])[] = [
    ['direct', undefined],
    ['a proxy', () => ({})],
    ['a proxy with credentials', () => ({ authorization: `Basic ${btoa('me:pass')}` })],
    ['an https proxy', () => ({ certificate: proxyCertificate })],
  ];
  const mutual = () => ({ ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
  const trusting = (): Wire => ({ ...wire, authorities: [authority.cert] });
  const cases: readonly (readonly [string, () => Parameters<typeof serveHttps>[0], () => Wire, RegExp])[] = [
    ['strict', () => server, () => wire, /^tls UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT_LOCALLY)$/],
    ['own authority', () => server, trusting, /^200 hello$/],
    ['unchecked', () => server, () => ({ ...wire, rejectUnauthorized: false }), /^200 hello$/],
    ['mutual TLS', mutual, () => ({ ...trusting(), clientCertificate: client }), /^200 hello$/],
    [
      'mutual TLS, unchecked',
      mutual,
      () => ({ ...wire, rejectUnauthorized: false, clientCertificate: client }),
      /^200 hello$/,
    ],
    ['mutual TLS without a certificate', mutual, trusting, /^(tls|request) (ERR_SSL|ECONNRESET|EPIPE|UND_ERR_SOCKET)/],
    [
      'mutual TLS with a stranger’s',
      mutual,
      () => ({ ...trusting(), clientCertificate: stranger }),
      /^(tls|request) (ERR_SSL|ECONNRESET|EPIPE|UND_ERR_SOCKET)/,
    ],
  ];
  for (const [way, kind] of proxies) {
    for (const [how, certificate, wish, expected] of cases) {
      it(`${way}, ${how}`, async () => {
        const { port } = await serveHttps(certificate(), hello);
        const proxy = kind && (await serveProxy(kind()));
        const settings = proxy ? { proxy: via(proxy, 'me:pass@'), proxyStrictSSL: false } : {};
        const url = `https://api.test:${port}/`;
        const exchange = await call(open(settings), url, wish());
        assert.match(told(exchange), expected);
        assert.deepEqual(proxy?.asked ?? [], proxy ? [`CONNECT api.test:${port}`] : []);
      });
    }
    it(`${way}, plain http`, async () => {
      const { port } = await serveHttp((incoming, response) => response.end(incoming.url));
      const proxy = kind && (await serveProxy(kind()));
      const settings = proxy ? { proxy: via(proxy, 'me:pass@'), proxyStrictSSL: false } : {};
      const url = `http://api.test:${port}/a%2Fb?x=%5B`;
      assert.equal(told(await call(open(settings), url)), '200 /a%2Fb?x=%5B');
      assert.deepEqual(proxy?.asked ?? [], proxy ? [`GET ${url}`] : []);
    });
  }
  for (const [how, certificate, wish, expected] of cases) {
    it(`a SOCKS proxy, ${how}`, async () => {
      const { port } = await serveHttps(certificate(), hello);
      const proxy = await serveSocks({ login: 'me:p@ss' });
      const exchange = await call(open({ proxy: via(proxy, 'me:p%40ss@') }), `https://api.test:${port}/`, wish());
      assert.match(told(exchange), expected);
      assert.deepEqual([proxy.asked, proxy.authorizations], [[`CONNECT api.test:${port}`], ['me:p@ss']]);
    });
  }
  it('a SOCKS proxy, plain http', async () => {
    const { port } = await serveHttp((incoming, response) => response.end(incoming.url));
    const proxy = await serveSocks();
    const send = open({ proxy: via(proxy) });
    for (const path of ['/a%2Fb?x=%5B', '/again'])
      assert.equal(told(await call(send, `http://api.test:${port}${path}`)), `200 ${path}`);
    assert.deepEqual(proxy.asked, [`CONNECT api.test:${port}`]);
  });
  for (const [how, certificate, wish, expected] of cases) {
    // The editor's own stack, here without an editor: Node's own HTTP.
    it(`the editor’s stack, ${how}`, async () => {
      const { port } = await serveHttps(
        { ...certificate(), ...(await authority.issue({ hosts: ['localhost', 'api.test'] })) },
        hello,
      );
      const named = { ...wish(), serverName: 'api.test' };
      assert.match(told(await call(open({ stack: 'vscode' }), `https://127.0.0.1:${port}/`, named)), expected);
    });
  }
});

describe('wire: what the trace tells', () => {
  it('of the handshake', async () => {
    const { port } = await serveHttps(server, hello);
    const { hops } = await call(open(), `https://api.test:${port}/`, { ...wire, authorities: [authority.cert] });
    const tls = hops.find(({ phase }) => phase === 'tls')!.tls!;
    assert.deepEqual(
      tls.chain.map(({ subject, issuer }) => [subject, issuer]),
      [
        ['CN=api.test', 'CN=Company CA'],
        ['CN=Company CA', 'CN=Company CA'],
      ],
    );
    assert.deepEqual([tls.trustedBy, tls.protocol, tls.clientCertificate], ['integration', 'TLSv1.3', false]);
    assert.match(tls.chain[0]?.fingerprint ?? '', /^([\dA-F]{2}:){31}[\dA-F]{2}$/);
    assert.match(tls.chain[0]?.names ?? '', /DNS:api\.test/);
    assert.ok(Date.parse(tls.chain[0]?.validTo ?? '') > Date.now());
  });
  it('of who vouches', async () => {
    const { port } = await serveHttps(server, hello);
    const trusted = async (settings: Partial<NetworkSettings>, how: Wire): Promise<string | undefined> => {
      const { hops } = await call(open(settings), `https://api.test:${port}/`, how);
      return hops.find(({ tls }) => tls)?.tls?.trustedBy;
    };
    assert.equal(await trusted({ authorities: [authority.cert] }, wire), 'settings');
    assert.equal(await trusted({}, { ...wire, rejectUnauthorized: false }), 'nobody');
  });
  it('of a tunnel', async () => {
    const { port } = await serveHttps(server, hello);
    const proxy = await serveProxy();
    const { hops } = await call(open({ proxy: via(proxy) }), `https://api.test:${port}/`, {
      ...wire,
      authorities: [authority.cert],
    });
    assert.deepEqual(
      hops.map(({ phase, to = '' }) => `${phase} ${to}`.trim()),
      ['proxy', 'resolve proxy', 'connect proxy', 'proxy proxy', 'tls', 'request', 'response'],
    );
    assert.equal(hops[0]?.detail, `proxy.test:${proxy.port} (http.proxy)`);
    assert.equal(hops[3]?.detail, `CONNECT api.test:${port}: 200`);
  });
  it('of a proxy that is spared', async () => {
    const { port } = await serveHttp(hello);
    const send = open({}, { HTTP_PROXY: 'http://proxy.test:1', NO_PROXY: '.test' });
    const { hops } = await call(send, `http://api.test:${port}/`);
    assert.deepEqual(hops[0], { phase: 'proxy', ms: 0, detail: 'direct: NO_PROXY has .test' });
  });
  it('nothing of the proxy’s password', async () => {
    const { port } = await serveHttps(server, hello);
    for (const kind of [{}, { refusal: 'HTTP/1.1 403 No\r\n\r\n' }]) {
      const send = open({ proxy: via(await serveProxy(kind), 'me:hidden-word@') });
      const { confidential = [], ...exchange } = await call(send, `https://api.test:${port}/`);
      assert.ok(confidential.includes('hidden-word'));
      assert.doesNotMatch(JSON.stringify(exchange), new RegExp(`hidden-word|${btoa('me:hidden-word')}`));
    }
  });
});

describe('wire: proxies', () => {
  const https = 'https://api.test:1/';
  const through = async (kind: ProxyKind, url = https, user = ''): Promise<Failure> =>
    expectFailure(await call(open({ proxy: via(await serveProxy(kind), user) }), url));

  it('get their credentials, and nobody else does', async () => {
    const seen: (string | undefined)[] = [];
    const listener: RequestListener = (incoming, response) => {
      seen.push(incoming.headers['proxy-authorization']);
      response.end('hello');
    };
    const [plain, secured] = [await serveHttp(listener), await serveHttps(server, listener)];
    const proxy = await serveProxy();
    const send = open({ proxy: via(proxy, 'me:pass@') });
    await call(send, `http://api.test:${plain.port}/`);
    await call(send, `https://api.test:${secured.port}/`, { ...wire, rejectUnauthorized: false });
    const sent = `Basic ${btoa('me:pass')}`;
    assert.deepEqual(
      [proxy.authorizations, seen],
      [
        [sent, sent],
        [undefined, undefined],
      ],
    );
  });
  it('want credentials', async () => {
    const failure = await through({ authorization: 'Basic x' });
    assert.deepEqual([failure.phase, failure.code, failure.to], ['proxy', 'PROXY_407', 'proxy']);
    const { status, challenge, authorized, from } = failure.proxy!;
    assert.deepEqual([status, challenge, authorized, from], [407, 'Basic realm="p"', false, 'http.proxy']);
    assert.equal(failure.received, 'who are you');
  });
  it('refuse wrong credentials', async () =>
    assert.equal((await through({ authorization: 'Basic x' }, https, 'me:wrong@')).proxy?.authorized, true));
  it('answer 407 to plain http', async () => {
    const answer = expectAnswer(
      await call(open({ proxy: via(await serveProxy({ authorization: 'x' })) }), 'http://a.test/'),
    );
    assert.equal(answer.status, 407);
  });
  for (const [how, kind, user, expected] of [
    ['want credentials by SOCKS', { login: 'a:b' }, '', /^proxy PROXY_407 proxy No acceptable/],
    ['refuse wrong credentials by SOCKS', { login: 'a:b' }, 'a:c@', /^proxy PROXY_407 proxy Authentication failed/],
    ['forbid a host by SOCKS', { reply: 2 }, '', /^proxy PROXY_403 proxy .*not allowed by ruleset/],
    ['do not reach a server by SOCKS', {}, '', /^proxy PROXY_502 proxy .*refused/],
    ['fail by SOCKS', { reply: 1 }, '', /^proxy PROXY_SOCKS proxy .*General/],
  ] as const)
    it(how, async () => {
      const proxy = await serveSocks(kind);
      const { phase, code, to, message, ...failure } = expectFailure(
        await call(open({ proxy: via(proxy, user) }), https),
      );
      assert.match(`${phase} ${code} ${to ?? ''} ${message}`, expected);
      assert.equal(failure.proxy?.authorized, user !== '');
    });
  it('are no SOCKS proxy', async () => {
    const { port } = await serveProxy();
    const failure = expectFailure(await call(open({ proxy: `socks5://proxy.test:${port}` }), https));
    assert.deepEqual([failure.phase, failure.code, failure.to], ['proxy', 'PROXY_NOT_SOCKS', 'proxy']);
  });
  it('hang up behind their leave, and nobody waits for the handshake', async () => {
    const { port } = await serveSockets((socket) =>
      socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
    );
    const failure = expectFailure(await call(open({ proxy: `http://proxy.test:${port}` }), https));
    assert.deepEqual([failure.phase, failure.code], ['tls', 'ECONNRESET']);
  });
  it('forbid a host', async () => {
    const failure = await through({ refusal: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 12\r\n\r\nby policy 12' });
    assert.deepEqual([failure.code, failure.received], ['PROXY_403', 'by policy 12']);
  });
  it('do not reach the server', async () => {
    const { port } = await serveSockets(() => undefined);
    await closeServers();
    assert.equal((await through({}, `https://api.test:${port}/`)).code, 'PROXY_502');
  });
  const broken: readonly (readonly [string, () => Promise<Served>, RegExp])[] = [
    ['hang up', () => serveSockets((socket) => socket.once('data', () => socket.end())), /^proxy ECONNRESET proxy$/],
    ['speak no HTTP', () => serveSockets((socket) => socket.write('220 hi\r\n')), /^proxy HPE_\w+ proxy$/],
    ['say nothing', () => serveSockets(() => undefined), /^proxy TIMEOUT proxy$/],
    ['are not there', goneServer, /^connect ECONNREFUSED proxy$/],
  ];
  for (const [what, serve, expected] of broken) {
    it(what, async () => {
      const { port } = await serve();
      const send = open({ proxy: `http://proxy.test:${port}` });
      const { phase, code, to } = expectFailure(await call(send, https, { ...wire, timeout: 1000 }));
      assert.match(`${phase} ${code} ${to}`, expected);
    });
  }
  it('have a name that is not found', async () => {
    const nameless = createSend({
      lookup: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
      env: { ALL_PROXY: 'http://proxy.invalid:1' },
    });
    opened.push(nameless);
    const { phase, code, to, proxy } = expectFailure(await call(nameless, https));
    assert.deepEqual([phase, code, to, proxy?.host], ['resolve', 'ENOTFOUND', 'proxy', 'proxy.invalid:1']);
  });
  it('have a certificate that is not trusted', async () => {
    const proxy = await serveProxy({ certificate: proxyCertificate });
    const { phase, code, to } = expectFailure(await call(open({ proxy: via(proxy) }), https));
    assert.deepEqual([phase, code, to], ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'proxy']);
    assert.deepEqual(proxy.asked, []);
  });
  it('have a certificate that the settings vouch for', async () => {
    const { port } = await serveHttps(server, hello);
    const proxy = await serveProxy({ certificate: proxyCertificate });
    const send = open({ proxy: via(proxy), authorities: [authority.cert] });
    assert.equal(told(await call(send, `https://api.test:${port}/`)), '200 hello');
  });
  it('speak no TLS', async () => {
    const { port } = await serveProxy();
    const { phase, to } = expectFailure(await call(open({ proxy: `https://proxy.test:${port}` }), https));
    assert.deepEqual([phase, to], ['tls', 'proxy']);
  });
  it('cannot be SOCKS 4', async () => {
    assert.equal(expectFailure(await call(open({ proxy: 'socks4://p:1' }), https)).code, 'PROXY_PROTOCOL');
  });
  it('are left at once when the call is cancelled', async () => {
    const silent = await serveSockets(() => undefined);
    const controller = new AbortController();
    const send = open({ proxy: `http://proxy.test:${silent.port}` });
    const sent = send.send(get({ url: https }), wire, controller.signal);
    while (silent.sockets.length === 0) await new Promise((resume) => setTimeout(resume, 5));
    controller.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
    await silent.closed();
  });
  it('carry many calls over one tunnel', async () => {
    const { port } = await serveHttps(server, hello);
    const proxy = await serveProxy();
    const send = open({ proxy: via(proxy) });
    const unchecked = { ...wire, rejectUnauthorized: false };
    for (let count = 0; count < 3; count++) await call(send, `https://api.test:${port}/`, unchecked);
    assert.equal(proxy.asked.length, 1);
  });
  it('are forgotten when the settings change', async () => {
    const { port } = await serveHttp(hello);
    const proxy = await serveProxy();
    let settings: NetworkSettings = { ...plainNetwork, proxy: via(proxy) };
    const send = createSend({ lookup, env: {}, settings: () => settings });
    opened.push(send);
    await call(send, `http://api.test:${port}/`);
    settings = plainNetwork;
    await call(send, `http://api.test:${port}/`);
    assert.equal(proxy.asked.length, 1);
  });
});

describe('wire: authorities, names and client certificates', () => {
  const url = async (certificate = server): Promise<string> =>
    `https://api.test:${(await serveHttps(certificate, hello)).port}/`;

  it('takes authorities from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authorities-'));
    try {
      writeFileSync(join(folder, 'ca.pem'), `# two of them\n${other.cert}\n${authority.cert}`);
      assert.equal(told(await call(open({ authorities: [join(folder, 'ca.pem')] }), await url())), '200 hello');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  for (const [what, source] of [
    ['is not there', '/nowhere/ca.pem'],
    ['holds no certificate', process.execPath.replace(/[^/\\]*$/, '') && '/etc/hosts'],
  ] as const) {
    it(`names a file of authorities that ${what}`, async () => {
      const failure = expectFailure(await call(open({ authorities: [source] }), await url()));
      assert.equal(failure.code, 'CA_UNREADABLE');
      assert.ok(failure.message.includes(source));
    });
  }
  it('asks for another name', async () => {
    let asked: unknown;
    const note = (name: string, done: (error: null) => void): void => {
      asked = name;
      done(null);
    };
    const { port } = await serveHttps({ ...server, SNICallback: note }, hello);
    const send = open({ serverNames: { '10.0.0.5': 'no', [`other.test:${port}`]: 'api.test' } });
    const trusting = { ...wire, authorities: [authority.cert] };
    assert.equal(told(await call(send, `https://other.test:${port}/`, trusting)), '200 hello');
    assert.equal(asked, 'api.test');
    const named = { ...trusting, serverName: 'third.test' };
    assert.equal(told(await call(send, `https://other.test:${port}/`, named)), 'tls ERR_TLS_CERT_ALTNAME_INVALID');
  });
  for (const [what, certificate] of [
    ['a key of another certificate', () => ({ cert: client.cert, key: stranger.key })],
    ['a certificate that is none', () => ({ cert: 'x', key: client.key })],
    ['a PKCS #12 file that is none', () => ({ pfx: new Uint8Array([1, 2, 3]), passphrase: 'x' })],
  ] as const) {
    it(`fails before sending with ${what}`, async () => {
      const failure = expectFailure(await call(open(), await url(), { ...wire, clientCertificate: certificate() }));
      assert.deepEqual([failure.code, failure.message !== ''], ['CLIENT_CERTIFICATE_UNUSABLE', true]);
    });
  }
  it('takes a certificate that is trusted itself, for its server alone', async () => {
    const { port } = await serveHttps(server, hello);
    const to = `https://api.test:${port}/`;
    const { certificate } = expectFailure(await call(open(), to));
    const pinned = (host: string, fingerprint = certificate?.fingerprint ?? ''): Promise<Exchange> =>
      call(open({ trustedCertificates: { [`${host}:${port}`]: fingerprint } }), to);
    const answer = expectAnswer(await pinned('api.test'));
    assert.equal(answer.hops.find(({ tls }) => tls)?.tls?.trustedBy, 'settings');
    assert.match(told(await pinned('other.test')), /^tls UNABLE/);
    assert.match(told(await pinned('api.test', 'AA:BB')), /^tls UNABLE/);
  });
  it('takes it over the editor’s stack too, and sends nothing to any other', async () => {
    const asked: unknown[] = [];
    const { port } = await serveHttps(server, (incoming, response) => {
      asked.push(incoming.method);
      hello(incoming, response);
    });
    const to = `https://127.0.0.1:${port}/`;
    const { certificate } = expectFailure(await call(open(), to));
    const pinned = (
      fingerprint: string,
      send = open({ stack: 'vscode', trustedCertificates: { [`127.0.0.1:${port}`]: fingerprint } }),
    ) =>
      send.send(
        { method: 'POST', url: to, headers: [], body: new TextEncoder().encode('secret') },
        wire,
        new AbortController().signal,
      );
    const refused = expectFailure(await pinned('AA:BB'));
    assert.deepEqual([refused.certificate?.fingerprint, asked], [certificate?.fingerprint, []]);
    const answer = expectAnswer(await pinned(certificate?.fingerprint ?? ''));
    assert.equal(answer.hops.find(({ tls }) => tls)?.tls?.trustedBy, 'settings');
    assert.deepEqual(asked, ['POST']);
  });
  for (const stack of ['undici', 'vscode'] as const)
    it(`shows a certificate out of a PKCS #12 file (${stack})`, async () => {
      const { port } = await serveHttps(
        { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
        hello,
      );
      const pfx = await createPfx(client, { passphrase: 'right' });
      const shown = async (passphrase: string): Promise<string> => {
        const how = { ...wire, rejectUnauthorized: false, clientCertificate: { pfx, passphrase } };
        return told(await call(open({ stack }), `https://127.0.0.1:${port}/`, how));
      };
      assert.equal(await shown('right'), '200 hello');
      assert.match(await shown('wrong'), /^(tls|request) CLIENT_CERTIFICATE_UNUSABLE$/);
    });
  for (const stack of ['undici', 'vscode'] as const)
    it(`tells of a client certificate that the server misses after the handshake (${stack})`, async function () {
      if (!hasOpenssl()) return this.skip();
      const { port, stop } = await startOpenssl(server, authority.cert);
      try {
        const exchange = await call(open({ stack }), `https://127.0.0.1:${port}/`, {
          ...wire,
          rejectUnauthorized: false,
        });
        assert.equal(explained(exchange)?.code, 'client-certificate-required', JSON.stringify(exchange));
      } finally {
        stop();
      }
    });
  it('never lends a client’s connection to another call', async () => {
    const subjects: unknown[] = [];
    const mutual = { ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: false };
    const { port } = await serveHttps(mutual, (incoming, response) => {
      const { subject } = (incoming.socket as unknown as TLSSocket).getPeerCertificate() as Partial<PeerCertificate>;
      subjects.push(subject?.CN);
      response.end();
    });
    const send = open();
    const unchecked = { ...wire, rejectUnauthorized: false };
    for (const clientCertificate of [client, stranger, client]) {
      await call(send, `https://api.test:${port}/`, { ...unchecked, clientCertificate });
    }
    await call(send, `https://api.test:${port}/`, unchecked);
    assert.deepEqual(subjects, ['client', 'stranger', 'client', undefined]);
  });
  it('tells whether a client certificate was at hand', async () => {
    const { hops } = await call(open(), await url(), {
      ...wire,
      rejectUnauthorized: false,
      clientCertificate: client,
    });
    assert.equal(hops.find(({ tls }) => tls)?.tls?.clientCertificate, true);
  });
});

describe('wire: hosts that the editor’s stack reaches', () => {
  it('brings the same answer', async () => {
    const served = await serveBytes(
      'HTTP/1.1 200 Fine\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 2\r\n\r\nhi',
    );
    const answer = expectAnswer(await call(open({ stack: 'vscode' }), `${served.url}/`));
    assert.deepEqual([answer.statusText, text(answer), answer.headers.length], ['Fine', 'hi', 3]);
    assert.deepEqual(
      answer.hops.map(({ phase }) => phase),
      ['connect', 'request', 'response'],
    );
  });
  it('sends the same bytes', async () => {
    const lines = async (stack: NetworkSettings['stack']): Promise<string[]> => {
      let raw = '';
      const served = await serveSockets((socket) =>
        socket.on('data', (chunk) => {
          raw += chunk.toString();
          if (raw.endsWith('hé')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
        }),
      );
      const part = { method: 'POST', headers: [['X-A', '1'] as const, ['X-A', '2'] as const], body: Buffer.from('hé') };
      await call(open({ stack }), `${served.url}/a%2Fb/../c?x=[]`, wire, part);
      const sent = raw.replace(/:\d{4,5}/, '').split('\r\n');
      return sent
        .filter((line) => !/^connection:/i.test(line))
        .map((line) => line.replace(/^[\w-]+(?=: )/, (name) => name.toLowerCase()))
        .toSorted();
    };
    assert.deepEqual(await lines('vscode'), await lines('undici'));
  });
  const surplus = { 'a 204 with a body': '204 No Content', 'bytes too many': '200 OK' };
  for (const [what, status] of Object.entries(surplus)) {
    it(`brings ${what}`, async () => {
      const served = await serveBytes(`HTTP/1.1 ${status}\r\nContent-Length: 2\r\n\r\nhi and more`);
      const answer = expectAnswer(await call(open({ stack: 'vscode' }), `${served.url}/`));
      assert.equal(`${answer.status} ${answer.statusText}`, status);
    });
  }
  it('shows how an answer began that is not HTTP, or whose head is too large', async () => {
    const shown = async (bytes: string): Promise<string> => {
      const { url } = await serveBytes(bytes);
      return explained(await call(open({ stack: 'vscode' }), `${url}/`))?.message ?? '';
    };
    assert.match(await shown('SSH-2.0-OpenSSH_9.6\r\n'), /“SSH-2\.0-OpenSSH_9\.6”/);
    assert.match(await shown('\u0015\u0003\u0001\0\u0002\u0002\u0046'), /expects TLS/);
    assert.match(await shown(`HTTP/1.1 200 OK\r\nX: ${'y'.repeat(80_000)}\r\n\r\n`), /larger than 64 KB/);
  });
  it('names the phase that broke', async () => {
    const send = open({ stack: 'vscode' });
    const soon = { ...wire, timeout: 500 };
    const silent = await serveSockets(() => undefined, 'https');
    assert.equal(told(await call(send, `${silent.url}/`, soon)), 'tls TIMEOUT');
    assert.equal(told(await call(send, `${silent.url.replace('https', 'http')}/`, soon)), 'request TIMEOUT');
    const part = await serveBytes('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab');
    assert.equal(told(await call(send, `${part.url}/`, soon)), 'response TIMEOUT');
    const { url } = await goneServer();
    assert.equal(told(await call(send, `${url}/`)), 'connect ECONNREFUSED');
  });
  it('closes the socket when cancelled', async () => {
    const silent = await serveSockets(() => undefined);
    const controller = new AbortController();
    const sent = open({ stack: 'vscode' }).send(get({ url: `${silent.url}/` }), wire, controller.signal);
    while (silent.sockets.length === 0) await new Promise((resume) => setTimeout(resume, 5));
    controller.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
    await silent.closed();
  });
});

async function goneServer(): Promise<Served> {
  const served = await serveSockets(() => undefined);
  await closeServers();
  return served;
}
