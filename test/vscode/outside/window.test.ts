// The window that outside tests drive: commands, trees and editors answer, and themes change.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { themes } from '../../help/workbench-actions.mjs';

describe('window for outside tests', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it('shows the sample workspace and opens a file as text', async () => {
    await workbench.openView('Explorer');
    await workbench.tree.click('OpenAPIs');
    await workbench.tree.click('petstore_simple_1.0.0.json');
    assert.match(await workbench.editor.text(), /"swagger": "2.0"/);
    assert.equal(await workbench.editor.title(), 'petstore_simple_1.0.0.json');
  });

  it('runs a command by its title', async () => {
    await workbench.command('View: Close All Editors');
    await workbench.waitFor('.editor-group-container .tab', false);
  });

  for (const kind of Object.keys(themes) as (keyof typeof themes)[]) {
    it(`changes the theme to ${kind}`, async () => {
      await workbench.setTheme(kind);
      assert.ok(existsSync(await workbench.screenshot(`window-${kind}`)));
    });
  }
});
