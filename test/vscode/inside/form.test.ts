// The form: what is typed in it is an edit of the JSON document, and whatever happens to the document is seen in it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { field, input, inputAt, openForm, untilFormOf, untilFormShows } from './form.ts';
import { pressInNotification, untilNotified } from './notifications.ts';
import {
  knownCopyOf,
  onDisk,
  open,
  remove,
  replaceIn,
  restore,
  sample,
  settingAt,
  untilProblems,
  valueAt,
  write,
} from './workspace.ts';

const untilSetting = (uri: vscode.Uri, path: string, value: unknown): Promise<void> =>
  eventually(async () => assert.deepEqual(await settingAt(uri, path), value));
const isDirty = async (uri: vscode.Uri): Promise<boolean> => (await open(uri)).isDirty;

/** Types at the end of a field, key by key. */
async function typeInto(path: string, text: string): Promise<void> {
  await ui.webview.click(input(path));
  await ui.keyboard.press('End');
  await ui.keyboard.type(text);
}

/** A fresh integration with its form open. */
async function formOf(name: string, change?: (text: string) => string): Promise<vscode.Uri> {
  const uri = await knownCopyOf('sample-healthy', name, change);
  await openForm(uri);
  return uri;
}

describe('form and document', () => {
  afterEach(restore);

  it('writes what is typed into the JSON and changes nothing else', async () => {
    const uri = await formOf('typed');
    const before = (await open(uri)).getText();
    await typeInto('server/host', '.example.com');
    await untilSetting(uri, 'server/host', '127.0.0.1.example.com');
    assert.equal((await open(uri)).getText(), before.replace('127.0.0.1', '127.0.0.1.example.com'));
  });

  it('keeps every digit of a number', async () => {
    const uri = await formOf('digits');
    await ui.webview.fill(input('server/port'), '12345678901234567890');
    await eventually(async () => assert.match((await open(uri)).getText(), /"port": 12345678901234567890,/));
    await ui.webview.waitFor(`${field('server/port')} >> text=/65535/`);
  });

  it('says why it does not take a text that is no number, and leaves the document alone', async () => {
    const uri = await formOf('words');
    const before = (await open(uri)).getText();
    await ui.webview.fill(input('server/port'), 'many');
    await ui.webview.waitFor(`${field('server/port')} >> text="many" is not a number`);
    assert.equal((await open(uri)).getText(), before);
  });

  it('undoes and redoes in both faces with the keyboard', async () => {
    const uri = await formOf('undone');
    await typeInto('server/host', '9');
    await untilSetting(uri, 'server/host', '127.0.0.19');
    await ui.keyboard.press('Control+z');
    await untilSetting(uri, 'server/host', '127.0.0.1');
    await untilFormShows('server/host', '127.0.0.1');
    await ui.keyboard.press('Control+Shift+z');
    await untilSetting(uri, 'server/host', '127.0.0.19');
    await untilFormShows('server/host', '127.0.0.19');
  });

  it('marks the tab as changed, until undo takes the change back', async () => {
    const uri = await formOf('marked');
    await typeInto('server/host', '9');
    await ui.waitFor('.tab.active.dirty');
    await eventually(async () => assert.ok(await isDirty(uri)));
    await ui.keyboard.press('Control+z');
    await ui.waitFor('.tab.active:not(.dirty)');
    await eventually(async () => assert.ok(!(await isDirty(uri))));
  });

  it('saves the newest text when Save follows the last key at once', async () => {
    const uri = await formOf('saved');
    await typeInto('server/host', '.newest');
    await ui.keyboard.press('Control+s');
    await eventually(() => assert.match(onDisk(uri), /"host": "127\.0\.0\.1\.newest"/));
    await eventually(async () => assert.ok(!(await isDirty(uri))));
  });

  it('saves a secret that is being typed, and undoes it by itself', async () => {
    const uri = await formOf('saved-secret');
    const password = 'authentication/basicAuth/password';
    await typeInto('server/host', '.kept');
    await untilSetting(uri, 'server/host', '127.0.0.1.kept');
    await typeInto(password, 'hunter2');
    await ui.keyboard.press('Control+z');
    await eventually(async () => assert.equal(await ui.webview.value(input(password)), ''));
    assert.equal(await settingAt(uri, 'server/host'), '127.0.0.1.kept');
    await typeInto(password, 'hunter2-saved');
    await ui.keyboard.press('Control+s');
    await eventually(() => assert.match(onDisk(uri), /"password": "\$\{secret:saved-secret/));
    await eventually(async () => assert.ok(!(await isDirty(uri))));
  });

  it('says which secret was being typed when its form is closed, which VS Code does not ask about', async () => {
    await formOf('closed-secret');
    await typeInto('authentication/basicAuth/password', 'hunter2-lost');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilNotified('closed-secret: what was typed into "Password" is not stored');
    await pressInNotification('Open Form');
    await ui.webview.waitFor('h1 >> text=closed-secret');
  });

  it('changes a choice and a switch', async () => {
    const uri = await formOf('chosen');
    await ui.webview.press(input('server/protocol'), 'h');
    await ui.webview.press(input('server/protocol'), 'ArrowDown');
    await untilSetting(uri, 'server/protocol', 'https');
    await ui.webview.click(`${field('tls/enabled')} >> role=checkbox`);
    await untilSetting(uri, 'tls/enabled', true);
  });

  it('takes a URL that is pasted into the host apart, in one step', async () => {
    const uri = await formOf('pasted');
    const before = (await open(uri)).getText();
    await ui.webview.post({
      type: 'paste',
      id: 1,
      path: ['properties', 'properties', 'server', 'host'],
      value: 'https://api.example.com:8443/v2/',
    });
    await untilSetting(uri, 'server/host', 'api.example.com');
    const server = (await settingAt(uri, 'server')) as Record<string, unknown>;
    assert.deepEqual([server['protocol'], server['port'], server['base_path']], ['https', 8443, '/v2']);
    await vscode.commands.executeCommand('undo');
    await eventually(async () => assert.equal((await open(uri)).getText(), before));
  });
  it('adds to a list, and shows a stored secret only when asked', async () => {
    const uri = await formOf('listed');
    const groups = '[data-field="/properties/groups"]';
    await ui.webview.click(`${groups} >> text=Add Item`);
    await ui.keyboard.type('Network');
    await eventually(async () => assert.deepEqual(await valueAt(uri, 'properties/groups'), ['Network']));
    const password = field('authentication/basicAuth/password');
    await ui.webview.fill(input('authentication/basicAuth/password'), 'hunter2-looked-at');
    await ui.keyboard.press('Tab');
    await ui.webview.waitFor(`${password} >> text=/secret:listed/`);
    await ui.webview.click(`${password} >> role=button[name="Show Password"]`);
    await eventually(async () =>
      assert.equal(await ui.webview.value(input('authentication/basicAuth/password')), 'hunter2-looked-at'),
    );
    assert.ok(!(await open(uri)).getText().includes('hunter2-looked-at'));
    await ui.webview.click(`${password} >> role=button[name="Hide Password"]`);
    await eventually(async () => assert.equal(await ui.webview.value(input('authentication/basicAuth/password')), ''));
  });
  it('resets a field to its default', async () => {
    const uri = await formOf('reset', (text) => text.replace('"console_level": "info"', '"console_level": "debug"'));
    await ui.webview.click('role=tab[name=/Logging/]');
    await ui.webview.click('role=button[name=/Reset Console level/i]');
    await eventually(async () =>
      assert.ok(['info', undefined].includes((await valueAt(uri, 'loggerProps/console_level')) as string)),
    );
  });

  it('changes the log level on the Logging tab', async () => {
    const uri = await formOf('logging');
    await ui.webview.click('role=tab[name=/Logging/]');
    await ui.webview.press(inputAt('/loggerProps/log_level'), 'd');
    await eventually(async () => assert.equal(await valueAt(uri, 'loggerProps/log_level'), 'debug'));
  });

  it('stores a secret and writes only a reference to it', async () => {
    const uri = await formOf('secretive');
    await ui.webview.fill(input('authentication/basicAuth/password'), 'hunter2-of-the-form');
    await ui.keyboard.press('Tab');
    await untilSetting(uri, 'authentication/basicAuth/password', '${secret:secretive/basicAuth/password}');
    await ui.webview.waitFor(`${field('authentication/basicAuth/password')} >> text=Stored in your secret store`);
    assert.ok(!(await open(uri)).getText().includes('hunter2-of-the-form'));
    await untilFormShows('authentication/basicAuth/password', '');
  });

  it('moves a secret in plain text to the secret store at the press of a button', async () => {
    const uri = await formOf('typed-plain', (text) => text.replace('"${env:SAMPLE_USER_PASSWORD}"', '"in-plain-text"'));
    const password = 'authentication/basicAuth/password';
    await ui.webview.click(`${field(password)} >> role=button[name="Move to Secret Store"]`);
    await untilSetting(uri, password, '${secret:typed-plain/basicAuth/password}');
    await ui.webview.waitFor(`${field(password)} [data-state=stored]`);
  });

  it('offers what mends the document as a whole', async () => {
    const uri = await knownCopyOf('unknown-model', 'choosing');
    await openForm(uri);
    await ui.webview.click('.notice >> role=button[name="Use Sample Service:1.0.0"]');
    await eventually(async () => assert.equal(await valueAt(uri, 'model'), '@itential/adapter_Sample Service:1.0.0'));
    await ui.webview.click('.notice >> role=button[name=\'Use "Sample Service:1.0.0"\']');
    await ui.webview.waitFor('.notice', false);
    assert.equal(await valueAt(uri, 'properties/type'), 'Sample Service:1.0.0');
  });

  it('says that a file is empty', async () => {
    const uri = write('integrations/nothing.integration.json', '');
    await vscode.commands.executeCommand('integrations.openForm', uri);
    await ui.webview.waitFor('.broken >> text=/The file is empty/');
    await untilProblems(uri, ['syntax']);
  });

  it('lists the properties that it does not show', async () => {
    await formOf('unknown-keys', (text) => text.replace('"host": "127.0.0.1"', '"hots": 1, "host": "127.0.0.1"'));
    assert.match(await ui.webview.text('.unknown'), /not shown here:[\s\S]*server\.hots/);
  });

  it('ignores messages that its page would never send', async () => {
    const uri = await formOf('attacked');
    const before = (await open(uri)).getText();
    const path = ['properties', 'properties', 'server', 'host'];
    const hostile: unknown[] = [
      null,
      'ready',
      { type: 'set', id: 1, path: ['name'], value: 'not a field' },
      { type: 'set', id: 2, path, value: { evil: true } },
      { type: 'set', id: 3, path, value: 'x'.repeat(2_000_000) },
      { type: 'set', id: 4, path: ['__proto__', 'polluted'], value: 'yes' },
      { type: 'set', id: 5, path, value: 'x', more: 1 },
      { type: 'command', id: 6, command: 'workbench.action.closeWindow' },
      { type: 'fix', id: 7, path, problem: 0, fix: 0, version: 1 },
    ];
    for (const message of hostile) await ui.webview.post(message);
    await ui.webview.post({ type: 'set', id: 8, path, value: 'after.all' });
    await untilSetting(uri, 'server/host', 'after.all');
    assert.equal((await open(uri)).getText(), before.replace('"host": "127.0.0.1"', '"host": "after.all"'));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
});

describe('form and what happens around it', () => {
  afterEach(restore);

  it('shows what another program writes to the file', async () => {
    const uri = await formOf('outside');
    write('integrations/outside.integration.json', onDisk(uri).replace('127.0.0.1', 'from.outside'));
    await untilFormShows('server/host', 'from.outside');
  });

  it('shows where the JSON is broken, leads there, and comes back when it is mended', async () => {
    const uri = await formOf('broken');
    await replaceIn(uri, '"isEncrypted": false', '"isEncrypted": fa');
    await ui.webview.waitFor('.broken >> text=/cannot be read: .* at line \\d+, column \\d+/');
    assert.equal(await ui.webview.count(`${input('server/host')}:visible`), 0);
    await replaceIn(uri, '"isEncrypted": fa', '"isEncrypted": false');
    await ui.webview.waitFor(input('server/host'));
    await replaceIn(uri, '"isEncrypted": false', '"isEncrypted": fa');
    await ui.webview.click('text=Open Advanced View');
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString()));
  });

  it('changes nothing in a document that is broken, whoever asks for it', async () => {
    const uri = await knownCopyOf('sample-healthy', 'broken-edit', (text) => text.replace('"server": {', '"server": '));
    const before = (await open(uri)).getText();
    await vscode.commands.executeCommand('integrations.addSyslog', uri);
    await untilNotified('The JSON cannot be read at the moment');
    assert.equal((await open(uri)).getText(), before);
  });

  it('shows a document with wrong types everywhere', async () => {
    const name = 'wrong-types';
    const uri = write(
      `integrations/${name}.integration.json`,
      `{"name": "${name}", "model": 7, "properties": {"properties": [1]}, "loggerProps": "x"}`,
    );
    await openForm(uri);
    await ui.webview.waitFor('role=tab[name=/Configuration/]');
    await eventually(() => assert.ok(vscode.languages.getDiagnostics(uri).length > 0));
  });

  it('does not read a file of 5 MB, and says so', async () => {
    const uri = write('integrations/huge.integration.json', `{"name": "huge", "x": "${'x'.repeat(5_000_000)}"}`);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'integrations.form');
    await ui.webview.waitFor('.broken >> text=5.0 million characters');
  });

  it('keeps what was typed when the file is deleted, and saves it again', async () => {
    const uri = await formOf('deleted');
    await typeInto('server/host', '.kept');
    await untilSetting(uri, 'server/host', '127.0.0.1.kept');
    remove(uri);
    await ui.waitFor('.tab.active >> text=deleted');
    await untilFormShows('server/host', '127.0.0.1.kept');
    await typeInto('server/host', '.too');
    await ui.keyboard.press('Control+s');
    await eventually(() => assert.match(onDisk(uri), /"host": "127\.0\.0\.1\.kept\.too"/));
  });

  it('comes back as it was left when another editor was in front of it', async () => {
    const uri = await formOf('hidden');
    await ui.webview.click('role=tab[name=/Logging/]');
    await vscode.window.showTextDocument(sample('sample-bearer'), { preview: false });
    await ui.waitFor('iframe.webview', false);
    await openForm(uri);
    await ui.webview.waitFor('role=tab[name=/Logging/][selected]');
  });

  it('loses nothing when another integration is clicked right after the last key', async () => {
    await ui.openView();
    const uri = await formOf('typed-hidden');
    await typeInto('server/host', '.hidden');
    await ui.tree.click('sample-bearer');
    await untilFormOf(sample('sample-bearer'));
    await untilSetting(uri, 'server/host', '127.0.0.1.hidden');
    await openForm(uri);
    await untilFormShows('server/host', '127.0.0.1.hidden');
  });

  it('lets nothing be changed in what the settings call read-only', async () => {
    const files = vscode.workspace.getConfiguration('files');
    const uri = await knownCopyOf('sample-healthy', 'protected');
    const text = onDisk(uri);
    await files.update('readonlyInclude', { '**/protected.*': true }, vscode.ConfigurationTarget.Workspace);
    await openForm(uri);
    await ui.webview.waitFor('text=This document is read-only.');
    assert.equal(await ui.webview.attribute(input('server/host'), 'readonly'), '');
    await ui.webview.post({ type: 'set', id: 1, path: ['properties', 'properties', 'server', 'host'], value: 'x' });
    await ui.webview.post({ type: 'command', id: 2, command: 'copyPath' });
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), uri.fsPath));
    assert.equal((await open(uri)).getText(), text);
    await files.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('shows a read-only document and lets nothing be changed', async () => {
    const text = onDisk(sample('sample-healthy')).replaceAll('sample-healthy', 'frozen');
    const registered = vscode.workspace.registerFileSystemProvider('frozen', frozen(text), { isReadonly: true });
    const uri = vscode.Uri.parse('frozen:/frozen.integration.json');
    await vscode.commands.executeCommand('vscode.openWith', uri, 'integrations.form');
    await untilFormOf(uri);
    await ui.webview.waitFor('text=This document is read-only.');
    assert.equal(await ui.webview.attribute(input('server/host'), 'readonly'), '');
    await ui.webview.post({ type: 'set', id: 1, path: ['properties', 'properties', 'server', 'host'], value: 'x' });
    await ui.webview.post({ type: 'command', id: 2, command: 'copyPath' });
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), '/frozen.integration.json'));
    assert.equal((await open(uri)).getText(), text);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    registered.dispose();
  });
});

/** A file system with one file that nobody can change. */
function frozen(text: string): vscode.FileSystemProvider {
  const bytes = new TextEncoder().encode(text);
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readDirectory: () => [],
    readFile: () => bytes,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
