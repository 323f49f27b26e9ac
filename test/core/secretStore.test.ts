import assert from 'node:assert/strict';
import { createSecretStore, isSecretKey, type KeyStore } from '../../src/core/secrets/secretStore.ts';

interface Memory extends KeyStore {
  readonly values: Map<string, string>;
}
function memory(before: Record<string, string> = {}): Memory {
  const values = new Map(Object.entries(before));
  return {
    values,
    get: (key) => Promise.resolve(values.get(key)),
    store: async (key, value) => void (await Promise.resolve(), values.set(key, value)),
    delete: (key) => Promise.resolve(void values.delete(key)),
  };
}
const [here, there] = ['file:///here', 'file:///there'];
/** As versions before this one stored a secret. */
const former = (name: string): string => `integrations/secret/${name}`;

describe('the secret store', () => {
  it('keeps one name of two workspaces apart', async () => {
    const store = createSecretStore(memory());
    await store.write(here, 'api/password', 'mine', 'home');
    assert.deepEqual(
      [await store.read(here, 'api/password'), await store.read(there, 'api/password')],
      ['mine', undefined],
    );
    await store.write(there, 'api/password', 'theirs', 'home');
    assert.deepEqual(
      [await store.read(here, 'api/password'), await store.read(there, 'api/password')],
      ['mine', 'theirs'],
    );
  });
  it('shares what is meant for every folder', async () => {
    const store = createSecretStore(memory());
    await store.write(here, 'team', 'x', 'everywhere');
    assert.deepEqual([await store.read(there, 'team'), await store.placeOf(there, 'team')], ['x', 'everywhere']);
  });
  it('prefers the value of the folder itself', async () => {
    const store = createSecretStore(memory());
    await store.write(here, 'team', 'common', 'everywhere');
    await store.write(here, 'team', 'own', 'home');
    assert.deepEqual([await store.read(here, 'team'), await store.read(there, 'team')], ['own', 'common']);
    await store.forget(here, 'team', 'home');
    assert.equal(await store.read(here, 'team'), 'common');
  });
  it('knows no confusion of homes and names', async () => {
    const store = createSecretStore(memory());
    await store.write('a","b', 'c', 'x', 'home');
    assert.equal(await store.read('a', 'b","c'), undefined);
  });
  for (const name of ['__proto__', 'null', '', 'a|b', 'ü/😀'])
    it(`takes the name "${name}"`, async () => {
      const store = createSecretStore(memory());
      await store.write(here, name, 'x', 'home');
      assert.deepEqual([await store.read(here, name), (await store.kept())[0]?.name], ['x', name]);
    });

  describe('with values of earlier versions', () => {
    it('gives each folder that asks a copy of its own', async () => {
      const storage = memory({ [former('a')]: 'old' });
      const store = createSecretStore(storage);
      assert.deepEqual([await store.read(here, 'a'), await store.read(there, 'a')], ['old', 'old']);
      await store.write(here, 'a', 'new', 'home');
      assert.deepEqual([await store.read(here, 'a'), await store.read(there, 'a')], ['new', 'old']);
      assert.deepEqual((await store.kept()).map(({ home }) => home).sort(), [here, there].sort());
    });
    it('does not let one come back that was forgotten', async () => {
      const storage = memory({ [former('a')]: 'old' });
      const store = createSecretStore(storage);
      await store.read(here, 'a');
      await store.forget(here, 'a', 'home');
      assert.equal(await store.read(here, 'a'), undefined);
      assert.deepEqual([...storage.values.values()], ['[]']);
    });
    it('prefers what somebody chose for every folder since', async () => {
      const store = createSecretStore(memory({ [former('a')]: 'old' }));
      await store.write(here, 'a', 'new', 'everywhere');
      assert.equal(await store.read(there, 'a'), 'new');
    });
  });

  it('lists names and never a value', async () => {
    const storage = memory();
    const store = createSecretStore(storage);
    await store.write(here, 'a', 'canary', 'home');
    await store.write(here, 'b', 'canary', 'everywhere');
    assert.deepEqual(await store.kept(), [
      { home: here, name: 'a' },
      { home: undefined, name: 'b' },
    ]);
    assert.ok(![...storage.values.keys()].some((key) => key.includes('canary')));
    assert.ok(!storage.values.get('integrations/secrets')?.includes('canary'));
    await store.forget(here, 'a', 'home');
    assert.deepEqual(await store.kept(), [{ home: undefined, name: 'b' }]);
  });
  it('loses no name of many at once', async () => {
    const store = createSecretStore(memory());
    const names = Array.from({ length: 50 }, (_, number) => `n${number}`);
    await Promise.all(names.map((name) => store.write(here, name, 'x', 'home')));
    assert.equal((await store.kept()).length, 50);
  });
  it('sees what another window stored', async () => {
    const storage = memory();
    const [one, other] = [createSecretStore(storage), createSecretStore(storage)];
    await one.write(here, 'a', 'x', 'home');
    await other.write(here, 'b', 'y', 'home');
    assert.deepEqual([await one.read(here, 'b'), (await one.kept()).length], ['y', 2]);
  });
  it('lives with a list that is broken', async () => {
    const store = createSecretStore(memory({ 'integrations/secrets': '{"x": [' }));
    await store.write(here, 'a', 'x', 'home');
    assert.deepEqual(await store.kept(), [{ home: here, name: 'a' }]);
  });
  it('knows which keys are its own', async () => {
    const storage = memory();
    await createSecretStore(storage).write(here, 'a', 'x', 'home');
    assert.deepEqual([...storage.values.keys()].map(isSecretKey), [true, false]);
    assert.ok(isSecretKey(former('a')) && !isSecretKey('other'));
  });
});
