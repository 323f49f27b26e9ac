// Restricted Mode: everything can be looked at and edited, nothing is sent and no secret is read.
import assert from 'node:assert/strict';
import { eventually } from '../eventually.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';

describe('Restricted Mode', () => {
  let workbench: Workbench;
  before(async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    workbench = await openWorkbench({ trust: true, settings });
    await workbench.waitFor('.statusbar >> text=Restricted Mode');
    await workbench.openView();
    await workbench.tree.click('sample-healthy');
  });
  after(() => workbench.close());

  it('shows the tree and the form', async () => {
    await workbench.tree.waitFor('sample-wrong-host');
    await workbench.webview.waitFor('[data-field="/properties/properties/server/host"] input');
  });

  it('offers no test call, neither in the form nor in the palette nor in the tree', async () => {
    await workbench.webview.waitFor('vscode-button[disabled] >> text=Test Call');
    await workbench.page.keyboard.press('F1');
    // Only what fits into the list is there to be read.
    const found = async (title: string): Promise<string> => {
      await workbench.quickPick.type(`>Integrations: ${title}`);
      return (await workbench.quickPick.items()).join('\n');
    };
    await eventually(async () => assert.match(await found('Open Form'), /Open Form/));
    for (const title of ['Test Call', 'Test All', 'Send Call', 'Preview Call', 'Copy Call as cURL'])
      assert.ok(!(await found(title)).includes(title), title);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.getByRole('treeitem', { name: 'sample-healthy' }).hover();
    const play = workbench.page.getByRole('treeitem', { name: 'sample-healthy' }).locator('.codicon-play');
    assert.equal(await play.locator('xpath=self::*[not(contains(@class,"disabled"))]').count(), 0);
  });

  it('refuses a test call that the page of the form asks for', async () => {
    await workbench.webview.post({ type: 'command', id: 1, command: 'testCall' });
    await workbench.waitFor('.notification-toast >> text=Test calls are off in Restricted Mode');
    assert.deepEqual(workbench.service.requests, []);
  });

  it('does not read the values of secrets', async () => {
    await workbench.webview.waitFor('[data-field$="/password"] [data-state="missing"]');
  });
});
