// Secrets of every kind through every surface that a call has: none of them comes out again, however it is spelled.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createPrivateKey } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import { createCallLanguage } from '../../src/core/callDocuments/callLanguage.ts';
import type { Call } from '../../src/core/calls/call.ts';
import { callRoots } from '../../src/core/calls/callNodes.ts';
import type { CallInput } from '../../src/core/requests/callInput.ts';
import { traceLines } from '../../src/core/calls/debug.ts';
import { History } from '../../src/core/calls/history.ts';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { plainNetwork } from '../../src/core/network.ts';
import { documentPart } from '../../src/core/part.ts';
import { previewCall } from '../../src/core/calls/previewCall.ts';
import { previewRequest } from '../../src/core/requests/previewRequest.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import { resultText } from '../../src/core/calls/standardResponse.ts';
import { reason, summarize } from '../../src/core/calls/summary.ts';
import { toJUnit, toSweepJson } from '../../src/core/calls/sweepReport.ts';
import { calledResult } from '../../src/core/calls/sweepResult.ts';
import { testCall } from '../../src/core/calls/testCall.ts';
import { toCurl } from '../../src/core/requests/toCurl.ts';
import { toHar } from '../../src/core/requests/toHar.ts';
import { createTokens } from '../../src/core/tokens.ts';
import type { World } from '../../src/core/world.ts';
import { checkClientCertificate } from '../../src/net/tls/clientCertificate.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { createAuthority } from '../help/certificates.mjs';
import { integrationText, modelOf, openApi } from '../help/documents.ts';
import { createPfx } from '../help/pfx.mjs';
import { never, serveApi, type Api, type Arrived } from './authorized.ts';
import { closeServers, serveHttps } from './loopback.ts';
import { serveProxy } from './proxies.ts';

/** Behind the references of the store; with everything that encoders treat differently. */
const stored = {
  user: 'canary-user+1@x/ő',
  password: 'canary p&ss"w<ord\\/%41=ü',
  key: 'canary-key/with+both==',
  parameter: 'canary-parameter 100%',
  body: 'canary-\'body\'\n"quoted"',
};
/** What the token endpoint hands out, and the service puts on top. */
const handed = { access: 'canary-access.token/+', refresh: 'canary-refresh~token', cookie: 'canary-cookie-value' };
const secrets = [stored.password, stored.key, stored.parameter, stored.body, ...Object.values(handed)];

function spelled(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const packed = [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const percent = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    percent,
    percent.replaceAll(/%../g, (each) => each.toLowerCase()),
    encodeURIComponent(percent),
    String(new URLSearchParams({ a: secret })).slice(2),
    json,
    JSON.stringify(json).slice(1, -1),
    secret.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...packed,
  ];
}

/** Says back everything that it got, in every way that services log it. */
const echo = ({ method, url, headers, body }: Arrived, status = 200) => {
  const plain = [
    `${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`),
    body,
  ];
  const text = plain.join('\n');
  const bytes = Buffer.from(text);
  return {
    status,
    headers: {
      'set-cookie': `SID=${handed.cookie}; Path=/`,
      'x-echo': encodeURIComponent(text),
      'www-authenticate': `Bearer realm="${encodeURIComponent(headers.authorization ?? '')}"`,
    },
    body: { text, again: JSON.stringify({ text }), base64: bytes.toString('base64'), hex: bytes.toString('hex') },
  };
};

const oauth = (flow: string): Json => ({
  type: 'oauth2',
  flows: { [flow]: { tokenUrl: 'https://x.invalid/', scopes: {} } },
});
const client = { client_id: 'me', client_secret: '${secret:password}' };
const schemes: Readonly<Record<string, readonly [scheme: Json, credentials: Record<string, Json>]>> = {
  basic: [
    { type: 'http', scheme: 'basic' },
    { username: '${secret:user}', password: '${secret:password}' },
  ],
  'a literal basic': [
    { type: 'http', scheme: 'basic' },
    { username: 'me', password: stored.password },
  ],
  bearer: [{ type: 'http', scheme: 'bearer' }, { value: '${secret:key}' }],
  'a key in a header': [{ type: 'apiKey', in: 'header', name: 'X-Odd' }, { value: '${secret:key}' }],
  'a key in the query': [{ type: 'apiKey', in: 'query', name: 'odd' }, { value: '${secret:key}' }],
  'a key in a cookie': [{ type: 'apiKey', in: 'cookie', name: 'odd' }, { value: '${secret:key}' }],
  'a signature of AWS': [
    { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' },
    {
      accessKeyId: 'AKIA',
      secretAccessKey: '${secret:key}',
      sessionToken: stored.key,
      region: 'eu-west-1',
      service: 'x',
    },
  ],
  'client credentials': [oauth('clientCredentials'), client],
  'a password for a token': [oauth('password'), { ...client, username: 'ada', password: '${secret:key}' }],
  'a token by hand': [oauth('implicit'), { token: { access_token: '${secret:key}' } }],
  'a client certificate': [{ type: 'mutualTLS' }, {}],
  'a refresh token': [oauth('authorizationCode'), { ...client, token: { refresh_token: '${secret:key}' } }],
};
const operation: Json = {
  operationId: 'it',
  parameters: [
    { name: 'q', in: 'query', schema: { type: 'string' } },
    { name: 'X-Extra', in: 'header', schema: { type: 'string', maxLength: 30 } },
  ],
  requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
  responses: {
    200: { description: 'OK', content: { 'application/json': { schema: { type: 'object', required: ['no'] } } } },
  },
};
const input: CallInput = {
  parameters: [
    { in: 'query', name: 'q', value: '${secret:parameter}' },
    { in: 'header', name: 'X-Extra', value: '${secret:parameter}' },
  ],
  body: { value: { deep: ['${secret:body}'] } },
};

/** As the extension looks at certificates before it sends anything. */
const checked: Partial<World> = {
  checkCertificate: (certificate, now) => Promise.resolve(checkClientCertificate(certificate, now)),
};

describe('no secret comes out', () => {
  let net: Send;
  beforeEach(() => (net = createSend()));
  afterEach(async () => {
    net.close();
    await closeServers();
  });
  const worldOf = (): World => ({
    send: net.send,
    now: () => Date.now(),
    secret: ({ name }) => Promise.resolve((stored as Record<string, string>)[name]),
    tokens: createTokens(() => Date.now()),
  });
  const issues = (status: number): Promise<Api> =>
    serveApi((arrived) => ({
      ...echo(arrived, status),
      body: {
        ...echo(arrived).body,
        error: 'invalid_client',
        ...(status === 200 && { access_token: handed.access, refresh_token: handed.refresh }),
      },
    }));

  function callOf(port: number, tokenUrl: string, name: string, given: CallInput = input): Call {
    const [scheme, credentials] = schemes[name] ?? [];
    const document = openApi({
      schemes: { it: scheme ?? {} },
      security: [{ it: [] }],
      paths: { '/x': { post: operation } },
    });
    const model = modelOf(document);
    const server = { protocol: 'http', host: '127.0.0.1', port, base_path: '/api' };
    const isOauth = typeof scheme === 'object' && JSON.stringify(scheme).includes('oauth2');
    const authentication = { it: { ...credentials, ...(isOauth && { token_url: tokenUrl }) } };
    const integration = readIntegration(integrationText({ authentication, server }));
    return {
      integration,
      model,
      detail: readOperation(documentPart(document), model.operations[0]!),
      input: given,
      timeout: 5000,
    };
  }

  /** Everything that people and files get to see of a call. */
  async function surfaces(call: Call, more: Partial<World> = {}): Promise<Readonly<Record<string, string>>> {
    const world = { ...worldOf(), ...more };
    const preview = await previewCall(call, world);
    const report = await testCall(call, world, never);
    const history = new History();
    const past = history.add('file:///x', report, { input: call.input });
    const result = calledResult(
      { owner: 'file:///x', integration: 'x', file: 'x', modelId: 'Shop:1.0.0' },
      past.id,
      report,
    );
    const sweep = { startedAt: 0, ms: 1, results: [result] };
    const { request } = report;
    const found = secrets.filter((secret) => callRoots(history.all(), sweep, secret).length > 0);
    return {
      report: JSON.stringify(report),
      response: resultText(report),
      summary: summarize(report) + reason(report),
      trace: traceLines(report.hops).join('\n'),
      archive: toHar([report], { name: 'x', version: '1' }),
      sweep: toSweepJson(sweep) + toJUnit(sweep),
      'found by searching': found.join(),
      ...(request && { curl: toCurl({ ...request, body: new TextEncoder().encode(request.body) }, { secrets: [] }) }),
      ...(preview.ok
        ? {
            preview: previewRequest(preview.value.request, preview.value.secrets),
            'planned curl': (['mask', 'variables'] as const)
              .map((secretsAs) => toCurl(preview.value.request, { ...preview.value, secretsAs }))
              .join('\n'),
          }
        : { unprepared: JSON.stringify(preview.failure) }),
    };
  }

  function assertClean(shown: Readonly<Record<string, string>>): void {
    for (const [surface, text] of Object.entries(shown))
      for (const secret of secrets)
        for (const spelling of spelled(secret))
          assert.ok(!text.includes(spelling), `${surface} shows ${spelling}: ${text.slice(0, 2000)}`);
  }

  for (const name of Object.keys(schemes).filter((each) => each !== 'a client certificate')) {
    for (const status of [200, 401])
      it(`${name}, from an answer ${status}`, async () => {
        const api = await serveApi((arrived) => echo(arrived, status));
        const shown = await surfaces(callOf(api.port, `${(await issues(200)).url}/token`, name));
        assert.ok(api.arrived.length > 0 && shown['preview'], JSON.stringify(shown));
        assertClean(shown);
      });
  }
  it('a refused request for a token', async () => {
    const api = await serveApi();
    const shown = await surfaces(callOf(api.port, `${(await issues(401)).url}/token`, 'a password for a token'));
    assert.equal(api.arrived.length, 0);
    assertClean(shown);
  });
  it('a server that is not there', async () => {
    const { port } = await serveApi();
    await closeServers();
    assertClean(await surfaces(callOf(port, 'http://127.0.0.1:1/', 'a key in the query')));
  });
  it('a client certificate with an encrypted key, in PEM and in PKCS #12', async () => {
    const authority = await createAuthority();
    const { cert, key } = await authority.issue({ name: 'client', client: true });
    const passphrase = stored.password;
    const encrypted = createPrivateKey(key)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
      .toString();
    const pfx = (await createPfx({ cert, key }, { passphrase })).toString('base64');
    const arrived: string[] = [];
    let body = '';
    const server = await serveHttps(
      { ...(await authority.issue()), ca: authority.cert, requestCert: true, rejectUnauthorized: true },
      (incoming, response) => {
        assert.ok(incoming.socket instanceof TLSSocket);
        arrived.push(String(incoming.socket.getPeerCertificate().subject.CN));
        // A service may know the key that it made, and its pass phrase.
        response.writeHead(401).end(body);
      },
    );
    const linesOf = (pem: string): readonly string[] => pem.split('\n').filter((line) => line.length === 64);
    for (const [given, lines] of [
      [{ certificate: cert, key: encrypted, passphrase: '${secret:password}' }, linesOf(encrypted)],
      [{ certificate: cert, key }, linesOf(key)],
      [{ certificate: cert, key: encrypted, passphrase: 'wrong-canary-phrase' }, ['wrong-canary-phrase']],
      [{ certificate: pfx, passphrase: '${secret:password}' }, [pfx.slice(40, 140)]],
    ] as const) {
      assert.ok(lines.length > 0);
      body = [...('passphrase' in given ? [passphrase] : []), ...Object.values(given)].join('\n');
      const call = callOf(server.port, '', 'a client certificate');
      const authentication = { it: { ...given, ca: authority.cert } };
      const address = { protocol: 'https', host: '127.0.0.1', port: server.port, base_path: '/api' };
      const integration = readIntegration(integrationText({ authentication, server: address }));
      const shown = await surfaces({ ...call, integration }, checked);
      assertClean(shown);
      for (const [surface, text] of Object.entries(shown))
        for (const line of lines) assert.ok(!text.includes(line), `${surface} shows ${line}: ${text.slice(0, 2000)}`);
    }
    assert.deepEqual(arrived, ['client', 'client', 'client']);
  });
  it('the password of a proxy, that of a refusal too', async () => {
    const user = 'canary-user';
    const password = stored.password;
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const target = await serveApi((arrived) => echo(arrived));
    for (const authorization of [basic, 'Basic other']) {
      const proxy = await serveProxy({ authorization });
      net.close();
      const address = `http://${user}:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
      const settings = { ...plainNetwork, proxy: address };
      net = createSend({ settings: () => settings, env: {} });
      const call = callOf(target.port, '', 'a key in a header');
      const server = { protocol: 'http', host: 'api.test', port: target.port, base_path: '/api' };
      const authentication = { it: { value: '${secret:key}' } };
      const shown = await surfaces({
        ...call,
        integration: readIntegration(integrationText({ authentication, server })),
      });
      assert.deepEqual(proxy.authorizations, [basic]);
      assert.match(shown['report'] ?? '', authorization === basic ? /"status":200/ : /407/);
      assertClean(shown);
    }
    assert.equal(target.arrived.length, 1);
  });
  it('what does not fit the model', async () => {
    const given = {
      ...input,
      parameters: [{ in: 'header', name: 'X-Extra', value: '${secret:parameter}${secret:key}' }],
    } as CallInput;
    const shown = await surfaces(callOf(1, 'http://127.0.0.1:1/', 'basic', given));
    assert.match(shown['unprepared'] ?? '', /X-Extra/);
    assertClean(shown);
  });
  it('a call document with secrets in plain text', async () => {
    const { detail } = callOf(1, '', 'basic');
    const language = createCallLanguage();
    language.setCallable({ integrations: ['x'], operations: [], detail });
    const header = { Authorization: `Basic ${stored.key}`, 'X-Api-Key': stored.key };
    const text = JSON.stringify({
      integration: 'x',
      operation: 'it',
      parameters: { header },
      body: { password: stored.password },
    });
    const problems = await language.problems(text);
    assert.equal(problems.filter(({ code }) => code === 'literal-secret-in-call').length, 3);
    assertClean({ problems: JSON.stringify(problems) });
  });
});
