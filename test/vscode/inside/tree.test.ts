// The Integrations view: what stands where, what each row says, and how it follows the files.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { nothingIsChecked } from '../quiet.ts';
import { untilFormOf } from './form.ts';
import { focusRow } from './rows.ts';
import {
  copyOf,
  editorOf,
  file,
  folder,
  knownCopyOf,
  onDisk,
  remove,
  replaceIn,
  restore,
  sample,
  write,
} from './workspace.ts';

const shows = (name: string): Promise<void> =>
  eventually(async () =>
    assert.ok(
      (await names()).some((row) => row.startsWith(name)),
      await list(),
    ),
  );
const hides = (name: string): Promise<void> =>
  eventually(async () => assert.ok(!(await names()).some((row) => row.startsWith(name)), await list()));
const names = (): Promise<string[]> => ui.tree.names();
/** What is shown when the mouse rests on a row. */
const tooltip = (row: string): Promise<string> =>
  eventually(async () => {
    await ui.hover('.statusbar');
    await ui.hover(`[role="treeitem"] >> text=${row}`);
    return eventually(async () => {
      const [text] = await ui.texts('.workbench-hover-container');
      // VS Code says so until the extension was asked.
      assert.ok(text !== undefined && text !== 'Loading...', `A hover says ${text}`);
      return text;
    }, 2000);
  });
const list = async (): Promise<string> => (await names()).join('\n');

describe('tree', () => {
  before(() => ui.openView());
  afterEach(restore);

  it('shows each model with its version and how many operations it has', async () => {
    await shows('Sample Service, 1.0.0 · 10 operations');
    await shows('Selector AI Query Language, 1.0.0 · 1 operation');
    await shows('Swagger Petstore, 1.0.0 · 4 operations');
  });

  it('shows integrations under their model, and those of an unknown model under its name', async () => {
    // What other tests left may take a moment to go.
    await eventually(async () => {
      const all = await names();
      const after = (name: string): number => all.findIndex((row) => row.startsWith(name));
      assert.equal(after('sample-healthy, integration'), after('Sample Service, 1.0.0 · 10 operations') + 1);
      assert.equal(after('sample-bearer, integration'), after('Sample Service Bearer, 1.0.0 · 5 operations') + 1);
      assert.ok(after('unknown-model, integration, 1 problem') > 0);
      assert.equal(after('unknown-model, integration, 1 problem'), after('Sample Service:9.9.9, unknown model') + 1);
    });
  });

  it('shows operations by tag, and opens the document of one at its place', async () => {
    await ui.tree.click('Operations, 10');
    await ui.tree.click('Items');
    await ui.tree.menu('getItem, GET /items/{itemId}', 'Open Model');
    const editor = await editorOf(file('models/sample-service.integration_model.json'));
    await eventually(() => assert.match(editor.document.getText(editor.selection), /^"get"/));
    await ui.tree.click('Operations, 10');
  });

  it('opens the form with one click', async () => {
    await ui.tree.click('sample-bearer');
    await untilFormOf(sample('sample-bearer'));
  });

  it('opens the form also while all rows are drawn anew', async () => {
    let isClicked = false;
    const refreshing = (async () => {
      while (!isClicked) await vscode.commands.executeCommand('integrations.refresh');
    })();
    await ui.tree.click('sample-healthy');
    isClicked = true;
    await refreshing;
    await untilFormOf(sample('sample-healthy'));
  });

  it('opens the form of the row that has the focus with Enter', async () => {
    await focusRow('sample-apikey');
    await ui.keyboard.press('Enter');
    await untilFormOf(sample('sample-apikey'));
  });

  it('explains an integration in its tooltip', async () => {
    const text = await tooltip('unknown-model');
    assert.match(text, /There is no model "Sample Service:9\.9\.9" here/);
    assert.match(text, /integrations\/unknown-model\.integration\.json/);
  });

  it('offers in the context menu what can be done with an integration', async () => {
    await ui.tree.menu('sample-apikey', 'Open Advanced View');
    const editor = await editorOf(sample('sample-apikey'));
    assert.equal(editor.document.languageId, 'integration');
  });

  it('narrows to what the filter says and widens again', async () => {
    const filtering = vscode.commands.executeCommand('integrations.filter');
    await ui.quickPick.type('wrong-');
    await ui.quickPick.accept();
    await filtering;
    await hides('sample-healthy, integration');
    await shows('sample-wrong-host, integration');
    await hides('Swagger Petstore, 1.0.0 · 4 operations');
    await ui.click('.sidebar .title >> role=button[name="Clear Filter"]');
    await shows('sample-healthy, integration');
  });

  it('says so when nothing matches the filter', async () => {
    const filtering = vscode.commands.executeCommand('integrations.filter');
    await ui.quickPick.type('no such thing');
    await ui.quickPick.accept();
    await filtering;
    await ui.click('.welcome-view >> text=Clear Filter');
    await shows('sample-healthy, integration');
  });
});

describe('tree and files', () => {
  before(() => ui.openView());
  afterEach(restore);

  it('shows a new file, follows its rename and forgets it when it is deleted', async () => {
    const uri = copyOf('sample-bearer', 'brand-new');
    await shows('brand-new, integration');
    const moved = file('integrations/moved.integration.json');
    renameSync(uri.fsPath, moved.fsPath);
    await eventually(async () => assert.match(await tooltip('brand-new'), /integrations\/moved\.integration\.json/));
    remove(moved);
    await hides('brand-new, integration');
  });

  it('follows a folder that comes and goes with all that lies in it', async () => {
    const elsewhere = mkdtempSync(join(folder.fsPath, '..', 'elsewhere-'));
    const uri = copyOf('sample-bearer', 'travelling');
    mkdirSync(join(elsewhere, 'arrived/deep'), { recursive: true });
    renameSync(uri.fsPath, join(elsewhere, 'arrived/deep/travelling.integration.json'));
    await vscode.commands.executeCommand('integrations.refresh');
    await hides('travelling, integration');
    renameSync(join(elsewhere, 'arrived'), file('arrived').fsPath);
    await shows('travelling, integration');
    renameSync(file('arrived').fsPath, join(elsewhere, 'gone'));
    await hides('travelling, integration');
    rmSync(elsewhere, { recursive: true });
  });

  it('looks again only at the file that changed', async () => {
    const uri = await knownCopyOf('sample-bearer', 'changing');
    await shows('changing, integration');
    await nothingIsChecked();
    const looked = new Set<string>();
    // Documents of other tests may be open still.
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) =>
      uris.filter(({ path }) => !path.endsWith('.call.json')).forEach((each) => looked.add(each.path)),
    );
    write('integrations/changing.integration.json', onDisk(uri).replace('"protocol": "http"', '"protocol": "gopher"'));
    await shows('changing, integration, 1 problem');
    listening.dispose();
    assert.deepEqual([...looked], [uri.path]);
  });

  it('shows what is typed before it is saved', async () => {
    const uri = await knownCopyOf('sample-bearer', 'typing');
    await replaceIn(uri, '"name": "typing"', '"name": "typed"');
    await shows('typed, integration, 1 problem');
  });

  it('keeps a file that cannot be read as a row with its error', async () => {
    write('integrations/bad.integration.json', '{"name": ');
    write('integrations/big.integration.json', `{"name": "${'x'.repeat(5_000_000)}"}`);
    write('models/bad.integration_model.json', '{"openapi": "3.0.0"}');
    await shows('integrations/bad.integration.json, The JSON has a syntax error.');
    await eventually(async () => assert.match(await list(), /models\/bad\.integration_model\.json, .*no info\.title/));
    await eventually(async () => assert.match(await list(), /big\.integration\.json, The file has 5\.0 million/));
  });

  it('says of a second document of the same model that it is one too many', async () => {
    write('models/twin.integration_model.json', onDisk(file('models/sample-service.integration_model.json')));
    await shows('models/twin.integration_model.json, Another file already has the model "Sample Service:1.0.0".');
  });

  it('leaves out what files.exclude names, also when it comes later', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    copyOf('sample-bearer', 'secluded');
    await shows('secluded, integration');
    await settings.update('exclude', { '**/secluded*': true, '**/hidden': true }, vscode.ConfigurationTarget.Workspace);
    await hides('secluded, integration');
    write('hidden/later.integration.json', onDisk(sample('sample-bearer')).replaceAll('"sample-bearer"', '"later"'));
    copyOf('sample-bearer', 'last');
    await shows('last, integration');
    await hides('later, integration');
    await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await shows('later, integration');
  });
});
