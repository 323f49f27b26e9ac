// The sample service answers as its models say, to those who may ask.
import assert from 'node:assert/strict';
import { credentials, startSampleService, type SampleService } from '../help/sample-service.mjs';

const basic = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;

describe('sample service', () => {
  let service: SampleService;
  before(async () => {
    service = await startSampleService();
  });
  after(() => service.close());

  const get = (path: string, headers: Record<string, string> = { authorization: basic }): Promise<Response> =>
    fetch(`${service.http}/api/v1${path}`, { headers });

  const schemes: readonly [string, string, Record<string, string>][] = [
    ['basic', '/whoami', { authorization: basic }],
    ['bearer', '/whoami', { authorization: `Bearer ${credentials.token}` }],
    ['apiKey in header', '/whoami', { 'x-api-key': credentials.apiKey }],
    ['apiKey in query', `/whoami?api_key=${credentials.apiKey}`, {}],
    ['apiKey in cookie', '/whoami', { cookie: `api_key=${credentials.apiKey}` }],
  ];
  for (const [scheme, path, headers] of schemes) {
    it(`knows ${scheme}`, async () => {
      assert.equal(((await (await get(path, headers)).json()) as { scheme: string }).scheme, scheme);
    });
  }

  it('refuses others with 401 and a challenge', async () => {
    const response = await get('/whoami', { authorization: 'Bearer wrong' });
    assert.equal(response.status, 401);
    assert.match(response.headers.get('www-authenticate') ?? '', /^Basic realm=/);
  });

  const answers: readonly [string, number, RegExp][] = [
    ['/items?limit=1', 200, /"id":9007199254740993,/],
    ['/items/9007199254740993', 200, /"id":9007199254740993,/],
    ['/items/7', 404, /There is no item 7/],
    ['/text', 200, /^Hello/],
    ['/empty', 204, /^$/],
    ['/image', 200, /PNG/],
    ['/slow?milliseconds=5', 200, /"waited":5/],
    ['/error?status=503', 503, /"message"/],
    ['/nowhere', 404, /"not_found"/],
  ];
  for (const [path, status, body] of answers) {
    it(`answers ${status} at ${path}`, async () => {
      const response = await get(path);
      assert.equal(response.status, status);
      assert.match(await response.text(), body);
    });
  }

  it('echoes a new item and records the request', async () => {
    const body = '{"name":"new"}';
    const response = await fetch(`${service.http}/api/v1/items`, {
      method: 'POST',
      headers: { authorization: basic },
      body,
    });
    assert.equal(response.status, 201);
    const { method, path, body: received } = service.requests.at(-1)!;
    assert.deepEqual([method, path, received], ['POST', '/api/v1/items', body]);
  });

  it('sees that a caller went away', async () => {
    const canceller = new AbortController();
    const call = fetch(`${service.http}/api/v1/slow`, { headers: { authorization: basic }, signal: canceller.signal });
    while (service.requests.at(-1)?.path !== '/api/v1/slow') await new Promise((resolve) => setTimeout(resolve, 5));
    canceller.abort();
    await assert.rejects(call);
    while (service.requests.at(-1)?.aborted !== true) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
