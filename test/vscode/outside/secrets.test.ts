// Secrets leave no trace: not in the workspace, not in VS Code's own folders, not on the screen.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { credentials } from '../../help/sample-answers.mjs';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

const typed = 'canary-typed-into-the-form';

/** Every way in which a password may be written. */
const traces = [typed, credentials.password, `not-${credentials.password}`].flatMap((password) => [
  password,
  Buffer.from(`${credentials.username}:${password}`).toString('base64'),
  Buffer.from(password).toString('base64').replace(/=+$/, ''),
]);

describe('secrets', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
    await workbench.openView();
  });
  after(() => workbench.close());

  const call = async (name: string, outcome: string): Promise<void> => {
    await workbench.tree.click(name);
    await workbench.webview.waitFor(`h1 >> text=${name}`);
    await workbench.webview.click('text=Test Call');
    await workbench.quickPick.choose('whoAmI');
    await workbench.waitFor(
      `[role="treeitem"][aria-label*="${name}, integration, last test"][aria-label*="${outcome}"]`,
    );
  };

  it('reach the service and nothing else', async () => {
    await workbench.tree.click('sample-wrong-base-path');
    await workbench.webview.fill('[data-field$="/basicAuth/password"] input', typed);
    await workbench.page.keyboard.press('Tab');
    await workbench.webview.waitFor('[data-field$="/basicAuth/password"] >> text=/secret:sample-wrong-base/');
    await workbench.page.keyboard.press('Control+s');
    await call('sample-wrong-base-path', '404');
    await call('sample-healthy', '200');
    await call('sample-wrong-password', '401');
    const sent = workbench.service.requests.map(({ headers }) => headers.authorization);
    const expected = [typed, credentials.password, `not-${credentials.password}`];
    assert.deepEqual(
      sent,
      expected.map((password) => `Basic ${Buffer.from(`${credentials.username}:${password}`).toString('base64')}`),
    );
    await workbench.command('Integrations: Show Log');
    await workbench.waitFor('.part.panel .view-line');
    await workbench.command('Integrations: Show Last Response');

    const folder = dirname(workbench.workspace);
    const logs = await eventually(() => {
      const all = filesBelow(folder);
      const log = all.find((file) => file.endsWith('Integrations.log'));
      assert.match(log ? readFileSync(log, 'utf8') : '', /sample-wrong-password · whoAmI: 401/);
      return all;
    });
    const leaks = logs
      .filter((file) => !file.endsWith('.env'))
      .flatMap((file) => tracesIn(file).map((trace) => `${trace} in ${file}`));
    assert.deepEqual(leaks, []);
    assert.ok(tracesIn(join(workbench.workspace, '.env')).length > 0, 'the search finds what is there');
  });

  it('are not shown', async () => {
    const shown = [await workbench.page.locator('body').innerText(), await workbench.webview.text('body')].join('\n');
    assert.match(shown, /401/);
    assert.deepEqual(
      traces.filter((trace) => shown.includes(trace)),
      [],
    );
  });
});

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function tracesIn(file: string): string[] {
  const text = readFileSync(file, 'latin1');
  return traces.filter((trace) => text.includes(trace));
}
