// Validate Model in a real window: the Problems panel, the notification, quick fixes and what a change or a saving does.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { besideOf } from '../../../src/vscode/models/modelFiles.ts';
import { clean, formats, operation } from '../../help/preflight.ts';
import { untilNotified } from './notifications.ts';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;
const problemsOf = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'integration');
const codesOf = (uri: vscode.Uri): unknown[] => problemsOf(uri).map(({ code }) => code);

async function model(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(folder(), 'validated', name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const started = Date.now(); !(await isSo()); await new Promise((resume) => setTimeout(resume, 50)))
    assert.ok(Date.now() - started < 15_000, `${isSo.toString()} did not become true`);
}

/** The quick fixes at the first problem of a rule, worked out. */
async function fixesOf(uri: vscode.Uri, code: string): Promise<vscode.CodeAction[]> {
  const { range } = problemsOf(uri).find((problem) => problem.code === code)!;
  const kind = vscode.CodeActionKind.QuickFix.value;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    kind,
    10,
  );
  return actions.filter(({ title }) => /operationId/.test(title));
}

const twoLost = clean({ paths: { '/a': { get: operation(), put: operation() } } });

describe('files beside a model', () => {
  it('are none that are hidden, nor outside of its folder', async () => {
    const uri = await model('several/openapi.yaml', '');
    for (const name of ['.env', '.private/key.json', 'a.json', '../b.json', '..c.json'])
      await model(`several/${name}`, '{}');
    const { beside } = besideOf(uri);
    const read = async (path: string): Promise<boolean> => (await beside(path)) !== undefined;
    const paths = ['.env', '../several/.env', '.private/key.json', '../../../etc/hosts', '..c.json'];
    assert.deepEqual(await Promise.all(paths.map(read)), [false, false, false, false, false]);
    assert.deepEqual(await Promise.all(['a.json', '../b.json', '../several/a.json'].map(read)), [true, true, true]);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'validated'), { recursive: true });
  });
});

describe('validate model', () => {
  before(() => vscode.commands.executeCommand('integrations.refresh'));
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'validated'), { recursive: true });
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  it('says that a model is ready to import', async () => {
    const uri = await model('ready.integration_model.json', formats.json(clean()));
    await vscode.commands.executeCommand('integrations.validateModel', uri);
    await untilNotified('Shop:1.0.0: ready to import.');
    assert.deepEqual(codesOf(uri), []);
  });

  for (const [name, write] of [
    ['lost.json', formats.json],
    ['lost.yaml', formats.yaml],
  ] as const) {
    it(`shows and mends the problems of ${name}, and validates it again when it is saved`, async () => {
      const uri = await model(name, write(twoLost));
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('integrations.validateModel');
      await untilNotified('Shop:1.0.0: 3 warnings. 2 of 2 operations would be lost.');
      assert.deepEqual(codesOf(uri), ['lost-operation', 'lost-operation', 'lost-operation']);
      const [all] = await fixesOf(uri, 'lost-operation');
      assert.equal(all?.title, 'Add 2 operationIds');
      assert.ok(await vscode.workspace.applyEdit(all.edit!));
      await until(() => codesOf(uri).length === 0);
      assert.match(document.getText(), /operationId"?: ?"?getA/);
      await document.save();
      await vscode.workspace.fs.stat(uri);
      assert.deepEqual(codesOf(uri), []);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), write(twoLost));
      await vscode.workspace.applyEdit(edit);
      await document.save();
      await until(() => codesOf(uri).length === 3);
    });
  }

  it('is not needed to hear of keys that stand twice', async () => {
    const text = formats.json(clean()).replace('{', '{"x-a": 1, "x-a": 2, ');
    const uri = await model('twice.integration_model.json', text);
    await until(() => codesOf(uri).join() === 'duplicate-key');
    await vscode.commands.executeCommand('integrations.validateModel', uri);
    await untilNotified('1 warning');
    assert.deepEqual(codesOf(uri), ['duplicate-key']);
  });

  it('is not needed to hear of a file that is missing, until it is there', async () => {
    const paths = { '/a': { $ref: 'parts/a.json' } };
    const uri = await model('parts.integration_model.json', formats.json(clean({ paths })));
    await until(() => codesOf(uri).join() === 'missing-file');
    const part = await model('parts/a.json', JSON.stringify({ get: operation('a') }));
    await until(() => codesOf(uri).length === 0);
    await vscode.workspace.fs.delete(part);
    await until(() => codesOf(uri).join() === 'missing-file');
  });

  it('is not needed to hear of keys that stand twice in a file that models refer to, at that file, once', async () => {
    const part = await model('twice/a.json', '{"get": {"operationId": "a"},\n "x-a": 1, "x-a": 2}');
    const paths = { '/a': { $ref: 'twice/a.json' } };
    const uris = [];
    for (const title of ['One', 'Two']) {
      const document = clean({ paths, info: { title, version: '1' } });
      uris.push(await model(`${title}.integration_model.json`, formats.json(document)));
    }
    await until(() => codesOf(part).join() === 'duplicate-key');
    assert.deepEqual(problemsOf(part)[0]?.range.start, new vscode.Position(1, 11));
    await vscode.workspace.fs.delete(uris[0]!);
    await model('twice/a.json', '{"get": {"operationId": "a"}}');
    await until(() => codesOf(part).length === 0);
    assert.deepEqual(uris.flatMap(codesOf), []);
  });

  it('takes severities from the settings', async () => {
    const uri = await model('severities.json', formats.json(twoLost));
    const configuration = vscode.workspace.getConfiguration('integrations', uri);
    await configuration.update('models.rules', { 'lost-operation': 'off' }, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('integrations.validateModel', uri);
    await configuration.update('models.rules', undefined, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(codesOf(uri), []);
  });
});
