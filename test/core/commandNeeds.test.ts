import assert from 'node:assert/strict';
import { integrationEntry, type Entry, type Home } from '../../src/core/catalog.ts';
import { integrationNode, type Node } from '../../src/core/nodes.ts';
import { accessOf, mayChange, mayEdit } from '../../src/core/platform/access.ts';
import type { LevelCall } from '../../src/core/platform/commandNeeds.ts';
import { allPermissions, type Permission, type Permissions } from '../../src/core/permissions.ts';
import { refusedRow } from '../../src/core/platform/refusedRow.ts';
import { readIntegration } from '../../src/core/integration.ts';
import { integrationText } from '../help/documents.ts';

const reading: readonly Permission[] = [
  'Integrations.getIntegrations',
  'Integrations.getIntegration',
  'IntegrationModels.getIntegrationModels',
  'IntegrationModels.exportIntegrationModel',
];
const without = (...gone: readonly Permission[]) => allPermissions.filter((each) => !gone.includes(each));

function home(id: string, permissions: readonly Permission[] | undefined, state: 'open' | 'closed' = 'open'): Home {
  const text = integrationText({}, { name: 'pets', model: '@itential/adapter_Pets:1' });
  const entry = integrationEntry(`${id}/pets`, 'pets', text);
  const entries = new Map<string, Entry>([[entry.uri, entry]]);
  return { id, label: id, entries, remote: { state, message: '', permissions: permissions && new Set(permissions) } };
}
const folder: Home = { id: 'file:///work', label: 'work', entries: new Map() };

const rows = (own: Home): Readonly<Record<'platform' | 'model' | 'unused' | 'integration', Node>> => {
  const entry = [...own.entries.values()][0]!;
  const model = (modelId: string): Node => {
    const uri = `${own.id}/models/${modelId}`;
    const listed = { kind: 'model', uri, file: modelId, listed: modelId } as const;
    return { kind: 'listedModel', id: `${own.id}\nmodel ${modelId}`, home: own, entry: listed, modelId };
  };
  if (entry.kind !== 'integration') assert.fail();
  return {
    platform: { kind: 'home', id: own.id, home: own },
    model: model('Pets:1'),
    unused: model('Toys:1'),
    integration: integrationNode(own, entry),
  };
};
/** What is refused on a row of the first of the homes. */
function refused(
  row: keyof ReturnType<typeof rows>,
  homes: readonly [Home, ...Home[]],
  levelCall: LevelCall = 'integration',
): readonly string[] {
  return refusedRow(rows(homes[0])[row], { homes, levelCall });
}

describe('what is refused on a row of a platform', () => {
  it('is nothing where nobody knows, but what no platform can do', () => {
    for (const unknown of [home('integration://dev', undefined), home('integration://dev', undefined, 'closed')]) {
      assert.deepEqual(refused('integration', [unknown]), ['renameIntegration']);
      for (const row of ['platform', 'model', 'unused'] as const) assert.deepEqual(refused(row, [unknown]), []);
    }
  });
  it('is nothing to a user with all permissions either', () => {
    const all = home('integration://dev', allPermissions);
    for (const call of ['integration', 'adapter'] as const)
      assert.deepEqual(refused('integration', [all], call), ['renameIntegration']);
    for (const row of ['platform', 'model', 'unused'] as const) assert.deepEqual(refused(row, [all]), []);
  });
  it('is every change to a user who may only look', () => {
    const own = home('integration://dev', reading);
    assert.deepEqual(refused('integration', [own]), [
      'addSyslog',
      'cloneIntegration',
      'deleteIntegration',
      'moveSecret',
      'renameIntegration',
      'setLogLevel',
    ]);
    assert.deepEqual(refused('model', [own]), ['deleteIntegration', 'newIntegration', 'setLogLevel', 'updateModel']);
    assert.deepEqual(refused('platform', [own]), [
      'importModel',
      'pushIntegrations',
      'repairReplacement',
      'restoreDeleted',
    ]);
  });
  it('is what has to be read, where not even that is allowed', () => {
    const own = home('integration://dev', without('Integrations.getIntegration'));
    const names = refused('integration', [own]);
    for (const name of ['openForm', 'testCall', 'cloneIntegration', 'pullIntegrations', 'setSecret'])
      assert.ok(names.includes(name), name);
    for (const name of ['showResponse', 'deleteIntegration', 'undoSync']) assert.ok(!names.includes(name), name);
  });
  it('is nothing on the rows of folders, and on those of operations', () => {
    const entry = integrationEntry('file:///folder/a', 'a', integrationText({}, { name: 'a' }));
    const node = integrationNode(folder, entry);
    assert.deepEqual(refusedRow(node, { homes: [folder, home('integration://dev', [])], levelCall: 'adapter' }), []);
    const tag = { kind: 'tag', id: 'integration://dev\nmodel\ntag', model: undefined as never, tag: '' } as const;
    assert.deepEqual(refusedRow(tag, { homes: [home('integration://dev', [])], levelCall: 'integration' }), []);
  });
  it('is cloning only where no home would take the clone', () => {
    const own = home('integration://dev', reading);
    const isRefused = (...others: readonly Home[]): boolean =>
      refused('integration', [own, ...others]).includes('cloneIntegration');
    assert.ok(isRefused());
    assert.ok(isRefused(home('integration://other', reading)));
    assert.ok(!isRefused(home('integration://other', reading), folder));
    assert.ok(!isRefused(home('integration://other', undefined, 'closed')));
  });
  it('is pushing only where no platform would take anything', () => {
    const [own, full] = [home('integration://dev', reading), home('integration://full', allPermissions)];
    const isRefused = (row: 'platform' | 'integration', ...homes: readonly [Home, ...Home[]]): boolean =>
      refused(row, homes).includes('pushIntegrations');
    assert.ok(isRefused('platform', own, folder));
    assert.ok(!isRefused('platform', own, full), 'it may be meant as where it comes from');
    // An integration of a platform is pushed to the others.
    assert.ok(!isRefused('integration', own, full));
    assert.ok(isRefused('integration', full, own));
    assert.ok(!isRefused('integration', home('integration://dev', ['Integrations.getIntegration']), full, own));
  });
  it('is replacing a model only for the integrations that it has', () => {
    const own = home('integration://dev', without('Integrations.deleteIntegration'));
    assert.deepEqual(refused('model', [own]), ['updateModel']);
    assert.deepEqual(refused('unused', [own]), []);
  });
  it('is a log level by the call that is chosen for it', () => {
    const saving = home('integration://dev', without('Adapters.updateAdapterLogging'));
    const adapters = home('integration://dev', without('Integrations.updateIntegration'));
    const isRefused = (own: Home, call: LevelCall): boolean =>
      refused('integration', [own], call).includes('setLogLevel');
    assert.deepEqual([isRefused(saving, 'integration'), isRefused(saving, 'adapter')], [false, true]);
    assert.deepEqual([isRefused(adapters, 'integration'), isRefused(adapters, 'adapter')], [true, false]);
  });
});

describe('what of a document may be changed', () => {
  const integration = readIntegration(integrationText());
  const host = [...integration.connection, 'server', 'host'];
  const description = [...integration.service, 'description'];
  const level = [...integration.service, 'loggerProps', 'log_level'];
  const access = (permissions: Permissions | undefined, call: LevelCall = 'integration'): readonly boolean[] =>
    [host, description, level].map((path) => mayChange(accessOf(permissions, call), integration, path));

  it('is all where nobody knows, and with the permission for it', () => {
    assert.deepEqual(access(undefined), [true, true, true]);
    assert.deepEqual(access(new Set(['Integrations.updateIntegration'])), [true, true, true]);
  });
  it('is nothing to somebody who may only look', () =>
    assert.deepEqual(access(new Set(reading)), [false, false, false]));
  it('is the connection configuration, with the permission for that alone', () => {
    const alone: Permissions = new Set(['Integrations.updateIntegrationProperties']);
    assert.deepEqual(access(alone), [true, false, false]);
    assert.ok(!mayEdit(accessOf(alone, 'integration'), integration, integration.connection.slice(0, -1)));
  });
  it('is a level, with the permission for the call that sets it', () => {
    assert.deepEqual(access(new Set(['Adapters.updateAdapterLogging']), 'adapter'), [false, false, true]);
    assert.deepEqual(access(new Set(['Integrations.updateIntegration']), 'adapter'), [true, true, false]);
    // In the text, a level is saved like everything else.
    const levels = accessOf(new Set<Permission>(['Adapters.updateAdapterLogging']), 'adapter');
    assert.ok(!mayEdit(levels, integration, level));
  });
});
