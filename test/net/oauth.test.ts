// OAuth 2.0 against authorization servers that listen on loopback: the flows, the life of tokens, and what goes wrong.
import assert from 'node:assert/strict';
import type { MutableResponse, OAuth2Server } from 'oauth2-mock-server';
import { tokenRows } from '../../src/core/failures/tokens.ts';
import type { Json } from '../../src/core/json.ts';
import { succeeded, type Report } from '../../src/core/report.ts';
import { outcome } from '../../src/core/calls/summary.ts';
import { createTokens, type Tokens } from '../../src/core/tokens.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { blamed, call, form, serveApi, type Api, type Arrived, type Calling } from './authorized.ts';
import { closeServers, serveHttps } from './loopback.ts';
import { selfSignedCertificate } from '../help/certificates.mjs';

let net: Send;
let now = Date.now();
let tokens: Tokens;
const world = () => ({ send: net.send, now: () => now });

beforeEach(() => {
  net = createSend();
  now = Date.now();
  tokens = createTokens(() => now);
});
afterEach(async () => {
  net.close();
  await closeServers();
});

const flow = (name: string, more: Record<string, Json> = {}): Json => ({
  type: 'oauth2',
  flows: { [name]: { tokenUrl: 'https://nowhere.invalid/token', scopes: { read: '', write: '' } } },
  ...more,
});
const client = { client_id: 'me', client_secret: 'pass:word/ä' };
const bearer = ({ headers }: Arrived) => headers.authorization;
const given = (api: Api, token: Api, credentials: Record<string, Json> = {}, more: Partial<Calling> = {}): Calling => ({
  world: world(),
  api,
  scheme: flow('clientCredentials'),
  credentials: { ...client, token_url: `${token.url}/token`, ...credentials },
  tokens,
  ...more,
});
const issues = (more: Record<string, unknown> = {}) =>
  serveApi((_arrived, count) => ({ body: { access_token: `token-${count}`, token_type: 'Bearer', ...more } }));

describe('OAuth 2.0 with a real authorization server', () => {
  let server: OAuth2Server;
  before(async () => {
    server = new (await import('oauth2-mock-server')).OAuth2Server();
    await server.issuer.keys.generate('ES256');
    await server.start(0, '127.0.0.1');
  });
  after(() => server.stop());
  const at = (scheme: Json, credentials: Record<string, Json>, api: Api) =>
    call({ world: world(), api, scheme, credentials: { ...client, ...credentials }, tokens });
  const tokenUrl = () => `${server.issuer.url}/token`;
  const claims = (arrived: Arrived) =>
    JSON.parse(Buffer.from(bearer(arrived)?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

  it('gets a token with client credentials', async () => {
    const api = await serveApi();
    const report = await at(flow('clientCredentials'), { token_url: tokenUrl(), scope: 'read' }, api);
    assert.ok(succeeded(report), JSON.stringify(report.problems));
    assert.deepEqual(claims(api.arrived[0]!)['scope'], 'read');
    assert.deepEqual(
      report.tokenRequests?.map(({ purpose }) => purpose),
      ['token'],
    );
  });
  it('gets a token with a password', async () => {
    const api = await serveApi();
    await at(flow('password'), { token_url: tokenUrl(), username: 'ada', password: 'p' }, api);
    assert.deepEqual(claims(api.arrived[0]!)['sub'], 'ada');
  });
  it('refreshes a token', async () => {
    const api = await serveApi();
    await at(flow('authorizationCode'), { token_url: tokenUrl(), token: { refresh_token: 'r' } }, api);
    assert.deepEqual(claims(api.arrived[0]!)['sub'], 'johndoe');
  });
  it('discovers an OpenID provider', async () => {
    const api = await serveApi();
    const openIdConnectUrl = `${server.issuer.url}/.well-known/openid-configuration`;
    const report = await at({ type: 'openIdConnect', openIdConnectUrl }, {}, api);
    assert.match(bearer(api.arrived[0]!) ?? '', /^Bearer eyJ/);
    assert.deepEqual(
      report.tokenRequests?.map(({ purpose }) => purpose),
      ['discovery', 'token'],
    );
  });
  it('explains what the server refuses', async () => {
    server.service.once('beforeResponse', (response: MutableResponse) => {
      response.statusCode = 401;
      response.body = { error: 'unauthorized_client', error_description: 'not you' };
    });
    const report = await at(flow('clientCredentials'), { token_url: tokenUrl() }, await serveApi());
    assert.deepEqual(blamed(report), ['oauth-unauthorized-client', '/authentication/it/client_id']);
    assert.match(report.problems[0]!.message, /not you/);
  });
});

describe('OAuth 2.0: the token request', () => {
  it('says who the client is by HTTP basic, in form encoding', async () => {
    const [api, token] = [await serveApi(), await issues()];
    await call(given(api, token, { scope: 'read write', audience: 'https://api' }));
    const [asked] = token.arrived;
    assert.equal(bearer(asked!), `Basic ${Buffer.from('me:pass%3Aword%2F%C3%A4').toString('base64')}`);
    assert.deepEqual(form(asked!), { grant_type: 'client_credentials', scope: 'read write', audience: 'https://api' });
    assert.match(asked!.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/);
    assert.equal(bearer(api.arrived[0]!), 'Bearer token-1');
  });
  it('says it in the body where the server does not look elsewhere', async () => {
    const token = await serveApi(({ headers }) =>
      headers.authorization
        ? { status: 401, body: { error: 'invalid_client' } }
        : { body: { access_token: 'tok', token_type: 'bearer' } },
    );
    const api = await serveApi();
    const report = await call(given(api, token));
    assert.deepEqual(form(token.arrived[1]!), {
      grant_type: 'client_credentials',
      client_id: 'me',
      client_secret: client.client_secret,
    });
    assert.ok(succeeded(report));
    assert.equal(report.tokenRequests?.length, 2);
  });
  for (const [method, sent] of [
    ['client_secret_post', undefined],
    ['client_secret_basic', 'Basic'],
  ] as const) {
    it(`keeps to ${method} where it is asked for`, async () => {
      const token = await serveApi(() => ({ status: 401, body: { error: 'invalid_client' } }));
      await call(given(await serveApi(), token, { token_endpoint_auth_method: method }));
      assert.deepEqual(
        token.arrived.map((arrived) => bearer(arrived)?.split(' ')[0]),
        [sent],
      );
    });
  }
  it('sends a password, and no client where there is none', async () => {
    const [api, token] = [await serveApi(), await issues()];
    const credentials = { client_id: '', client_secret: '', username: 'ada', password: 'p&=ä' };
    await call(given(api, token, credentials, { scheme: flow('password') }));
    assert.deepEqual(form(token.arrived[0]!), { grant_type: 'password', username: 'ada', password: 'p&=ä' });
  });
  it('takes the address of the model where none is given', async () => {
    const token = await issues();
    const scheme = { type: 'oauth2', flows: { clientCredentials: { tokenUrl: `${token.url}/model`, scopes: {} } } };
    await call(given(await serveApi(), token, { token_url: null }, { scheme }));
    assert.equal(token.arrived[0]?.url, '/model');
  });
  it('takes an address that is relative to the server', async () => {
    const api = await serveApi(() => ({ body: { access_token: 'tok', token_type: 'bearer' } }));
    await call(given(api, api, { token_url: '/oauth/token?a=b' }));
    assert.equal(api.arrived[0]?.url, '/oauth/token?a=b');
  });
  const open: readonly (readonly [string, string, RegExp])[] = [
    ['a placeholder of the model', '/{tenant}/token', /holds the placeholder \{tenant\}: enter .* in token_url\./],
    ['a placeholder of a manual', '/<your-tenant>/token', /holds the placeholder <your-tenant>/],
    ['a host without https', 'login.example.com/token', /"login\.example\.com\/token" .* begins with https/],
    ['a password that breaks it', 'http://me:pass/word@login.example.com/token', /^"http:\/\/login\.example\.com/],
  ];
  for (const [what, address, message] of open) {
    it(`sends nothing to an address with ${what}`, async () => {
      const api = await serveApi(() => ({ body: { access_token: 'tok', token_type: 'bearer' } }));
      const url = address.startsWith('/') ? api.url + address : address;
      const { problems } = await call(given(api, api, { token_url: url }));
      assert.deepEqual([api.arrived.length, problems[0]?.path.at(-1)], [0, 'token_url']);
      assert.match(problems[0]?.message ?? '', message);
    });
  }
  it('carries the parameters that the model adds, each in its place', async () => {
    const [api, token] = [await serveApi(), await issues()];
    const parameter = (name: string, place: string, more: Record<string, Json> = {}) => ({
      name,
      in: place,
      'x-itential-use-in': ['token'],
      ...more,
    });
    const parameters = [
      parameter('audience', 'body'),
      parameter('X-Tenant', 'header'),
      parameter('api-version', 'query'),
      parameter('client_assertion', 'body', { 'x-itential-variable': 'assertion' }),
      parameter('empty', 'body'),
      { name: 'other', in: 'body', 'x-itential-use-in': ['refresh'] },
    ];
    const values = { audience: 'aud', 'X-Tenant': 'ten', 'api-version': 2, empty: '', other: 'x' };
    const report = await call(
      given(
        api,
        token,
        { client_secret: '', parameters: values },
        {
          scheme: flow('clientCredentials', { 'x-itential-parameters': parameters }),
          connection: { variables: { assertion: 'signed-by-me' } },
        },
      ),
    );
    const [asked] = token.arrived;
    assert.ok(asked, JSON.stringify(report.problems));
    assert.equal(asked.url, '/token?api-version=2');
    assert.equal(asked.headers['x-tenant'], 'ten');
    assert.deepEqual(form(asked), {
      grant_type: 'client_credentials',
      client_id: 'me',
      audience: 'aud',
      client_assertion: 'signed-by-me',
    });
  });
  it('goes the way of the call: a certificate that the call does not check is not checked here', async () => {
    const secure = await serveHttps(await selfSignedCertificate(), (_, response) =>
      response.end('{"access_token":"tok","token_type":"bearer"}'),
    );
    const api = await serveApi();
    const strict = await call(given(api, { ...secure, arrived: [] }));
    assert.deepEqual(blamed(strict), ['certificate-self-signed', '/tls/rejectUnauthorized']);
    const tls = { enabled: true, rejectUnauthorized: false };
    assert.ok(succeeded(await call(given(api, { ...secure, arrived: [] }, {}, { connection: { tls } }))));
  });
});

describe('OAuth 2.0: answers that are nearly right', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['a type in other letters', { token_type: 'BEARER' }, 'Bearer token-1'],
    ['no type', { token_type: undefined }, 'Bearer token-1'],
    ['a type of the server’s own', { token_type: 'BearerToken' }, 'BearerToken token-1'],
    ['a time as text', { expires_in: '3600' }, 'Bearer token-1'],
    ['a time that is none', { expires_in: 'soon' }, 'Bearer token-1'],
    ['an id token that nobody asked for', { id_token: 'nonsense' }, 'Bearer token-1'],
    ['null where something is missing', { refresh_token: null, scope: null, expires_in: null }, 'Bearer token-1'],
    ['scopes as a list', { scope: ['a', 'b'] }, 'Bearer token-1'],
  ];
  for (const [what, more, expected] of cases) {
    it(`takes ${what}`, async () => {
      const api = await serveApi();
      const report = await call(given(api, await issues(more)));
      assert.deepEqual([bearer(api.arrived[0]!), report.problems], [expected, []]);
    });
  }
  it('takes another member for the token where the model says so (x-tokenName)', async () => {
    const api = await serveApi();
    const scheme = flow('clientCredentials', { 'x-tokenName': 'id_token' });
    const report = await call(given(api, await issues({ id_token: 'named' }), {}, { scheme }));
    await call(given(api, await issues(), { token: { id_token: 'mine' } }, { scheme }));
    assert.deepEqual(api.arrived.map(bearer), ['Bearer named', 'Bearer mine']);
    assert.doesNotMatch(JSON.stringify(report), /named/);
  });
  it('takes JSON that calls itself text', async () => {
    const api = await serveApi();
    await call(given(api, await serveApi(() => ({ body: '{"access_token":"tok"}' }))));
    assert.equal(bearer(api.arrived[0]!), 'Bearer tok');
  });
});

describe('OAuth 2.0: the life of a token', () => {
  it('is asked for once for many calls', async () => {
    const [api, token] = [await serveApi(), await issues({ expires_in: 3600 })];
    const reports = await Promise.all(Array.from({ length: 5 }, () => call(given(api, token))));
    await call(given(api, token));
    assert.ok(reports.every(succeeded));
    assert.deepEqual([api.arrived.length, token.arrived.length], [6, 1]);
  });
  it('ends before it expires, so that no call is refused', async () => {
    const [api, token] = [await serveApi(), await issues({ expires_in: 3600 })];
    await call(given(api, token));
    now += 3_569_000;
    await call(given(api, token));
    assert.equal(token.arrived.length, 1);
    now += 2000;
    await call(given(api, token));
    assert.deepEqual(api.arrived.map(bearer), ['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });
  it('is refreshed where the server gave a refresh token, at the address for it', async () => {
    const token = await serveApi((_, count) => ({
      body: { access_token: `token-${count}`, token_type: 'bearer', expires_in: 60, refresh_token: `refresh-${count}` },
    }));
    const refresh = await issues({ expires_in: 60 });
    const api = await serveApi();
    const ask = () => call(given(api, token, { refresh_url: `${refresh.url}/refresh` }));
    await ask();
    now += 59_000;
    const report = await ask();
    assert.deepEqual(form(refresh.arrived[0]!), { grant_type: 'refresh_token', refresh_token: 'refresh-1' });
    assert.deepEqual(
      report.tokenRequests?.map(({ purpose }) => purpose),
      ['refresh'],
    );
    // The server gave no new one, so that the old one goes on.
    now += 59_000;
    await ask();
    assert.equal(form(refresh.arrived[1]!)['refresh_token'], 'refresh-1');
  });
  it('is asked for anew when the refresh token is no longer good', async () => {
    const token = await serveApi(({ body }, count) =>
      body.includes('refresh_token')
        ? { status: 400, body: { error: 'invalid_grant' } }
        : { body: { access_token: `token-${count}`, expires_in: 60, refresh_token: 'old' } },
    );
    const api = await serveApi();
    await call(given(api, token));
    now += 59_000;
    const report = await call(given(api, token));
    assert.ok(succeeded(report));
    assert.deepEqual(
      report.tokenRequests?.map(({ purpose }) => purpose),
      ['refresh', 'token'],
    );
  });
  for (const [what, answer] of [
    ['401', { status: 401 }],
    ['403 with invalid_token', { status: 403, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }],
    ['400 with invalid_token in the body', { status: 400, body: { error: 'invalid_token' } }],
  ] as const) {
    it(`is renewed once after ${what}`, async () => {
      const api = await serveApi(({ headers }) => (headers.authorization === 'Bearer token-2' ? {} : answer));
      const token = await issues({ expires_in: 3600 });
      const report = await call(given(api, token));
      assert.ok(succeeded(report));
      assert.deepEqual(api.arrived.map(bearer), ['Bearer token-1', 'Bearer token-2']);
      assert.match(report.notes?.join() ?? '', /made again with a new one/);
    });
  }
  it('is renewed once only', async () => {
    const [api, token] = [await serveApi(() => ({ status: 401 })), await issues()];
    const report = await call(given(api, token));
    assert.deepEqual([api.arrived.length, token.arrived.length], [2, 2]);
    assert.equal(blamed(report)[0], 'unauthorized');
  });
  it('is not renewed when a scope is missing', async () => {
    const headers = { 'www-authenticate': 'Bearer error="insufficient_scope"' };
    const api = await serveApi(() => ({ status: 403, headers }));
    const token = await issues();
    assert.deepEqual(blamed(await call(given(api, token))), ['scope-missing', '/authentication/it/scope']);
    assert.equal(token.arrived.length, 1);
  });
  it('is the one of the configuration while the service takes it', async () => {
    const [api, token] = [await serveApi(), await issues()];
    await call(given(api, token, { token: { access_token: 'mine', token_type: 'DPoP-not' } }));
    assert.deepEqual([bearer(api.arrived[0]!), token.arrived.length], ['DPoP-not mine', 0]);
  });
  it('replaces the one of the configuration, and stays', async () => {
    const api = await serveApi(({ headers }) => (headers.authorization === 'Bearer token-1' ? {} : { status: 401 }));
    const token = await issues({ expires_in: 3600 });
    const ask = () => call(given(api, token, { token: { access_token: 'stale' } }));
    assert.ok(succeeded(await ask()) && succeeded(await ask()));
    assert.deepEqual(api.arrived.map(bearer), ['Bearer stale', 'Bearer token-1', 'Bearer token-1']);
  });
  it('is got anew where the platform keeps its own to itself', async () => {
    const [api, token] = [await serveApi(), await issues()];
    await call(given(api, token, { token: { access_token: '$ENCabc', refresh_token: '$ENCdef' } }));
    assert.equal(bearer(api.arrived[0]!), 'Bearer token-1');
  });
  it('is another one for other credentials', async () => {
    const [api, token] = [await serveApi(), await issues({ expires_in: 3600 })];
    for (const scope of ['a', 'b', 'a']) await call(given(api, token, { scope }));
    await call(given(api, token, { scope: 'a', client_secret: 'another' }));
    assert.deepEqual(api.arrived.map(bearer), ['Bearer token-1', 'Bearer token-2', 'Bearer token-1', 'Bearer token-3']);
  });
  it('can be forgotten', async () => {
    const [api, token] = [await serveApi(), await issues({ expires_in: 3600 })];
    await call(given(api, token));
    assert.equal(tokens.state('shop-dev')?.expiresAt, now + 3_600_000);
    tokens.forget('shop-dev');
    assert.equal(tokens.state('shop-dev'), undefined);
    await call(given(api, token));
    assert.equal(token.arrived.length, 2);
  });
  it('goes on being asked for when one of those who wait leaves', async () => {
    let answer = (): void => undefined;
    const released = new Promise<void>((done) => (answer = done));
    const api = await serveApi();
    const token = await issues();
    const slow = {
      now: () => now,
      send: async (...args: Parameters<Send['send']>) => (await released, net.send(...args)),
    };
    const leaving = new AbortController();
    const left = call(given(api, token, {}, { world: slow, signal: leaving.signal }));
    const stayed = call(given(api, token, {}, { world: slow }));
    leaving.abort(new Error('left'));
    await assert.rejects(left, /left/);
    answer();
    assert.ok(succeeded(await stayed));
    assert.equal(token.arrived.length, 1);
  });
});

describe('OAuth 2.0: what a failed token request is', () => {
  const refused = async (answer: Parameters<typeof serveApi>[0], credentials = {}, more: Partial<Calling> = {}) => {
    const [api, token] = [await serveApi(), await serveApi(answer)];
    const report = await call(given(api, token, credentials, more));
    assert.equal(api.arrived.length, 0);
    return report;
  };
  const error =
    (code: string, status = 400) =>
    () => ({ status, body: { error: code, error_description: 'because' } });
  const seen = new Set<unknown>();

  it('is labelled, and shows both requests', async () => {
    const report = await refused(error('invalid_client', 401));
    assert.equal(report.induced, 'token');
    assert.ok(!succeeded(report));
    assert.match(outcome(report), /not made, for want of a token or key: 401/);
    assert.ok(typeof report.response === 'object' && report.response.method === 'POST');
    assert.match(report.response.url, /\/token$/);
    assert.match(report.request?.url ?? '', /\/api\/items$/);
    assert.match(report.problems[0]!.message, /token request failed: POST http.*because.*call itself was not made/is);
  });
  const password = { scheme: flow('password') };
  const openId = { scheme: { type: 'openIdConnect', openIdConnectUrl: 'https://nowhere.invalid/' } };
  const refresh = { scheme: flow('authorizationCode') };
  const cases: readonly (readonly [string, string, () => Promise<Report>])[] = [
    ['oauth-invalid-client', 'client_secret', () => refused(error('invalid_client', 401))],
    [
      'oauth-invalid-client',
      'client_id',
      () => refused(error('invalid_client', 401), { client_secret: '', username: 'a', password: 'b' }, password),
    ],
    [
      'oauth-invalid-grant',
      'password',
      () => refused(error('invalid_grant'), { username: 'a', password: 'b' }, password),
    ],
    [
      'oauth-invalid-grant',
      'token/refresh_token',
      () => refused(error('invalid_grant'), { token: { refresh_token: 'r' } }, refresh),
    ],
    ['oauth-invalid-grant', 'client_id', () => refused(error('invalid_grant'))],
    ['oauth-invalid-scope', 'scope', () => refused(error('invalid_scope'))],
    ['oauth-unsupported-grant-type', 'token_url', () => refused(error('unsupported_grant_type'))],
    ['oauth-unauthorized-client', 'client_id', () => refused(error('unauthorized_client'))],
    ['oauth-invalid-target', 'parameters', () => refused(error('invalid_target'))],
    ['oauth-access-denied', '', () => refused(error('access_denied', 403))],
    ['oauth-interaction-required', 'client_id', () => refused(error('interaction_required'))],
    ['oauth-use-dpop-nonce', '', () => refused(error('use_dpop_nonce'))],
    ['oauth-invalid-request', '', () => refused(error('invalid_request'))],
    ['oauth-server-error', 'token_url', () => refused(error('server_error', 500))],
    ['oauth-temporarily-unavailable', 'token_url', () => refused(error('temporarily_unavailable', 503))],
    ['token-redirect', 'token_url', () => refused(() => ({ status: 307, headers: { location: '/v2/token' } }))],
    ['token-url-not-found', 'token_url', () => refused(() => ({ status: 404 }))],
    ['token-request-unauthorized', 'client_secret', () => refused(() => ({ status: 401 }))],
    ['token-request-media-type', 'token_url', () => refused(() => ({ status: 415 }))],
    ['token-request-limited', 'token_url', () => refused(() => ({ status: 429, headers: { 'retry-after': '7' } }))],
    ['token-answer-html', 'token_url', () => refused(() => ({ body: '<!doctype html><html>Sign in</html>' }))],
    ['token-server-failed', 'token_url', () => refused(() => ({ status: 502 }))],
    ['token-request-refused', '', () => refused(() => ({ status: 400 }))],
    ['token-answer-not-json', 'token_url', () => refused(() => ({ body: 'access_token=1' }))],
    ['token-answer-without-token', 'token_url', () => refused(() => ({ body: { token: 'x' } }))],
    ['token-answer-invalid', 'token_url', () => refused(() => ({ body: { access_token: 'x', scope: 7 } }))],
    ['connection-refused', 'token_url', () => refused(undefined, { token_url: 'http://127.0.0.1:1/token' })],
    ['dns-not-found', 'token_url', () => refused(undefined, { token_url: 'http://nowhere.invalid/token' })],
    [
      'oauth-method-unsupported',
      'token_endpoint_auth_method',
      () => refused(undefined, { token_endpoint_auth_method: 'private_key_jwt' }),
    ],
    ['token-url-invalid', 'token_url', () => refused(undefined, { token_url: 'ldap://x' })],
    ['credential-missing', 'client_secret', () => refused(undefined, { client_secret: '' })],
    ['credential-missing', 'password', () => refused(undefined, { username: 'a' }, password)],
    ['sign-in-needed', 'token/access_token', () => refused(undefined, {}, refresh)],
    ['sign-in-needed', 'token/access_token', () => refused(undefined, { client_secret: '' }, openId)],
    ['token-missing', 'token/access_token', () => refused(undefined, {}, { scheme: flow('implicit') })],
    [
      'token-url-missing',
      'token_url',
      () => refused(undefined, { token_url: '' }, { scheme: { type: 'oauth2', flows: { clientCredentials: {} } } }),
    ],
  ];
  for (const [code, key, run] of cases) {
    it(`${code} at ${key || 'the scheme'}`, async () => {
      seen.add(code);
      const pointer = ['/authentication/it', key].filter(Boolean).join('/');
      assert.deepEqual(blamed(await run()), [code, pointer]);
    });
  }
  it('has a test for each row', () =>
    assert.deepEqual(
      tokenRows.map(({ code }) => code).filter((code) => !seen.has(code)),
      [],
    ));
  it('offers the address that the server sends to', async () => {
    const report = await refused(() => ({ status: 308, headers: { location: '/v2/token' } }));
    assert.match(JSON.stringify(report.problems[0]?.fixes?.[0]?.value), /^"http:\/\/127\.0\.0\.1:\d+\/v2\/token"$/);
  });
  it('offers no login page', async () => {
    const report = await refused(() => ({ status: 302, headers: { location: 'https://sso.example/login' } }));
    assert.equal(report.problems[0]?.fixes, undefined);
  });
  it('keeps the service’s answer where no new token can be had', async () => {
    const api = await serveApi(() => ({ status: 401 }));
    const report = await call(given(api, api, { token: { access_token: 'x' } }, { scheme: flow('implicit') }));
    assert.deepEqual([api.arrived.length, report.induced, blamed(report)[0]], [1, undefined, 'unauthorized']);
  });
  it('explains a token request that failed after the service refused the first token', async () => {
    const api = await serveApi(() => ({ status: 401 }));
    const token = await serveApi(error('invalid_client', 401));
    const report = await call(given(api, token, { token: { access_token: 'x' } }));
    assert.deepEqual([report.induced, blamed(report)[0]], ['token', 'oauth-invalid-client']);
  });
  it('asks a provider for its addresses once, and again when they are of no use', async () => {
    let path = '/old';
    const provider = await serveApi(({ url }) => {
      if (url.startsWith('/.well-known')) return { body: { token_endpoint: `${provider.url}${path}` } };
      return url === path ? { body: { access_token: 't', expires_in: 60 } } : { status: 404 };
    });
    const scheme = { type: 'openIdConnect', openIdConnectUrl: `${provider.url}/.well-known/openid-configuration` };
    const api = await serveApi();
    const purposes = async (): Promise<unknown> => {
      now += 100_000;
      const { tokenRequests } = await call(given(api, provider, { token_url: '' }, { scheme }));
      return tokenRequests?.map(({ purpose }) => purpose);
    };
    assert.deepEqual([await purposes(), await purposes()], [['discovery', 'token'], ['token']]);
    path = '/new';
    assert.deepEqual([await purposes(), await purposes()], [['token'], ['discovery', 'token']]);
    assert.equal(api.arrived.length, 3);
  });
  it('says that a provider takes no proof of the client that it could give, and asks for no token', async () => {
    let methods: readonly string[] = ['private_key_jwt', 'tls_client_auth'];
    const provider = await serveApi(({ url }) =>
      url.startsWith('/.well-known')
        ? { body: { token_endpoint: `${provider.url}/token`, token_endpoint_auth_methods_supported: methods } }
        : { body: { access_token: 't' } },
    );
    const scheme = { type: 'openIdConnect', openIdConnectUrl: `${provider.url}/.well-known/openid-configuration` };
    const api = await serveApi();
    const ask = (credentials: Record<string, Json>) => {
      tokens = createTokens(() => now);
      return call(given(api, provider, { token_url: '', ...credentials }, { scheme }));
    };
    const report = await ask({});
    assert.deepEqual(blamed(report), ['oauth-method-unsupported', '/authentication/it/token_endpoint_auth_method']);
    assert.match(report.problems[0]!.message, /by private_key_jwt, tls_client_auth alone.* client_secret_basic/);
    assert.ok(succeeded(await ask({ token_endpoint_auth_method: 'client_secret_post' })));
    methods = ['private_key_jwt', 'client_secret_post'];
    assert.ok(succeeded(await ask({})));
    methods = ['none'];
    assert.ok(succeeded(await ask({})));
    assert.deepEqual(
      provider.arrived.filter(({ url }) => url === '/token').map((each) => form(each)['client_secret']),
      [client.client_secret, client.client_secret, undefined],
    );
  });
  for (const [code, answer] of [
    ['discovery-not-found', { status: 404 }],
    ['discovery-html', { body: '<html>Hello</html>' }],
    ['discovery-incomplete', { body: { issuer: 'x' } }],
  ] as const) {
    it(code, async () => {
      const provider = await serveApi(() => answer);
      const scheme = { type: 'openIdConnect', openIdConnectUrl: `${provider.url}/.well-known/openid-configuration` };
      const report = await call(given(await serveApi(), provider, { token_url: '' }, { scheme }));
      assert.deepEqual([report.induced, ...blamed(report)], ['discovery', code, '/authentication/it/token_url']);
    });
  }
});

describe('OAuth 2.0: what is shown', () => {
  it('is that credentials went out unencrypted', async () => {
    const api = await serveApi();
    const report = await call(given(api, api, { token_url: 'http://token.invalid/x' }));
    assert.match(report.notes?.join() ?? '', /unencrypted, over http, to token\.invalid/);
    assert.equal((await call(given(api, await issues()))).notes, undefined);
  });
  it('holds no secret and no token', async () => {
    const secrets = ['s3cr3t-client', 'p4ss-word!', 'r3fresh-given', 't0ken-got', 'r3fresh-got'];
    const echo = ({ headers, body }: Arrived) => ({ status: 200, body: { echo: `${headers.authorization} ${body}` } });
    const api = await serveApi(echo);
    const token = await serveApi((arrived) => ({
      body: { ...echo(arrived).body, access_token: 't0ken-got', refresh_token: 'r3fresh-got', id_token: 'eyJ.x.y' },
    }));
    const credentials = { client_id: 'me', client_secret: secrets[0]!, username: 'ada', password: secrets[1]! };
    const report = await call(given(api, token, credentials, { scheme: flow('password') }));
    const refused = await call(
      given(
        api,
        await serveApi((arrived) => ({
          status: 400,
          body: { error: 'invalid_grant', error_description: arrived.body },
        })),
        {
          ...credentials,
          token: { refresh_token: secrets[2]! },
        },
        { scheme: flow('authorizationCode') },
      ),
    );
    assert.ok(succeeded(report) && refused.induced === 'refresh');
    const text = JSON.stringify([report, refused]);
    for (const secret of secrets) {
      for (const spelled of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').slice(0, -4)])
        assert.ok(!text.includes(spelled), spelled);
    }
  });
});
