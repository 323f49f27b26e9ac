// The walkthrough of the first day: it opens, its buttons run, what is done ticks its step off, and where something is
// missing, the way to it is offered.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startPlatform } from '../../help/platform/platform.mjs';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { connect } from './connect.ts';

const step = ({ page }: Workbench, id: string): Locator => page.locator(`[data-step-id$="#${id}"]`);

async function openWalkthrough(workbench: Workbench): Promise<void> {
  await workbench.openView();
  await workbench.command('Integrations: Get Started');
  await step(workbench, 'platform').waitFor();
}

async function press(workbench: Workbench, id: string, button: string): Promise<void> {
  await step(workbench, id).locator('.step-title').click();
  await step(workbench, id).getByRole('button', { name: button, exact: true }).click();
}

const untilDone = ({ page }: Workbench, id: string): Promise<void> =>
  page.locator(`[data-done-step-id$="#${id}"][aria-checked="true"]`).waitFor();

const countDone = ({ page }: Workbench): Promise<number> =>
  page.locator('[data-done-step-id][aria-checked="true"]').count();

describe('the walkthrough', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
    await openWalkthrough(workbench);
  });
  after(() => workbench.close());

  it('knows what the folder has already', async () => {
    await untilDone(workbench, 'model');
    await untilDone(workbench, 'integration');
  });

  it('opens the view', async () => {
    await press(workbench, 'view', 'Open Integrations View');
    await untilDone(workbench, 'view');
  });

  it('leads to the form, where a secret is typed', async () => {
    await press(workbench, 'secret', 'Open Form');
    await workbench.quickPick.choose('sample-wrong-base-path');
    await workbench.webview.fill('[data-field$="/basicAuth/password"] input', 'typed');
    await workbench.keyboard.press('Tab');
    await workbench.webview.waitFor('[data-field$="/basicAuth/password"] [data-state="stored"]');
    await openWalkthrough(workbench);
    await untilDone(workbench, 'secret');
  });

  it('tests a call', async () => {
    await press(workbench, 'call', 'Test Call');
    await workbench.quickPick.choose('sample-wrong-host');
    await workbench.quickPick.choose('whoAmI');
    await untilDone(workbench, 'call');
  });

  it('shows the failure', async () => {
    await press(workbench, 'failure', 'Show Problems');
    await workbench.waitFor('.markers-panel >> text=sample-service.invalid');
    await untilDone(workbench, 'failure');
  });

  it('is done when a platform is connected', async () => {
    const platform = await startPlatform();
    try {
      await connect(workbench, platform, 'Emulated');
      await untilDone(workbench, 'platform');
      assert.equal(await countDone(workbench), 7);
    } finally {
      await platform.close();
    }
  });
});

describe('the walkthrough where no folder is open', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ opens: null });
    await workbench.openView();
  });
  after(() => workbench.close());

  it('is linked in the view', async () => {
    await workbench.click('.welcome-view-content >> text=Get Started');
    await step(workbench, 'platform').waitFor();
    assert.equal(await countDone(workbench), 0);
  });

  for (const [id, button] of [
    ['model', 'Import Model'],
    ['integration', 'New Integration'],
    ['call', 'Test Call'],
  ] as const)
    it(`offers to open one in place of ${button}`, async () => {
      await press(workbench, id, button);
      await workbench.toast.press('Open Folder');
      await workbench.waitFor('.quick-input-widget >> text=Open Folder');
      await workbench.keyboard.press('Escape');
    });
});
