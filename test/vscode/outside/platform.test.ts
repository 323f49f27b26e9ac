// What is done to a platform for good, and the questions before it: deletion, replacing a model, secrets for test calls.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startPlatform, type Platform } from '../../help/platform/platform.mjs';
import { petsModel, petsPassword, petsService } from '../../help/pets.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';
import { connectToPets } from './connect.ts';

const password = petsPassword;

describe('platform in a window', () => {
  let workbench: Workbench;
  let platform: Platform;
  let target: Server;
  const authorizations: (string | undefined)[] = [];

  const model = (summary: string): object =>
    petsModel({ title: 'Remote Pets', version: '1.0.0', summary, url: 'http://127.0.0.1/v1' });
  const pets = (name: string): object => {
    const { port } = target.address() as AddressInfo;
    return petsService(name, { model: 'Remote Pets:1.0.0', server: { protocol: 'http', host: '127.0.0.1', port } });
  };
  const summary = (): string | undefined =>
    (
      platform.models.get('Remote Pets:1.0.0') as
        { document: { paths: { '/pets': { get: { summary: string } } } } } | undefined
    )?.document.paths['/pets'].get.summary;

  before(async () => {
    target = createServer((request, response) => {
      authorizations.push(request.headers.authorization);
      response.setHeader('content-type', 'application/json').end('[]');
    });
    await new Promise<void>((ready) => target.listen(0, '127.0.0.1', ready));
    platform = await startPlatform({ secrets: 'vault' });
    platform.addModel(model('first'));
    for (const name of ['pets-dev', 'pets-test']) platform.addIntegration(pets(name));
    workbench = await openWorkbench();
    await connectToPets(workbench, platform);
  });
  after(async () => {
    await workbench.close();
    await platform.close();
    target.close();
  });

  const ask = (row: string, command: string): Promise<string> =>
    eventually(async () => {
      await workbench.tree.menu(row, command);
      await workbench.page.locator('.monaco-dialog-box').waitFor({ timeout: 3000 });
      return workbench.dialog.text();
    });

  it('asks once for what the platform hides, and calls from this machine', async () => {
    await workbench.tree.button('pets-dev', 'Test Call…');
    await workbench.quickPick.choose('listPets');
    assert.match(await workbench.dialog.text(), /runs from this machine[^]*authentication\.login\.password/);
    await workbench.screenshot('platform-test-call');
    await workbench.dialog.press('Enter Them');
    await workbench.waitFor('.quick-input-widget input[type="password"]');
    await workbench.keyboard.type(password);
    await workbench.keyboard.press('Enter');
    const expected = `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`;
    await eventually(() => assert.deepEqual(authorizations, [expected]));
    await workbench.tree.button('pets-dev', 'Test Call…');
    await workbench.quickPick.choose('listPets');
    await eventually(() => assert.deepEqual(authorizations, [expected, expected]));
    assert.ok(!platform.requests.some(({ method }) => method === 'PUT'), 'nothing is written to the platform');
  });

  it('deletes with a copy kept, and Undo brings back the secret that was entered for calls', async () => {
    assert.match(await ask('pets-dev', 'Delete…'), /Delete "pets-dev" on Emulated\?[^]*A copy stays on this machine/);
    await workbench.dialog.press('Delete');
    await eventually(() => assert.ok(!platform.integrations.has('pets-dev')));
    await workbench.toast.press('Undo');
    await eventually(() => assert.ok(platform.integrations.has('pets-dev')));
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
    await workbench.tree.waitFor('pets-dev');
  });

  it('says which secret is lost, and restores later', async () => {
    assert.match(await ask('pets-test', 'Delete…'), /so they are lost: authentication\.login\.password/);
    await workbench.dialog.press('Delete');
    await eventually(() => assert.ok(!platform.integrations.has('pets-test')));
    await workbench.command('Integrations: Restore Deleted Integration…');
    await workbench.waitFor('.quick-input-widget >> text=without its secrets');
    await workbench.screenshot('platform-restore');
    await workbench.quickPick.choose('pets-test');
    await eventually(() => assert.ok(platform.integrations.has('pets-test')));
    await workbench.waitFor('.notification-toast >> text=These secrets are lost');
  });

  it('refuses to delete a model that has integrations, and names them', async () => {
    await workbench.tree.menu('Remote Pets', 'Delete…');
    await workbench.waitFor('.notification-toast >> text=pets-dev, pets-test');
    assert.ok(platform.models.has('Remote Pets:1.0.0'));
  });

  /** From a row of the platform through both verdicts to the question. */
  async function importing(text: string): Promise<string> {
    writeFileSync(join(workbench.workspace, 'newer.json'), JSON.stringify(model(text)));
    await workbench.openView('Explorer');
    await workbench.tree.click('newer.json');
    await workbench.openView();
    await eventually(async () => {
      await workbench.tree.menu('Emulated', 'Import Model…');
      await workbench.page.locator('.quick-input-widget').getByRole('option').first().waitFor({ timeout: 5000 });
    });
    await workbench.quickPick.choose('The open editor');
    await workbench.waitFor('.quick-input-widget >> text=would take it');
    await workbench.screenshot('platform-import');
    await workbench.quickPick.choose('Import Remote Pets');
    return workbench.dialog.text();
  }

  it('replaces a model after both verdicts, and its integrations come back', async () => {
    assert.match(await importing('second'), /Replace the model "Remote Pets:1\.0\.0" on Emulated\?/);
    await workbench.screenshot('platform-replace');
    await workbench.dialog.press('Replace');
    await workbench.waitFor('.notification-toast >> text=integrations made anew: 2');
    assert.equal(summary(), 'second');
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
  });

  it('offers to repair a replacement that was cut off halfway', async () => {
    await workbench.command('Notifications: Clear All Notifications');
    await importing('third');
    let isAway = false;
    platform.fault = ({ method, path }) => {
      if (method === 'POST' && path === '/integration-models') isAway = true;
      return isAway ? 'cut' : undefined;
    };
    await workbench.dialog.press('Replace');
    await workbench.waitFor('.notification-toast >> text=this machine has a copy of everything');
    assert.ok(!platform.integrations.has('pets-dev') && !platform.models.has('Remote Pets:1.0.0'));
    platform.fault = undefined;
    await workbench.toast.press('Repair…');
    await workbench.waitFor('.notification-toast >> text=was interrupted');
    await workbench.screenshot('platform-repair');
    await workbench.toast.press('Put Back as It Was');
    await eventually(() => assert.deepEqual([...platform.integrations.keys()].sort(), ['pets-dev', 'pets-test']));
    assert.equal(summary(), 'second');
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
  });
});
