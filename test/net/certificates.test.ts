// The certificates for tests are good, or bad in exactly the way that their names say.
import assert from 'node:assert/strict';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createCertificates } from '../help/certificates.mjs';

type Certificates = Awaited<ReturnType<typeof createCertificates>>;

describe('certificates for tests', () => {
  let certificates: Certificates;
  before(async () => {
    certificates = await createCertificates();
  });

  const cases: readonly [keyof Certificates & ('server' | 'expired' | 'wrongName' | 'selfSigned'), string][] = [
    ['server', 'ok'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrongName', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ];
  for (const [name, outcome] of cases) {
    it(`${name}: ${outcome}`, async () => {
      assert.equal(await call(certificates[name], certificates.authority), outcome);
    });
  }
});

async function call(certificate: { cert: string; key: string }, ca: string): Promise<string> {
  const server = createServer(certificate, (_, response) => response.end()).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve) => {
      const request = get({ host: '127.0.0.1', port, ca, agent: false }, (response) => {
        response.resume();
        resolve('ok');
      });
      request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  } finally {
    server.close();
  }
}
