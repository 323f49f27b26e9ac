// What a person sees, in every kind of theme: pictures for looking at, and that nothing on them is invisible.
import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { themes } from '../../help/workbench-actions.mjs';
import { eventually } from '../eventually.ts';

type Kind = keyof typeof themes;

describe('in the theme', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
    await workbench.openView();
    await workbench.tree.waitFor('sample-healthy');
  });
  after(() => workbench.close());

  for (const kind of Object.keys(themes) as Kind[])
    describe(kind, () => {
      before(() => workbench.setTheme(kind));
      beforeEach(async () => {
        await workbench.command('View: Close All Editors');
        await workbench.command('Notifications: Clear All Notifications');
      });

      it('the form can be read', async () => {
        await workbench.tree.click('sample-healthy');
        const host = '[data-field="/properties/properties/server/host"]';
        await workbench.webview.waitFor(`${host} input`);
        await eventually(async () => {
          for (const part of ['label', '.description', 'input'])
            assert.ok((await workbench.webview.contrast(`${host} ${part}`)) >= 4.5, part);
        });
        await workbench.screenshot(`form-${kind}`);
      });

      it('the Logging tab can be opened', async () => {
        await workbench.tree.click('sample-healthy');
        await workbench.webview.click('role=tab[name=/Logging/]');
        await workbench.webview.waitFor('[data-field="/loggerProps/log_level"] select');
        await workbench.screenshot(`logging-${kind}`);
      });

      it('the Advanced View completes', async () => {
        await workbench.tree.button('sample-healthy', 'Open Advanced View');
        await workbench.click('.view-line >> text=/^"console_level"$/');
        await workbench.page.keyboard.press('End');
        for (let left = 'info",'.length; left > 0; left--) await workbench.page.keyboard.press('ArrowLeft');
        await workbench.page.keyboard.press('Control+Space');
        assert.deepEqual((await workbench.editor.suggestions()).includes('"debug"'), true);
        await workbench.screenshot(`completion-${kind}`);
        await workbench.page.keyboard.press('Escape');
      });

      it('the Problems panel explains a failed call', async () => {
        await workbench.tree.click('sample-wrong-host');
        await workbench.webview.click('text=Test Call');
        await workbench.quickPick.choose('whoAmI');
        await workbench.waitFor('.notification-toast >> text=sample-wrong-host · whoAmI');
        await workbench.command('Problems: Focus on Problems View');
        await workbench.waitFor('.markers-panel >> text=sample-service.invalid');
        await workbench.webview.waitFor('[data-field="/properties/properties/server/host"] .problem');
        await workbench.screenshot(`problems-${kind}`);
        await workbench.click('.part.panel >> role=button[name=/Hide Panel/]');
        await workbench.waitFor('.part.panel', false);
      });
    });
});
