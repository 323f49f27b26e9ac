// A document from an address: over redirects, and what is said where there is none.
import assert from 'node:assert/strict';
import { getDocument } from '../../src/core/models/getDocument.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { createCertificates } from '../help/certificates.mjs';
import { never, serveApi, type Api } from './authorized.ts';
import { closeServers, serveHttps } from './loopback.ts';

const certificates = createCertificates();

describe('a document from an address', () => {
  let net: Send;
  beforeEach(async () => (net = createSend({ authorities: [(await certificates).authority] })));
  afterEach(async () => {
    net.close();
    await closeServers();
  });
  const get = async (url: string, most?: number): Promise<string> => {
    const got = await getDocument(url, net, never, most);
    return got.ok ? Buffer.from(got.value).toString() : `failed: ${got.failure}`;
  };
  const redirect = (location: string) => ({ status: 302, headers: { location }, body: '' });
  /** `/to?URL` leads to the URL, `/again` to itself. */
  const serve = (): Promise<Api> =>
    serveApi(({ url }) => {
      if (url.startsWith('/to?')) return redirect(decodeURIComponent(url.slice(4)));
      if (url === '/again') return redirect('/again');
      return url === '/spec' ? { body: '{"openapi":"3.0.3"}' } : { status: 404, body: 'no' };
    });

  it('is what the server has', async () => {
    const { url, arrived } = await serve();
    assert.equal(await get(`${url}/spec`), '{"openapi":"3.0.3"}');
    assert.match(arrived[0]?.headers.accept ?? '', /application\/yaml/);
  });
  it('comes over a redirect, to a path or to another server', async () => {
    const [here, there] = [await serve(), await serve()];
    assert.equal(await get(`${here.url}/to?/spec`), '{"openapi":"3.0.3"}');
    assert.equal(await get(`${here.url}/to?${encodeURIComponent(`${there.url}/spec`)}`), '{"openapi":"3.0.3"}');
    assert.deepEqual(
      there.arrived.map(({ url }) => url),
      ['/spec'],
    );
  });
  it('is not asked for over and over again', async () => {
    const { url, arrived } = await serve();
    assert.match(await get(`${url}/again`), /^failed: .*\/again could not be read: .*redirect/i);
    assert.equal(arrived.length, 6);
  });
  it('is not taken from http where https was asked for', async () => {
    const plain = await serve();
    const { server } = await certificates;
    const secure = await serveHttps(server, (_, response) =>
      response.writeHead(301, { location: `${plain.url}/spec` }).end(),
    );
    assert.match(
      await get(`${secure.url}/x`),
      /^failed: https:\S+\/x redirects to http:\S+\/spec, which is not followed/,
    );
    assert.equal(plain.arrived.length, 0);
  });
  it('is not looked for at what is no web address', async () => {
    const { url } = await serve();
    assert.match(
      await get(`${url}/to?file:///etc/passwd`),
      /redirects to file:\/\/\/etc\/passwd, which is not followed/,
    );
  });
  it('is not there', async () => {
    const { url } = await serve();
    assert.equal(
      await get(`${url}/other?token=s3cr3t-t0ken`),
      `failed: ${url}/other?token=•••••• answered 404 Not Found.`,
    );
    assert.match(await get('http://127.0.0.1:1/x'), /could not be read: .*\(ECONNREFUSED\)/);
  });
  it('is never half of one', async () => {
    const { url } = await serve();
    assert.match(await get(`${url}/spec`, 10), /is longer than 10 bytes/);
  });
});
