// Signing in with the authorization code flow: against a real OpenID provider, back to a real listener on loopback.
import assert from 'node:assert/strict';
import type { OAuth2Server } from 'oauth2-mock-server';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { succeeded, type TokenRequest } from '../../src/core/report.ts';
import { canSignIn, signIn, type SignIn } from '../../src/core/calls/signIn.ts';
import { createTokens, type Tokens } from '../../src/core/tokens.ts';
import { callbackOfLink, type RedirectListener } from '../../src/core/schemes/oauth/redirectListener.ts';
import { listenForRedirect } from '../../src/net/redirectListener.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { integrationText, shop } from '../help/documents.ts';
import { startProvider } from '../help/openIdProvider.ts';
import { call, never, serveApi } from './authorized.ts';
import { closeServers } from './loopback.ts';

const pages = { done: 'Signed in & well.', refused: 'Refused.', unknown: 'Unknown.' };
let net: Send;
let tokens: Tokens;
let listener: RedirectListener;
/** The requests for tokens that a sign-in told of. */
const made: TokenRequest[] = [];
const world = () => ({ send: net.send, now: () => Date.now(), tokens, secret: () => Promise.resolve(undefined) });

beforeEach(async () => {
  net = createSend();
  tokens = createTokens(() => Date.now());
  made.splice(0);
  const listening = await listenForRedirect(0, pages);
  assert.ok(listening.ok);
  listener = listening.value;
});
afterEach(async () => {
  net.close();
  listener.close();
  await closeServers();
});

const server = { protocol: 'http', host: '127.0.0.1', base_path: '/api' };
const begin = (scheme: Json, credentials: Json, redirectUri = listener.uri) =>
  signIn(
    {
      integration: readIntegration(integrationText({ authentication: { it: credentials }, server })),
      model: shop({ schemes: { it: scheme } }),
      owner: 'shop-dev',
      redirectUri,
      timeout: 5000,
      tell: (requests) => void made.push(...requests),
    },
    world(),
    never,
  );
const started = async (...given: Parameters<typeof begin>): Promise<SignIn> => {
  const begun = await begin(...given);
  assert.ok(begun.ok, JSON.stringify(begun));
  return begun.value;
};
const flow = (base: string): Json => ({
  type: 'oauth2',
  flows: { authorizationCode: { authorizationUrl: `${base}/authorize?a=b`, tokenUrl: `${base}/token`, scopes: {} } },
});
/** A browser that only follows redirects, and comes back to the listener. */
const browse = async (url: string) => (await fetch(url)).text();

describe('signing in', () => {
  let mock: OAuth2Server;
  before(async () => {
    mock = new (await import('oauth2-mock-server')).OAuth2Server();
    await mock.issuer.keys.generate('ES256');
    await mock.start(0, '127.0.0.1');
  });
  after(() => mock.stop());

  it('gets a token that the next calls use', async () => {
    const credentials = { client_id: 'me', scope: 'read write', audience: 'aud' };
    const { url, state, finish } = await started(flow(mock.issuer.url!), credentials);
    const { searchParams } = new URL(url);
    assert.deepEqual(
      ['a', 'response_type', 'client_id', 'scope', 'audience', 'redirect_uri', 'code_challenge_method'].map((name) =>
        searchParams.get(name),
      ),
      ['b', 'code', 'me', 'read write', 'aud', listener.uri, 'S256'],
    );
    const back = listener.wait(state, never);
    assert.match(await browse(url), /Signed in &#38; well\./);
    const finished = await finish(await back, never);
    assert.deepEqual(finished, { ok: true, value: undefined });
    const api = await serveApi();
    const report = await call({
      world: world(),
      api,
      scheme: flow(mock.issuer.url!),
      credentials,
      tokens,
      connection: { server },
    });
    // Another server than the one that was signed in for has another token.
    assert.equal(report.problems[0]?.code, 'connection-refused');
    assert.equal(tokens.state('shop-dev')?.hasRefreshToken, true);
  });
  it('tells of the requests that it makes, without a secret', async () => {
    const { url, state, finish } = await started(flow(mock.issuer.url!), {
      client_id: 'me',
      client_secret: 'hush-hush-1',
    });
    assert.equal(made.length, 0);
    const back = listener.wait(state, never);
    await browse(url);
    const callback = await back;
    await finish(callback, never);
    const { purpose, request, response } = made[0]!;
    assert.equal(`${made.length} ${purpose} ${request.method}`, '1 code POST');
    assert.ok(typeof response === 'object' && response.status === 200);
    const text = JSON.stringify(made);
    for (const secret of ['hush-hush-1', new URL(callback).searchParams.get('code')!])
      assert.ok(!text.includes(secret));
    assert.doesNotMatch(text, /eyJ[\w-]+\.eyJ/);
  });
  it('proves with PKCE that it is the one who asked', async () => {
    const { url, state, finish } = await started(flow(mock.issuer.url!), { client_id: 'me' });
    const other = await started(flow(mock.issuer.url!), { client_id: 'me' });
    const back = listener.wait(state, never);
    await browse(url);
    const stolen = (await back).replace(state, other.state);
    const finished = await other.finish(stolen, never);
    assert.ok(!finished.ok);
    assert.equal(tokens.state('shop-dev'), undefined);
    assert.ok(!(await finish(await back, never)).ok, 'a code works once only');
  });
  it('takes no answer of somebody else', async () => {
    const { finish } = await started(flow(mock.issuer.url!), { client_id: 'me' });
    const finished = await finish(`${listener.uri}?code=x&state=other`, never);
    assert.ok(!finished.ok && finished.failure[0]?.code === 'sign-in-answer-invalid');
  });
  for (const [error, code, pointer] of [
    ['access_denied', 'sign-in-access-denied', '/authentication/it'],
    ['invalid_scope', 'sign-in-invalid-scope', '/authentication/it/scope'],
    ['unauthorized_client', 'sign-in-unauthorized-client', '/authentication/it/client_id'],
  ] as const) {
    it(`says that the answer was ${error}`, async () => {
      const { finish, state } = await started(flow(mock.issuer.url!), { client_id: 'me' });
      const finished = await finish(`${listener.uri}?error=${error}&error_description=because&state=${state}`, never);
      assert.ok(!finished.ok);
      const [problem] = finished.failure;
      assert.deepEqual([problem?.code, toPointer(problem!.path.slice(2))], [code, pointer]);
      assert.match(problem!.message, /because/);
    });
  }
  it('names the client that is missing', async () => {
    const begun = await begin(flow('http://127.0.0.1:1'), {});
    assert.ok(!begun.ok && begun.failure[0]?.code === 'credential-missing');
  });
  it('is offered for what people sign in for', async () => {
    assert.ok(canSignIn(shop({ schemes: { it: flow('http://x.example') } })));
    assert.ok(!canSignIn(shop()));
    const begun = await begin({ type: 'http', scheme: 'basic' }, {});
    assert.ok(!begun.ok && begun.failure[0]?.code === 'sign-in-impossible');
  });
  it('refuses an answer of another issuer than the discovered one', async () => {
    const scheme = { type: 'openIdConnect', openIdConnectUrl: `${mock.issuer.url}/.well-known/openid-configuration` };
    const { finish, state } = await started(scheme, { client_id: 'me' });
    const finished = await finish(`${listener.uri}?code=x&state=${state}&iss=https://evil.example`, never);
    assert.ok(!finished.ok && finished.failure[0]?.code === 'sign-in-answer-invalid');
  });
});

describe('signing in at an OpenID provider', function () {
  this.timeout(20_000);
  it('goes through its pages, its discovery, its code and its refresh tokens', async () => {
    const provider = await startProvider(listener.uri);
    try {
      const scheme = { type: 'openIdConnect', openIdConnectUrl: `${provider.issuer}/.well-known/openid-configuration` };
      const credentials = { client_id: 'native', scope: 'openid offline_access' };
      const taken = new Set<string>();
      const api = await serveApi(({ headers: { authorization = '' } }) => {
        const isNew = authorization.startsWith('Bearer ') && !taken.has(authorization);
        taken.add(authorization);
        return isNew ? {} : { status: 401 };
      });
      const own = { server: { protocol: 'http', host: '127.0.0.1', port: api.port, base_path: '/api' } };
      const begun = await signIn(
        {
          integration: readIntegration(integrationText({ authentication: { it: credentials }, ...own })),
          model: shop({ schemes: { it: scheme } }),
          owner: 'shop-dev',
          redirectUri: listener.uri,
          timeout: 5000,
        },
        world(),
        never,
      );
      assert.ok(begun.ok, JSON.stringify(begun));
      const back = listener.wait(begun.value.state, never);
      await signInByHand(begun.value.url);
      const callback = await back;
      assert.match(callback, /[?&]iss=/);
      assert.deepEqual(await begun.value.finish(callback, never), { ok: true, value: undefined });
      const ask = () => call({ world: world(), api, scheme, credentials, tokens, connection: own });
      assert.ok(succeeded(await ask()));
      // The service takes each token once; the provider takes each refresh token once.
      for (const count of [2, 3]) {
        const report = await ask();
        assert.ok(succeeded(report), JSON.stringify(report.problems));
        assert.deepEqual(
          report.tokenRequests?.map(({ purpose }) => purpose),
          ['refresh'],
        );
        assert.equal(taken.size, count);
      }
    } finally {
      await provider.close();
    }
  });
});

describe('a link back to the editor', () => {
  it('keeps what stood encoded in its values', () => {
    const { searchParams } = new URL(callbackOfLink('code=a+b/c==&state=x y&iss=https://x.example/?a'));
    assert.deepEqual(Object.fromEntries(searchParams), { code: 'a+b/c==', state: 'x y', iss: 'https://x.example/?a' });
  });
});

describe('the listener for sign-ins', () => {
  const state = 'abc';
  it('says that its port is taken', async () => {
    const port = Number(new URL(listener.uri).port);
    assert.deepEqual(await listenForRedirect(port, pages), { ok: false, failure: 'EADDRINUSE' });
  });
  it('goes on waiting after answers that belong to nobody', async () => {
    const back = listener.wait(state, never);
    for (const [path, status] of [
      ['/favicon.ico', 404],
      ['/callback?code=1&state=other', 400],
      ['/callback', 400],
    ] as const)
      assert.equal((await fetch(new URL(path, listener.uri))).status, status);
    await browse(`${listener.uri}?code=1&state=${state}`);
    assert.match(await back, /code=1&state=abc$/);
  });
  it('shows nothing of the answer on its page', async () => {
    void listener.wait(state, never);
    const page = await browse(`${listener.uri}?error=<script>&error_description=<script>&state=${state}`);
    assert.match(page, /Refused\./);
    assert.doesNotMatch(page, /<script/);
  });
  it('stops waiting when it is cancelled', async () => {
    const abort = new AbortController();
    const back = listener.wait(state, abort.signal);
    abort.abort(new Error('cancelled'));
    await assert.rejects(back, /cancelled/);
  });
});

/** What a person does in a browser: follows redirects with cookies, fills in the login, agrees. */
async function signInByHand(url: string): Promise<void> {
  const cookies = new Map<string, string>();
  let next = url;
  let body: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    const response: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    body = undefined;
    if (location) {
      next = new URL(location, next).href;
      continue;
    }
    const page = await response.text();
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    if (!action) return;
    next = new URL(action, next).href;
    const [, prompt = 'login'] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    body = new URLSearchParams(prompt === 'login' ? { prompt, login: 'ada', password: 'x' } : { prompt });
  }
  assert.fail('The provider’s pages come to no end.');
}
