import assert from 'node:assert/strict';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { migrate } from '../../src/core/models/migrate.ts';
import { compareModels } from '../../src/core/models/modelChanges.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { integrationText, shop, shopPaths } from '../help/documents.ts';

const basic = { type: 'http', scheme: 'basic' };
const bearer = { type: 'http', scheme: 'bearer' };
const version2 = (schemes: Json = { basicAuth: basic }, paths: Json = shopPaths) =>
  shop({ version: '2.0.0', schemes, paths });

function migration(schemes: Json, connection: Record<string, Json> = {}) {
  return migrate(readIntegration(integrationText(connection)), shop(), version2(schemes));
}
const written = (schemes: Json, connection: Record<string, Json> = {}) =>
  migration(schemes, connection)
    .changes.filter(({ path }) => path.includes('authentication'))
    .map(({ path, value }) => [toPointer(path.slice(3)), value]);

describe('a newer document of a model', () => {
  it('may lose and gain operations', () => {
    const { operationsGone, operationsNew } = compareModels(
      shop(),
      version2(undefined, { '/x': { get: { operationId: 'health' } }, '/y': { get: { operationId: 'new' } } }),
    );
    assert.deepEqual([operationsGone, operationsNew], [['listItems', 'createItem', 'getItem'], ['new']]);
  });
  it('may lose, gain and change schemes', () => {
    const changes = compareModels(shop({ schemes: { a: basic, b: basic } }), version2({ b: bearer, c: basic }));
    assert.deepEqual(
      [changes.schemesGone, changes.schemesNew, changes.schemesChanged].map((schemes) =>
        schemes.map(({ name }) => name),
      ),
      [['a'], ['c'], ['b']],
    );
  });
  it('changes nothing when nothing changed', () =>
    assert.deepEqual(migrate(readIntegration(integrationText({ version: '1.0.0' })), shop(), shop()), {
      notes: [],
      changes: [],
    }));
});

describe('bringing an integration along', () => {
  it('names the new model wherever the old one stands', () => {
    const { changes } = migration({ basicAuth: basic }, { version: '1.0.0' });
    assert.deepEqual(
      changes.map(({ path, value }) => [toPointer(path), value]),
      [
        ['/model', '@itential/adapter_Shop:2.0.0'],
        ['/properties/type', 'Shop:2.0.0'],
        ['/properties/properties/version', '2.0.0'],
      ],
    );
  });
  it('moves credentials to a scheme that was renamed', () => {
    assert.deepEqual(written({ login: basic }), [
      ['/login', { username: 'me', password: '${secret:shop}' }],
      ['/basicAuth', undefined],
    ]);
  });
  it('removes the credentials of a scheme that is gone', () =>
    assert.deepEqual(written({}), [['/basicAuth', undefined]]));
  it('adds an empty block for a new scheme', () =>
    assert.deepEqual(written({ basicAuth: basic, token: bearer }), [['/token', '']]));
  it('replaces credentials of another kind', () =>
    assert.deepEqual(written({ basicAuth: bearer }).at(-1), ['/basicAuth', '']));
  it('keeps what is filled in already', () => {
    const added = written(
      { basicAuth: basic, key: { type: 'apiKey', in: 'header', name: 'X' } },
      { authentication: { basicAuth: {}, key: { value: 'x' } } },
    );
    assert.deepEqual(added, []);
  });
  it('leaves a text that is broken as it is, and says so', () => {
    const broken = integrationText({ version: '1.0.0' }).replace('"properties": {', '"properties": ');
    assert.deepEqual(migrate(readIntegration(broken), shop(), version2({ basicAuth: basic })), {
      notes: ['Its JSON cannot be read, so it stays as it is.'],
      changes: [],
    });
  });
  it('says what happens', () => assert.match(migration({}).notes.join(), /"basicAuth" is gone/));
  const withParameters = (...names: string[]): Json => ({
    key: {
      type: 'apiKey',
      in: 'header',
      name: 'X',
      'x-itential-parameters': names.map((name) => ({
        name,
        in: 'query',
        ...(name.startsWith('var') && { 'x-itential-variable': name }),
        'x-itential-use-in': ['key'],
      })),
    },
  });
  const between = (before: Json, after: Json, connection: Record<string, Json>) => {
    const { notes, changes } = migrate(
      readIntegration(integrationText(connection)),
      shop({ schemes: before }),
      shop({ schemes: after }),
    );
    return [notes.length, ...changes.map(({ path, value }) => `${toPointer(path.slice(2))} ${JSON.stringify(value)}`)];
  };
  it('adds the fields and variables that its scheme has gained', () => {
    const connection = { authentication: { key: { value: 'x', parameters: { a: '1' } } } };
    assert.deepEqual(between(withParameters('a'), withParameters('a', 'b', 'variable'), connection), [
      2,
      '/authentication/key/parameters/b ""',
      '/variables/variable ""',
    ]);
    assert.deepEqual(between(withParameters(), withParameters('b'), { authentication: { key: { value: 'x' } } }), [
      1,
      '/authentication/key/parameters {"b":""}',
    ]);
    const filled = { authentication: { key: { parameters: { a: '1', b: '2' } } }, variables: { variable: 'y' } };
    assert.deepEqual(between(withParameters('a'), withParameters('a', 'b', 'variable'), filled), [0]);
  });
  it('removes the fields and variables that its scheme has lost, and no variable of its user', () => {
    const connection = {
      authentication: { key: { value: 'x', parameters: { a: '1', b: '2' } } },
      variables: { variable: 'y', mine: 'z' },
    };
    assert.deepEqual(between(withParameters('a', 'b', 'variable'), withParameters('a'), connection), [
      2,
      '/authentication/key/parameters/b undefined',
      '/variables/variable undefined',
    ]);
    assert.deepEqual(between(withParameters('a', 'b'), withParameters(), connection), [
      1,
      '/authentication/key/parameters undefined',
    ]);
  });
  const moved = (connection: Record<string, Json>) => {
    const [before, after] = [
      shop({ url: 'https://old.example.com/v1' }),
      shop({ url: 'https://new.example.com:8443/v1' }),
    ];
    const { notes, changes } = migrate(readIntegration(integrationText(connection)), before, after);
    return [notes.join(), ...changes.map(({ path, value }) => `${toPointer(path.slice(3))} ${JSON.stringify(value)}`)];
  };
  it('follows the server of its model, if it has no other', () => {
    const server = { protocol: 'https', host: 'old.example.com', base_path: '/v1' };
    assert.deepEqual(moved({ server }), [
      'The server becomes https://new.example.com:8443/v1.',
      '/host "new.example.com"',
      '/port 8443',
    ]);
    assert.deepEqual(moved({ server: { ...server, host: 'mine' } }), [
      'The server of the model is now https://new.example.com:8443/v1; this integration keeps its own.',
    ]);
  });
  it('says which scheme the platform takes when the order has changed', () => {
    const { notes } = migrate(
      readIntegration(integrationText({})),
      shop({ schemes: { a: basic, b: bearer } }),
      shop({ schemes: { b: bearer, a: basic } }),
    );
    assert.match(notes.join(), /now uses the security scheme "b" instead of "a"/);
  });
});
