// The two faces of a document: going from the form to the Advanced View and back, and both side by side.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { replacesUnsaved } from '../../../src/vscode/reveal.ts';
import { eventually } from '../eventually.ts';
import { field, input, openForm, untilFormOf, untilFormShows } from './form.ts';
import { editorOf, knownCopyOf, onDisk, open, replaceIn, restore, sample, settingAt } from './workspace.ts';

/** An older VS Code would ask about unsaved changes when one face takes the other's place. */
const tabsWhileUnsaved = replacesUnsaved() ? 1 : 2;

const tabs = (): number => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;

describe('form and Advanced View', () => {
  afterEach(restore);

  it('take turns in one tab and keep what is not saved', async () => {
    const uri = await knownCopyOf('sample-healthy', 'switching');
    await openForm(uri);
    await ui.webview.fill(input('server/host'), 'unsaved.example.com');
    await ui.webview.click('text=Advanced View');
    const editor = await editorOf(uri);
    await eventually(() => assert.match(editor.document.getText(), /"host": "unsaved\.example\.com"/));
    await eventually(() => assert.ok(editor.document.isDirty));
    await eventually(() => assert.equal(tabs(), tabsWhileUnsaved));
    await ui.editor.button('Open Form');
    await untilFormOf(uri);
    await untilFormShows('server/host', 'unsaved.example.com');
    await eventually(() => assert.equal(tabs(), tabsWhileUnsaved));
    assert.equal(await ui.count('.monaco-dialog-box'), 0);
    assert.doesNotMatch(onDisk(uri), /unsaved/);
  });

  it('take turns also when the tree is clicked', async () => {
    await vscode.commands.executeCommand('integrations.openAdvancedView', sample('sample-healthy'));
    await editorOf(sample('sample-healthy'));
    await ui.openView();
    await ui.tree.click('sample-healthy');
    await untilFormOf(sample('sample-healthy'));
    await eventually(() => assert.equal(tabs(), 1));
  });

  it('undo across the switch', async () => {
    const uri = await knownCopyOf('sample-healthy', 'switch-undo');
    await openForm(uri);
    await ui.webview.fill(input('server/host'), 'first.example.com');
    await eventually(async () => assert.equal(await settingAt(uri, 'server/host'), 'first.example.com'));
    await ui.webview.click('text=Advanced View');
    await editorOf(uri);
    await vscode.commands.executeCommand('undo');
    await eventually(async () => assert.equal(await settingAt(uri, 'server/host'), '127.0.0.1'));
  });

  it('stay in step side by side, both ways', async () => {
    const uri = await knownCopyOf('sample-healthy', 'side-by-side');
    await openForm(uri);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'default', vscode.ViewColumn.Beside);
    const editor = await editorOf(uri);
    await ui.webview.fill(input('server/host'), 'from.the.form');
    await eventually(() => assert.match(editor.document.getText(), /from\.the\.form/));
    await replaceIn(uri, 'from.the.form', 'from.the.text');
    await untilFormShows('server/host', 'from.the.text');
    await ui.waitFor('.view-line >> text=from.the.text');
  });

  it('stay in step as two forms of one document', async () => {
    const uri = await knownCopyOf('sample-healthy', 'two-forms');
    await openForm(uri);
    await vscode.commands.executeCommand('vscode.openWith', uri, 'integrations.form', vscode.ViewColumn.Beside);
    await eventually(async () => assert.equal(await ui.count('iframe.webview:visible'), 2));
    await untilFormShows('server/host', '127.0.0.1');
    await replaceIn(uri, '"host": "127.0.0.1"', '"host": "seen.twice"');
    await untilFormShows('server/host', 'seen.twice');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilFormShows('server/host', 'seen.twice');
  });

  it('show the same problem at the field and in the text', async () => {
    const uri = await knownCopyOf('sample-healthy', 'same-problem', (text) => text.replace('"http"', '"gopher"'));
    await openForm(uri);
    const [diagnostic] = await eventually(() => {
      const all = vscode.languages.getDiagnostics(uri);
      assert.equal(all.length, 1);
      return all;
    });
    await ui.webview.waitFor(`${field('server/protocol')} .problem`);
    assert.ok((await ui.webview.text(`${field('server/protocol')} .problem`)).includes(diagnostic!.message));
    assert.match((await open(uri)).getText(diagnostic!.range), /gopher/);
  });
});
