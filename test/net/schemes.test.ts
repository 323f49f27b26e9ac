// The other schemes over real sockets: API keys that are got at run time, AWS signatures, and which scheme is used.
import assert from 'node:assert/strict';
import { AwsV4Signer } from 'aws4fetch';
import type { Json } from '../../src/core/json.ts';
import { succeeded } from '../../src/core/report.ts';
import { createTokens, type Tokens } from '../../src/core/tokens.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { blamed, call, serveApi, type Api, type Arrived, type Calling } from './authorized.ts';
import { closeServers } from './loopback.ts';

let net: Send;
let tokens: Tokens;
const world = () => ({ send: net.send, now: () => Date.now() });

beforeEach(() => {
  net = createSend();
  tokens = createTokens(() => Date.now());
});
afterEach(async () => {
  net.close();
  await closeServers();
});

describe('an API key that is got at run time', () => {
  const scheme = (url: string, more: Record<string, Json> = {}): Json => ({
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth',
    'x-itential-dynamic-retrieval': { method: 'POST', url, responsePointer: '/credentials/0/key', ...more },
    'x-itential-parameters': [
      { name: 'password', in: 'query', 'x-itential-use-in': ['key'] },
      { name: 'user', in: 'body', 'x-itential-use-in': ['key'] },
      { name: 'X-Realm', in: 'header', 'x-itential-use-in': ['key'], 'x-itential-variable': 'realm' },
      { name: 'other', in: 'query', 'x-itential-use-in': ['token'] },
    ],
  });
  const keys = () => serveApi((_, count) => ({ body: { credentials: [{ key: `key-${count}` }] } }));
  const ask = (api: Api, keyServer: Api, credentials: Record<string, Json> = {}, more: Partial<Calling> = {}) =>
    call({
      world: world(),
      api,
      tokens,
      scheme: scheme(`${keyServer.url}/key`),
      credentials: { parameters: { password: 'p w', user: 'ada', other: 'x' }, ...credentials },
      connection: { variables: { realm: 'r' } },
      ...more,
    });
  const sent = ({ headers }: Arrived) => headers['x-auth'];

  it('is asked for with its parameters and sent', async () => {
    const [api, server] = [await serveApi(), await keys()];
    const report = await ask(api, server);
    const [asked] = server.arrived;
    assert.deepEqual([asked?.method, asked?.url, asked?.body], ['POST', '/key?password=p%20w', '{"user":"ada"}']);
    assert.equal(asked?.headers['x-realm'], 'r');
    assert.equal(sent(api.arrived[0]!), 'key-1');
    assert.deepEqual(
      report.tokenRequests?.map(({ purpose }) => purpose),
      ['key'],
    );
    assert.doesNotMatch(JSON.stringify(report), /key-1/);
  });
  it('is kept', async () => {
    const [api, server] = [await serveApi(), await keys()];
    await ask(api, server);
    await ask(api, server);
    assert.equal(server.arrived.length, 1);
  });
  it('is the stored one while the service takes it', async () => {
    const [api, server] = [await serveApi(), await keys()];
    await ask(api, server, { value: 'mine' });
    assert.deepEqual([sent(api.arrived[0]!), server.arrived.length], ['mine', 0]);
  });
  it('is got again after a 401, once', async () => {
    const api = await serveApi(({ headers }) => (headers['x-auth'] === 'key-2' ? {} : { status: 401 }));
    const server = await keys();
    assert.ok(succeeded(await ask(api, server)));
    assert.deepEqual(api.arrived.map(sent), ['key-1', 'key-2']);
  });
  for (const [code, answer] of [
    ['key-request-refused', { status: 403 }],
    ['key-not-in-answer', { body: { credentials: [] } }],
    ['key-not-in-answer', { body: 'no JSON' }],
  ] as const) {
    it(`explains ${code} (${JSON.stringify(answer)})`, async () => {
      const report = await ask(await serveApi(), await serveApi(() => answer));
      assert.deepEqual([report.induced, ...blamed(report)], ['key', code, '/authentication/it']);
    });
  }
  it('explains a server that is not there', async () => {
    const api = await serveApi();
    const report = await ask(api, api, {}, { scheme: scheme('http://127.0.0.1:1/key') });
    assert.deepEqual([report.induced, ...blamed(report)], ['key', 'connection-refused', '/authentication/it']);
  });
});

describe('a call with an AWS signature', () => {
  const scheme = { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' };
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 's3cr3t/key', sessionToken: 'sess' };
  const ask = (api: Api, more: Record<string, Json>) =>
    call({ world: world(), api, scheme, credentials: { ...credentials, ...more } });
  it('arrives with a signature that its receiver can check', async () => {
    const api = await serveApi();
    const report = await ask(api, { region: 'eu-west-1' });
    const [arrived] = api.arrived;
    assert.ok(arrived, JSON.stringify(report.problems));
    const checked = new AwsV4Signer({
      ...credentials,
      url: `http://${arrived.headers.host}${arrived.url}`,
      method: arrived.method,
      service: 'execute-api',
      region: 'eu-west-1',
      datetime: String(arrived.headers['x-amz-date']),
    });
    assert.equal(arrived.headers.authorization, await checked.authHeader());
    assert.equal(arrived.headers['x-amz-security-token'], 'sess');
    assert.doesNotMatch(JSON.stringify(report), /s3cr3t|sess"/);
  });
  it('names the region that is missing', async () =>
    assert.deepEqual(blamed(await ask(await serveApi(), {})), ['aws-region-unknown', '/authentication/it/region']));
  it('names the key that is missing', async () =>
    assert.deepEqual(blamed(await ask(await serveApi(), { secretAccessKey: '' })), [
      'credential-missing',
      '/authentication/it/secretAccessKey',
    ]));
});

describe('the scheme of a call', () => {
  const first = { type: 'http', scheme: 'bearer' };
  const second = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const ask = (api: Api, use?: string) =>
    call({
      world: world(),
      api,
      scheme: first,
      credentials: 'tok',
      connection: { authentication: { it: 'tok', second: { value: 'k' } } },
      more: { schemes: { second }, ...(use !== undefined && { use }) },
    });
  it('is the first, and the report says so', async () => {
    const api = await serveApi();
    const report = await ask(api);
    assert.equal(api.arrived[0]?.headers.authorization, 'Bearer tok');
    assert.equal(report.scheme, 'it');
    assert.match(report.notes?.join() ?? '', /has 2 security schemes.*the first, "it", and so did this call/);
  });
  it('is another one when asked for, and the report says what the platform does', async () => {
    const api = await serveApi();
    const report = await ask(api, 'second');
    assert.deepEqual([api.arrived[0]?.headers['x-key'], api.arrived[0]?.headers.authorization], ['k', undefined]);
    assert.match(report.notes?.join() ?? '', /as you chose. The platform would use "it"/);
  });
  it('needs no note when it is the platform’s own choice', async () =>
    assert.equal((await ask(await serveApi(), 'it')).notes, undefined));
  it('must be one of the model', async () =>
    assert.equal(blamed(await ask(await serveApi(), 'third'))[0], 'scheme-unknown'));
});
