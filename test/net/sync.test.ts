// Pulls, pushes and promotions against emulated platforms: what is sent, what stays, and that every step can be taken back.
import assert from 'node:assert/strict';
import type { Bases } from '../../src/core/sync/base.ts';
import { exportText } from '../../src/core/sync/exportFormat.ts';
import { petsPassword as password, petsService } from '../help/pets.ts';
import { failuresOf, local, model, syncing, withHost } from './syncing.ts';

const passwordAt = '/properties/properties/authentication/login/password';

describe('bringing integrations to and from platforms', () => {
  const at = syncing();
  const { start, openOf, homeOf, folderOf, planOf, decidedFor, run, takeBack, hostOf, pulled } = at;

  for (const secrets of ['enc', 'vault', 'plain'] as const)
    for (const update of ['replace', 'merge'] as const)
      for (const emptySecret of ['keep', 'erase'] as const)
        it(`goes there and back, secrets ${secrets}, updates ${update}, empty ones ${emptySecret}`, async () => {
          at.stored.set('pets/login/password', password);
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
          const back = await takeBack(dev);
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
    at.stored.set('pets/login/password', password);
    const emulated = await start({}, []);
    const target = openOf(emulated);
    const file = exportText(petsService('pets', { password: '${secret:pets/login/password}' }));
    const plan = planOf(await folderOf({ pets: file }), await homeOf('stage', target));
    assert.deepEqual(plan.missingModels, [{ id: 'Pets:1', isInSource: true, users: ['pets'] }]);
    const ran = await run(target, { ...decidedFor(plan.items), models: ['Pets:1'] });
    assert.deepEqual(failuresOf(ran), []);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
    const back = await takeBack(target);
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
    const tell = (name: string): void => {
      if (name === 'b') abort.abort();
    };
    const ran = await run(dev, decidedFor(items, true), { tell, abort: abort.signal });
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
    assert.equal(at.copies.size, 1);
    assert.deepEqual(failuresOf(await takeBack(dev)), []);
    assert.equal(at.copies.size, 0);
    assert.deepEqual(emulated.secretsOf('pets'), { login: { username: 'svc', password } });
  });
});
