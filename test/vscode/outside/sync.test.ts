// A person pulls from a platform, changes both sides, decides the conflict, pushes, and takes it back.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPlatform, type Platform } from '../../help/platform/platform.mjs';
import { petsModel, petsPassword, petsService } from '../../help/pets.ts';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { untilStarted } from '../../help/workbench-actions.mjs';
import { eventually } from '../eventually.ts';
import { connect } from './connect.ts';

const password = petsPassword;

interface Service {
  readonly properties: { readonly properties: { readonly server: { host: string; base_path: string } } };
}

describe('pull and push', () => {
  let workbench: Workbench;
  let platform: Platform;
  let stage: Platform;
  before(async () => {
    [platform, stage] = await Promise.all([startPlatform(), startPlatform()]);
    platform.addModel(petsModel({ title: 'Remote Pets', version: '1.0.0' }));
    platform.addIntegration(petsService('pets-dev', { model: 'Remote Pets:1.0.0' }));
    workbench = await openWorkbench();
    await workbench.openView();
    await workbench.tree.waitFor('sample-healthy');
    await connect(workbench, platform, 'Emulated');
    await workbench.command('Notifications: Clear All Notifications');
  });
  after(async () => {
    await workbench.close();
    await Promise.all([platform.close(), stage.close()]);
  });

  const file = (): string => join(workbench.workspace, 'integrations/pets-dev.integration.json');
  const text = (): string => readFileSync(file(), 'utf8');
  const modelFiles = (): string[] =>
    readdirSync(workbench.workspace, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('Remote Pets_1.0.0.integration_model.json'),
    );
  const server = () => (platform.integrations.get('pets-dev') as Service).properties.properties.server;
  const rows = (): Promise<string> => workbench.page.locator('.quick-input-widget .quick-input-list').innerText();

  it('brings an integration and its model as the files of an export', async () => {
    await workbench.command('Integrations: Pull Integrations…');
    await eventually(async () => assert.match(await rows(), /Remote Pets:1\.0\.0[^]*pets-dev/));
    await workbench.screenshot('pull-plan');
    await workbench.quickPick.accept();
    await eventually(() => assert.ok(existsSync(file())));
    assert.match(text(), /^\{\n {4}"name": "pets-dev",\n {4}"type": "Adapter",\n[^]*"eventDeduplication": null\n\}$/);
    assert.match(text(), /"password": "\$ENC/);
    const [modelFile = ''] = modelFiles();
    const document = readFileSync(join(workbench.workspace, modelFile), 'utf8');
    assert.match(document, /^\{\n {4}"components": \{\n/);
    await eventually(async () => assert.match(await workbench.editor.text(), /Created/));
    await workbench.screenshot('pull-report');
  });

  it('finds the conflict of both sides’ changes, and pushes what was decided', async () => {
    writeFileSync(file(), text().replace('"pets.example.com"', '"mine.example.com"').replace('"/v1"', '"/v2"'));
    server().host = 'theirs.example.com';
    await workbench.command('Integrations: Push Integrations…');
    await eventually(async () => assert.match(await rows(), /pets-dev.*2 properties\s*Conflicting \(1\)/));
    // The other integrations of the folder are new on the platform, and ticked as soon as the rows are drawn.
    const ticked = (): Promise<string> => workbench.page.locator('.quick-input-widget .quick-input-count').innerText();
    await eventually(async () => assert.match(await ticked(), /^[1-9]/));
    for (let before = await ticked(); !before.startsWith('0 '); before = await ticked()) {
      await workbench.click('.quick-input-widget .quick-input-header >> role=checkbox');
      await eventually(async () => assert.notEqual(await ticked(), before));
    }
    await workbench.quickPick.choose('pets-dev');
    await workbench.quickPick.accept();
    await eventually(async () =>
      assert.match(await rows(), /server\.host[^]*theirs\.example\.com[^]*mine\.example\.com/),
    );
    await workbench.screenshot('push-properties');
    await workbench.quickPick.choose('server.host');
    await workbench.quickPick.accept();
    assert.match(await workbench.dialog.text(), /Push .* → Emulated\?[^]*Would be changed: 1/);
    await workbench.dialog.press('Write to Emulated');
    await eventually(() => assert.deepEqual([server().host, server().base_path], ['mine.example.com', '/v2']));
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
    await eventually(async () =>
      assert.match(await workbench.editor.text(), /server\.host: "theirs\.example\.com" → "mine/),
    );
    await workbench.screenshot('push-report');
  });

  it('takes the push back, also after the window was opened anew, and the pull after it', async () => {
    await workbench.page.reload();
    await untilStarted(workbench.page);
    await workbench.openView();
    await workbench.tree.waitFor('sample-healthy');
    await workbench.command('Integrations: Undo Pull or Push…');
    await eventually(async () => assert.match(await rows(), /Push [^]*1 step[^]*Pull [^]*2 steps/));
    await workbench.screenshot('undo-runs');
    await workbench.quickPick.choose('Push');
    assert.match(await workbench.dialog.text(), /Undo "Push[^]*1 step: pets-dev[^]*on Emulated, for everybody/);
    await workbench.dialog.press('Undo');
    await eventually(() => assert.deepEqual([server().host, server().base_path], ['theirs.example.com', '/v1']));
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
    await workbench.waitFor('.notification-toast >> text=/was taken back/');
    await workbench.command('Integrations: Undo Pull or Push…');
    assert.match(await workbench.dialog.text(), /Undo "Pull[^]*2 steps: pets-dev, Remote Pets:1\.0\.0/);
    await workbench.dialog.press('Undo');
    // Somebody has changed the file since; the model's is as it was made.
    await eventually(async () => assert.match(await workbench.editor.text(), /pets-dev[^]*changed meanwhile/));
    await eventually(() => assert.deepEqual(modelFiles(), []));
    assert.match(text(), /mine\.example\.com/);
  });

  it('promotes to another platform with its model, and with neither the host nor the secret', async () => {
    await connect(workbench, stage, 'Stage');
    await workbench.command('Integrations: Push Integrations…');
    await workbench.quickPick.choose('Emulated → Stage');
    await eventually(async () => assert.match(await rows(), /Remote Pets:1\.0\.0[^]*without a value: [^]*password/));
    await workbench.screenshot('promotion-plan');
    await workbench.quickPick.accept();
    assert.match(await workbench.dialog.text(), /values for Stage are missing here[^]*pets-dev: server\.host/);
    await workbench.screenshot('promotion-missing');
    await workbench.dialog.press('Go On Without Them');
    await eventually(async () =>
      assert.match(await workbench.dialog.text(), /Emulated → Stage\?[^]*Would be created: 2/),
    );
    await workbench.dialog.press('Write to Stage');
    await eventually(() => assert.ok(stage.integrations.has('pets-dev')));
    assert.doesNotMatch(JSON.stringify(stage.integrations.get('pets-dev')), /theirs\.example\.com|\$ENC/);
  });

  it('lists the platforms in the order that they are dragged or moved to', async () => {
    const order = async (): Promise<string[]> =>
      (await workbench.tree.names()).flatMap((name) => /^(Emulated|Stage), /.exec(name)?.[1] ?? []);
    await eventually(async () => assert.deepEqual(await order(), ['Emulated', 'Stage']));
    await workbench.command('Integrations: Move Connection Up');
    await workbench.quickPick.choose('Stage');
    await eventually(async () => assert.deepEqual(await order(), ['Stage', 'Emulated']));
    await workbench.command('Integrations: Move Connection Down');
    await workbench.quickPick.choose('Stage');
    await eventually(async () => assert.deepEqual(await order(), ['Emulated', 'Stage']));
    await workbench.treeItem(/^Stage, /).dragTo(workbench.treeItem(/^Emulated, /));
    await eventually(async () => assert.deepEqual(await order(), ['Stage', 'Emulated']));
    await workbench.screenshot('connections-dragged');
  });

  it('compares them afterwards, each difference beside the other', async () => {
    await workbench.command('Integrations: Compare Integrations with…');
    await workbench.quickPick.choose('workspace ↔ Emulated');
    await eventually(async () => assert.match(await rows(), /pets-dev/));
    await workbench.quickPick.choose('pets-dev');
    await workbench.waitFor('.editor-group-container .tab >> text=pets-dev: Emulated ↔ workspace');
    await workbench.screenshot('compare-difference');
    await workbench.page.keyboard.press('Escape');
  });

  it('checks the file of the environments by its schema', async () => {
    await workbench.command('Integrations: Edit Environments');
    await eventually(async () => assert.match(await workbench.editor.text(), /"Stage": \{/));
    const environments = join(workbench.workspace, 'integrations.environments.json');
    writeFileSync(environments, readFileSync(environments, 'utf8').replace('"url"', '"hosts": {}, "url"'));
    await workbench.command('Problems: Focus on Problems View');
    await workbench.waitFor('.markers-panel >> text=Property hosts is not allowed');
    await workbench.screenshot('environments');
  });
});
