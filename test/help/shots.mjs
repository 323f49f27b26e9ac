// Makes the README's picture: the tree, the form and the Problems panel after a failed call (`node test/help/shots.mjs`).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from './build-tests.mjs';
import { bundles, root } from './paths.mjs';
import { exitOnStop } from './processes.mjs';

exitOnStop();
await bundle({ entryPoints: ['test/help/workbench.ts'] }, 'workbench');
const { openWorkbench } = createRequire(import.meta.url)(join(bundles, 'workbench.js'));

const settings = { 'workbench.colorTheme': 'Default Dark Modern' };
const workbench = await openWorkbench({ settings });
try {
  const { page, tree, webview, quickPick } = workbench;
  await workbench.openView();
  for (const name of ['sample-healthy', 'sample-wrong-password', 'sample-wrong-host']) {
    await tree.button(name, 'Test Call…');
    await quickPick.choose('whoAmI');
    await tree.waitFor(`${name}, integration, last test`);
  }
  await workbench.command('Notifications: Clear All Notifications');
  await tree.click('sample-wrong-host');
  await webview.waitFor('h1 >> text=sample-wrong-host');
  await workbench.command('Problems: Focus on Problems View');
  await workbench.waitFor('.markers-panel >> text=sample-service.invalid');
  await webview.click('[data-field="/properties/properties/server/host"] input');
  // The panel leaves the form more room than VS Code gives it.
  const { x, y, width } = await page.locator('.part.panel').boundingBox();
  await page.mouse.move(x + width / 2, y - 3);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 90, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(640, 795);
  await page.screenshot({ path: join(root, 'media/screenshot.png') });
} finally {
  await workbench.close();
}
