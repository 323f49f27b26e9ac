// Pictures for people to look at (`npm run shots`; `npm run shots -- page` makes the form's alone, `window` those of VS Code,
// `readme` those in media/): they land in .vscode-test/shots, in one folder for each theme.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from './build-tests.mjs';
import { bundles, root, shots } from './paths.mjs';
import { exitOnStop } from './processes.mjs';
import { themes } from './workbench-actions.mjs';

exitOnStop();
const load = async (name) => {
  await bundle({ entryPoints: [`test/help/${name}.ts`] }, name);
  return createRequire(import.meta.url)(join(bundles, `${name}.js`));
};

const parts = { page: takePage, window: takeWindow, readme: takeReadme };
const wanted = process.argv.slice(2);
for (const [name, take] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await take();

async function takePage() {
  const { takePageShots } = await load('pageShots');
  console.log(`${await takePageShots(shots)} pictures of the form in ${shots}`);
}

/** Each tab, the Advanced View and the Problems panel in VS Code, in four themes. */
async function takeWindow() {
  const { openWorkbench } = await load('workbench');
  const workbench = await openWorkbench();
  const { page, tree, webview } = workbench;
  try {
    await workbench.openView();
    await callSome(workbench, ['sample-healthy', 'sample-wrong-password', 'sample-wrong-host']);
    for (const theme of Object.keys(themes)) {
      const into = join(shots, theme);
      mkdirSync(into, { recursive: true });
      const take = (name) => page.screenshot({ path: join(into, `window-${name}.png`) });
      await workbench.setTheme(theme);
      await workbench.command('View: Close All Editors');
      await tree.click('sample-wrong-host');
      await webview.waitFor('h1 >> text=sample-wrong-host');
      await take('form');
      await webview.click('role=tab[name=/Logging/]');
      await take('logging');
      await tree.button('sample-wrong-host', 'Open Advanced View');
      await workbench.waitFor('.view-line');
      await workbench.command('Problems: Focus on Problems View');
      await workbench.waitFor('.markers-panel >> text=sample-service.invalid');
      await take('advanced-view');
      await workbench.command('View: Hide Panel');
      await workbench.command('Integrations: Where Are My Secrets?');
      await workbench.waitFor('.tab.active >> text=secrets');
      await take('secrets');
    }
    console.log(`${Object.keys(themes).length * 4} pictures of VS Code in ${shots}`);
  } finally {
    await workbench.close();
  }
}

async function callSome({ command, tree, quickPick }, names) {
  for (const name of names) {
    await tree.button(name, 'Test Call…');
    await quickPick.choose('whoAmI');
    await tree.waitFor(`${name}, integration, last test`);
  }
  await command('Notifications: Clear All Notifications');
}

/** One picture of both faces: the form and the Problems panel after a failed call, and the Advanced View while it completes. */
async function takeReadme() {
  const { openWorkbench } = await load('workbench');
  const workbench = await openWorkbench({ settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
  const { page, tree, webview } = workbench;
  try {
    await workbench.openView();
    await callSome(workbench, ['sample-healthy', 'sample-wrong-password', 'sample-wrong-host']);
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
    const form = await page.screenshot();
    await completeScheme(workbench);
    await stack(page.context(), [form, await page.screenshot()], join(root, 'media/screenshot.png'));
  } finally {
    await workbench.close();
  }
}

/** The credentials of a scheme are offered as a whole. */
async function completeScheme({ page, tree, command, click, waitFor, keyboard }) {
  await tree.button('sample-wrong-password', 'Open Advanced View');
  await command('View: Hide Panel');
  await click('.view-line:has-text(\'"basicAuth"\')');
  await keyboard.press('Home');
  for (let lines = 0; lines < 4; lines++) await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Delete');
  await keyboard.press('Control+Space');
  await waitFor('.suggest-widget >> text=basicAuth');
  await page.mouse.move(640, 795);
}

/** Pictures below each other as one. */
async function stack(context, pictures, path) {
  const page = await context.newPage();
  const images = pictures.map((each) => `<img src="data:image/png;base64,${each.toString('base64')}">`);
  await page.setContent(`<body style="margin: 0; display: grid; gap: 24px">${images.join('')}</body>`);
  await page.screenshot({ path, fullPage: true, omitBackground: true });
}
