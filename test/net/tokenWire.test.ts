// Token requests go the same way as the calls that they are for: {direct, proxy, https proxy} × {strict, own authority, unchecked}.
import assert from 'node:assert/strict';
import { plainNetwork, type NetworkSettings } from '../../src/core/network.ts';
import { createSend } from '../../src/net/send.ts';
import { createAuthority } from '../help/certificates.mjs';
import { call } from './authorized.ts';
import { closeServers, serveHttps } from './loopback.ts';
import { serveProxy, type ProxyKind } from './proxies.ts';

const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
let authority: Awaited<ReturnType<typeof createAuthority>>;
let server: Awaited<ReturnType<typeof authority.issue>>;
let proxyCertificate: typeof server;

before(async () => {
  authority = await createAuthority('Company CA');
  [server, proxyCertificate] = await Promise.all([
    authority.issue({ name: 'api.test', hosts: ['api.test'] }),
    authority.issue({ name: 'proxy.test', hosts: ['proxy.test'] }),
  ]);
});
afterEach(closeServers);

/** Makes one call with a token, through the proxy if there is one; every name leads to this machine. */
async function callWithToken(
  kind: ProxyKind | undefined,
  settings: Partial<NetworkSettings>,
  tls: Record<string, boolean>,
) {
  const arrived: string[] = [];
  const { port } = await serveHttps(server, (incoming, response) => {
    arrived.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization?.split(' ')[0]}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: 'given-token', token_type: 'Bearer', expires_in: 60 }));
  });
  const proxy = kind && (await serveProxy(kind));
  const scheme = kind?.certificate ? 'https' : 'http';
  const through = proxy ? { proxy: `${scheme}://me:proxy-word@proxy.test:${proxy.port}`, proxyStrictSSL: false } : {};
  const all = { ...plainNetwork, ...through, ...settings };
  const net = createSend({ lookup, env: {}, settings: () => all });
  try {
    const report = await call({
      world: { send: net.send, now: () => Date.now() },
      api: { port },
      scheme: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: `https://api.test:${port}/token`, scopes: {} } },
      },
      credentials: { client_id: 'me', client_secret: 'client-word', token: {} },
      connection: { server: { protocol: 'https', host: 'api.test', port, base_path: '' }, tls },
    });
    return { report, arrived, asked: proxy?.asked ?? [], port };
  } finally {
    net.close();
  }
}

describe('the way of token requests', () => {
  const ways: readonly (readonly [string, () => ProxyKind | undefined])[] = [
    ['direct', () => undefined],
    ['a proxy', () => ({})],
    ['a proxy with credentials', () => ({ authorization: `Basic ${btoa('me:proxy-word')}` })],
    ['an https proxy', () => ({ certificate: proxyCertificate })],
  ];
  for (const [way, kind] of ways) {
    it(`${way}, strict`, async () => {
      const { report, arrived } = await callWithToken(kind(), {}, { enabled: true });
      assert.deepEqual([report.induced, arrived, typeof report.response], ['token', [], 'string']);
      assert.match(report.problems[0]?.message ?? '', /certificate/);
    });
    for (const [how, settings, tls] of [
      ['own authority', () => ({ authorities: [authority.cert] }), { enabled: true }],
      ['unchecked', () => ({}), { enabled: true, rejectUnauthorized: false }],
    ] as const) {
      it(`${way}, ${how}`, async () => {
        const used = kind();
        const { report, arrived, asked, port } = await callWithToken(used, settings(), tls);
        assert.equal(typeof report.response === 'object' && report.response.status, 200, JSON.stringify(report));
        assert.deepEqual([arrived[0]?.slice(0, 11), arrived[1]], ['POST /token', 'GET /items Bearer']);
        assert.deepEqual(asked, used ? [`CONNECT api.test:${port}`] : []);
        assert.deepEqual(
          report.debug?.exchanges.map(({ purpose, result }) => `${purpose} ${result}`),
          ['token 200 OK', 'call 200 OK'],
        );
        const [token] = report.tokenRequests ?? [];
        assert.equal(report.held, report.bytes! + token!.bytes! + token!.request.body.length);
        assert.doesNotMatch(JSON.stringify(report), /proxy-word|client-word|given-token/);
      });
    }
  }
  it('names the proxy that stands in it', async () => {
    const { report } = await callWithToken({ authorization: 'Basic other' }, {}, { enabled: true });
    assert.equal(report.induced, 'token');
    assert.match(JSON.stringify(report.problems), /proxy\.test:\d+ \(from http\.proxy\) does not accept/);
    assert.doesNotMatch(JSON.stringify(report), /proxy-word/);
  });
});
