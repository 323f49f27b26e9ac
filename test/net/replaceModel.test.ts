// A model is replaced on a platform although it has integrations: stopped after any call, everything can be put right.
import assert from 'node:assert/strict';
import type { Platform } from '../../src/core/platform/platform.ts';
import { failed } from '../../src/core/request.ts';
import type { Records } from '../../src/core/platform/records.ts';
import { repairReplacement, replaceModel } from '../../src/core/platform/replaceModel.ts';
import type { Replacing } from '../../src/core/platform/replacing.ts';
import { createReplacements, replacementId, type Goal, type Replacement } from '../../src/core/platform/replacement.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { petsPassword as password, petsModel, petsService } from '../help/pets.ts';
import { bytesOf, clientOf, filesText, memoryRecords, type MemoryRecords } from './emulated.ts';

const signal = new AbortController().signal;
const names = ['pets-a', 'pets-b'];
const replacement: Replacement = {
  id: replacementId('Pets:1', 1),
  startedAt: 1,
  touchedAt: 1,
  owner: 'me',
  connection: 'dev',
  url: '',
  modelId: 'Pets:1',
  goal: 'new',
  integrations: [],
};

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
    for (const name of names) emulated.addIntegration(petsService(name, { server: { host: `${name}.example.com` } }));
  }

  const replacing = (changes: Partial<Replacing> = {}, own: Records = records): Replacing => ({
    platform: clientOf(emulated, sender),
    replacements: createReplacements(own),
    now: Date.now,
    wait: () => Promise.resolve(),
    tell: () => undefined,
    hidden: () => Promise.resolve(new Map()),
    ...changes,
  });
  const replace = (at: Replacing): ReturnType<typeof replaceModel> =>
    replaceModel(
      at,
      { replacement, document: bytesOf(petsModel({ summary: 'second' })), migrate: (service) => service },
      signal,
    );

  const summary = (): string | undefined =>
    (
      emulated.models.get('Pets:1') as
        { document?: ReturnType<typeof petsModel> & { paths: { '/pets': { get: { summary: string } } } } } | undefined
    )?.document?.paths['/pets'].get.summary;

  function assertWhole(goal: Goal, all = names): void {
    assert.equal(summary(), goal === 'old' ? 'first' : 'second');
    assert.deepEqual([...emulated.integrations.keys()].sort(), [...all].sort());
    for (const name of all) {
      assert.deepEqual(emulated.secretsOf(name), { login: { username: 'svc', password } }, name);
      const { properties } = emulated.integrations.get(name) as {
        properties: { properties: { server: { host: string } } };
      };
      assert.equal(properties.properties.server.host, `${name}.example.com`);
    }
  }

  for (const updateModel of ['fails', 'replaces'] as const)
    for (const secrets of ['enc', 'plain'] as const)
      it(`brings the integrations along, with their secrets (${updateModel}, ${secrets})`, async () => {
        await start({ updateModel, secrets, deletionMs: 5 });
        const done = await replace(replacing());
        if (!done.ok) assert.fail(done.failure.message);
        assert.equal(done.value.inPlace, updateModel === 'replaces');
        assert.deepEqual(done.value.lost, []);
        assertWhole('new');
        assert.equal(records.kept.size + records.values.size, 0, 'nothing is left of the record');
      });

  it('keeps no secret in its files', async () => {
    await start({ secrets: 'plain' });
    let text = '';
    await replace(replacing({ tell: () => (text += filesText(records)) }));
    assert.ok(text.includes('pets-a') && !text.includes(password));
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
      names.map((name) => `${name} /properties/properties/authentication/login/password`),
    );
    assertWhole('old');
    assert.equal(records.kept.size + records.values.size, 0);
  });

  it('takes the answers for the hidden secrets', async () => {
    await start({ secrets: 'vault', emptySecret: 'erase' });
    const hidden: Replacing['hidden'] = (secrets) =>
      Promise.resolve(
        new Map(secrets.map(({ integration, pointer }) => [integration, new Map([[pointer, password]])])),
      );
    assert.ok((await replace(replacing({ hidden }))).ok);
    assertWhole('new');
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
    const given = {
      replacement,
      document: bytesOf(petsModel({ summary: 'second' })),
      migrate: <T>(service: T): T => service,
    };
    const done = await replaceModel(replacing({ tell }), given, abort.signal);
    assert.equal(done.ok ? '' : done.failure.state, 'restored');
    assertWhole('old');
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
      if (step === 'Changing the model in place')
        emulated.addIntegration(petsService('pets-c', { server: { host: 'pets-c.example.com' } }));
      if (step !== 'Deleting pets-a') return;
      (emulated.integrations.get('pets-a') as { description?: string }).description = 'changed by a colleague';
    };
    const done = await replace({ ...replacing({ tell }), platform });
    assert.equal(!done.ok && done.failure.state, 'restored');
    assertWhole('old', [...names, 'pets-c']);
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

    for (const goal of ['old', 'new'] as const)
      for (const when of ['before', 'after'] as const)
        it(`${when} each call, everything becomes ${goal}`, async () => {
          let repairs = 0;
          for (let count = 1; ; count++) {
            await start({ secrets: count % 2 ? 'enc' : 'plain' });
            records = memoryRecords();
            const { at, calls } = dying(count, when);
            const done = await replace(at).catch(() => undefined);
            const whole = calls() < count || (done?.ok === true && calls() <= count);
            const left = await createReplacements(records).all();
            // Before the record was written nothing was changed; otherwise a repair is offered.
            if (left.length === 0) assertWhole(whole ? 'new' : 'old');
            for (const record of left) {
              repairs++;
              const repaired = await repairReplacement(replacing(), record, goal, signal);
              if (!repaired.ok) assert.fail(`${count}: ${repaired.failure.message}`);
              assertWhole(goal);
            }
            assert.equal(records.kept.size, 0);
            if (whole) break;
            await emulated.close();
          }
          assert.ok(repairs > 8, `${repairs} repairs`);
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
