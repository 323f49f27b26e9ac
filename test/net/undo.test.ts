// What a pull or push needs to be taken back outlives its window: kept without secrets, bounded, whole also after a crash.
import assert from 'node:assert/strict';
import { readExact } from '../../src/core/exact.ts';
import { asObject, type JsonObject } from '../../src/core/json.ts';
import { secretsBy } from '../../src/core/platform/hidden.ts';
import { cutOut, putBack } from '../../src/core/sync/cutText.ts';
import { petsPassword as password, petsService } from '../help/pets.ts';
import type { Platform as Emulated } from '../help/platform/platform.mjs';
import { filesText, memoryRecords, memoryRuns, type MemoryRecords } from './emulated.ts';
import { failuresOf, model, syncing, withHost, type Open } from './syncing.ts';

interface Stored {
  description?: string;
  readonly properties: { readonly properties: { server: { host: string }; tls: { enabled: boolean } } };
}
const onPlatform = ({ integrations }: Emulated, name = 'pets') => integrations.get(name) as Stored;

describe('undo of pulls and pushes', () => {
  const at = syncing();
  const { start, openOf, homeOf, folderOf, planOf, decidedFor, begun, run, takeBack, hostOf, pulled } = at;
  const keptText = (): string => [...at.kept().folders.values()].map(filesText).join('\n');
  async function movedTo(host: string, dev: Open) {
    const files = Object.entries(await pulled(dev)).map(([name, text]) => [name, withHost(text, host)]);
    const { items } = await planOf(
      await folderOf(Object.fromEntries(files) as Record<string, string>),
      await homeOf('dev', dev),
    );
    return decidedFor(items, true);
  }

  it('keeps no secret in its files, wherever it stands, and brings all of them back', async () => {
    at.stored.set('pets/login/password', 'another one');
    const emulated = await start({ secrets: 'plain' });
    Object.assign(onPlatform(emulated).properties.properties.server, {
      proxy: { password: 'canary-1', url: 'http://svc:canary-4@proxy' },
    });
    Object.assign(onPlatform(emulated), { systemProps: { api_token: 'canary-2', tokens: ['canary-3'] } });
    const stored = () => JSON.stringify(emulated.integrations.get('pets')).replaceAll(/\$ENC\w+/g, '');
    const before = stored();
    const dev = openOf(emulated);
    const file = JSON.stringify(petsService('pets', { password: '${secret:pets/login/password}' }));
    const plan = await planOf(await folderOf({ pets: file }), await homeOf('dev', dev));
    assert.deepEqual(failuresOf(await run(dev, decidedFor(plan.items, true))), []);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password: 'another one' } });
    assert.doesNotMatch(keptText(), /canary|another one|correct horse/);
    assert.match(keptText(), /pets\.example\.com/);
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    assert.equal(stored(), before);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
    assert.equal(at.kept().folders.size + at.kept().secrets.size, 0, 'nothing is kept of what was taken back');
  });

  it('takes back what was written before a crash, and what may have been', async () => {
    const emulated = await start({}, ['a', 'b', 'c']);
    const dev = openOf(emulated);
    const decided = await movedTo('new.example.com', dev);
    let puts = 0;
    emulated.fault = ({ method, path }) => {
      // The second is done, and the window ends before the answer comes; so it seems for the third, which was not done.
      if (method === 'PUT' && ++puts === 2)
        onPlatform(emulated, 'b').properties.properties.server.host = 'new.example.com';
      return method === 'PUT' && !path.includes('/a') ? 'cut' : undefined;
    };
    const { ran } = await begun(dev, decided);
    assert.equal(failuresOf(ran).length, 2);
    emulated.fault = undefined;
    assert.deepEqual([hostOf(emulated, 'a'), hostOf(emulated, 'b')], ['new.example.com', 'new.example.com']);
    const later = memoryRuns('3', new Set(['3']), at.kept());
    assert.deepEqual(failuresOf(await takeBack(dev, later)), []);
    for (const name of ['a', 'b', 'c']) assert.equal(hostOf(emulated, name), 'pets.example.com');
  });

  it('does not wait for each step when the platform has gone away', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const emulated = await start({}, names);
    const dev = openOf(emulated);
    const decided = await movedTo('new.example.com', dev);
    let isGone = false;
    emulated.fault = ({ method, path }) => {
      isGone ||= method === 'PUT' && path.includes('/c');
      return isGone ? 'cut' : undefined;
    };
    const ran = await run(dev, decided);
    const reasons = ran.steps.map(({ kind, notes }) => (notes[0]?.startsWith('Not tried') ? 'not tried' : kind));
    assert.deepEqual(reasons, ['changed', 'changed', 'failed', 'failed', 'failed', 'not tried', 'not tried']);
    emulated.fault = undefined;
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    for (const name of names) assert.equal(hostOf(emulated, name), 'pets.example.com');
  });

  it('leaves what somebody changed since, says so, and can be tried again', async () => {
    const emulated = await start({}, ['a', 'b']);
    const dev = openOf(emulated);
    await run(dev, await movedTo('new.example.com', dev));
    onPlatform(emulated, 'b').description = 'theirs';
    assert.match(failuresOf(await takeBack(dev)).join(), /^b was changed on the platform meanwhile/);
    assert.deepEqual([hostOf(emulated, 'a'), hostOf(emulated, 'b')], ['pets.example.com', 'new.example.com']);
    delete onPlatform(emulated, 'b').description;
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    assert.equal(hostOf(emulated, 'b'), 'pets.example.com');
  });

  it('tells of what it can no longer read, and takes back the rest', async () => {
    const emulated = await start({}, ['a', 'b', 'c']);
    const dev = openOf(emulated);
    await run(dev, await movedTo('new.example.com', dev));
    const [records] = at.kept().folders.values();
    await records?.files.write('2.json', new TextEncoder().encode('{"what": "integr'));
    const [failure = '', ...others] = failuresOf(await takeBack(dev));
    assert.match(failure, /cannot be read/);
    assert.deepEqual(others, []);
    const hosts = ['a', 'b', 'c'].map((name) => hostOf(emulated, name));
    assert.deepEqual(hosts, ['pets.example.com', 'new.example.com', 'pets.example.com']);
    // Nobody could take it back, so it is not offered for ever.
    assert.deepEqual(await at.kept().runs.all(), []);
  });

  it('offers again what something else holds just now', async () => {
    const emulated = await start({}, ['a', 'b']);
    const dev = openOf(emulated);
    await run(dev, await movedTo('new.example.com', dev));
    const [records] = at.kept().folders.values();
    const bytes = records!.kept.get('2.json')!;
    records!.kept.set('2.json', undefined as never);
    assert.match(failuresOf(await takeBack(dev)).join(), /cannot be opened now/);
    records!.kept.set('2.json', bytes);
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    const hosts = ['a', 'b'].map((name) => hostOf(emulated, name));
    assert.deepEqual(hosts, ['pets.example.com', 'pets.example.com']);
  });

  it('keeps a copy of what it deletes on a platform: somebody may have entered a secret there since', async () => {
    const emulated = await start({ secrets: 'plain' }, []);
    const dev = openOf(emulated);
    emulated.addModel(model);
    const file = JSON.stringify(petsService('pets', { password: '${secret:pets/login/password}' }));
    const { items } = await planOf(await folderOf({ pets: file }), await homeOf('dev', dev));
    await run(dev, decidedFor(items));
    const { properties } = onPlatform(emulated) as unknown as JsonObject;
    const entered = await dev.platform.updateProperties(
      'pets',
      { ...asObject(asObject(properties)['properties']), authentication: { login: { username: 'svc', password } } },
      new AbortController().signal,
    );
    assert.ok(entered.ok);
    assert.equal(at.copies.size, 0);
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    assert.deepEqual([emulated.integrations.size, at.copies.size], [0, 1]);
  });

  it('leaves a model that somebody uses by now', async () => {
    at.stored.set('pets/login/password', password);
    const emulated = await start({ modelBlocked: false }, []);
    const dev = openOf(emulated);
    const file = JSON.stringify(petsService('pets', { password: '${secret:pets/login/password}' }));
    const { items } = await planOf(await folderOf({ pets: file }), await homeOf('dev', dev));
    await run(dev, { ...decidedFor(items), models: ['Pets:1'] });
    emulated.addIntegration(petsService('theirs'));
    assert.match(failuresOf(await takeBack(dev)).join(), /^Integrations use it by now: theirs\.$/);
    assert.deepEqual([...emulated.integrations.keys()], ['theirs']);
    assert.ok(emulated.models.has('Pets:1'));
  });

  it('is for one window at a time, and for another after a crash', async () => {
    const dev = openOf(await start());
    await begun(dev, await movedTo('new.example.com', dev));
    const other = memoryRuns('2', new Set(['1', '2']), at.kept());
    const [open] = await other.runs.all();
    assert.equal(open?.steps.length, 1);
    assert.equal(await other.runs.claim(open), false);
    const afterCrash = memoryRuns('2', new Set(['2']), at.kept());
    assert.equal(await afterCrash.runs.claim(open), true);
    assert.equal(await at.kept().runs.claim(open), false);
  });

  it('is for one of two windows that take it at the same moment', async () => {
    const dev = openOf(await start());
    await run(dev, await movedTo('new.example.com', dev));
    const windows = ['2', '3'].map((owner) => memoryRuns(owner, new Set(['2', '3']), at.kept()).runs);
    const [open] = await at.kept().runs.all();
    assert.ok(open);
    const claimed = await Promise.all(windows.map((runs) => runs.claim(open)));
    assert.ok(claimed.filter(Boolean).length < 2, 'both took it');
    for (const runs of windows) await runs.release(open.id);
    const [one, other] = windows;
    assert.deepEqual([await one?.claim(open), await other?.claim(open)], [true, false]);
    for (const { kept } of at.kept().folders.values())
      assert.deepEqual(
        [...kept.keys()].filter((name) => name.endsWith('.claim')),
        [],
      );
  });

  it('is kept for the last ten, each window’s own, and forgets the secrets of the others', async () => {
    const emulated = await start({ secrets: 'plain' });
    const dev = openOf(emulated);
    const other = memoryRuns('2', new Set(['1', '2']), at.kept());
    for (let count = 0; count < 13; count++) {
      at.stored.set('pets/login/password', `password ${count}`);
      const file = JSON.stringify(petsService('pets', { password: '${secret:pets/login/password}' }));
      const { items } = await planOf(await folderOf({ pets: file }), await homeOf('dev', dev));
      await run(dev, decidedFor(items, true), { in: count % 2 === 0 ? at.kept() : other });
    }
    const all = await at.kept().runs.all();
    assert.deepEqual([all.length, at.kept().folders.size, at.kept().secrets.size], [10, 10, 20]);
    for (let count = 11; count >= 2; count--) {
      assert.deepEqual(failuresOf(await takeBack(dev)), []);
      assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password: `password ${count}` } });
    }
    assert.equal(at.kept().folders.size + at.kept().secrets.size, 0);
  });

  it('leaves alone what another window has just begun, however many are kept', async () => {
    const { runs, folders } = at.kept();
    const home = { id: 'folder', label: 'folder' };
    const runOne = async (): Promise<string> => {
      const log = runs.begin({ title: 'Push', source: home, target: home });
      await log.begin({ what: 'integration', name: 'pets', after: 'text' });
      await runs.release(log.id);
      return log.id;
    };
    for (let count = 0; count < 10; count++) await runOne();
    // Its first file is not whole yet.
    const theirs = `${parseInt(await runOne(), 36).toString(36)}-theirs`;
    const begun = memoryRecords();
    await begun.files.write('run.json.1.part', new Uint8Array());
    (folders as Map<string, MemoryRecords>).set(theirs, begun);
    await runOne();
    assert.ok(folders.has(theirs));
    assert.deepEqual([(await runs.all()).length, folders.size], [10, 11]);
  });

  it('leaves nothing behind where nothing was written', async () => {
    const emulated = await start();
    const dev = openOf(emulated);
    const decided = await movedTo('new.example.com', dev);
    emulated.fault = ({ method }) => (method === 'PUT' ? { status: 500, json: 'no' } : undefined);
    assert.equal(failuresOf(await run(dev, decided)).length, 1);
    assert.equal(at.kept().folders.size + at.kept().secrets.size, 0);
  });
});

describe('a text without its secrets', () => {
  const isSecret = secretsBy([]);
  const texts = [
    JSON.stringify(petsService('pets')),
    `\uFEFF${JSON.stringify({ data: petsService('pets'), metadata: {} }, undefined, 3)}\r\n`,
    JSON.stringify(petsService('pets')).replace(
      '"correct horse battery"',
      '"correct horse", "password": "battery \\u0041"',
    ),
    JSON.stringify({ ...petsService('pets'), systemProps: { pin: { secret: 12345678901234567890n.toString() } } }),
  ];
  for (const [index, text] of texts.entries())
    it(`comes back byte for byte (${index + 1})`, () => {
      const { kept, values } = cutOut(text, isSecret);
      assert.doesNotMatch(kept.text, /horse|battery|1234567890123/);
      assert.ok(values.size > 0);
      assert.equal(putBack(kept, values), text);
    });
  it('needs no value for a secret that still stands there, and says where one is lost', () => {
    const [text = ''] = texts;
    const still = text.replace('pets.example.com', 'new.example.com');
    const { kept, values } = cutOut(text, isSecret, still);
    assert.equal(values.size, 0);
    assert.equal(putBack(kept, values, still), text);
    assert.equal(putBack(kept, values), undefined);
    assert.notEqual(asObject(readExact(still))['name'], undefined);
  });
});
