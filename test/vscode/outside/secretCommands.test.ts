// Commands for secrets that ask before they do something: moving all of them, deleting them with their integration, forgetting.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

describe('secrets that stand in files', () => {
  let workbench: Workbench;
  let path: (name: string) => string;
  const names = ['plain-1', 'plain-2'];
  before(async () => {
    workbench = await openWorkbench();
    path = (name) => join(workbench.workspace, `integrations/${name}.integration.json`);
    const healthy = readFileSync(path('sample-healthy'), 'utf8').replace('${env:SAMPLE_USER_PASSWORD}', 'plain-canary');
    for (const name of names) writeFileSync(path(name), healthy.replaceAll('"sample-healthy"', `"${name}"`));
    await workbench.openView();
    await workbench.tree.waitFor('plain-2, integration, 1 problem');
  });
  after(() => workbench.close());

  const whole = (name: string): string => readFileSync(path(name), 'utf8');

  it('are moved out of all of them at once', async () => {
    await workbench.command('Integrations: Move All Secrets of the Workspace to Secret Store…');
    assert.match(await workbench.dialog.text(), /Move 2 secrets of 2 integrations/);
    await workbench.dialog.press('Move');
    for (const name of names)
      await eventually(() => assert.ok(whole(name).includes(`\${secret:${name}/basicAuth/password}`)));
    await eventually(async () => assert.ok((await workbench.tree.names()).includes('plain-2, integration')));
  });

  it('go with their integration, and come back with it', async () => {
    const text = whole('plain-1');
    await eventually(async () => {
      await workbench.tree.menu('plain-1', 'Delete…');
      await workbench.page.locator('.monaco-dialog-box').waitFor({ timeout: 3000 });
    });
    assert.match(await workbench.dialog.text(), /Nothing else uses these of its secrets: plain-1\/basicAuth\/password/);
    await workbench.dialog.press('Delete with Its Secrets');
    await eventually(() => assert.ok(!existsSync(path('plain-1'))));
    await workbench.toast.press('Undo');
    await eventually(() => assert.equal(whole('plain-1'), text));
    await workbench.tree.waitFor('plain-1, integration');
    await eventually(async () =>
      assert.ok(!(await workbench.tree.names()).some((row) => /plain-1.*missing/.test(row))),
    );
  });

  it('get the new name of their integration, and the old ones go when told', async () => {
    await workbench.tree.menu('plain-1', 'Rename Integration…');
    await workbench.quickPick.type('named');
    await workbench.quickPick.accept();
    await workbench.quickPick.choose('Rename Its Secrets Too');
    await eventually(() => assert.ok(whole('named').includes('${secret:named/basicAuth/password}')));
    await workbench.toast.press('Forget the Old Names');
    await workbench.command('Integrations: Where Are My Secrets?');
    await eventually(async () => {
      const text = await workbench.editor.text();
      assert.match(text, /secret:named\/basicAuth\/password.*set, for this folder/);
      assert.doesNotMatch(text, /plain-1/);
    });
  });

  it('are forgotten, and then are missing', async () => {
    await workbench.command('Integrations: Forget Secret…');
    await workbench.quickPick.choose('plain-2/basicAuth/password');
    await workbench.quickPick.accept();
    assert.match(await workbench.dialog.text(), /Forget the secret "plain-2\/basicAuth\/password"\?/);
    await workbench.dialog.press('Forget');
    await workbench.tree.waitFor('plain-2, integration, secret missing');
  });

  it('are offered to the folder when it has moved', async () => {
    const { page, tree, toast } = workbench;
    const moved = `${workbench.workspace}-moved`;
    renameSync(workbench.workspace, moved);
    await page.goto(`${new URL(page.url()).origin}/?folder=${encodeURIComponent(moved)}`);
    await workbench.openView();
    await tree.waitFor('named, integration, secret missing');
    await tree.click('named');
    await toast.press('Use the Secrets of the Former Folder');
    await eventually(async () => assert.ok((await tree.names()).includes('named, integration')));
  });
});
