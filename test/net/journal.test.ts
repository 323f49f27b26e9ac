// What is deleted on a platform can be brought back from this machine, as far as the platform shows it.
import assert from 'node:assert/strict';
import { setAside } from '../../src/core/platform/backup.ts';
import { secretsBy } from '../../src/core/platform/hidden.ts';
import { createJournal, type Deleted, type Journal } from '../../src/core/platform/journal.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { petsPassword as password, petsModel, petsService } from '../help/pets.ts';
import { bytesOf, clientOf, filesText, memoryRecords, type MemoryRecords } from './emulated.ts';

const signal = new AbortController().signal;
const place = { connection: 'dev', url: 'https://platform.example.com', name: 'pets-a' };

describe('what is set aside of a document', () => {
  it('keeps what is called a secret out of its files, wherever it stands', () => {
    const server = { proxy: { host: 'proxy.example.com', password: 'hunter2' } };
    const { backup, values } = setAside(petsService('pets-a', { server }), secretsBy([]));
    assert.doesNotMatch(JSON.stringify(backup), /hunter2/);
    assert.ok([...values.values()].includes('hunter2'));
  });
});

describe('journal of what was deleted on platforms', () => {
  let emulated: Emulated;
  let sender: Send;
  let records: MemoryRecords;
  let journal: Journal;
  let platform: Platform;
  let now: number;

  beforeEach(() => {
    [sender, records, now] = [createSend(), memoryRecords(), 1_000_000];
    journal = createJournal(records, () => now++);
  });
  afterEach(async () => {
    sender.close();
    await emulated.close();
  });

  async function start(switches: Parameters<typeof startPlatform>[0] = {}): Promise<void> {
    emulated = await startPlatform(switches);
    emulated.addModel(petsModel());
    emulated.addIntegration({ ...petsService('pets-a'), description: 'Pets of the north' });
    platform = clientOf(emulated, sender);
  }

  async function deleted(): Promise<Deleted> {
    const read = await platform.integration('pets-a', signal);
    if (!read.ok) assert.fail(read.failure.message);
    const entry = await journal.addIntegration({ ...place, modelId: 'Pets:1' }, setAside(read.value, secretsBy([])));
    assert.ok((await platform.deleteIntegration('pets-a', signal)).ok);
    return entry;
  }

  for (const secrets of ['enc', 'plain'] as const)
    it(`brings an integration back with its secrets, which stand in no file (${secrets})`, async () => {
      await start({ secrets });
      await deleted();
      const text = filesText(records);
      assert.ok(text.includes('Pets of the north') && !text.includes(password) && !text.includes('$ENC'), text);
      const [entry] = await journal.all();
      const done = await journal.restore(entry!, platform, signal);
      assert.deepEqual(done.ok && done.value.lost, []);
      assert.deepEqual(emulated.secretsOf('pets-a'), { login: { username: 'svc', password } });
      assert.equal((emulated.integrations.get('pets-a') as { description: string }).description, 'Pets of the north');
      assert.equal(records.kept.size + records.values.size, 0);
    });

  it('says which secrets are lost where the platform hides them, and sends none empty', async () => {
    await start({ secrets: 'vault' });
    const done = await journal.restore(await deleted(), platform, signal);
    assert.deepEqual(done.ok && done.value.lost, ['/properties/properties/authentication/login/password']);
    assert.deepEqual(emulated.secretsOf('pets-a'), { login: { username: 'svc' } });
  });

  it('keeps what could not be restored', async () => {
    await start();
    const entry = await deleted();
    emulated.addIntegration(petsService('pets-a', { server: { host: 'new.example.com' } }));
    const done = await journal.restore(entry, platform, signal);
    assert.equal(done.ok ? '' : done.failure.kind, 'exists');
    assert.equal((await journal.all()).length, 1);
  });

  it('brings a model back', async () => {
    await start();
    const entry = await journal.addModel(
      { ...place, name: 'Birds:2' },
      bytesOf({ ...petsModel(), info: { title: 'Birds', version: '2' } }),
    );
    assert.ok((await journal.restore(entry, platform, signal)).ok);
    assert.ok(emulated.models.has('Birds:2'));
    assert.equal(records.kept.size, 0);
  });

  it('holds the last 200 integrations, with no secret of one that is gone', async () => {
    await start({ secrets: 'plain' });
    const { backup } = setAside({}, secretsBy([]));
    const values = new Map([['/properties/properties/authentication/login/password', password]]);
    for (let index = 0; index < 203; index++)
      await journal.addIntegration({ ...place, name: `pets-${index}`, modelId: 'Pets:1' }, { backup, values });
    const all = await journal.all();
    assert.equal(all.length, 200);
    assert.equal(all.at(-1)?.name, 'pets-3');
    assert.equal(records.values.size, 200);
  });

  it('reads over what is no record', async () => {
    await start();
    records.kept.set('broken.json', new TextEncoder().encode('{"id":'));
    records.kept.set('empty.json', new TextEncoder().encode('{}'));
    assert.deepEqual(await journal.all(), []);
  });
});
