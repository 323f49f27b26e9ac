import assert from 'node:assert/strict';
import { cloneSecrets, secretPaths } from '../../src/core/secrets/cloneSecrets.ts';
import { envExample } from '../../src/core/secrets/envExample.ts';
import { connectionValue, readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import type { Path } from '../../src/core/pointer.ts';
import { readDotenv, resolveReferences } from '../../src/core/secrets/secrets.ts';
import { secretsTable, type SecretSource } from '../../src/core/secrets/secretsTable.ts';
import { ownSecrets, secretUses, userNames, type UsedSecret } from '../../src/core/secrets/secretUses.ts';
import { integrationText } from '../help/documents.ts';

const withPassword = (password: Json) => integrationText({ authentication: { basicAuth: { password } } });
const user = (name: string, password: Json) => ({ uri: `file:///${name}`, name, text: withPassword(password) });
const names = (secrets: readonly UsedSecret[]) =>
  secrets.map((secret) => `${secret.reference.store} ${secret.reference.name}: ${userNames(secret).join(' ')}`);

describe('uses of secrets', () => {
  const found = secretUses([
    user('a', '${secret:x}'),
    user('b', 'Token ${secret:x}${env:Y}'),
    user('c', '$SECRET_a $KEY_b'),
    { uri: 'file:///d', name: 'd.call.json', text: '{"body": ["${secret:z}", ' },
  ]);
  it('are found in every document, also a broken one', () =>
    assert.deepEqual(names(found), [
      'platform $SECRET_a $KEY_b: c',
      'env Y: b',
      'secret x: a b',
      'secret z: d.call.json',
    ]));
  it('have places', () =>
    assert.deepEqual(found[2]?.uses[0]?.path.join('/'), 'properties/properties/authentication/basicAuth/password'));
  it('tell what only one document needs', () => {
    assert.deepEqual(ownSecrets(found, 'file:///a'), []);
    assert.deepEqual(ownSecrets(found, 'file:///d'), ['z']);
  });
});

describe('the table of secrets', () => {
  const rows = (source: SecretSource | undefined, password = '${secret:a|b}') =>
    secretUses([user('my `api`', password)]).map((secret) => ({ ...secret, source }));
  const table = (source: SecretSource | undefined, password?: string) =>
    secretsTable([{ title: 'work', rows: rows(source, password), unused: ['old'] }], ['team']);
  it('has a row for each secret, with its state and its uses', () => {
    const line = table('home')
      .split('\n')
      .find((each) => each.includes('secret:'));
    assert.equal(
      line,
      '| `${secret:a\\|b}` | set, for this folder | `` my `api` `` `authentication/basicAuth/password` |',
    );
  });
  it('has a line for each further use', () => {
    const shared = secretUses([user('one', '${secret:a}'), user('two', '${secret:a}')]);
    const text = secretsTable(
      [{ title: 'work', rows: shared.map((each) => ({ ...each, source: 'home' })), unused: [] }],
      [],
    );
    assert.match(text, /^\| `\$\{secret:a\}` \| set, for this folder \| `one` .*\n\| +\| +\| `two` /m);
  });
  for (const [source, words] of [
    ['everywhere', 'set, for every folder'],
    ['environment', 'environment variable'],
    ['envFile', '.env file'],
    [undefined, 'not set'],
  ] as const)
    it(`says "${words}"`, () => assert.ok(table(source).includes(`| ${words}`)));
  it('says what the platform resolves, and shortens what it encrypted', () => {
    assert.match(
      table(undefined, '$GATEWAYSECRET_(a)'),
      /`\$GATEWAYSECRET_\(a\)` \| on the platform; none for test calls/,
    );
    assert.match(table('home', `$ENC${'f'.repeat(500)}`), /\| `\$ENC…`.*for test calls: set, for this folder/);
  });
  it('names what nothing refers to', () => assert.match(table('home'), /- `old`[^]*- `team`/));
  it('has lines of one shape', () => {
    const lines = table('home')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    assert.deepEqual(
      lines.map((line) => line.replaceAll('\\|', '').split('|').length),
      [5, 5, 5],
    );
  });
});

describe('.env.example', () => {
  const secrets = secretUses([user('a', '${env:B}${env:A}'), user('b', '${env:A}'), user('c', '${secret:c/x}')]);
  const fresh = envExample('', secrets);
  it('has the names, without values, and who reads them', () => {
    assert.deepEqual(Object.fromEntries(readDotenv(fresh)), { A: '', B: '' });
    assert.match(fresh, /# a, b\nA=\n# a\nB=\n/);
  });
  it('tells what is in the secret store', () => assert.match(fresh, /# {3}c\/x\n$/));
  it('keeps what stands in it', () => {
    const after = envExample('# mine\nA=fill me in\n', secrets);
    assert.ok(after.startsWith('# mine\nA=fill me in\n# a\nB=\n'));
  });
  it('changes nothing the second time', () => assert.equal(envExample(fresh, secrets), fresh));
});

describe('secrets of a clone', () => {
  const text = integrationText(
    {
      server: { host: '${env:HOST}' },
      authentication: {
        key: { value: 'Token ${secret:o}' },
        basicAuth: { username: 'me', password: 'hunter2' },
        b: '${secret:o}',
      },
    },
    { name: 'copy' },
  );
  const literal: Path = ['properties', 'properties', 'authentication', 'basicAuth', 'password'];
  const clone = (treatment: 'share' | 'copy' | 'leaveOut', taken: readonly string[] = []) =>
    cloneSecrets(text, treatment, [literal], (name) => Promise.resolve(taken.includes(name)));
  const authentication = (cloned: string) => connectionValue(readIntegration(cloned), 'authentication');

  it('are found', () => assert.equal(secretPaths(readIntegration(text)).length, 2));
  it('are shared by leaving the text alone', async () => assert.equal((await clone('share')).text, text));
  it('are copied under names of its own', async () => {
    const { text: cloned, copies, moved } = await clone('copy');
    assert.deepEqual(authentication(cloned), {
      key: { value: 'Token ${secret:copy/key/value}' },
      basicAuth: { username: 'me', password: '${secret:copy/basicAuth/password}' },
      b: '${secret:copy/key/value}',
    });
    assert.deepEqual(copies, [{ from: 'o', to: 'copy/key/value' }]);
    assert.deepEqual(moved, [{ value: 'hunter2', to: 'copy/basicAuth/password' }]);
    assert.ok(cloned.includes('${env:HOST}'));
  });
  it('get names that are free', async () =>
    assert.deepEqual((await clone('copy', ['copy/key/value', 'copy/key/value-2'])).copies, [
      { from: 'o', to: 'copy/key/value-3' },
    ]));
  it('are left out', async () => {
    const { text: cloned } = await clone('leaveOut');
    assert.deepEqual(authentication(cloned), {
      key: { value: '' },
      basicAuth: { username: 'me', password: '' },
      b: '',
    });
  });
});

describe('what only the platform can read', () => {
  const resolve = (value: string | undefined) => resolveReferences('$SECRET_a $KEY_b', () => Promise.resolve(value));
  it('is replaced by what this machine has for test calls', async () => assert.equal((await resolve('x')).text, 'x'));
  it('stays, and is told, where it has nothing', async () => {
    const { text, found } = await resolve(undefined);
    assert.equal(text, '$SECRET_a $KEY_b');
    assert.deepEqual(found, [{ reference: { store: 'platform', name: '$SECRET_a $KEY_b' }, value: undefined }]);
  });
});
