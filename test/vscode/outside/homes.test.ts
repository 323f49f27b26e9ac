// A workspace with several folders: each is a home of its own in the tree, and models serve them all.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

describe('workspace with two folders', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ prepare: addSecondFolder, opens: 'both.code-workspace' });
    await workbench.openView();
    await workbench.tree.waitFor('Staging');
  });
  after(() => workbench.close());

  it('shows both, each with its integrations under their models', async () => {
    await eventually(async () => {
      const names = await workbench.tree.names();
      const [development, staging] = [names.indexOf('Development'), names.indexOf('Staging')];
      assert.equal(development, 0);
      assert.ok(staging > names.indexOf('sample-healthy, integration'), names.join('\n'));
      const rows = [
        'Sample Service Bearer, 1.0.0 · 5 operations',
        'bearer-staging, integration, secret missing',
        'Operations, 5',
      ];
      assert.deepEqual(names.slice(staging + 1, staging + 4), rows);
    });
  });

  it('finds with Refresh what nobody told it', async () => {
    const { workspace, tree, treeItem, click } = workbench;
    const staging = (name: string): string => join(workspace, `staging/${name}.integration.json`);
    const text = readFileSync(staging('bearer-staging'), 'utf8');
    writeFileSync(staging('unwatched/quiet'), text.replaceAll('"bearer-staging"', '"quiet"'));
    writeFileSync(staging('loud'), text.replaceAll('"bearer-staging"', '"loud"'));
    await tree.waitFor('loud, integration');
    assert.equal(await treeItem('quiet, integration').count(), 0);
    await click('.sidebar .title >> role=button[name="Refresh"]');
    await tree.waitFor('quiet, integration');
  });

  it('asks in which folder a new integration goes', async () => {
    await workbench.command('Integrations: New Integration…');
    await workbench.quickPick.choose('Swagger Petstore');
    await workbench.quickPick.choose('Staging');
    await workbench.waitFor('.quick-input-message >> text=Name of the new integration');
    await workbench.quickPick.type('pets-staging');
    await workbench.quickPick.accept();
    await workbench.waitFor('.quick-input-message >> text=File of the new integration');
    await workbench.quickPick.accept();
    await workbench.webview.waitFor('h1 >> text=pets-staging');
    const file = join(workbench.workspace, 'staging/pets-staging.integration.json');
    assert.match(readFileSync(file, 'utf8'), /"model": "@itential\/adapter_Swagger Petstore:1\.0\.0"/);
  });
});

function addSecondFolder(workspace: string): void {
  const folders = [
    { name: 'Development', path: 'development' },
    { name: 'Staging', path: 'staging' },
  ];
  const settings = { 'files.watcherExclude': { '**/unwatched/**': true } };
  for (const name of ['integrations', 'models', 'OpenAPIs'])
    cpSync(join(workspace, name), join(workspace, 'development', name), { recursive: true });
  mkdirSync(join(workspace, 'staging/unwatched'), { recursive: true });
  const bearer = readFileSync(join(workspace, 'integrations/sample-bearer.integration.json'), 'utf8');
  const staging = bearer.replaceAll('"sample-bearer"', '"bearer-staging"');
  writeFileSync(join(workspace, 'staging/bearer-staging.integration.json'), staging);
  writeFileSync(join(workspace, 'both.code-workspace'), JSON.stringify({ folders, settings }));
}
