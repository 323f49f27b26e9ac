// The window in which the inside suite runs: the sample workspace, the sample service, and actions in the real UI.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { pressInNotification, untilNotified } from './notifications.ts';

describe('window for inside tests', () => {
  it('has the sample workspace open', async () => {
    const found = await vscode.workspace.findFiles('**/*.integration.json');
    assert.equal(found.length, 10);
  });

  it('has the sample service running', async () => {
    const response = await fetch(`${process.env['SAMPLE_HTTP'] ?? ''}/api/v1/whoami`);
    assert.equal(response.status, 401);
  });

  it('notices files that others change', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const file = join(folder!.uri.fsPath, 'from-outside.txt');
    const watcher = vscode.workspace.createFileSystemWatcher('**/from-outside.txt');
    const created = new Promise((resolve) => watcher.onDidCreate(resolve));
    const deleted = new Promise((resolve) => watcher.onDidDelete(resolve));
    writeFileSync(file, '');
    await created;
    rmSync(file);
    await deleted;
    watcher.dispose();
  });

  it('can be acted in', async () => {
    void vscode.window.showInformationMessage('Ready?', 'Yes').then((answer) => {
      void vscode.window.showInformationMessage(`You said ${answer ?? 'nothing'}.`);
    });
    await untilNotified('Ready?');
    await pressInNotification('Yes');
    await untilNotified('You said Yes.');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('can show and drive a webview', async () => {
    const panel = vscode.window.createWebviewPanel('test', 'Test', vscode.ViewColumn.One);
    panel.webview.html = '<input id="name" value="old"><p>Hello</p>';
    await ui.webview.fill('#name', 'new');
    assert.equal(await ui.webview.value('#name'), 'new');
    assert.equal(await ui.webview.text('p'), 'Hello');
    panel.dispose();
  });
});
