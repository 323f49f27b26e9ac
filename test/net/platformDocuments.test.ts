// Documents of a platform, read and saved by several at once: nobody's change and no secret is lost.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import { createDocuments, type ConflictChoice, type RemoteDocuments } from '../../src/core/platform/documents.ts';
import { createPlatform } from '../../src/net/platform/platform.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';

const model = {
  openapi: '3.0.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example.com/v1' }],
  components: { securitySchemes: { login: { type: 'http', scheme: 'basic' } } },
  paths: {},
};
const signal = new AbortController().signal;
const password = 'correct horse battery';

interface Service {
  readonly name: string;
  description?: string;
  readonly properties: {
    readonly properties: {
      readonly server: { host: string; port?: number };
      readonly authentication: { readonly login: { username: string; password?: string } };
      readonly tls: { enabled: boolean };
    };
  };
}

describe('documents of a platform', () => {
  let emulated: Emulated;
  let sender: Send;
  let asked: string[];
  let choice: ConflictChoice;
  let masked: Record<string, string> | undefined;
  let stored: Record<string, string>;
  let forbidden: readonly string[];

  beforeEach(() => {
    sender = createSend();
    [asked, choice, masked, stored, forbidden] = [[], 'stop', {}, {}, []];
  });
  afterEach(async () => {
    sender.close();
    await emulated.close();
  });

  async function start(switches: Parameters<typeof startPlatform>[0] = {}): Promise<RemoteDocuments> {
    emulated = await startPlatform(switches);
    emulated.addModel(model);
    const authentication = { login: { username: 'svc', password } };
    const server = { protocol: 'https', host: 'pets.example.com', base_path: '/v1' };
    const inner = {
      authentication,
      server,
      tls: { enabled: true, rejectUnauthorized: true },
      variables: {},
      version: '1',
    };
    emulated.addIntegration({
      name: 'pets',
      type: 'Adapter',
      virtual: true,
      properties: { id: 'pets', type: 'Pets:1', properties: inner },
    });
    return user();
  }

  function user(): RemoteDocuments {
    const { username, password: secret } = emulated.users[0]!;
    const signIn = { way: 'session', username } as const;
    const connection = { id: 'dev', name: 'Dev', url: emulated.url, signIn, rejectUnauthorized: true };
    const platform = createPlatform({
      connection,
      secret: () => Promise.resolve(secret),
      send: sender.send,
      now: Date.now,
    });
    return createDocuments(platform, {
      secret: ({ name }) => Promise.resolve(stored[name]),
      conflict: (name) => (asked.push(`conflict ${name}`), Promise.resolve(choice)),
      may: (permission) => !forbidden.includes(permission),
      masked: (_name, pointers) => (
        asked.push(...pointers),
        Promise.resolve(masked && new Map(Object.entries(masked)))
      ),
    });
  }

  async function text(documents: RemoteDocuments, change?: (service: Service) => void): Promise<string> {
    const read = await documents.read('pets', signal);
    if (!read.ok) assert.fail(read.failure.message);
    return changed(read.value.text, change);
  }
  function changed(from: string, change: (service: Service) => void = () => undefined): string {
    const service = JSON.parse(from) as Service;
    change(service);
    return JSON.stringify(service);
  }
  async function save(documents: RemoteDocuments, wanted: string): Promise<string> {
    const saved = await documents.save('pets', wanted, signal);
    return saved.ok ? 'saved' : `${saved.failure.kind}: ${saved.failure.message}`;
  }
  const inner = (service: Service) => service.properties.properties;
  const onPlatform = (): Service => emulated.integrations.get('pets') as Service;
  const secretOnPlatform = (): unknown => (emulated.secretsOf('pets') as JsonObject)['login'];
  const written = (): { method: string; path: string }[] => emulated.requests.filter(({ method }) => method === 'PUT');

  for (const update of ['replace', 'merge'] as const)
    for (const emptySecret of ['keep', 'erase'] as const)
      for (const secrets of ['enc', 'vault', 'plain'] as const) {
        const name = `where updates ${update}, empty secrets ${emptySecret} and secrets are shown as ${secrets}`;
        it(`keep their secret ${name}`, async () => {
          const documents = await start({ update, emptySecret, secrets });
          masked = { '/properties/properties/authentication/login/password': password };
          assert.equal(
            await save(documents, await text(documents, (it) => (inner(it).server.host = 'new.example.com'))),
            'saved',
          );
          assert.equal(await save(documents, await text(documents, (it) => (it.description = 'Hello'))), 'saved');
          assert.equal(inner(onPlatform()).server.host, 'new.example.com');
          assert.equal(onPlatform().description, 'Hello');
          assert.deepEqual(secretOnPlatform(), { username: 'svc', password });
          assert.equal(asked.length, secrets === 'vault' ? 2 : 0);
        });
      }

  it('send the connection alone where nothing else has changed', async () => {
    const documents = await start();
    await save(documents, await text(documents, (it) => (inner(it).server.port = 8443)));
    await save(documents, await text(documents, (it) => (it.description = 'Hello')));
    assert.deepEqual(
      written().map(({ path }) => path),
      ['/integrations/pets/properties', '/integrations/pets'],
    );
  });
  it('are refused where more than the connection was changed and that alone may be sent, before anything is asked', async () => {
    const documents = await start({ secrets: 'vault' });
    forbidden = ['Integrations.updateIntegration'];
    const answer = await save(documents, await text(documents, (it) => (it.description = 'Hello')));
    assert.match(answer, /^denied: .*more than its connection configuration.*Integrations\.updateIntegration /);
    forbidden = ['Integrations.updateIntegration', 'Integrations.updateIntegrationProperties'];
    const other = await save(documents, await text(documents, (it) => (inner(it).server.port = 8443)));
    assert.match(other, /^denied: pets: your user lacks the permission Integrations\.updateIntegration/);
    assert.deepEqual([written(), asked], [[], []]);
  });
  it('are sent as a whole where the user may not send the connection alone', async () => {
    const documents = await start();
    forbidden = ['Integrations.updateIntegrationProperties'];
    await save(documents, await text(documents, (it) => (inner(it).server.port = 8443)));
    assert.equal(written()[0]?.path, '/integrations/pets');
  });
  it('send nothing where nothing has changed, whatever the spaces and the order of keys', async () => {
    const documents = await start();
    const { properties, name, ...rest } = JSON.parse(await text(documents)) as Record<string, unknown>;
    assert.equal(await save(documents, JSON.stringify({ properties, ...rest, name }, null, 1)), 'saved');
    assert.equal(written().length, 0);
  });
  it('give the platform the values that references stand for', async () => {
    const documents = await start();
    stored = { 'pets/login/password': 'new secret' };
    const wanted = await text(
      documents,
      (it) => (inner(it).authentication.login.password = '${secret:pets/login/password}'),
    );
    assert.equal(await save(documents, wanted), 'saved');
    assert.deepEqual(secretOnPlatform(), { username: 'svc', password: 'new secret' });
    assert.match(documents.known('pets')?.text ?? '', /"password": "\$ENC/);
  });
  it('send no reference that has no value here', async () => {
    const documents = await start();
    const wanted = await text(documents, (it) => (inner(it).authentication.login.password = '${secret:nobody}'));
    assert.match(
      await save(documents, wanted),
      /^invalid: .*no value for the secret at properties\.properties\.authentication\.login\.password/,
    );
    assert.equal(written().length, 0);
  });
  it('leave out a hidden secret that the user does not give, and never write it empty', async () => {
    const documents = await start({ secrets: 'vault', update: 'merge', emptySecret: 'erase' });
    assert.equal(await save(documents, await text(documents, (it) => (it.description = 'Hello'))), 'saved');
    assert.deepEqual(secretOnPlatform(), { username: 'svc', password });
    masked = undefined;
    assert.match(await save(documents, await text(documents, (it) => (it.description = 'Again'))), /^stopped/);
  });
  it('are read anew where the platform does not answer an update with them', async () => {
    const documents = await start({ updated: 'nothing' });
    assert.equal(await save(documents, await text(documents, (it) => (it.description = 'Hello'))), 'saved');
    assert.match(documents.known('pets')?.text ?? '', /"description": "Hello"/);
  });
  it('cannot be renamed or broken', async () => {
    const documents = await start();
    assert.match(
      await save(documents, changed(await text(documents)).replace('"pets"', '"dogs"')),
      /^invalid: .*cannot rename/,
    );
    assert.match(await save(documents, '{'), /^invalid: .*syntax error/);
  });

  describe('that somebody else changed', () => {
    const both = async (
      theirs: (service: Service) => void,
      mine: (service: Service) => void,
      secrets: 'enc' | 'vault' = 'enc',
    ) => {
      const documents = await start({ secrets });
      const wanted = await text(documents, mine);
      const other = user();
      assert.equal(await save(other, await text(other, theirs)), 'saved');
      return { documents, wanted };
    };
    it('are not overwritten unasked', async () => {
      const { documents, wanted } = await both(
        (it) => (it.description = 'Theirs'),
        (it) => (it.description = 'Mine'),
      );
      assert.match(await save(documents, wanted), /^stopped/);
      assert.equal(onPlatform().description, 'Theirs');
      choice = 'take theirs';
      assert.match(await save(documents, wanted), /^theirs/);
      assert.match(documents.known('pets')?.text ?? '', /"description": "Theirs"/);
      assert.deepEqual(asked, ['conflict pets', 'conflict pets']);
    });
    it('are refused before the question where the user may not save what was changed', async () => {
      const { documents, wanted } = await both(
        (it) => (inner(it).server.host = 'theirs.example.com'),
        (it) => (it.description = 'Mine'),
      );
      forbidden = ['Integrations.updateIntegration'];
      assert.match(await save(documents, wanted), /^denied: .*more than its connection configuration/);
      assert.deepEqual(asked, []);
    });
    it('keep what they changed outside the connection, where the user may save that alone', async () => {
      const { documents, wanted } = await both(
        (it) => (it.description = 'Theirs'),
        (it) => (inner(it).server.host = 'mine.example.com'),
      );
      forbidden = ['Integrations.updateIntegration'];
      choice = 'overwrite';
      assert.equal(await save(documents, wanted), 'saved');
      assert.deepEqual(asked, ['conflict pets']);
      assert.deepEqual([onPlatform().description, inner(onPlatform()).server.host], ['Theirs', 'mine.example.com']);
    });
    it('are overwritten when the user says so, but not with an old secret', async () => {
      stored = { other: 'their new secret' };
      const { documents, wanted } = await both(
        (it) => ((it.description = 'Theirs'), (inner(it).authentication.login.password = '${secret:other}')),
        (it) => (it.description = 'Mine'),
      );
      choice = 'overwrite';
      assert.equal(await save(documents, wanted), 'saved');
      assert.equal(onPlatform().description, 'Mine');
      assert.deepEqual(secretOnPlatform(), { username: 'svc', password: 'their new secret' });
    });
    it('keep a secret that only they changed, without a question', async () => {
      stored = { other: 'their new secret' };
      const { documents, wanted } = await both(
        (it) => (inner(it).authentication.login.password = '${secret:other}'),
        (it) => (it.description = 'Mine'),
      );
      assert.equal(await save(documents, wanted), 'saved');
      assert.deepEqual(secretOnPlatform(), { username: 'svc', password: 'their new secret' });
      assert.deepEqual(asked, []);
    });
    it('are a conflict where both changed the secret', async () => {
      stored = { other: 'their new secret', mine: 'my new secret' };
      const { documents, wanted } = await both(
        (it) => (inner(it).authentication.login.password = '${secret:other}'),
        (it) => (inner(it).authentication.login.password = '${secret:mine}'),
      );
      assert.match(await save(documents, wanted), /^stopped/);
      choice = 'overwrite';
      assert.equal(await save(documents, wanted), 'saved');
      assert.deepEqual(secretOnPlatform(), { username: 'svc', password: 'my new secret' });
    });
    it('are a question also where nobody knows what the change was made on', async () => {
      const documents = await start();
      const wanted = await text(documents, (it) => (it.description = 'Mine'));
      documents.forget('pets');
      assert.match(await save(documents, wanted), /^stopped/);
      choice = 'overwrite';
      assert.equal(await save(documents, wanted), 'saved');
      assert.deepEqual(secretOnPlatform(), { username: 'svc', password });
    });
    it('are gone: that is said', async () => {
      const documents = await start();
      const wanted = await text(documents, (it) => (it.description = 'Mine'));
      emulated.integrations.delete('pets');
      assert.match(await save(documents, wanted), /^missing: /);
    });
  });

  it('lose no update in any order of two users (300 random interleavings)', async () => {
    const users = [await start(), user()] as const;
    const random = mulberry(20_261_124);
    const texts: (string | undefined)[] = [undefined, undefined];
    const counts = [0, 0];
    for (let step = 0; step < 300; step++) {
      const index = random() < 0.5 ? 0 : 1;
      const documents = users[index];
      const open = texts[index];
      if (open === undefined) texts[index] = await text(documents);
      else {
        const key = index === 0 ? 'first' : 'second';
        const wanted = changed(
          open,
          (it) => ((it as unknown as Record<string, number>)[key] = (counts[index] ?? 0) + 1),
        );
        if ((await save(documents, wanted)) === 'saved') counts[index] = (counts[index] ?? 0) + 1;
        texts[index] = undefined;
      }
    }
    const { first = 0, second = 0 } = onPlatform() as unknown as Record<string, number>;
    assert.deepEqual([first, second], counts);
    assert.ok(counts.every((count) => count > 20) && asked.length > 20, `${counts.join()} ${asked.length}`);
    assert.deepEqual(secretOnPlatform(), { username: 'svc', password });
  });
});

/** A generator of numbers in [0, 1) that repeats itself for the same seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
