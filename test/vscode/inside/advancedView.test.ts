// What the Advanced View does beyond JSON: whole blocks, actions on the text, definitions, users, names, links, lenses, status.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Json } from '../../../src/core/json.ts';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { focusedRow, focusRow } from './rows.ts';
import {
  editorOf,
  file,
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

const run = vscode.commands.executeCommand;
const model = file('models/sample-service.integration_model.json');

const at = async (uri: vscode.Uri, text: string, inside = 1): Promise<vscode.Position> => {
  const document = await open(uri);
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `${text} is not in the document`);
  return document.positionAt(offset + inside);
};
const textAt = async ({ uri, range }: { uri: vscode.Uri; range: vscode.Range }): Promise<string> =>
  (await open(uri)).getText(range);

const definitionOf = async (uri: vscode.Uri, text: string): Promise<{ uri: vscode.Uri; range: vscode.Range }> => {
  const [found] = await run<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    uri,
    await at(uri, text),
  );
  assert.ok(found);
  return 'targetUri' in found ? { uri: found.targetUri, range: found.targetRange } : found;
};
const referencesTo = async (uri: vscode.Uri, text: string): Promise<vscode.Location[]> =>
  run('vscode.executeReferenceProvider', uri, await at(uri, text));
const lensesOf = async (uri: vscode.Uri): Promise<string[]> => {
  await open(uri);
  const lenses = await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.map(({ command }) => command?.title ?? '');
};
const names = (locations: readonly { uri: vscode.Uri }[]): string[] =>
  [...new Set(locations.map(({ uri }) => uri.path.replace(/^.*\//, '')))].sort();

async function apply(uri: vscode.Uri, kind: string): Promise<void> {
  const { lineCount } = await open(uri);
  const whole = new vscode.Range(0, 0, lineCount, 0);
  const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, whole, kind);
  const action = actions.find((each) => each.kind?.value === kind);
  assert.ok(action?.edit, actions.map(({ title }) => title).join());
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

/** One row is selected, and the row above it has the focus. */
async function focusAbove(selected: string, focused: string): Promise<void> {
  await ui.openView();
  await focusRow(selected);
  await run('list.toggleSelection');
  await ui.keyboard.press('ArrowUp');
  await ui.waitFor(`${focusedRow} >> text=${focused}`);
}

describe('Advanced View beyond JSON', () => {
  before(() => run('integrations.refresh'));
  afterEach(restore);

  it('writes the credentials of a scheme as one block', async () => {
    const uri = await knownCopyOf('sample-healthy', 'block', (text) =>
      text.replace(/"authentication": \{[^]*?\}\s*\}/, '"authentication": {}'),
    );
    await run('integrations.openAdvancedView', uri);
    const editor = await editorOf(uri);
    const position = await at(uri, '"authentication": {}', '"authentication": {'.length);
    editor.selection = new vscode.Selection(position, position);
    await run('editor.action.triggerSuggest');
    assert.deepEqual(await ui.editor.suggestions(), ['basicAuth']);
    await ui.keyboard.press('Enter');
    const block = { password: '${secret:block/basicAuth/password}', username: '' };
    await eventually(async () => assert.deepEqual(await settingAt(uri, 'authentication/basicAuth'), block));
  });

  it('mends, converts and sorts', async () => {
    const uri = await knownCopyOf('sample-healthy', 'shape', (text) => {
      const { type, ...rest } = JSON.parse(text) as Record<string, Json>;
      return JSON.stringify(
        { metadata: {}, data: { ...rest, type: type === 'Adapter' ? 'adapter' : '' } },
        undefined,
        2,
      );
    });
    await untilProblems(uri, ['value-not-allowed']);
    await apply(uri, 'source.fixAll.integration');
    assert.equal(await valueAt(uri, 'data/type'), 'Adapter');
    await apply(uri, 'refactor.rewrite.integration');
    assert.equal(await valueAt(uri, 'name'), 'shape');
    await apply(uri, 'source.sortKeys.integration');
    const keys = Object.keys(JSON.parse((await open(uri)).getText()) as object);
    assert.deepEqual(keys.slice(0, 4), ['name', 'type', 'model', 'properties']);
    await untilProblems(uri, []);
  });

  it('goes to the model and to the scheme in it', async () => {
    const uri = sample('sample-healthy');
    const title = await definitionOf(uri, '@itential/adapter_');
    assert.deepEqual([title.uri.toString(), await textAt(title)], [model.toString(), '"title": "Sample Service"']);
    assert.equal(await textAt(await definitionOf(uri, '"basicAuth"')), '"basicAuth"');
  });

  it('goes to the scheme in a YAML document, and from there to its users', async () => {
    const yaml =
      "openapi: 3.0.3\ninfo:\n  title: Yam\n  version: '1'\npaths: {}\ncomponents:\n  securitySchemes:\n    keyed: { type: http, scheme: basic }\n";
    const document = write('models/yam.integration_model.yaml', yaml);
    const uri = await knownCopyOf('sample-healthy', 'yam', (text) =>
      text.replaceAll('Sample Service:1.0.0', 'Yam:1').replace('"basicAuth"', '"keyed"'),
    );
    const found = await definitionOf(uri, '"keyed"');
    assert.deepEqual([found.uri.toString(), await textAt(found)], [document.toString(), 'keyed']);
    assert.ok(names(await referencesTo(document, 'keyed:')).includes('yam.integration.json'));
  });

  it('finds the integrations of a model', async () => {
    const found = names(await referencesTo(model, '"Sample Service"'));
    assert.ok(found.includes('sample-healthy.integration.json'), found.join());
    assert.ok(!found.includes('sample-bearer.integration.json'), found.join());
  });

  it('goes from a call to its integration and its operation, and back to the calls', async () => {
    const operation = 'listItems';
    const call = write('calls/to.call.json', `{ "integration": "sample-healthy", "operation": "${operation}" }`);
    const integration = await definitionOf(call, '"sample-healthy"');
    assert.deepEqual(
      [integration.uri.toString(), await textAt(integration)],
      [sample('sample-healthy').toString(), '"sample-healthy"'],
    );
    const called = await definitionOf(call, `"${operation}"`);
    assert.deepEqual([called.uri.toString(), await textAt(called)], [model.toString(), '"get"']);
    assert.ok(names(await referencesTo(sample('sample-healthy'), '"sample-healthy"')).includes('to.call.json'));
  });

  it('says of a reference whether its value is here, and never the value', async () => {
    const uri = sample('sample-healthy');
    const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, await at(uri, '${env:'));
    const text = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    assert.match(text.join('\n'), /SAMPLE_USER_PASSWORD[^]*It has a value on this machine/);
  });

  it('renames file, name, id and calls together', async () => {
    const uri = await knownCopyOf('sample-healthy', 'before');
    const call = write('calls/before.call.json', '{ "integration": "before", "operation": "listDevices" }');
    await run('integrations.openAdvancedView', uri);
    const editor = await editorOf(uri);
    const position = await at(uri, '"before"');
    editor.selection = new vscode.Selection(position, position);
    void run('editor.action.rename');
    // It is there before it has the focus, and then what stands in it is selected.
    await ui.waitFor('.rename-box .rename-input:focus');
    await ui.keyboard.type('after');
    await ui.keyboard.press('Enter');
    const renamed = sample('after');
    await eventually(() => assert.match(onDisk(renamed), /"name": "after"[^]*"id": "after"/));
    await eventually(() => assert.match(onDisk(call), /"integration": "after"/));
    assert.ok(!existsSync(uri.fsPath));
  });

  it('renames from the tree, and refuses a name that is taken', async () => {
    const uri = await knownCopyOf('sample-healthy', 'tree-before');
    void run('integrations.renameIntegration', uri);
    await answer('tree-after');
    await eventually(() => assert.match(onDisk(sample('tree-after')), /"id": "tree-after"/));
    const taken = run(
      'vscode.executeDocumentRenameProvider',
      sample('tree-after'),
      await at(sample('tree-after'), '"tree-after"'),
      'sample-bearer',
    );
    await assert.rejects(async () => taken, /already an integration/);
  });

  it('renames the row that has the focus in the tree with F2, whichever is selected', async () => {
    const uri = await knownCopyOf('sample-healthy', 'row-before');
    await knownCopyOf('sample-healthy', 'row-next');
    await focusAbove('row-next', 'row-before');
    await ui.keyboard.press('F2');
    await eventually(async () => assert.equal(await ui.quickPick.shownValue(), 'row-before'));
    await answer('row-after');
    await eventually(() => assert.match(onDisk(sample('row-after')), /"id": "row-after"/));
    await ui.waitFor('[role="treeitem"].selected >> text=row-next');
    assert.ok(!existsSync(uri.fsPath));
  });

  it('takes the row that has the focus also while all rows are drawn anew', async () => {
    await knownCopyOf('sample-healthy', 'row-focused');
    await knownCopyOf('sample-healthy', 'row-selected');
    await focusAbove('row-selected', 'row-focused');
    let isDone = false;
    const drawing = (async () => {
      while (!isDone) {
        const coming = await knownCopyOf('sample-healthy', 'row-that-comes-and-goes');
        remove(coming);
        await run('integrations.refresh');
      }
    })();
    try {
      for (let presses = 0; presses < 10; presses++) {
        await ui.keyboard.press('F2');
        await eventually(async () => assert.equal(await ui.quickPick.shownValue(), 'row-focused'));
        await ui.keyboard.press('Escape');
        await eventually(async () => assert.equal(await ui.quickPick.shownValue(), undefined));
      }
    } finally {
      isDone = true;
    }
    await drawing;
  });

  it('links to the model and to addresses', async () => {
    const uri = await knownCopyOf('sample-healthy', 'linked', (text) =>
      text.replace('"variables": {}', '"variables": { "u": "https://example.com/x" }'),
    );
    await open(uri);
    const links = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    const targets = links.map(({ target }) => target?.toString());
    assert.ok(targets.includes(model.toString()) && targets.includes('https://example.com/x'), targets.join());
  });

  it('has lenses above integrations and models', async () => {
    assert.deepEqual(await lensesOf(sample('sample-healthy')), ['$(play) Test Call', '$(preview) Open Form']);
    const [add, users] = await lensesOf(model);
    assert.equal(add, '$(add) Integration');
    assert.match(users ?? '', /^\d+ integrations$/);
  });

  it('shows model and problems in the status bar, in both faces', async () => {
    const uri = await knownCopyOf('sample-healthy', 'status');
    await run('integrations.openAdvancedView', uri);
    await editorOf(uri);
    await ui.waitFor('.statusbar-item >> text=Sample Service:1.0.0');
    await replaceIn(uri, '"http"', '"gopher"');
    await ui.waitFor('.statusbar-item[aria-label*="1 errors"]');
    await run('integrations.openForm', uri);
    await ui.waitFor('.statusbar-item >> text=Sample Service:1.0.0');
  });
});
