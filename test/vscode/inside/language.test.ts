// The Advanced View: completion, hover, symbols, folding, formatting, problems and quick fixes of VS Code's own editor.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import {
  editorOf,
  knownCopyOf,
  open,
  problemsOf,
  replaceIn,
  restore,
  sample,
  untilProblems,
  valueAt,
  write,
} from './workspace.ts';

let count = 0;
const sampleModel = '"model": "@itential/adapter_Sample Service:1.0.0"';

/** An integration with the cursor where the text has a `|`. */
async function textWithCursor(text: string): Promise<{ uri: vscode.Uri; position: vscode.Position }> {
  const document = await open(write(`texts/${++count}.integration.json`, text.replace('|', '')));
  return { uri: document.uri, position: document.positionAt(text.indexOf('|')) };
}

async function complete(text: string): Promise<vscode.CompletionItem[]> {
  const { uri, position } = await textWithCursor(text);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return list.items;
}

const labels = async (text: string): Promise<string[]> =>
  (await complete(text)).map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));

const insertText = (item: vscode.CompletionItem | undefined): string =>
  item?.insertText instanceof vscode.SnippetString ? item.insertText.value : (item?.insertText ?? '');

const inConnection = (text: string): string => `{ ${sampleModel}, "properties": { "properties": { ${text} } } }`;

const quickFixes = async (uri: vscode.Uri): Promise<vscode.CodeAction[]> => {
  const [diagnostic] = vscode.languages.getDiagnostics(uri);
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, diagnostic!.range);
};

async function showAdvancedView(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('integrations.openAdvancedView', uri);
  return editorOf(uri);
}

describe('completion', () => {
  before(() => vscode.commands.executeCommand('integrations.refresh'));
  after(restore);

  it('offers the properties of a server that are not there yet', async () => {
    const offered = await labels(inConnection('"server": { "host": "x", "|" }'));
    assert.deepEqual(offered.sort(), ['base_path', 'port', 'protocol']);
  });

  it('offers the values that a property can have', async () => {
    assert.deepEqual((await labels(inConnection('"server": { "protocol": "|" }'))).sort(), ['http', 'https']);
    const defaultThenBySeverity = ['info', 'error', 'warn', 'debug', 'trace', 'spam'];
    assert.deepEqual(await labels('{ "loggerProps": { "log_level": "|" } }'), defaultThenBySeverity);
  });

  it('offers no words that just stand somewhere in the text', async () => {
    assert.deepEqual(await labels(inConnection('"tls": { "enabled": true, "rejectUnauthorized": true, | }')), []);
    const { quickSuggestions } = vscode.workspace.getConfiguration('editor', { languageId: 'integration' });
    assert.equal((quickSuggestions as { strings: unknown }).strings, true);
  });

  it('offers the models of the workspace', async () => {
    const offered = await labels('{ "model": "|" }');
    assert.ok(offered.includes('@itential/adapter_Sample Service:1.0.0'), offered.join());
    assert.ok(offered.includes('@itential/adapter_ServiceNow Table:latest'), offered.join());
  });

  it('offers the security schemes of the model, and their fields', async () => {
    assert.deepEqual(await labels(inConnection('"authentication": { "|" }')), ['basicAuth']);
    const fields = await labels(inConnection('"authentication": { "basicAuth": { "|" } }'));
    assert.deepEqual(fields.sort(), ['password', 'username']);
  });

  it('writes defaults with the property', async () => {
    const offered = await complete(inConnection('"tls": { "|" }'));
    assert.ok(
      offered.some((item) => /"rejectUnauthorized": .*true/.test(insertText(item))),
      offered.map(insertText).join(),
    );
  });

  it('shows its list in the editor while one types, and writes what is chosen', async () => {
    const uri = await knownCopyOf('sample-healthy', 'completed');
    const editor = await showAdvancedView(uri);
    const { document } = editor;
    const end = document.positionAt(document.getText().indexOf('"protocol": "http"') + '"protocol": "http'.length);
    editor.selection = new vscode.Selection(end.translate(0, -4), end);
    await vscode.commands.executeCommand('deleteLeft');
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    assert.deepEqual(await ui.editor.suggestions(), ['"http"', '"https"']);
    await ui.keyboard.press('ArrowDown');
    await ui.keyboard.press('Enter');
    await eventually(async () => assert.equal(await valueAt(uri, 'properties/properties/server/protocol'), 'https'));
  });

  it('comes while typing in texts too, and never with mere words of the document', () => {
    for (const languageId of ['integration', 'integration-call']) {
      const editor = vscode.workspace.getConfiguration('editor', { languageId });
      assert.equal(editor.get('wordBasedSuggestions'), 'off');
      assert.equal(editor.get<{ strings: unknown }>('quickSuggestions')?.strings, true);
    }
  });
});

describe('Advanced View', () => {
  after(restore);

  it('explains a property where the mouse rests', async () => {
    const { uri, position } = await textWithCursor(inConnection('"server": { "ho|st": "x" }'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
    const text = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    assert.match(text.join('\n'), /Host name or IP address/);
  });

  it('gives an outline, and folds objects', async () => {
    const uri = sample('sample-healthy');
    await showAdvancedView(uri);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    assert.deepEqual(
      symbols.slice(0, 4).map(({ name }) => name),
      ['name', 'type', 'model', 'properties'],
    );
    assert.equal(symbols[3]!.children.find(({ name }) => name === 'id')?.name, 'id');
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      uri,
    );
    assert.ok(folds.some(({ start }) => start === symbols[3]!.range.start.line));
  });

  it('grows the selection from a value to its property to its object', async () => {
    const { uri, position } = await textWithCursor('{ "loggerProps": { "log_level": "in|fo" } }');
    const [range] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      uri,
      [position],
    );
    const document = await open(uri);
    const texts = [];
    for (let at = range; at; at = at.parent) texts.push(document.getText(at.range));
    assert.ok(texts.includes('"log_level": "info"'), texts.join('\n'));
  });

  it('formats without touching a number', async () => {
    const { uri } = await textWithCursor('{"name":"x","big":12345678901234567890,"small":1.10}');
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      uri,
      options,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    await vscode.workspace.applyEdit(edit);
    const formatted = '{\n  "name": "x",\n  "big": 12345678901234567890,\n  "small": 1.10\n}';
    assert.equal((await open(uri)).getText(), formatted);
  });

  it('lets nobody else report problems of an integration', async () => {
    const uri = await knownCopyOf('sample-healthy', 'squiggles', (text) =>
      text.replace('"isEncrypted"', '"virtual"').replace('"http"', '"gopher"'),
    );
    await showAdvancedView(uri);
    const problems = await eventually(async () => {
      const all = await problemsOf(uri);
      assert.ok(all.length >= 2, JSON.stringify(all));
      return all;
    });
    assert.deepEqual([...new Set(problems.map(({ source }) => source))], ['integration']);
    const places = vscode.languages.getDiagnostics(uri).map(({ range, code }) => JSON.stringify([range, code]));
    assert.equal(new Set(places).size, places.length, places.join());
  });

  it('underlines the value that is wrong', async () => {
    const uri = await knownCopyOf('sample-healthy', 'underlined', (text) => text.replace('"http"', '"gopher"'));
    const [problem] = await eventually(async () => {
      const all = await problemsOf(uri);
      assert.equal(all.length, 1);
      return all;
    });
    assert.match(problem!.text, /gopher/);
  });

  it('mends a model that is unknown by one that is known', async () => {
    const uri = await knownCopyOf('unknown-model', 'mended');
    const editor = await showAdvancedView(uri);
    const [problem] = await untilProblems(uri, ['unknown-model']);
    assert.match(problem!.text, /Sample Service:9\.9\.9/);
    const [diagnostic] = vscode.languages.getDiagnostics(uri);
    editor.selection = new vscode.Selection(diagnostic!.range.start, diagnostic!.range.start);
    await vscode.commands.executeCommand('editor.action.quickFix');
    // The preferred action is the first one; in VS Code 1.103 a transparent layer lies between it and the mouse.
    await ui.waitFor('.action-widget .focused >> text=Use Sample Service:1.0.0');
    await ui.keyboard.press('Enter');
    await eventually(async () => assert.equal(await valueAt(uri, 'model'), '@itential/adapter_Sample Service:1.0.0'));
    await untilProblems(uri, ['type-is-not-model']);
  });

  it('moves a secret in plain text to the secret store', async () => {
    const uri = await knownCopyOf('sample-healthy', 'plain', (text) =>
      text.replace('"${env:SAMPLE_USER_PASSWORD}"', '"plain-text-secret"'),
    );
    const [problem] = await untilProblems(uri, ['literal-secret']);
    assert.match(problem!.text, /plain-text-secret/);
    const action = (await quickFixes(uri)).find(({ title }) => title === 'Move to Secret Store');
    await vscode.commands.executeCommand(action!.command!.command, ...(action!.command!.arguments as unknown[]));
    assert.equal(
      await valueAt(uri, 'properties/properties/authentication/basicAuth/password'),
      '${secret:plain/basicAuth/password}',
    );
    await untilProblems(uri, []);
  });

  it('finds two integrations of one name, until one of them has another', async () => {
    const uri = await knownCopyOf('sample-healthy', 'twin', (text) => text.replaceAll('"twin"', '"sample-bearer"'));
    await untilProblems(uri, ['duplicate-name']);
    await untilProblems(sample('sample-bearer'), ['duplicate-name']);
    await replaceIn(uri, '"sample-bearer"', '"another"');
    await untilProblems(sample('sample-bearer'), []);
  });
});
