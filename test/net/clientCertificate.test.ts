// What is said of a client certificate before a connection is made, and that a good one reaches the wire.
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import type { Json } from '../../src/core/json.ts';
import type { ClientCertificate, Wire } from '../../src/core/request.ts';
import { checkClientCertificate } from '../../src/net/tls/clientCertificate.ts';
import { createAuthority } from '../help/certificates.mjs';
import { createPfx } from '../help/pfx.mjs';
import { createSend } from '../../src/net/send.ts';
import { blamed, call } from './authorized.ts';
import { closeServers, serveHttps } from './loopback.ts';

const now = Date.now();
const authority = createAuthority();
const issue = async (wish = {}) => (await authority).issue({ name: 'client', client: true, ...wish });
const encrypted = (key: string, passphrase = 'right', type: 'pkcs8' | 'sec1' = 'pkcs8') =>
  createPrivateKey(key).export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString();
const found = (certificate: ClientCertificate, at = now) => {
  const fault = checkClientCertificate(certificate, at);
  return fault && [fault.code, fault.part];
};

describe('a client certificate in PEM', () => {
  it('is good', async () => assert.equal(found(await issue()), undefined));
  it('is good with an encrypted key and its passphrase', async () => {
    const { cert, key } = await issue();
    for (const type of ['pkcs8', 'sec1'] as const)
      assert.equal(found({ cert, key: encrypted(key, 'right', type), passphrase: 'right' }), undefined);
  });
  it('is good with the certificates of its chain behind it', async () => {
    const { cert, key } = await issue();
    assert.equal(found({ cert: `${cert}\n${(await authority).cert}`, key }), undefined);
  });
  it('has expired', async () =>
    assert.deepEqual(found(await issue({ expired: true })), ['certificate-expired', 'certificate']));
  it('is not yet valid', async () =>
    assert.deepEqual(found(await issue({ early: true })), ['certificate-not-yet-valid', 'certificate']));
  it('is one for servers only', async () =>
    assert.deepEqual(found(await issue({ client: false })), ['certificate-purpose', 'certificate']));
  it('belongs to another key', async () => {
    const [{ cert }, { key }] = [await issue(), await issue()];
    assert.deepEqual(found({ cert, key }), ['key-mismatch', 'key']);
  });
  it('has an encrypted key and no passphrase', async () => {
    const { cert, key } = await issue();
    for (const type of ['pkcs8', 'sec1'] as const)
      assert.deepEqual(found({ cert, key: encrypted(key, 'right', type) }), ['key-encrypted', 'key']);
  });
  it('has an encrypted key and the wrong passphrase', async () => {
    const { cert, key } = await issue();
    for (const type of ['pkcs8', 'sec1'] as const) {
      const wrong = { cert, key: encrypted(key, 'right', type), passphrase: 'wrong' };
      assert.deepEqual(found(wrong), ['passphrase-wrong', 'passphrase']);
    }
  });
  it('has an encrypted key, and a wrong passphrase that makes nonsense of it', async () => {
    const { cert, key } = await issue();
    const closed = encrypted(key, 'right', 'sec1');
    const makesNonsense = (passphrase: string): boolean => {
      try {
        createPrivateKey({ key: closed, passphrase });
        return false;
      } catch (error) {
        return !/bad decrypt/i.test(String(error));
      }
    };
    // One of 256 does.
    const passphrase = Array.from({ length: 10_000 }, (_, index) => `wrong ${index}`).find(makesNonsense);
    assert.deepEqual(found({ cert, key: closed, passphrase: passphrase ?? '' }), ['passphrase-wrong', 'passphrase']);
  });
  it('is encrypted and damaged', async () => {
    const { cert, key } = await issue();
    const damaged = encrypted(key, 'right', 'pkcs8').replace(/(?<=-----\n)M/, 'A');
    assert.deepEqual(found({ cert, key: damaged, passphrase: 'right' }), ['key-unreadable', 'key']);
  });
  it('is no certificate', async () => {
    const { key } = await issue();
    assert.deepEqual(checkClientCertificate({ cert: 'nonsense', key }, now), {
      code: 'certificate-unreadable',
      part: 'certificate',
      detail: 'it holds no -----BEGIN CERTIFICATE-----',
    });
  });
  it('has no key', async () => {
    const { cert } = await issue();
    assert.deepEqual(found({ cert, key: 'nonsense' }), ['key-unreadable', 'key']);
    assert.deepEqual(found({ cert, key: cert }), ['key-unreadable', 'key']);
  });
  for (const part of ['cert', 'key'] as const) {
    it(`has lost the line breaks of its ${part}`, async () => {
      const pair = await issue();
      const fault = checkClientCertificate({ ...pair, [part]: pair[part].trim().replaceAll(/\s*\n/g, ' ') }, now);
      assert.equal(fault?.detail, 'its line breaks were lost');
    });
  }
});

describe('a client certificate in PKCS #12', () => {
  const pfx = async (wish = {}, options = {}) => createPfx(await issue(wish), { passphrase: 'right', ...options });
  it('is good', async () => assert.equal(found({ pfx: await pfx(), passphrase: 'right' }), undefined));
  it('has a wrong passphrase', async () =>
    assert.deepEqual(found({ pfx: await pfx(), passphrase: 'wrong' }), ['passphrase-wrong', 'passphrase']));
  it('has no passphrase', async () =>
    assert.deepEqual(found({ pfx: await pfx() }), ['passphrase-wrong', 'passphrase']));
  it('has expired', async () => {
    const expired = await pfx({ expired: true });
    assert.deepEqual(found({ pfx: expired, passphrase: 'right' }), ['certificate-expired', 'certificate']);
  });
  it('has no key', async () => {
    const keyless = await pfx({}, { withKey: false });
    assert.deepEqual(found({ pfx: keyless, passphrase: 'right' }), ['key-missing', 'certificate']);
  });
  it('is encrypted in an outdated way', async () => {
    const outdated = await pfx({}, { outdated: true });
    assert.deepEqual(found({ pfx: outdated, passphrase: 'right' }), ['pfx-outdated', 'certificate']);
  });
  it('is none', () => assert.deepEqual(found({ pfx: Buffer.from('nonsense') }), ['pfx-unreadable', 'certificate']));
});

describe('a call with mutual TLS', () => {
  const ask = async (credentials: Json, protocol = 'https') => {
    const wires: Wire[] = [];
    const world = {
      send: (_request: unknown, wire: Wire) => {
        wires.push(wire);
        return Promise.resolve({ outcome: 'failed', phase: 'connect', code: 'X', message: '', hops: [] } as const);
      },
      now: () => now,
      checkCertificate: (certificate: ClientCertificate, at: number) =>
        Promise.resolve(checkClientCertificate(certificate, at)),
    };
    const server = { protocol, host: '127.0.0.1' };
    const api = { port: 1 };
    const report = await call({ world, api, scheme: { type: 'mutualTLS' }, credentials, connection: { server } });
    return { report, wire: wires[0] };
  };
  it('takes its certificate, key and authority along', async () => {
    const { cert, key } = await issue();
    const { wire } = await ask({ certificate: cert, key, ca: (await authority).cert });
    assert.deepEqual(wire?.clientCertificate, { cert, key });
    assert.deepEqual(wire.authorities, [(await authority).cert]);
  });
  it('goes along with another scheme of the same requirement, also for its token', async () => {
    const { cert, key } = await issue();
    const wires: Wire[] = [];
    const world = {
      send: (_request: unknown, wire: Wire) => {
        wires.push(wire);
        const body = new TextEncoder().encode('{"access_token":"tok"}');
        const headers = [['content-type', 'application/json']] as const;
        const rest = { status: 200, statusText: 'OK', truncated: false, hops: [] };
        return Promise.resolve({ outcome: 'answered', ...rest, headers, body } as const);
      },
      now: () => now,
      checkCertificate: (certificate: ClientCertificate, at: number) =>
        Promise.resolve(checkClientCertificate(certificate, at)),
    };
    const ask = (certificate: Record<string, Json>, security: Json) =>
      call({
        world,
        api: { port: 1 },
        scheme: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://t.example/token', scopes: {} } } },
        credentials: {},
        connection: {
          server: { protocol: 'https', host: 'x.example' },
          authentication: { it: { client_id: 'a', client_secret: 'b' }, tls: certificate },
        },
        more: { schemes: { tls: { type: 'mutualTLS' } }, security },
      });
    await ask({ certificate: cert, key }, [{ it: [], tls: [] }]);
    assert.deepEqual(
      wires.splice(0).map(({ clientCertificate }) => clientCertificate),
      [
        { cert, key },
        { cert, key },
      ],
    );
    await ask({ certificate: cert, key }, [{ it: [] }, { tls: [] }]);
    await ask({ certificate: '' }, [{ it: [], tls: [] }]);
    assert.deepEqual(
      wires.splice(0).map(({ clientCertificate }) => clientCertificate),
      [undefined, undefined, undefined, undefined],
    );
    const { key: other } = await issue();
    const report = await ask({ certificate: cert, key: other }, [{ it: [], tls: [] }]);
    assert.deepEqual([wires.length, ...blamed(report)], [0, 'key-mismatch', '/authentication/tls/key']);
  });
  it('takes a key that stands behind its certificate', async () => {
    const { cert, key } = await issue();
    const { wire } = await ask({ certificate: `${cert}\n${key}` });
    assert.match(wire?.clientCertificate?.key ?? '', /PRIVATE KEY/);
  });
  it('takes a PKCS #12 file in base64', async () => {
    const pfx = await createPfx(await issue(), { passphrase: 'right' });
    const { wire } = await ask({ certificate: pfx.toString('base64'), passphrase: 'right' });
    assert.deepEqual([...(wire?.clientCertificate?.pfx ?? [])], [...pfx]);
    assert.equal(wire?.clientCertificate?.passphrase, 'right');
  });
  it('sends nothing with a certificate that is wrong, and names the key', async () => {
    const { cert, key } = await issue({ expired: true });
    const { report, wire } = await ask({ certificate: cert, key });
    assert.equal(wire, undefined);
    assert.deepEqual(blamed(report), ['certificate-expired', '/authentication/it/certificate']);
    assert.match(report.problems[0]!.message, /has expired \(.* GMT\)/);
  });
  it('names what is missing', async () => {
    const { cert } = await issue();
    assert.deepEqual(blamed((await ask({})).report), ['credential-missing', '/authentication/it/certificate']);
    assert.deepEqual(blamed((await ask({ certificate: cert })).report), [
      'credential-missing',
      '/authentication/it/key',
    ]);
  });
  it('does not go over http', async () => {
    const { cert, key } = await issue();
    const { report } = await ask({ certificate: cert, key }, 'http');
    assert.deepEqual(blamed(report), ['client-certificate-over-http', '/server/protocol']);
    assert.equal(report.problems[0]?.fixes?.[0]?.value, 'https');
  });
  it('shows neither key nor passphrase', async () => {
    const { cert, key } = await issue();
    const locked = encrypted(key);
    const { report } = await ask({ certificate: cert, key: locked, passphrase: 'wr0ng-phrase' });
    assert.deepEqual(blamed(report), ['passphrase-wrong', '/authentication/it/passphrase']);
    assert.doesNotMatch(JSON.stringify(report), /wr0ng-phrase/);
    assert.ok(!JSON.stringify(report).includes(locked.split('\n')[1]!));
  });
});

describe('an integration with mutual TLS, to a server that asks for it', () => {
  const net = createSend();
  after(() => net.close());
  afterEach(closeServers);
  const world = {
    send: net.send,
    now: () => Date.now(),
    checkCertificate: (certificate: ClientCertificate, at: number) =>
      Promise.resolve(checkClientCertificate(certificate, at)),
  };
  const serveMutual = async () => {
    const { cert: ca, issue: sign } = await authority;
    const options = { ...(await sign()), ca, requestCert: true, rejectUnauthorized: true };
    return serveHttps(options, (_request, response) => response.end('{"access_token":"tok"}'));
  };
  const over = (port: number) => ({ protocol: 'https', host: '127.0.0.1', port });

  it('is let in by its certificate and trusts the authority of its scheme', async () => {
    const served = await serveMutual();
    const { cert, key } = await issue();
    const connection = { server: over(served.port) };
    const credentials = { certificate: cert, key, ca: (await authority).cert };
    const scheme = { type: 'mutualTLS' };
    const report = await call({ world, api: served, scheme, credentials, connection });
    assert.ok(typeof report.response === 'object' && report.response.ok, JSON.stringify(report));
  });
  it('gets its token by the same certificate', async () => {
    const served = await serveMutual();
    const { cert, key } = await issue();
    const tls = { certificate: cert, key, ca: (await authority).cert };
    const it = { client_id: 'a', client_secret: 'b', token_url: `${served.url}/token` };
    const report = await call({
      world,
      api: served,
      scheme: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '', scopes: {} } } },
      credentials: it,
      connection: { server: over(served.port), authentication: { it, tls } },
      more: { schemes: { tls: { type: 'mutualTLS' } }, security: [{ it: [], tls: [] }] },
    });
    assert.ok(typeof report.response === 'object' && report.response.ok, JSON.stringify(report));
    assert.equal(report.tokenRequests?.length, 1);
  });
});
