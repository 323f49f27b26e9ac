import assert from 'node:assert/strict';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import { compareModels, migrate } from '../../src/core/modelChanges.ts';
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
  it('says what happens', () => assert.match(migration({}).notes.join(), /"basicAuth" is gone/));
});
