// The client of a platform against the emulated one, with every switch for what is not known.
import assert from 'node:assert/strict';
import type { Platform, PlatformSignIn } from '../../src/core/platform/platform.ts';
import { may } from '../../src/core/permissions.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { createPlatform } from '../../src/net/platform/platform.ts';
import type { RefusedSecrets } from '../../src/net/platform/platformSession.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { createAuthority } from '../help/certificates.mjs';
import { readOnly, startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';

const document = {
  openapi: '3.0.0',
  info: { title: 'Pet Store', version: '1.0.0', description: 'Pets' },
  servers: [{ url: 'https://pets.example.com:8443/v1' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: { '/pets': { get: { operationId: 'listPets', responses: { 200: { description: 'OK' } } } } },
};
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const signal = new AbortController().signal;
const service = (name: string, properties: JsonObject = {}): JsonObject => ({
  name,
  type: 'Adapter',
  virtual: true,
  properties: { id: name, type: 'Pet Store:1.0.0', ...properties },
});

type Switches = NonNullable<Parameters<typeof startPlatform>[0]>;

describe('platform', () => {
  let emulated: Emulated;
  let sender: Send;
  let secret: string | undefined;
  let refusedSecrets: RefusedSecrets;

  beforeEach(() => {
    sender = createSend();
    refusedSecrets = new Map();
  });
  afterEach(async () => {
    sender.close();
    await emulated.close();
  });

  async function start(switches: Switches = {}, ways: Partial<PlatformSignIn> = {}, now = Date.now): Promise<Platform> {
    emulated = await startPlatform(switches);
    emulated.addModel(document);
    return client(ways, now);
  }

  const logins = (): number => emulated.requests.filter(({ path }) => /^\/(login|oauth\/token)$/.test(path)).length;

  function client({ way = 'session' }: Partial<PlatformSignIn> = {}, now = Date.now, name = 'Dev'): Platform {
    const [user] = emulated.users;
    secret = way === 'oauth' ? emulated.client.secret : user?.password;
    const signIn: PlatformSignIn =
      way === 'oauth' ? { way, clientId: emulated.client.id } : { way, username: user?.username ?? '' };
    const connection = { id: 'dev', name, url: emulated.url, signIn, rejectUnauthorized: true };
    const read = (): Promise<typeof secret> => Promise.resolve(secret);
    return createPlatform({ connection, secret: read, send: sender.send, now, refusedSecrets });
  }

  const grant = (methods: Record<string, readonly string[]>): void => {
    const [user] = emulated.users;
    if (user) user.methods = methods;
  };

  async function value<T>(
    answered: Promise<{ ok: true; value: T } | { ok: false; failure: { message: string } }>,
  ): Promise<T> {
    const result = await answered;
    if (!result.ok) assert.fail(result.failure.message);
    return result.value;
  }
  async function refusal<F>(answered: Promise<{ ok: true } | { ok: false; failure: F }>): Promise<F> {
    const result = await answered;
    if (result.ok) assert.fail('It was not refused.');
    return result.failure;
  }

  describe('signing in', () => {
    for (const way of ['session', 'basic', 'oauth'] as const)
      it(`works by ${way}, and says who one is and what one may do`, async () => {
        const user = await value((await start({}, { way })).signIn(signal));
        assert.equal(user.username, 'admin@pronghorn');
        assert.equal(user.version, '6.5.2');
        assert.equal(user.permissions?.size, 15);
      });
    it('takes a quoted token, and a cookie of any name', async () => {
      const platform = await start({ login: 'quoted', cookie: 'itential' });
      assert.deepEqual(await value(platform.integrations(signal)), []);
    });
    for (const refusedLogin of [200, 401, 500] as const)
      it(`says that the password is wrong (${refusedLogin})`, async () => {
        const platform = await start({ refusedLogin });
        secret = 'wrong-password';
        const { kind, message } = await refusal(platform.signIn(signal));
        assert.equal(kind, 'signed-out');
        assert.match(message, /user ?name or password/i);
      });
    it('says that the client secret is wrong', async () => {
      const platform = await start({}, { way: 'oauth' });
      secret = 'wrong-secret-of-a-client';
      const { kind, message } = await refusal(platform.signIn(signal));
      assert.equal(kind, 'signed-out');
      assert.match(message, /invalid_client/);
    });
    it('says that there is no password here, and sends nothing', async () => {
      const platform = await start();
      secret = undefined;
      assert.match((await refusal(platform.integrations(signal))).message, /no password for Dev/);
      assert.equal(emulated.requests.length, 0);
    });
    it('happens once for many calls, and once more when the session has ended', async () => {
      const platform = await start();
      const ask = () => Promise.all(Array.from({ length: 8 }, () => value(platform.integrations(signal))));
      await ask();
      emulated.endSessions();
      await ask();
      assert.equal(emulated.requests.filter(({ path }) => path === '/login').length, 2);
    });
    it('renews a token before it ends', async () => {
      let now = Date.now();
      const platform = await start({}, { way: 'oauth' }, () => now);
      await value(platform.integrations(signal));
      now += 3_599_000;
      await value(platform.integrations(signal));
      assert.equal(emulated.requests.filter(({ path }) => path === '/oauth/token').length, 2);
      assert.ok(emulated.requests.every(({ path }) => path !== '/login'));
    });
    it('is tried anew after it failed', async () => {
      const platform = await start();
      const right = secret;
      secret = 'wrong-password';
      await refusal(platform.integrations(signal));
      secret = right;
      assert.deepEqual(await value(platform.integrations(signal)), []);
    });
    for (const way of ['session', 'oauth'] as const)
      for (const refusedLogin of [200, 401, 500] as const)
        it(`sends a password that was refused only once (${way}, ${refusedLogin})`, async () => {
          const platform = await start({ refusedLogin }, { way });
          const right = secret;
          await value(platform.integrations(signal));
          // It was changed meanwhile: a run of a thousand steps must not lock its user out.
          secret = 'wrong-password';
          emulated.endSessions();
          for (let count = 0; count < 5; count++) await refusal(platform.integration('pets', signal));
          assert.equal(logins(), 2);
          // Nor does who lists it by hand, with another client too: only who says so.
          await refusal(platform.signIn(signal));
          const another = client({ way });
          secret = 'wrong-password';
          await refusal(another.signIn(signal));
          assert.equal(logins(), 2);
          await refusal(another.signIn(signal, true));
          assert.equal(logins(), 3);
          secret = right;
          assert.deepEqual(await value(platform.integrations(signal)), []);
        });
    it('is tried anew while the platform starts, whatever its connection is called', async () => {
      await start();
      const platform = client({}, Date.now, 'Password Store');
      emulated.fault = ({ path }) => (path === '/login' ? { status: 500, text: 'Starting' } : undefined);
      assert.match((await refusal(platform.integrations(signal))).message, /Starting/);
      emulated.fault = undefined;
      assert.deepEqual(await value(platform.integrations(signal)), []);
    });
    it('is tried anew after the secret store failed', async () => {
      await start();
      const { username = '', password } = emulated.users[0] ?? {};
      const signIn = { way: 'session', username } as const;
      const connection = { id: 'dev', name: 'Dev', url: emulated.url, signIn, rejectUnauthorized: true };
      let isLocked = true;
      const read = (): Promise<string | undefined> =>
        isLocked ? Promise.reject(new Error('The keyring is locked.')) : Promise.resolve(password);
      const platform = createPlatform({ connection, secret: read, send: sender.send, now: Date.now });
      await assert.rejects(platform.integrations(signal), /keyring/);
      isLocked = false;
      assert.deepEqual(await value(platform.integrations(signal)), []);
    });
    it('says that something else answers there', async () => {
      const platform = await start();
      emulated.fault = ({ path }) => (path === '/whoami' ? { status: 200, text: '<html>Hello</html>' } : undefined);
      assert.match(
        (await refusal(platform.signIn(signal))).message,
        /does not answer like an Itential Platform.*HTML page/,
      );
    });
    it('never shows the password that a server repeats', async () => {
      const platform = await start();
      emulated.fault = ({ path, body }) =>
        path === '/login' ? { status: 500, json: `Cannot log in ${JSON.stringify(body)}` } : undefined;
      const { message } = await refusal(platform.signIn(signal));
      assert.ok(secret !== undefined && !message.includes(secret), message);
    });
    it('trusts no certificate that it need not', async () => {
      const authority = await createAuthority();
      emulated = await startPlatform({}, { certificate: await authority.issue() });
      assert.equal((await refusal(client().signIn(signal))).kind, 'unreachable');
      sender.close();
      sender = createSend({ authorities: [authority.cert] });
      assert.equal((await value(client().signIn(signal))).username, 'admin@pronghorn');
    });
  });

  it('trusts an authority of the connection, and shows its client certificate', async () => {
    const [authority, own] = [await createAuthority(), await createAuthority()];
    const [server, mine] = [await authority.issue(), await own.issue({ name: 'client', client: true })];
    emulated = await startPlatform(
      {},
      { certificate: { ...server, ca: own.cert, requestCert: true, rejectUnauthorized: true } },
    );
    const [user] = emulated.users;
    const signIn = { way: 'session', username: user?.username ?? '' } as const;
    const trusting = (trust: NonNullable<Parameters<typeof createPlatform>[0]['trust']>): Platform =>
      createPlatform({
        connection: { id: 'dev', name: 'Dev', url: emulated.url, signIn, rejectUnauthorized: true },
        secret: () => Promise.resolve(user?.password),
        send: sender.send,
        now: Date.now,
        trust,
      });
    const authorities = [authority.cert];
    const clientCertificate = { cert: mine.cert, key: mine.key };
    assert.equal((await refusal(trusting(() => Promise.resolve({ authorities })).signIn(signal))).kind, 'unreachable');
    const trusted = trusting(() => Promise.resolve({ authorities, clientCertificate }));
    assert.equal((await value(trusted.signIn(signal))).username, 'admin@pronghorn');
    const unreadable = trusting(() => Promise.reject(new Error('The file could not be read.')));
    assert.match((await refusal(unreadable.signIn(signal))).message, /The file could not be read/);
  });

  describe('lists', () => {
    for (const list of ['results', 'integrations'] as const)
      it(`are read page by page (${list})`, async () => {
        const platform = await start({ list });
        for (let index = 0; index < 731; index++)
          emulated.addIntegration(service(`pets-${String(index).padStart(4, '0')}`));
        const counts: string[] = [];
        const found = await value(platform.integrations(signal, (count, total) => counts.push(`${count}/${total}`)));
        assert.deepEqual(
          found.map(({ name }) => name),
          [...emulated.integrations.keys()],
        );
        assert.deepEqual(found[0], { name: 'pets-0000', modelId: 'Pet Store:1.0.0' });
        assert.equal(counts.at(-1), '731/731');
      });
    it('end also where a server has smaller pages and no total', async () => {
      const platform = await start();
      const all = Array.from({ length: 60 }, (_, index) => ({ data: service(`pets-${index}`) }));
      emulated.fault = ({ path, query }) => {
        if (path !== '/integrations') return undefined;
        const skip = Number(query.get('skip'));
        return { status: 200, json: { results: all.slice(skip, skip + 25) } };
      };
      assert.equal((await value(platform.integrations(signal))).length, 60);
    });
    it('end also where a server gives the same page again and again', async () => {
      const platform = await start();
      emulated.fault = ({ path }) =>
        path === '/integrations'
          ? { status: 200, json: { results: [{ data: service('pets') }], total: 99 } }
          : undefined;
      assert.equal((await value(platform.integrations(signal))).length, 1);
    });
    it('hold models by id', async () => {
      const platform = await start();
      assert.deepEqual(await value(platform.models(signal)), [{ id: 'Pet Store:1.0.0', description: 'Pets' }]);
    });
  });

  describe('documents', () => {
    for (const createdStatus of [200, 201] as const)
      it(`are created, read, changed and deleted (${createdStatus})`, async () => {
        const platform = await start({ createdStatus });
        await value(platform.createIntegration(service('a b/c'.replace('/', ':')), signal));
        const made = await value(platform.integration('a b:c', signal));
        assert.equal(made['isEncrypted'], true);
        await value(platform.updateIntegration('a b:c', { ...made, description: 'Hello' }, signal));
        assert.equal((await value(platform.integration('a b:c', signal)))['description'], 'Hello');
        await value(platform.deleteIntegration('a b:c', signal));
        assert.equal((await refusal(platform.integration('a b:c', signal))).kind, 'missing');
      });
    for (const missing of [404, 500] as const)
      it(`that are missing are said to be so (${missing})`, async () => {
        const platform = await start({ missing, errors: missing === 404 ? 'object' : 'string' });
        const found = await refusal(platform.integration('nowhere', signal));
        assert.equal(found.kind, 'missing');
        assert.equal(found.message, 'nowhere could not be read: nowhere does not exist.');
      });
    it('keep the digits of their numbers', async () => {
      const platform = await start();
      const text = '{"data":{"name":"pets","big":12345678901234567890,"one":1.0}}';
      emulated.fault = ({ path, method }) =>
        path === '/integrations/pets' && method === 'GET' ? { status: 200, text } : undefined;
      const read = await value(platform.integration('pets', signal));
      emulated.addIntegration(service('pets'));
      await value(platform.updateIntegration('pets', read, signal));
      const sent = emulated.requests.at(-1) as unknown as { text: string };
      assert.equal(sent.text, '{"properties":{"name":"pets","big":12345678901234567890,"one":1.0}}');
    });
    it('are not mistaken for another integration of the same model', async () => {
      const platform = await start({ post: 'returns existing' });
      emulated.addIntegration(service('first'));
      const { kind, message } = await refusal(platform.createIntegration(service('second'), signal));
      assert.equal(kind, 'exists');
      assert.match(message, /existing integration first/);
    });
    it('tell which of their values are secrets', async () => {
      const platform = await start();
      emulated.addIntegration(service('pets'));
      assert.deepEqual(await value(platform.secretPointers('pets', signal)), ['/authentication/key/value']);
    });
    for (const logLevelKey of ['level', 'loglevel'] as const)
      it(`take a log level whatever its key is called (${logLevelKey})`, async () => {
        const platform = await start({ logLevelKey });
        emulated.addIntegration(service('pets'));
        await value(platform.setLogLevel('pets', { transport: 'file', level: 'debug' }, signal));
        const { loggerProps } = await value(platform.integration('pets', signal));
        assert.equal((loggerProps as JsonObject)['log_level'], 'debug');
      });
  });

  describe('models', () => {
    for (const exported of ['bare', 'wrapped'] as const)
      it(`are exported as they came (${exported})`, async () => {
        const platform = await start({ exported });
        const read = JSON.parse(
          new TextDecoder().decode(await value(platform.exportModel('Pet Store:1.0.0', signal))),
        ) as JsonObject | { model: JsonObject };
        assert.deepEqual('model' in read ? read.model : read, document);
      });
    it('are imported, and gone when deleting is done', async () => {
      const platform = await start({ deletionMs: 300 });
      const info = { title: 'Other', version: '2' };
      assert.equal(await value(platform.createModel(bytes({ ...document, info }), signal)), 'Other:2');
      await value(platform.deleteModel('Other:2', signal));
      assert.deepEqual(
        (await value(platform.models(signal))).map(({ id }) => id),
        ['Pet Store:1.0.0'],
      );
    });
    it('that exist, that are in use and that are missing are said to be so', async () => {
      const platform = await start();
      emulated.addIntegration(service('pets'));
      assert.equal((await refusal(platform.createModel(bytes(document), signal))).kind, 'exists');
      assert.match((await refusal(platform.deleteModel('Pet Store:1.0.0', signal))).message, /used by 1 integrations/);
      assert.equal((await refusal(platform.exportModel('Nothing:1', signal))).kind, 'missing');
    });
    it('of 15 MB or more are not sent', async () => {
      const platform = await start();
      const { kind } = await refusal(platform.createModel(new Uint8Array(15 * 1024 * 1024), signal));
      assert.equal(kind, 'invalid');
      assert.equal(emulated.requests.length, 0);
    });
    it('just below 15 MB are', async () => {
      const platform = await start();
      const info = { title: 'Large', version: '1', description: 'x'.repeat(15 * 1024 * 1024 - 1000) };
      assert.equal(await value(platform.createModel(bytes({ ...document, info }), signal)), 'Large:1');
    });
    for (const invalid of [200, 400, 500] as const)
      it(`are validated, a bad one with its faults (${invalid})`, async () => {
        const platform = await start({ invalid });
        assert.deepEqual(await value(platform.validateModel(bytes(document), signal)), []);
        const components = { schemas: { Pet: { type: 'object', encrypt: true } } };
        const faults = await value(platform.validateModel(bytes({ ...document, components }), signal));
        assert.deepEqual(faults, [
          { pointer: '/components/schemas/Pet', message: 'must NOT have additional properties: encrypt' },
        ]);
      });
    it('that are bad are refused with their faults in the sentence', async () => {
      const platform = await start();
      const found = await refusal(platform.createModel(bytes({ ...document, openapi: '3.0.4', paths: 1 }), signal));
      assert.equal(found.kind, 'invalid');
      assert.match(
        found.message,
        /^The model could not be imported: \/openapi must match pattern.*; \/paths must be object/,
      );
    });
  });

  describe('permissions', () => {
    for (const denied of [401, 403, 500] as const)
      it(`that are missing are named (${denied})`, async () => {
        const platform = await start({ denied });
        grant(readOnly);
        const { permissions } = await value(platform.signIn(signal));
        assert.equal(may(permissions, 'Integrations.getIntegration'), true);
        assert.equal(may(permissions, 'Integrations.createIntegration'), false);
        const found = await refusal(platform.createIntegration(service('pets'), signal));
        assert.equal(found.kind, 'denied');
        assert.match(
          found.message,
          /^pets could not be created: .* Integrations\.createIntegration on the platform\.$/,
        );
      });
    it('count after the next sign-in', async () => {
      const platform = await start();
      grant(readOnly);
      assert.equal((await value(platform.signIn(signal))).permissions?.size, 5);
      grant({ Integrations: ['createIntegration'] });
      assert.equal((await refusal(platform.createIntegration(service('pets'), signal))).kind, 'denied');
      await value(platform.signIn(signal));
      assert.equal((await value(platform.createIntegration(service('pets'), signal)))['name'], 'pets');
    });
  });

  describe('faults', () => {
    it('of the way become sentences', async () => {
      const platform = await start();
      emulated.fault = () => 'cut';
      const { kind, message } = await refusal(platform.integrations(signal));
      assert.equal(kind, 'unreachable');
      assert.match(message, /\. /);
    });
    it('of the platform become sentences, whatever their shape', async () => {
      const platform = await start();
      const shapes: readonly [unknown, string][] = [
        ['It broke', 'It broke.'],
        [{ message: 'It broke' }, 'It broke.'],
        [{ error: { message: 'It broke' } }, 'It broke.'],
        [{ IAPerror: { displayString: 'It broke' } }, 'It broke.'],
        [[{ instancePath: '/a', message: 'must be b' }], '/a must be b.'],
        [{ status: 'Error', message: [{ dataPath: '/a', message: 'must be b' }] }, '/a must be b.'],
        [{}, 'the platform answered 500 Internal Server Error.'],
        [null, 'the platform answered 500 Internal Server Error.'],
      ];
      for (const [json, words] of shapes) {
        emulated.fault = ({ path }) => (path === '/integrations/x' ? { status: 500, json } : undefined);
        assert.equal((await refusal(platform.integration('x', signal))).message, `x could not be read: ${words}`);
      }
    });
    it('let go at once when the user cancels', async () => {
      const platform = await start();
      emulated.fault = () => 'silent';
      const abort = new AbortController();
      const asked = platform.integrations(abort.signal);
      setTimeout(() => abort.abort(new Error('enough')), 20);
      await assert.rejects(asked, /enough/);
    });
  });
});
