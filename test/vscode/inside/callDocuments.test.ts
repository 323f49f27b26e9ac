// Call documents: made from an operation, completed and checked as one types, sent, previewed and copied.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { credentials } from '../../help/sample-answers.mjs';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { serve, withPort } from './calls.ts';
import { pressInNotification, untilNotified } from './notifications.ts';
import {
  editorOf,
  file,
  knownCopyOf,
  onDisk,
  open,
  replaceIn,
  restore,
  sample,
  untilProblems,
  write,
} from './workspace.ts';

const run = vscode.commands.executeCommand;
let count = 0;

const documentOf = (call: object): vscode.Uri =>
  write(`calls/${++count}.call.json`, JSON.stringify(call, undefined, 2));
const getItem = (itemId: unknown): object => ({
  integration: 'sample-healthy',
  operation: 'getItem',
  parameters: { path: { itemId } },
});

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const { document } = await vscode.window.showTextDocument(await open(uri));
  return document;
}

/** What is offered where the text has a `|`. */
async function offered(text: string): Promise<string[]> {
  const document = await open(write(`calls/${++count}.call.json`, text.replace('|', '')));
  const at = document.positionAt(text.indexOf('|'));
  const list = await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, at);
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label).replaceAll('"', ''));
}

const shown = (scheme: string): Promise<string> =>
  eventually(() => {
    const found = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === scheme);
    assert.ok(found && found.document.getText() !== '');
    return found.document.getText();
  });

const pressLens = (title: string): Promise<void> => ui.click(`.codelens-decoration a >> text=${title}`);

describe('a new call document', () => {
  afterEach(restore);

  it('has a sample of what its operation needs, and nothing is wrong with it', async () => {
    const making = run('integrations.newCall', sample('sample-healthy'), 'createItem');
    await eventually(async () => assert.equal(await ui.quickPick.value(), 'calls/sample-healthy-createItem.call.json'));
    await ui.quickPick.accept();
    await making;
    const uri = file('calls/sample-healthy-createItem.call.json');
    const { document } = await editorOf(uri);
    assert.equal(document.languageId, 'integration-call');
    const { integration, operation, body } = JSON.parse(onDisk(uri)) as Record<string, unknown>;
    assert.deepEqual([integration, operation], ['sample-healthy', 'createItem']);
    assert.equal((body as { name: string }).name, 'new-switch');
    await replaceIn(uri, '"new-switch"', '7');
    await untilProblems(uri, ['schema']);
    await replaceIn(uri, '7', '"new-switch"');
    await untilProblems(uri, []);
  });

  it('may be made from an integration in the tree, and takes the place of no other', async () => {
    write('calls/sample-healthy-whoAmI.call.json', '{}');
    await ui.openView();
    await ui.tree.menu('sample-healthy', 'New Call Document…');
    await ui.quickPick.choose('whoAmI');
    await eventually(async () => assert.equal(await ui.quickPick.value(), 'calls/sample-healthy-whoAmI-2.call.json'));
    await ui.quickPick.type('calls/who.json');
    await ui.waitFor('.quick-input-message >> text=The file name must end in .call.json.');
    await ui.quickPick.type('calls/who.call.json');
    await ui.quickPick.accept();
    await editorOf(file('calls/who.call.json'));
  });
});

describe('test call of an operation that takes a file', () => {
  after(restore);
  it('goes on in a call document', async () => {
    const content = {
      'multipart/form-data': { schema: { properties: { file: { type: 'string', format: 'binary' } } } },
    };
    const paths = { '/files': { post: { operationId: 'upload', requestBody: { content } } } };
    const model = { openapi: '3.0.3', info: { title: 'Files', version: '1' }, paths };
    write('models/files.integration_model.json', JSON.stringify(model));
    const uri = await knownCopyOf('sample-healthy', 'files', (text) =>
      text.replaceAll('Sample Service:1.0.0', 'Files:1'),
    );
    const calling = run('integrations.testCall', uri, 'upload');
    await eventually(async () => assert.equal(await ui.quickPick.value(), 'calls/files-upload.call.json'));
    await ui.quickPick.accept();
    await calling;
    const { document } = await editorOf(file('calls/files-upload.call.json'));
    assert.deepEqual((JSON.parse(document.getText()) as { files: unknown }).files, { file: '' });
    await untilProblems(document.uri, ['schema']);
  });
});

describe('a call document', () => {
  before(() => ui.openView());
  // The extension is there when this is done.
  before(() => run('integrations.refresh'));
  afterEach(restore);

  it('is completed from what there is to call', async () => {
    assert.ok((await offered('{ "integration": "|" }')).includes('sample-bearer'));
    assert.ok((await offered('{ "integration": "sample-healthy", "operation": "|" }')).includes('getItem'));
    const list = '"integration": "sample-healthy", "operation": "listItems"';
    assert.deepEqual(await offered(`{ ${list}, "parameters": { "query": { "|" } } }`), ['limit', 'status']);
    const create = '"integration": "sample-healthy", "operation": "createItem"';
    assert.deepEqual((await offered(`{ ${create}, "body": { "status": "|" } }`)).sort(), ['active', 'retired']);
  });

  it('explains a parameter, is folded, outlined and formatted', async () => {
    const call = { integration: 'sample-healthy', operation: 'listItems', parameters: { query: { limit: 5 } } };
    const uri = write(`calls/${++count}.call.json`, JSON.stringify(call));
    const document = await open(uri);
    const at = document.positionAt(document.getText().indexOf('limit'));
    const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    const texts = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    assert.match(texts.join('\n'), /At most this many items/);
    const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['integration', 'operation', 'parameters'],
    );
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await run<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', uri, options);
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), JSON.stringify(call, undefined, 2));
    const folds = await run<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
    assert.ok(folds.some(({ start }) => start === 3));
  });

  it('is held against its operation, and against what its integration is now', async () => {
    const other = await knownCopyOf('sample-healthy', 'called');
    const call = { integration: 'called', operation: 'listItems', parameters: { query: { limit: 1000 } } };
    const uri = documentOf(call);
    await show(uri);
    const [problem] = await untilProblems(uri, ['schema']);
    assert.deepEqual([problem!.source, problem!.text], ['integration', '1000']);
    await replaceIn(uri, '1000', '10');
    await untilProblems(uri, []);
    await replaceIn(other, '"called"', '"renamed"');
    const [gone] = await untilProblems(uri, ['value-not-allowed']);
    assert.equal(gone!.text, '"called"');
  });

  it('names only files inside the folder', async () => {
    write('calls/data.json', '{}');
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'data.json'), '{}');
    symlinkSync(outside, file('calls/linked').fsPath);
    const files = { a: 'data.json', b: 'nowhere.json', c: '../../outside.json', d: 'linked/data.json' };
    const uri = documentOf({ integration: 'sample-healthy', operation: 'createItem', body: { name: 'x' }, files });
    await show(uri);
    const found = await untilProblems(uri, ['file-missing', 'file-outside', 'file-outside']);
    assert.deepEqual(found.map(({ text }) => text).sort(), [
      '"b": "nowhere.json"',
      '"c": "../../outside.json"',
      '"d": "linked/data.json"',
    ]);
    rmSync(file('calls/linked').fsPath);
    rmSync(outside, { recursive: true });
  });

  it('is sent as it stands in the editor, and its answer is shown beside it', async () => {
    await knownCopyOf('sample-healthy', 'sent');
    const uri = documentOf({ ...getItem('1'), integration: 'sent' });
    const document = await show(uri);
    await replaceIn(uri, '"1"', '"2"');
    await pressLens('Send');
    assert.match(await untilNotified('sent · getItem: '), /200 OK/);
    assert.match(await shown('integration-response'), /"name": "edge-router"/);
    await eventually(() => assert.equal(vscode.window.activeTextEditor?.document, document));
    await eventually(async () =>
      assert.match((await ui.tree.names()).join('\n'), /^sent, integration, last test passed, 200 OK/m),
    );
  });

  it('blames its own key for what is wrong with the input, and the integration’s for the rest', async () => {
    const service = await serve((_, response) => response.writeHead(401).end());
    const integration = await knownCopyOf('sample-healthy', 'blamed', withPort(service.port));
    const call = {
      integration: 'blamed',
      operation: 'listItems',
      parameters: { query: { limit: '${env:SAMPLE_HTTP}' } },
    };
    const uri = documentOf(call);
    await show(uri);
    await run('integrations.sendCall', uri);
    await untilNotified('blamed · listItems: no answer. limit (query) does not fit the model');
    assert.deepEqual(service.requests, []);
    const found = await eventually(async () => {
      const [problem] = vscode.languages.getDiagnostics(uri);
      assert.ok(problem);
      return (await open(uri)).getText(problem.range);
    });
    assert.match(found, /^"limit": .*SAMPLE_HTTP/);
    await pressInNotification('Show in JSON');
    await eventually(() =>
      assert.match(
        vscode.window.activeTextEditor!.document.getText(vscode.window.activeTextEditor!.selection),
        /SAMPLE_HTTP/,
      ),
    );
    await replaceIn(uri, '"${env:SAMPLE_HTTP}"', '3');
    await untilProblems(uri, []);
    await run('integrations.sendCall', uri);
    await eventually(() => assert.deepEqual(service.requests, ['GET /api/v1/items?limit=3']));
    await eventually(() => assert.equal(vscode.languages.getDiagnostics(integration).length, 1));
    await untilProblems(uri, []);
    service.close();
  });

  it('that names nothing known is not sent, and says so on its key', async () => {
    const uri = documentOf({ integration: 'nobody', operation: 'whoAmI' });
    await show(uri);
    await run('integrations.sendCall', uri);
    await untilNotified('There is no integration "nobody" here.');
  });

  it('is previewed byte for byte with the file that it sends, without secrets and without the network', async () => {
    const service = await serve(() => undefined);
    await knownCopyOf('sample-healthy', 'previewed', withPort(service.port));
    write('calls/item.json', '{"name":  "from a file"}');
    const uri = documentOf({ integration: 'previewed', operation: 'createItem', bodyFile: 'item.json' });
    await show(uri);
    await pressLens('Preview');
    const text = await shown('integration-preview');
    assert.match(text, /^POST \/api\/v1\/items HTTP\/1\.1\nhost: 127\.0\.0\.1:\d+\n/);
    assert.match(text, /\n\n\{"name": {2}"from a file"\}$/);
    assert.match(text, /^authorization: /im);
    const { username, password } = credentials;
    for (const secret of [password, Buffer.from(`${username}:${password}`).toString('base64')])
      assert.ok(!text.includes(secret));
    await replaceIn(uri, '"bodyFile": "item.json"', '"body": { "name": "typed" }');
    await pressLens('Preview');
    await eventually(async () => assert.match(await shown('integration-preview'), /\{"name":"typed"\}$/));
    assert.deepEqual(service.requests, []);
    service.close();
  });

  it('is copied as a command for curl, with variables for its secrets', async () => {
    const uri = documentOf(getItem(1));
    await show(uri);
    await vscode.env.clipboard.writeText('');
    await pressLens('Copy as cURL');
    await untilNotified('Set these variables before you run it: AUTHORIZATION.');
    const command = await vscode.env.clipboard.readText();
    assert.match(command, /--url 'http:\/\/127\.0\.0\.1:\d+\/api\/v1\/items\/1'/);
    const { username, password } = credentials;
    for (const secret of [password, Buffer.from(`${username}:${password}`).toString('base64')])
      assert.ok(!command.includes(secret));
  });
});
