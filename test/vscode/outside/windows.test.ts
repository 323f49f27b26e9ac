// Two windows of one user on one folder: what one stores the other sees, and neither overwrites what the other saved.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { untilStarted, workbenchActions } from '../../help/workbench-actions.mjs';
import { eventually } from '../eventually.ts';

describe('two windows on one folder', function () {
  // Other tests start one window in their time; here two are started, and one of them once more.
  this.timeout(270_000);
  let first: Workbench;
  let second: ReturnType<typeof workbenchActions>;
  let other: Page;
  before(async () => {
    first = await openWorkbench();
    other = await first.page.context().newPage();
    await other.goto(first.page.url());
    await untilStarted(other);
    second = workbenchActions(other);
    for (const window of [first, second]) {
      await window.openView();
      await window.tree.click('sample-bearer');
      await window.webview.waitFor('h1 >> text=sample-bearer');
    }
  });
  after(() => first.close());

  const token = '[data-field$="/authentication/bearerAuth"]';
  const host = '[data-field$="/server/host"] input';
  const onDisk = (): string =>
    readFileSync(join(first.workspace, 'integrations/sample-bearer.integration.json'), 'utf8');

  it('know the secret that one of them stores', async () => {
    await first.webview.fill(`${token} input`, 'canary');
    await first.webview.press(`${token} input`, 'Tab');
    const stored = `${token} >> text=/^Stored in your secret store: .*secret:sample-bearer/`;
    await first.webview.waitFor(stored);
    await first.keyboard.press('Control+s');
    await eventually(() => assert.match(onDisk(), /\$\{secret:sample-bearer\/bearerAuth\}/));
    // Its file is seen at once. VS Code in a browser reads stored secrets when a window opens; on the desktop it tells all.
    await second.webview.waitFor(`${token} >> text=/secret:sample-bearer/`);
    await other.reload();
    await second.openView();
    await second.tree.click('sample-bearer');
    await second.webview.waitFor(stored);
  });

  it('both change one integration: the second is asked, and what the first saved stays', async () => {
    await second.webview.fill(host, 'second.example.com');
    await second.waitFor('.editor-group-container .tab.active.dirty');
    await first.webview.fill(host, 'first.example.com');
    await first.keyboard.press('Control+s');
    await eventually(() => assert.match(onDisk(), /first\.example\.com/));
    assert.equal(await second.webview.value(host), 'second.example.com');
    await second.webview.click(host);
    await second.keyboard.press('Control+s');
    await second.waitFor('.notification-toast >> text=/Failed to save .*sample-bearer/');
    assert.match(onDisk(), /first\.example\.com/);
  });
});
