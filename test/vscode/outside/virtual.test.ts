// A workspace whose files lie in the file system of another extension: everything goes through VS Code.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../help/paths.mjs';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

const provider = join(root, 'test/help/virtual-folder');

describe('a virtual workspace', () => {
  let workbench: Workbench;
  before(async () => {
    const prepare = (workspace: string): void => {
      const folders = [{ uri: `virtual:${workspace}`, name: 'virtual' }];
      writeFileSync(join(workspace, 'virtual.code-workspace'), JSON.stringify({ folders }));
    };
    workbench = await openWorkbench({ extensions: [root, provider], opens: 'virtual.code-workspace', prepare });
    await workbench.openView();
  });
  after(() => workbench.close());

  it('shows its models and integrations', async () => {
    await workbench.tree.waitFor('Swagger Petstore, 1.0.0');
    await workbench.tree.waitFor('sample-healthy');
  });

  it('has forms whose changes are saved', async () => {
    const field = '[data-field="/properties/properties/server/base_path"] input';
    await workbench.tree.click('sample-healthy');
    await workbench.webview.fill(field, '/changed');
    await workbench.webview.press(field, 'Control+S');
    const file = join(workbench.workspace, 'integrations/sample-healthy.integration.json');
    await eventually(() => assert.match(readFileSync(file, 'utf8'), /"base_path": "\/changed"/));
  });

  it('has integrations that are tested, with values of its .env file', async () => {
    await workbench.tree.button('sample-bearer', 'Test Call…');
    await workbench.quickPick.choose('whoAmI');
    await workbench.tree.waitFor('sample-bearer, integration, last test');
    assert.equal(workbench.service.requests.length, 1);
  });
});
