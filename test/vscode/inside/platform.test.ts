// A platform beside the folders: connected by a person, its documents opened, changed, saved against others, cloned and deleted.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { petsModel, petsPassword, petsService } from '../../help/pets.ts';
import { readOnly, startPlatform, type Platform } from '../../help/platform/platform.mjs';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { input, inputAt, openForm, untilFormOf, untilFormShows } from './form.ts';
import { pressInNotification, untilNotified } from './notifications.ts';
import { editorOf, open, replaceIn, restore, settingAt } from './workspace.ts';

const run = vscode.commands.executeCommand;
const password = petsPassword;
const model = petsModel({ title: 'Remote Pets', version: '1.0.0' });
const pets = (name: string): object => petsService(name, { model: 'Remote Pets:1.0.0' });

describe('platform', () => {
  let platform: Platform;

  beforeEach(async () => {
    platform = await startPlatform();
    platform.addModel(model);
    platform.addIntegration(pets('pets-dev'));
    await ui.openView();
  });
  afterEach(async () => {
    for (const document of vscode.workspace.textDocuments)
      if (document.isDirty && document.uri.scheme === 'integration') {
        await vscode.window.showTextDocument(document);
        await run('workbench.action.files.revert');
      }
    await restore();
    platform.fault = undefined;
    await run('integrations.removeConnection');
    await platform.close();
  });

  const address = (path: string): vscode.Uri =>
    vscode.Uri.parse(`integration://${new URL(platform.url).host.replaceAll(/[.:]/g, '-')}/${path}`);
  const document = (name: string): vscode.Uri => address(`${name}.integration.json`);
  const onPlatform = (name: string) =>
    platform.integrations.get(name) as
      { description?: string; properties: { properties: { server: { host: string } } } } | undefined;
  const hostOnPlatform = (): string | undefined => onPlatform('pets-dev')?.properties.properties.server.host;

  async function connect(): Promise<string> {
    const user = platform.users[0]!;
    await ui.command('Integrations: Connect to Platform…');
    await answer(platform.url, 'Emulated');
    await ui.quickPick.choose('User and password');
    await answer(user.username);
    await ui.waitFor('.quick-input-widget input[type="password"]');
    await answer(user.password);
    return untilNotified('Signed in as');
  }

  it('is connected, says who one is, and shows its models and integrations', async () => {
    assert.equal(await connect(), 'Signed in as admin@pronghorn, platform 6.5.2, 15 of 15 permissions.');
    await ui.tree.waitFor('Emulated, admin@pronghorn');
    await ui.tree.click('Remote Pets, 1.0.0');
    await ui.tree.waitFor('pets-dev, integration');
    await ui.tree.waitFor('Operations, 1');
    await ui.tree.click('pets-dev, integration');
    await untilFormOf(document('pets-dev'));
    await untilFormShows('server/host', 'pets.example.com');
  });

  it('takes what is saved in the form, and keeps the secret', async () => {
    await connect();
    await openForm(document('pets-dev'));
    await ui.webview.fill(input('server/host'), 'new.example.com');
    await eventually(async () => assert.equal(await settingAt(document('pets-dev'), 'server/host'), 'new.example.com'));
    assert.ok(await (await open(document('pets-dev'))).save());
    assert.equal(hostOnPlatform(), 'new.example.com');
    assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
  });

  for (const call of ['integration', 'adapter'])
    it(`changes a log level at once, and tells what the platform confirms (${call})`, async () => {
      const settings = vscode.workspace.getConfiguration('integrations');
      await settings.update('platform.logLevelCall', call, vscode.ConfigurationTarget.Global);
      try {
        await connect();
        await run('integrations.setLogLevel', document('pets-dev'), undefined, 'file', 'debug');
        await untilNotified('pets-dev: File level debug, as the platform confirms.');
        const { loggerProps } = onPlatform('pets-dev') as unknown as { loggerProps: { log_level: string } };
        assert.equal(loggerProps.log_level, 'debug');
        const paths = platform.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path);
        assert.deepEqual(paths, [call === 'adapter' ? '/adapters/pets-dev/loglevel' : '/integrations/pets-dev']);
        await eventually(async () =>
          assert.match((await open(document('pets-dev'))).getText(), /"log_level": "debug"/),
        );
        assert.deepEqual(platform.secretsOf('pets-dev'), { login: { username: 'svc', password } });
      } finally {
        await settings.update('platform.logLevelCall', undefined, vscode.ConfigurationTarget.Global);
      }
    });

  it('changes a level in the form at once, and does not hold up the saving that it takes', async () => {
    await connect();
    await openForm(document('pets-dev'));
    await ui.webview.click('role=tab[name=/Logging/]');
    // VS Code asks one after the other before it saves, and nobody any more once the time for all is up.
    let wasAsked = false;
    const last = vscode.workspace.onWillSaveTextDocument(() => (wasAsked = true));
    await ui.webview.press(inputAt('/loggerProps/log_level'), 'd');
    await ui.webview.waitFor('text=/confirms the level debug/');
    last.dispose();
    assert.ok(wasAsked, 'the form has held up the saving');
    const { loggerProps } = onPlatform('pets-dev') as unknown as { loggerProps: { log_level: string } };
    assert.equal(loggerProps.log_level, 'debug');
    await eventually(async () => assert.ok(!(await open(document('pets-dev'))).isDirty));
  });

  it('asks before it overwrites what somebody else changed', async () => {
    await connect();
    const uri = document('pets-dev');
    await vscode.window.showTextDocument(await open(uri));
    await editorOf(uri);
    await replaceIn(uri, '"pets.example.com"', '"mine.example.com"');
    onPlatform('pets-dev')!.properties.properties.server.host = 'theirs.example.com';
    const saving = (await open(uri)).save();
    await untilNotified('pets-dev was changed on the platform since you opened it');
    await eventually(() =>
      assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff),
    );
    assert.equal(hostOnPlatform(), 'theirs.example.com');
    await pressInNotification('Overwrite');
    assert.ok(await saving);
    assert.equal(hostOnPlatform(), 'mine.example.com');
  });

  it('asks before it overwrites what somebody changed while one signed in again', async () => {
    await connect();
    const uri = document('pets-dev');
    await vscode.window.showTextDocument(await open(uri));
    await editorOf(uri);
    await replaceIn(uri, '"pets.example.com"', '"mine.example.com"');
    onPlatform('pets-dev')!.properties.properties.server.host = 'also.example.com';
    await run('integrations.retryConnection');
    const saving = (await open(uri)).save();
    await untilNotified('pets-dev was changed on the platform since you opened it');
    await pressInNotification('Go On Editing');
    await saving;
    assert.equal(hostOnPlatform(), 'also.example.com');
  });

  it('takes over what the platform has, when the user says so, also in a window that is slow', async () => {
    await connect();
    const uri = document('pets-dev');
    await vscode.window.showTextDocument(await open(uri));
    await replaceIn(uri, '"pets.example.com"', '"mine.example.com"');
    onPlatform('pets-dev')!.properties.properties.server.host = 'theirs.example.com';
    const saving = (await open(uri)).save();
    await untilNotified('pets-dev was changed on the platform');
    await ui.slow(150);
    try {
      await pressInNotification('Take the Platform’s');
      await saving;
    } finally {
      await ui.slow(0);
    }
    await eventually(async () => assert.equal(await settingAt(uri, 'server/host'), 'theirs.example.com'));
    assert.equal(hostOnPlatform(), 'theirs.example.com');
  });

  it('makes a clone, and deletes it again', async () => {
    await connect();
    await openForm(document('pets-dev'));
    const cloning = run('integrations.cloneIntegration', document('pets-dev'));
    await ui.quickPick.choose('The same platform');
    await answer('pets-copy');
    await cloning;
    await untilFormOf(document('pets-copy'));
    assert.deepEqual(platform.secretsOf('pets-copy'), { login: { username: 'svc', password } });
    await vscode.workspace.fs.delete(document('pets-copy'));
    await eventually(() => assert.equal(onPlatform('pets-copy'), undefined));
  });

  it('keeps no copy of what the platform refuses to delete, and one where no answer came', async () => {
    await connect();
    const copies = async (): Promise<number> => {
      const restoring = run('integrations.restoreDeleted');
      const rows = await ui.quickPick.items();
      await run('workbench.action.closeQuickOpen');
      await restoring;
      return rows.filter((row) => row.includes('pets-dev')).length;
    };
    const refused = async (fault: 'cut' | { readonly status: number; readonly json: string }): Promise<void> => {
      platform.fault = ({ method }) => (method === 'DELETE' ? fault : undefined);
      await assert.rejects(Promise.resolve(vscode.workspace.fs.delete(document('pets-dev'))));
      platform.fault = undefined;
    };
    await refused('cut');
    const kept = await copies();
    await refused({ status: 500, json: 'The database is locked.' });
    assert.equal(await copies(), kept);
    await refused('cut');
    assert.equal(await copies(), kept + 1);
    assert.ok(onPlatform('pets-dev'));
  });

  it('lets nobody change what they may not', async () => {
    platform.users[0]!.methods = readOnly;
    assert.match(await connect(), /5 of 15 permissions/);
    await vscode.window.showTextDocument(await open(document('pets-dev')));
    const { permissions } = await vscode.workspace.fs.stat(document('pets-dev'));
    assert.equal(permissions, vscode.FilePermission.Readonly);
    await assert.rejects(
      Promise.resolve(vscode.workspace.fs.delete(document('pets-dev'))),
      /Integrations\.deleteIntegration/,
    );
    assert.ok(onPlatform('pets-dev'));
  });

  it('comes back after it was removed by mistake', async () => {
    await connect();
    await run('integrations.removeConnection');
    await eventually(async () => assert.ok(!(await ui.tree.names()).some((name) => name.startsWith('Emulated'))));
    await untilNotified('Removed the connection to Emulated');
    await pressInNotification('Undo');
    await ui.tree.click('Emulated, not connected');
    await ui.tree.waitFor('Remote Pets, 1.0.0');
  });

  it('gets a new integration of a model, of which only the name was known', async () => {
    await connect();
    await eventually(async () => {
      await ui.tree.menu('Remote Pets, 1.0.0', 'New Integration…');
      await ui.waitFor('.quick-input-widget input[type="text"]');
      // A row that is drawn anew at this very moment is none for VS Code: then it is asked which model is meant.
      const asksForModel = '.quick-input-widget input[placeholder="New integration of which model?"]';
      const isAsked = (await ui.count(`${asksForModel}:visible`)) > 0;
      if (isAsked) await ui.keyboard.press('Escape');
      assert.ok(!isAsked);
    });
    await answer('pets-new');
    await untilFormOf(document('pets-new'));
    assert.equal(onPlatform('pets-new')?.properties.properties.server.host, 'pets.example.com');
  });

  it('that is down is a row with its reason, and comes back with another try', async () => {
    await connect();
    platform.fault = () => 'cut';
    void run('integrations.retryConnection');
    await eventually(async () => {
      const row = (await ui.tree.names()).find((name) => name.startsWith('Emulated'));
      assert.match(row ?? '', /connection/);
    });
    platform.fault = undefined;
    await ui.tree.button('Emulated', 'Sign In Again');
    await ui.tree.waitFor('Emulated, admin@pronghorn');
  });

  it('sends a refused password again only to whom says so, and takes another one', async () => {
    await connect();
    const [user] = platform.users;
    user!.password = 'changed-on-the-platform';
    const logins = (): number => platform.requests.filter(({ path }) => path === '/login').length;
    const before = logins();
    const row = /^Emulated, .*does not accept/;
    const asked = '.quick-input-widget input[type="password"]:visible';
    void run('integrations.retryConnection');
    await ui.waitFor(asked);
    assert.equal(logins(), before + 1);
    await ui.keyboard.press('Escape');
    // Neither opening its row nor another try sends it.
    await run('integrations.disconnectPlatform');
    await ui.tree.click('Emulated, not connected');
    await eventually(async () => assert.ok((await ui.tree.names()).some((name) => row.test(name))));
    await ui.tree.button('Emulated', 'Sign In Again');
    await ui.waitFor(asked);
    assert.equal(logins(), before + 1);
    // Left empty, it is the user who sends it.
    await ui.keyboard.press('Enter');
    await eventually(() => assert.equal(logins(), before + 2));
    await eventually(async () => assert.equal(await ui.count(asked), 0));
    await ui.tree.button('Emulated', 'Sign In Again');
    await ui.waitFor(asked);
    await ui.keyboard.type('changed-on-the-platform');
    await ui.keyboard.press('Enter');
    await ui.tree.waitFor('Emulated, admin@pronghorn');
    assert.equal(logins(), before + 3);
  });

  describe('whose connection gets another address', () => {
    let other: Platform;
    const asked = '.quick-input-widget input[type="password"]:visible';

    beforeEach(async () => {
      other = await startPlatform();
      other.addModel(model);
      other.addIntegration(pets('pets-prod'));
      await connect();
    });
    afterEach(() => other.close());

    async function edit(choice: string): Promise<void> {
      void run('integrations.editConnection');
      await answer(other.url);
      await ui.quickPick.choose(choice);
      await answer('Elsewhere');
      await ui.quickPick.choose('User and password');
      await answer(other.users[0]!.username);
      await ui.waitFor(asked);
    }

    it('is another platform, to which nothing of the former one goes', async () => {
      await edit('Another platform');
      // There is no password for it yet: an empty one is not taken.
      await ui.keyboard.press('Enter');
      await eventually(async () => assert.match((await ui.texts('.quick-input-message')).join(), /Enter a text/));
      assert.deepEqual(other.requests, []);
      await ui.keyboard.type(other.users[0]!.password);
      await ui.keyboard.press('Enter');
      await ui.tree.waitFor('Elsewhere, admin@pronghorn');
      await ui.tree.waitFor('Remote Pets, 1.0.0');
      // What was open of the former platform is no document of this one.
      await assert.rejects(Promise.resolve(vscode.workspace.fs.readFile(document('pets-dev'))), /no connection/);
      const there = `integration://${new URL(other.url).host.replaceAll(/[.:]/g, '-')}/pets-prod.integration.json`;
      assert.ok(await vscode.workspace.fs.readFile(vscode.Uri.parse(there)));
    });

    it('is the same platform where one says so, and its password is known', async () => {
      other.users[0]!.password = platform.users[0]!.password;
      await edit('The same platform under another address');
      await ui.keyboard.press('Enter');
      await ui.tree.waitFor('Elsewhere, admin@pronghorn');
      assert.ok(await vscode.workspace.fs.readFile(document('pets-prod')));
    });
  });
});
