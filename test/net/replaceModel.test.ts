// A model is replaced on a platform although it has integrations: stopped after any call, everything can be put right.
import assert from 'node:assert/strict';
import { asObject, get, type JsonObject } from '../../src/core/json.ts';
import type { Model } from '../../src/core/model.ts';
import { secretsBy } from '../../src/core/platform/hidden.ts';
import { migrateService, saveIntegration, type Migrate } from '../../src/core/platform/migrating.ts';
import { configurationOf } from '../../src/core/platform/planSave.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { readModel } from '../../src/core/models/readModel.ts';
import { failed } from '../../src/core/request.ts';
import type { Records } from '../../src/core/platform/records.ts';
import { repairReplacement, replaceModel } from '../../src/core/platform/replaceModel.ts';
import type { NewModel, Replacing } from '../../src/core/platform/replacing.ts';
import { createReplacements, replacementId, type Goal, type Replacement } from '../../src/core/platform/replacement.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { petsPassword as password, petsModel, petsService } from '../help/pets.ts';
import { bytesOf, clientOf, filesText, memoryRecords, type MemoryRecords } from './emulated.ts';

const signal = new AbortController().signal;
const names = ['pets-a', 'pets-b'];
const passwordAt = '/properties/properties/authentication/login/password';
const replacement: Replacement = {
  id: replacementId('Pets:1', 1),
  startedAt: 1,
  touchedAt: 1,
  owner: 'me',
  connection: 'dev',
  url: '',
  modelId: 'Pets:1',
  goal: 'new',
  anew: false,
  asked: [],
  integrations: [],
};

/** What the newer document is like: the same, or with another name of the scheme, or another scheme in place of it. */
type Newer = 'same' | 'renamed' | 'gone';
const kinds = ['same', 'renamed', 'gone'] as const;
const credentials = {
  same: { login: { username: 'svc', password } },
  renamed: { signIn: { username: 'svc', password } },
  gone: { key: { value: '' } },
};
const newer = (kind: Newer): JsonObject => {
  if (kind === 'same') return petsModel({ summary: 'second' }) as JsonObject;
  const [scheme = ''] = Object.keys(credentials[kind]);
  const basic = { type: 'http', scheme: 'basic' };
  const securitySchemes = { [scheme]: kind === 'renamed' ? basic : { type: 'apiKey', in: 'header', name: 'X-Key' } };
  const changes = { components: { securitySchemes }, security: [{ [scheme]: [] }] };
  return { ...petsModel({ summary: 'second', url: 'https://newer.example.com/v2' }), ...changes };
};
const modelOf = (document: object): Model => {
  const reading = readModel(document as JsonObject);
  return 'error' in reading ? assert.fail(reading.error) : reading.model;
};
const migrateTo =
  (kind: Newer): Migrate =>
  (service) =>
    migrateService(service, modelOf(petsModel()), modelOf(newer(kind)));

describe('replacing a model of a platform', () => {
  let emulated: Emulated;
  let sender: Send;
  let records: MemoryRecords;

  beforeEach(() => {
    sender = createSend();
    records = memoryRecords();
  });
  afterEach(async () => {
    sender.close();
    await emulated.close();
  });

  async function start(switches: Parameters<typeof startPlatform>[0] = {}): Promise<void> {
    emulated = await startPlatform(switches);
    emulated.addModel(petsModel());
    for (const name of names) emulated.addIntegration(pets(name));
  }
  const pets = (name: string): JsonObject =>
    petsService(name, name === 'pets-b' ? {} : { server: { host: `${name}.example.com` } });

  const replacing = (changes: Partial<Replacing> = {}, own: Records = records): Replacing => ({
    platform: clientOf(emulated, sender),
    replacements: createReplacements(own),
    now: Date.now,
    wait: () => Promise.resolve(),
    tell: () => undefined,
    hidden: answers,
    ...changes,
  });
  const answers: Replacing['hidden'] = (secrets) => {
    const given = new Map<string, Map<string, string>>();
    for (const { integration, pointer } of secrets)
      given.set(integration, new Map([...(given.get(integration) ?? []), [pointer, password]]));
    return Promise.resolve(given);
  };
  const givenFor = (kind: Newer): NewModel => {
    const migrate = migrateTo(kind);
    const seen = new Map([...names, 'pets-c'].map((name) => [name, migrate(pets(name)).notes]));
    return { replacement, document: bytesOf(newer(kind)), migrate, seen };
  };
  const replace = (at: Replacing, kind: Newer = 'same', stop = signal): ReturnType<typeof replaceModel> =>
    replaceModel(at, givenFor(kind), stop);

  const summary = (): string | undefined =>
    (
      emulated.models.get('Pets:1') as
        { document?: ReturnType<typeof petsModel> & { paths: { '/pets': { get: { summary: string } } } } } | undefined
    )?.document?.paths['/pets'].get.summary;

  const connectionOf = (name: string): JsonObject =>
    asObject(get(emulated.integrations.get(name), 'properties', 'properties'));

  function assertWhole(goal: Goal, kind: Newer = 'same', all = names): void {
    assert.equal(summary(), goal === 'old' ? 'first' : 'second');
    assert.deepEqual([...emulated.integrations.keys()].sort(), [...all].sort());
    for (const name of all) {
      const is = goal === 'new' ? kind : 'same';
      assert.deepEqual(emulated.secretsOf(name), credentials[is], name);
      // One has a server of its own and keeps it, the other has the model's and goes along.
      const host = name !== 'pets-b' ? `${name}.example.com` : is !== 'same' ? 'newer.example.com' : 'pets.example.com';
      assert.equal(get(connectionOf(name), 'server', 'host'), host);
      assert.equal(get(connectionOf(name), 'server', 'base_path'), name === 'pets-b' && is !== 'same' ? '/v2' : '/v1');
    }
  }

  for (const updateModel of ['fails', 'replaces'] as const)
    for (const kind of kinds)
      for (const secrets of ['enc', 'plain', 'vault'] as const)
        it(`brings the integrations along, with their secrets (${updateModel}, ${kind}, ${secrets})`, async () => {
          await start({ updateModel, secrets, deletionMs: 5, emptySecret: 'erase' });
          const done = await replace(replacing(), kind);
          if (!done.ok) assert.fail(done.failure.message);
          const inPlace = updateModel === 'replaces';
          const { changed, made } = done.value;
          assert.deepEqual(done.value, { inPlace, changed, made, left: [], lost: [] });
          assert.deepEqual(inPlace ? made : changed, []);
          assert.deepEqual(inPlace ? changed : made, inPlace && kind === 'same' ? [] : names);
          assertWhole('new', kind);
          assert.equal(records.kept.size + records.values.size, 0, 'nothing is left of the record');
        });

  it('asks for nothing where the platform takes the document in place and its integrations stay', async () => {
    await start({ updateModel: 'replaces', secrets: 'vault' });
    const done = await replace(replacing({ hidden: () => assert.fail('asked') }));
    assert.ok(done.ok);
    assertWhole('new');
  });

  it('does nothing to an integration that the user was not told of', async () => {
    await start({ updateModel: 'replaces' });
    emulated.addIntegration(pets('pets-d'));
    const done = await replace(replacing(), 'renamed');
    assert.match(done.ok ? '' : `${done.failure.state}: ${done.failure.message}`, /^untouched: pets-d was changed/);
    assertWhole('old', 'renamed', [...names, 'pets-d']);
  });

  it('leaves an integration alone whose hidden secret nobody knows, and says so', async () => {
    await start({ updateModel: 'replaces', secrets: 'vault', emptySecret: 'erase' });
    const hidden: Replacing['hidden'] = () => Promise.resolve(new Map([['pets-b', new Map([[passwordAt, password]])]]));
    const done = await replace(replacing({ hidden }), 'renamed');
    assert.deepEqual(done.ok && [done.value.changed, done.value.left], [['pets-b'], ['pets-a']]);
    assert.deepEqual(emulated.secretsOf('pets-a'), { login: { username: 'svc', password } });
    assert.deepEqual(emulated.secretsOf('pets-b'), { signIn: { username: 'svc', password } });
  });

  for (const secrets of ['enc', 'plain'] as const)
    it(`keeps what a colleague makes of an integration meanwhile, also a rotated secret (${secrets})`, async () => {
      await start({ updateModel: 'replaces', secrets });
      const client = clientOf(emulated, sender);
      const changing = async (name: string, change: (inner: JsonObject) => JsonObject): Promise<void> => {
        const read = await client.integration(name, signal);
        assert.ok(read.ok);
        assert.ok((await client.updateProperties(name, change(configurationOf(read.value)), signal)).ok);
      };
      const updateModel: Platform['updateModel'] = async (...given) => {
        await changing('pets-a', (inner) => ({ ...inner, tls: { enabled: false } }));
        await changing('pets-b', (inner) => ({
          ...inner,
          authentication: { login: { username: 'svc', password: 'rotated' } },
        }));
        return client.updateModel(...given);
      };
      const done = await replace(replacing({ platform: { ...client, updateModel } }), 'renamed');
      assert.deepEqual(done.ok && [done.value.changed, done.value.left], [['pets-b'], ['pets-a']]);
      assert.deepEqual(emulated.secretsOf('pets-b'), { signIn: { username: 'svc', password: 'rotated' } });
      assert.deepEqual(connectionOf('pets-a')['tls'], { enabled: false });
      assert.deepEqual(emulated.secretsOf('pets-a'), { login: { username: 'svc', password } });
    });

  it('brings a secret along that a colleague rotated before all is deleted', async () => {
    await start();
    const client = clientOf(emulated, sender);
    const updateModel: Platform['updateModel'] = async (...given) => {
      const read = await client.integration('pets-a', signal);
      assert.ok(read.ok);
      const authentication = { login: { username: 'svc', password: 'rotated' } };
      await client.updateProperties('pets-a', { ...configurationOf(read.value), authentication }, signal);
      return client.updateModel(...given);
    };
    assert.ok((await replace(replacing({ platform: { ...client, updateModel } }), 'renamed')).ok);
    assert.deepEqual(emulated.secretsOf('pets-a'), { signIn: { username: 'svc', password: 'rotated' } });
  });

  for (const secrets of ['enc', 'plain', 'vault'] as const)
    it(`puts integrations and model back in place when one cannot be changed (${secrets})`, async () => {
      await start({ updateModel: 'replaces', secrets, emptySecret: 'erase' });
      emulated.fault = ({ method, path, body }) =>
        method === 'PUT' && path.includes('pets-b') && JSON.stringify(body).includes('signIn')
          ? { status: 500, json: 'No.' }
          : undefined;
      const done = await replace(replacing(), 'renamed');
      assert.equal(done.ok ? '' : done.failure.state, 'restored');
      assertWhole('old');
      assert.ok(!emulated.requests.some(({ method }) => method === 'DELETE'), 'nothing was deleted');
    });

  it('keeps no secret in its files', async () => {
    await start({ secrets: 'plain' });
    const proxy = 'http://svc:canary@proxy.example.com';
    Object.assign(connectionOf('pets-a'), { proxy });
    let text = '';
    assert.ok((await replace(replacing({ tell: () => (text += filesText(records)) }))).ok);
    assert.ok(text.includes('pets-a') && !text.includes(password) && !text.includes('canary'));
    assert.equal(connectionOf('pets-a')['proxy'], proxy);
  });

  it('asks for what the platform hides before anything is deleted, and stops where nobody answers', async () => {
    await start({ secrets: 'vault' });
    const asked: string[] = [];
    const hidden: Replacing['hidden'] = (secrets) => {
      asked.push(...secrets.map(({ integration, pointer }) => `${integration} ${pointer}`));
      return Promise.resolve(undefined);
    };
    const done = await replace(replacing({ hidden }));
    assert.equal(done.ok ? '' : done.failure.state, 'untouched');
    assert.deepEqual(
      asked,
      names.map((name) => `${name} ${passwordAt}`),
    );
    assertWhole('old');
    assert.equal(records.kept.size + records.values.size, 0);
  });

  it('leaves a platform alone that would not make the second integration again', async () => {
    await start();
    (emulated.switches as { post: string }).post = 'returns existing';
    const done = await replace(replacing());
    assert.equal(done.ok ? '' : done.failure.state, 'untouched');
    assertWhole('old');
  });

  it('puts everything back when the platform refuses the new document', async () => {
    await start();
    emulated.fault = ({ method, path, body }) =>
      method === 'POST' && path === '/integration-models' && JSON.stringify(body).includes('second')
        ? { status: 500, json: 'No.' }
        : undefined;
    const done = await replace(replacing());
    assert.equal(done.ok ? '' : done.failure.state, 'restored');
    assertWhole('old');
    assert.equal(records.kept.size + records.values.size, 0);
  });

  it('puts everything back when the user stops it', async () => {
    await start();
    const abort = new AbortController();
    const tell = (step: string): void => {
      if (step.startsWith('Importing')) abort.abort(new Error('stopped'));
    };
    const done = await replace(replacing({ tell }), 'renamed', abort.signal);
    assert.equal(done.ok ? '' : done.failure.state, 'restored');
    assertWhole('old');
  });

  it('brings a secret along that only the platform calls one, also to where it does not', async () => {
    await start();
    const service = petsService('pets');
    const isSecret = secretsBy(['/authentication/login/username']);
    const { saved, values } = saveIntegration('pets', service, isSecret, migrateTo('renamed'));
    const [from, to] = ['login', 'signIn'].map((scheme) => passwordAt.replace('login/password', `${scheme}/username`));
    assert.deepEqual([saved.moved[to!], values.new.get(to!)], [from, 'svc']);
    const block = get(saved.new.service, ...'properties/properties/authentication/signIn'.split('/'));
    assert.deepEqual(block, { username: '', password: '' });
  });

  it('takes along what somebody changed meanwhile', async () => {
    await start();
    const hidden = replacing();
    const tell = (step: string): void => {
      if (step !== 'Deleting pets-a') return;
      const service = emulated.integrations.get('pets-a') as { description?: string };
      service.description = 'changed by a colleague';
    };
    assert.ok((await replace({ ...hidden, tell })).ok);
    assertWhole('new');
    assert.equal(
      (emulated.integrations.get('pets-a') as { description?: string }).description,
      'changed by a colleague',
    );
  });

  it('puts back also what somebody changed or made meanwhile', async () => {
    await start({ updateModel: 'fails' });
    const client = clientOf(emulated, sender);
    const isSecond = (document: Uint8Array): boolean => new TextDecoder().decode(document).includes('second');
    const platform: Platform = {
      ...client,
      createModel: (document, abort) =>
        isSecond(document)
          ? Promise.resolve(failed({ kind: 'failed', message: 'refused' }))
          : client.createModel(document, abort),
    };
    const tell = (step: string): void => {
      if (step === 'Changing the model in place') emulated.addIntegration(pets('pets-c'));
      if (step !== 'Deleting pets-a') return;
      (emulated.integrations.get('pets-a') as { description?: string }).description = 'changed by a colleague';
    };
    const done = await replace({ ...replacing({ tell }), platform });
    assert.equal(!done.ok && done.failure.state, 'restored');
    assertWhole('old', 'same', [...names, 'pets-c']);
    const { description } = emulated.integrations.get('pets-a') as { description?: string };
    assert.equal(description, 'changed by a colleague');
  });

  describe('after a crash', () => {
    /** Lets `count` calls through and is gone then, before or after the last was carried out; nothing more is written. */
    function dying(count: number, when: 'before' | 'after'): { readonly at: Replacing; readonly calls: () => number } {
      let calls = 0;
      const dead = (): boolean => calls > count;
      const platform = new Proxy(clientOf(emulated, sender), {
        get(target, key: keyof Platform) {
          return async (...args: never[]) => {
            calls++;
            if (calls === count && when === 'after') {
              calls++;
              await (target[key] as (...given: never[]) => Promise<unknown>)(...args);
            }
            if (dead() || (calls === count && when === 'before' && ++calls)) throw new Error('crash');
            return (target[key] as (...given: never[]) => unknown)(...args);
          };
        },
      });
      const alive =
        <T extends unknown[], R>(run: (...given: T) => Promise<R>) =>
        (...given: T): Promise<R> =>
          dead() ? Promise.reject(new Error('crash')) : run(...given);
      const { files, secrets } = records;
      const own: Records = {
        files: {
          ...files,
          write: alive((name, bytes) => files.write(name, bytes)),
          delete: alive((name) => files.delete(name)),
        },
        secrets: {
          ...secrets,
          store: alive(async (...given) => secrets.store(...given)),
          delete: alive(async (key) => secrets.delete(key)),
        },
      };
      return { at: replacing({ platform }, own), calls: () => calls };
    }

    const shown = ['enc', 'plain', 'vault'] as const;
    for (const updateModel of ['fails', 'replaces'] as const)
      for (const kind of kinds)
        for (const goal of ['old', 'new'] as const)
          for (const when of ['before', 'after'] as const)
            it(`${when} each call, everything becomes ${goal} (${updateModel}, ${kind})`, async () => {
              let repairs = 0;
              for (let count = 1; ; count++) {
                await start({ updateModel, secrets: shown[count % 3]!, emptySecret: 'erase' });
                records = memoryRecords();
                const { at, calls } = dying(count, when);
                const done = await replace(at, kind).catch(() => undefined);
                const whole = calls() < count || (done?.ok === true && calls() <= count);
                const left = await createReplacements(records).all();
                // Before the record was written nothing was changed; otherwise a repair is offered.
                if (left.length === 0) assertWhole(whole ? 'new' : 'old', kind);
                for (const record of left) {
                  repairs++;
                  const repaired = await repairReplacement(replacing(), record, goal, signal);
                  if (!repaired.ok) assert.fail(`${count}: ${repaired.failure.message}`);
                  assertWhole(goal, kind);
                  const isDeleted = emulated.requests.some(({ method }) => method === 'DELETE');
                  assert.ok(updateModel === 'fails' || !isDeleted, `${count}: was deleted`);
                }
                assert.equal(records.kept.size, 0);
                if (whole) break;
                await emulated.close();
              }
              const most = updateModel === 'fails' ? 12 : kind !== 'same' ? 4 : 1;
              assert.ok(repairs > most, `${repairs} repairs`);
            });

    it('finds the way back although the platform was away meanwhile', async () => {
      await start();
      let calls = 0;
      emulated.fault = ({ method }) => (method !== 'GET' && ++calls > 5 ? 'cut' : undefined);
      const done = await replace(replacing());
      assert.equal(done.ok ? '' : done.failure.state, 'open');
      emulated.fault = undefined;
      const [record] = await createReplacements(records).all();
      assert.ok(record);
      assert.ok((await repairReplacement(replacing(), record, 'old', signal)).ok);
      assertWhole('old');
    });

    it('also when the session ends in the middle', async () => {
      await start();
      const tell = (step: string): void => {
        if (step.startsWith('Importing')) emulated.endSessions();
      };
      assert.ok((await replace(replacing({ tell }))).ok);
      assertWhole('new');
    });
  });
});
