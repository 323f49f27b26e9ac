// Pulls, pushes and promotions against emulated platforms: what is sent, what stays, and that every step can be taken back.
import assert from 'node:assert/strict';
import { readExact } from '../../src/core/exact.ts';
import { asObject, get, type JsonObject } from '../../src/core/json.ts';
import { createDocuments, type RemoteDocuments } from '../../src/core/platform/documents.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { ok } from '../../src/core/request.ts';
import type { Bases } from '../../src/core/sync/base.ts';
import { exportText } from '../../src/core/sync/exportFormat.ts';
import { resultOf, usualChoice, type SyncItem } from '../../src/core/sync/planItem.ts';
import { planSync, type SyncHome, type SyncPlan } from '../../src/core/sync/planSync.ts';
import { createPlatformTarget, type PlatformTargetParts } from '../../src/core/sync/platformTarget.ts';
import { runSync, undoSync, type Decided, type Ran } from '../../src/core/sync/runSync.ts';
import { readSide, type Side } from '../../src/core/sync/side.ts';
import { setAside } from '../../src/core/platform/backup.ts';
import { secretsBy } from '../../src/core/platform/hidden.ts';
import { createJournal } from '../../src/core/platform/journal.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { petsModel, petsPassword, petsService } from '../help/pets.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { clientOf, memoryRecords } from './emulated.ts';

const signal = new AbortController().signal;
const password = petsPassword;
const inner = ['properties', 'properties'];
const passwordAt = '/properties/properties/authentication/login/password';
const model = petsModel();
type Switches = Parameters<typeof startPlatform>[0];

describe('bringing integrations to and from platforms', () => {
  let started: Emulated[];
  let sender: Send;
  beforeEach(() => {
    sender = createSend();
    started = [];
  });
  afterEach(async () => {
    sender.close();
    await Promise.all(started.map((each) => each.close()));
  });

  interface Open {
    readonly emulated: Emulated;
    readonly platform: Platform;
    readonly documents: RemoteDocuments;
  }
  let stored: Record<string, string> = {};
  const secret = ({ name }: { readonly name: string }) => Promise.resolve(stored[name]);

  async function start(switches: Switches = {}, names: readonly string[] = ['pets']): Promise<Emulated> {
    const emulated = await startPlatform(switches);
    started.push(emulated);
    if (names.length > 0) emulated.addModel(model);
    for (const name of names) emulated.addIntegration(petsService(name));
    return emulated;
  }
  function openOf(emulated: Emulated): Open {
    const platform = clientOf(emulated, sender);
    const documents = createDocuments(platform, {
      secret,
      conflict: () => Promise.resolve('stop'),
      may: () => true,
      masked: (_name, pointers) => Promise.resolve(new Map(pointers.map((pointer) => [pointer, password]))),
    });
    return { emulated, platform, documents };
  }
  async function homeOf(id: string, { emulated, platform, documents }: Open): Promise<SyncHome> {
    const integrations = new Map<string, Side>();
    const listed = await platform.integrations(signal);
    if (!listed.ok) assert.fail(listed.failure.message);
    for (const { name } of listed.value) {
      const read = await documents.read(name, signal);
      const pointers = await platform.secretPointers(name, signal);
      if (!read.ok || !pointers.ok) assert.fail(name);
      integrations.set(name, await readSide('platform', read.value.service, pointers.value, secret));
    }
    const models = new Set(emulated.models.keys() as Iterable<string>);
    return { id, label: id, place: 'platform', integrations, models, unreadable: new Map() };
  }
  async function folderOf(texts: Readonly<Record<string, string>>): Promise<SyncHome> {
    const sides = await Promise.all(
      Object.entries(texts).map(async ([name, text]): Promise<[string, Side]> => [
        name,
        await readSide('folder', asObject(readExact(text)), [], secret),
      ]),
    );
    return {
      id: 'folder',
      label: 'folder',
      place: 'folder',
      integrations: new Map(sides),
      models: new Set(['Pets:1']),
      unreadable: new Map(),
    };
  }
  const local = ['/properties/properties/server/host'];
  const planOf = (source: SyncHome, target: SyncHome, bases: Bases = new Map()): SyncPlan =>
    planSync({ source, target, bases, overlays: { source: () => new Map(), target: () => new Map() }, local });
  const decidedFor = (items: readonly SyncItem[], all = false): Decided => ({
    decisions: items.map((item) => ({
      item,
      does: item.kind === 'removed' ? 'remove' : 'write',
      chosen: all ? new Set(item.differences.map(({ pointer }) => pointer)) : usualChoice(item),
    })),
    models: [],
    skipped: [],
  });
  function run(to: Open, decided: Decided): Promise<Ran> {
    const document = new TextEncoder().encode(JSON.stringify(model));
    const target = createPlatformTarget({
      ...to,
      typed: () => [],
      keep: keepFrom(to),
      model: () => Promise.resolve(ok(document)),
    });
    return runSync(target, decided, () => undefined, signal);
  }
  const kept: string[] = [];
  const keepFrom = ({ platform }: Open): PlatformTargetParts['keep'] => {
    const journal = createJournal(memoryRecords(), Date.now);
    return async (name, modelId) => {
      kept.push(name);
      const service = await platform.integration(name, signal);
      if (!service.ok) return undefined;
      const place = { connection: 'dev', url: '', name, modelId };
      const deleted = await journal.addIntegration(place, setAside(service.value, secretsBy([])));
      return {
        restore: (abort) => journal.restore(deleted, platform, abort),
        drop: () => journal.drop(deleted),
      };
    };
  };
  const failuresOf = ({ steps }: Pick<Ran, 'steps'>) =>
    steps.filter(({ kind }) => kind === 'failed').flatMap(({ notes }) => notes);
  const hostOf = (emulated: Emulated, name = 'pets'): unknown =>
    get(emulated.integrations.get(name) as JsonObject, ...inner, 'server', 'host');
  async function pulled(from: Open): Promise<Record<string, string>> {
    const { items } = planOf(await homeOf('dev', from), await folderOf({}));
    return Object.fromEntries(items.map((item) => [item.name, exportText(resultOf(item, usualChoice(item)))]));
  }
  const withHost = (text: string, host: string): string => text.replace('"pets.example.com"', JSON.stringify(host));

  for (const secrets of ['enc', 'vault', 'plain'] as const)
    for (const update of ['replace', 'merge'] as const)
      for (const emptySecret of ['keep', 'erase'] as const)
        it(`goes there and back, secrets ${secrets}, updates ${update}, empty ones ${emptySecret}`, async () => {
          stored = { 'pets/login/password': password };
          const emulated = await start({ secrets, update, emptySecret });
          const dev = openOf(emulated);
          const files = await pulled(dev);
          assert.doesNotMatch(files['pets']!, new RegExp(password));
          const before = JSON.stringify(emulated.integrations.get('pets'));
          const same = planOf(await folderOf(files), await homeOf('dev', dev));
          assert.deepEqual(
            same.items.map(({ kind }) => kind),
            ['same'],
          );
          const changed = { pets: withHost(files['pets']!, 'new.example.com') };
          const { items } = planOf(await folderOf(changed), await homeOf('dev', dev));
          const ran = await run(dev, decidedFor(items, true));
          assert.deepEqual(
            items.map(({ kind }) => kind),
            ['conflicting'],
          );
          assert.deepEqual(failuresOf(ran), []);
          assert.equal(hostOf(emulated), 'new.example.com');
          assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
          const back = await undoSync(ran.undo, () => undefined, signal);
          assert.deepEqual(failuresOf(back), []);
          assert.equal(hostOf(emulated), 'pets.example.com');
          assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
          const plain = (text: string) => text.replaceAll(/\$ENC[0-9a-f]+/g, '');
          assert.equal(plain(JSON.stringify(emulated.integrations.get('pets'))), plain(before));
        });

  it('overwrites nothing that somebody changed after the plan was made', async () => {
    const emulated = await start();
    const dev = openOf(emulated);
    const files = await pulled(dev);
    const { items } = planOf(await folderOf({ pets: withHost(files['pets']!, 'mine') }), await homeOf('dev', dev));
    (emulated.integrations.get('pets') as { description?: string }).description = 'theirs';
    const ran = await run(dev, decidedFor(items, true));
    assert.match(failuresOf(ran).join(), /changed on the platform meanwhile/);
    assert.equal(hostOf(emulated), 'pets.example.com');
  });

  it('brings a missing model first, then the integrations, and takes both back', async () => {
    stored = { 'pets/login/password': password };
    const emulated = await start({}, []);
    const target = openOf(emulated);
    const file = exportText(petsService('pets', { password: '${secret:pets/login/password}' }));
    const plan = planOf(await folderOf({ pets: file }), await homeOf('stage', target));
    assert.deepEqual(plan.missingModels, [{ id: 'Pets:1', isInSource: true, users: ['pets'] }]);
    const ran = await run(target, { ...decidedFor(plan.items), models: ['Pets:1'] });
    assert.deepEqual(failuresOf(ran), []);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
    const back = await undoSync(ran.undo, () => undefined, signal);
    assert.deepEqual(failuresOf(back), []);
    assert.equal(emulated.integrations.size + emulated.models.size, 0);
  });

  it('promotes what is no environment’s own, and neither host nor secret', async () => {
    const [dev, stage] = [openOf(await start()), openOf(await start())];
    const own = dev.emulated.integrations.get('pets') as {
      properties: { properties: { tls: object; server: object } };
    };
    own.properties.properties.tls = { enabled: false, rejectUnauthorized: true };
    own.properties.properties.server = { protocol: 'https', host: 'dev.example.com', base_path: '/v1' };
    const { items } = planOf(await homeOf('dev', dev), await homeOf('stage', stage));
    assert.deepEqual(
      items.flatMap(({ differences }) => differences.map(({ pointer }) => pointer)),
      ['/properties/properties/tls/enabled'],
    );
    const ran = await run(stage, decidedFor(items, true));
    assert.deepEqual(failuresOf(ran), []);
    assert.equal(hostOf(stage.emulated), 'pets.example.com');
    assert.deepEqual(stage.emulated.secretsOf('pets'), { login: { username: 'svc', password } });
    const sent = stage.emulated.requests
      .filter(({ method }) => method === 'PUT')
      .map(({ body }) => JSON.stringify(body));
    assert.ok(sent.length > 0 && !sent.some((body) => body.includes('dev.example.com')));
  });

  it('makes a new integration of a promotion without the secret it lacks, and says so', async () => {
    const [dev, stage] = [openOf(await start()), openOf(await start({}, []))];
    stage.emulated.addModel(model);
    const { items } = planOf(await homeOf('dev', dev), await homeOf('stage', stage));
    assert.deepEqual(items[0]?.missing, [passwordAt, ...local]);
    const ran = await run(stage, decidedFor(items));
    assert.match(ran.steps[0]?.notes.join(' ') ?? '', /authentication\.login\.password was left out/);
    const made = stage.emulated.requests.find(({ method, path }) => method === 'POST' && path === '/integrations');
    assert.doesNotMatch(JSON.stringify(made?.body), /\$ENC|"password":""/);
  });

  it('stops between two steps when it is cancelled, and tells what was not done', async () => {
    const emulated = await start({}, ['a', 'b', 'c']);
    const dev = openOf(emulated);
    const files = await pulled(dev);
    const moved = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, withHost(text, 'new')]));
    const { items } = planOf(await folderOf(moved), await homeOf('dev', dev));
    const abort = new AbortController();
    const target = createPlatformTarget({ ...dev, typed: () => [], keep: keepFrom(dev), model: () => assert.fail() });
    const ran = await runSync(target, decidedFor(items, true), (name) => name === 'b' && abort.abort(), abort.signal);
    assert.deepEqual(
      ran.steps.map(({ kind }) => kind),
      ['changed', 'failed', 'failed'],
    );
    assert.equal(hostOf(emulated, 'b'), 'pets.example.com');
  });

  it('deletes only what is as it was seen, and brings it back', async () => {
    const emulated = await start();
    const dev = openOf(emulated);
    const home = await homeOf('dev', dev);
    const service = home.integrations.get('pets')!.service;
    const bases: Bases = new Map([['pets', { source: service, target: service }]]);
    const { items } = planOf(await folderOf({}), home, bases);
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['removed'],
    );
    const ran = await run(dev, decidedFor(items));
    assert.deepEqual(failuresOf(ran), []);
    assert.equal(emulated.integrations.size, 0);
    assert.deepEqual(kept, ['pets']);
    assert.deepEqual(failuresOf(await undoSync(ran.undo, () => undefined, signal)), []);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
  });
});
