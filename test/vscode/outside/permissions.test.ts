// What a user of a platform is offered, by what the user may do there: in the menus of the rows, in the form, in questions.
import assert from 'node:assert/strict';
import { readOnly, startPlatform, type Platform } from '../../help/platform/platform.mjs';
import { petsModel, petsService } from '../../help/pets.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { themes } from '../../help/workbench-actions.mjs';
import { eventually } from '../eventually.ts';
import { connectToPets } from './connect.ts';

const host = '[data-field="/properties/properties/server/host"] input';
const description = '[data-field="/description"] input';
const level = '[data-field="/loggerProps/log_level"] select';

const sync = 'Pull, Push and Compare';

describe('permissions in a window', () => {
  let workbench: Workbench;
  let platform: Platform;
  let all: Record<string, readonly string[]>;

  before(async () => {
    platform = await startPlatform();
    all = platform.users[0]!.methods;
    platform.addModel(petsModel({ title: 'Remote Pets', version: '1.0.0' }));
    platform.addIntegration(petsService('pets-dev', { model: 'Remote Pets:1.0.0' }));
    workbench = await openWorkbench();
    await connectToPets(workbench, platform);
  });
  after(async () => {
    await workbench.close();
    await platform.close();
  });

  /** The same window goes on with what the user may do from now on. */
  async function signInWith(methods: Record<string, readonly string[]>): Promise<void> {
    platform.users[0]!.methods = methods;
    const count = platform.requests.length;
    await workbench.tree.menu('Emulated', 'Sign In Again');
    // What a row says while the mouse rests on it covers the next ones.
    await workbench.page.mouse.move(0, 0);
    await eventually(() => assert.ok(platform.requests.slice(count).some(({ path }) => path === '/integrations')));
  }
  /** The rows are drawn anew a moment after the form is. */
  const untilOffered = (row: string, isRight: (items: readonly string[]) => boolean, submenu?: string): Promise<void> =>
    eventually(async () => {
      const isOpen = (await workbench.treeItem('Remote Pets').getAttribute('aria-expanded')) === 'true';
      if (!isOpen) await workbench.tree.click('Remote Pets');
      await workbench.tree.waitFor('pets-dev');
      const items = await workbench.tree.offers(row, submenu);
      assert.ok(isRight(items), `${row}: ${items.join(', ')}`);
    });

  const changes = {
    'pets-dev': ['Delete…', 'Set Log Level…'],
    'Remote Pets': ['New Integration…', 'Update Model…', 'Delete…', 'Set Log Level…'],
    Emulated: ['Import Model…', 'Restore Deleted Integration…', 'Repair Model Replacement…'],
  } as const;
  const stay = {
    'pets-dev': ['Open Form', 'Open Advanced View', 'Test Call…', 'Clone Integration…'],
    'Remote Pets': ['Open Model', 'Validate Model', 'Show Model Details'],
    Emulated: ['Sign In Again', 'Disconnect', 'Edit Connection…', 'Remove Connection…'],
  } as const;
  const everyRow = Object.keys(changes) as (keyof typeof changes)[];

  it('are all offered to whom nothing is denied, but renaming, which no platform can do', async () => {
    for (const row of everyRow) {
      const wanted = [...changes[row], ...stay[row]];
      await untilOffered(
        row,
        (items) => wanted.every((item) => items.includes(item)) && !items.includes('Rename Integration…'),
      );
    }
    await untilOffered('Emulated', (items) => items.includes('Push Integrations…'), sync);
  });

  it('are not offered to whom they are denied, in an open form too', async () => {
    await workbench.tree.click('pets-dev');
    await workbench.webview.waitFor(host);
    assert.equal(await workbench.webview.count('.notices .notice'), 0);
    await signInWith(readOnly);
    await workbench.webview.waitFor(
      '.notice >> text=Read-only: your user lacks the permission Integrations.updateIntegration on Emulated.',
    );
    await workbench.webview.waitFor('header .read-only');
    await workbench.webview.waitFor(`${host}:read-only`);
    await workbench.webview.click('role=button[name="More Actions"]');
    await workbench.webview.waitFor('role=menuitem[name="Copy Path"]');
    assert.equal(await workbench.webview.count('role=menuitem[name="Delete"]'), 0);
    await workbench.webview.press('role=menuitem[name="Copy Path"]', 'Escape');
    for (const row of everyRow)
      await untilOffered(
        row,
        (items) =>
          changes[row].every((item) => !items.includes(item)) && stay[row].every((item) => items.includes(item)),
      );
    await untilOffered(
      'Emulated',
      (items) => items.includes('Pull Integrations…') && !items.includes('Push Integrations…'),
      sync,
    );
  });

  it('say in a question what is not permitted, with the reason', async () => {
    await workbench.tree.menu('pets-dev', 'Clone Integration…');
    const items = await workbench.quickPick.items();
    assert.match(items.at(-1) ?? '', /The same platform[^]*lacks the permission Integrations\.createIntegration/);
    await workbench.screenshot('permissions-clone');
    await workbench.quickPick.choose('The same platform');
    await workbench.waitFor('.notification-toast >> text=lacks the permission Integrations.createIntegration');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('are refused with their reason where a key asks for them', async () => {
    await workbench.tree.click('pets-dev');
    await workbench.command('View: Show Integrations');
    for (const [key, reason] of [
      ['Delete', 'pets-dev: your user lacks the permission Integrations.deleteIntegration'],
      ['F2', 'pets-dev: the platform cannot rename an integration'],
    ] as const) {
      // The page of the form takes the focus when it is there.
      await eventually(async () => {
        await workbench.treeItem('pets-dev').focus();
        await workbench.keyboard.press(key);
        await workbench.page.locator(`.notification-toast >> text=${reason}`).first().waitFor({ timeout: 3000 });
      });
      await workbench.command('Notifications: Clear All Notifications');
    }
    assert.ok(platform.integrations.has('pets-dev'));
  });

  for (const kind of Object.keys(themes) as (keyof typeof themes)[])
    it(`can be read in the theme ${kind}`, async () => {
      await workbench.setTheme(kind);
      await workbench.tree.click('pets-dev');
      await workbench.webview.waitFor('.notice');
      await eventually(async () => assert.ok((await workbench.webview.contrast('.notice span')) >= 4.5));
      await workbench.screenshot(`permissions-${kind}`);
    });

  it('open the connection alone, where that alone may be saved', async () => {
    await signInWith({ ...readOnly, Integrations: [...readOnly.Integrations, 'updateIntegrationProperties'] });
    await workbench.webview.waitFor('.notice >> text=Only the connection configuration can be changed');
    await workbench.webview.waitFor('header .read-only', false);
    await workbench.webview.waitFor(`${host}:read-write`);
    await workbench.webview.waitFor(`${description}:read-only`);
    assert.equal(await workbench.webview.count('.notices .notice'), 1, 'the model is known');
    await workbench.screenshot('permissions-connection-alone');
    await workbench.webview.fill(host, 'new.example.com');
    await workbench.command('File: Save');
    await eventually(() => {
      const saved = platform.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path);
      assert.deepEqual(saved, ['/integrations/pets-dev/properties']);
    });
    await workbench.webview.click('role=tab[name=/Logging/]');
    await workbench.webview.waitFor(`${level}:disabled`);
    await workbench.screenshot('permissions-logging');
    await workbench.webview.click('role=tab[name=/Configuration/]');
  });

  it('come back with another sign-in', async () => {
    await signInWith(all);
    await workbench.webview.waitFor('.notice', false);
    await workbench.webview.waitFor(`${description}:read-write`);
    await workbench.webview.fill(description, 'Ours');
    await workbench.command('File: Save');
    await eventually(() =>
      assert.equal((platform.integrations.get('pets-dev') as { description?: string }).description, 'Ours'),
    );
    await untilOffered('pets-dev', (items) => changes['pets-dev'].every((item) => items.includes(item)));
  });
});
