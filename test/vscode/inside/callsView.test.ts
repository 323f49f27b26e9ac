// The "Calls" view: what was called, again, compared and copied; and the sweep over all integrations.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { credentials } from '../../help/sample-answers.mjs';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { call, serve, withPort } from './calls.ts';
import { notifications, pressInNotification, untilNotified } from './notifications.ts';
import { copyOf, file, knownCopyOf, onDisk, restore, sample } from './workspace.ts';

const run = vscode.commands.executeCommand;
const rows = (): Promise<string[]> => ui.texts('.panel [role="treeitem"]');
const untilRow = (pattern: RegExp): Promise<void> =>
  eventually(async () => assert.match((await rows()).join('\n').replaceAll(/[ \u00a0]+/g, ' '), pattern));
const menu = (row: string, item: string): Promise<void> => ui.tree.menu(row, item);
const activeText = (scheme: string): Promise<string> =>
  eventually(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, scheme);
    assert.notEqual(document.getText(), '');
    return document.getText();
  });
const clipboardSays = (pattern: RegExp): Promise<string> =>
  eventually(async () => {
    const text = await vscode.env.clipboard.readText();
    assert.match(text, pattern);
    return text;
  });

describe('the view of calls', () => {
  before(() => run('integrations.clearCalls'));
  beforeEach(() => run('integrations.showCalls'));
  afterEach(async () => {
    await run('integrations.clearCallsFilter');
    await run('integrations.clearCalls');
    await restore();
  });

  it('says at first what will stand there', () => ui.waitFor('.panel >> text=Test calls are listed here'));

  it('lists a call with its outcome, makes it again and compares both', async () => {
    let count = 0;
    const service = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: ++count }));
    });
    const uri = await knownCopyOf('sample-healthy', 'listed', withPort(service.port));
    await call(uri, 'whoAmI');
    await run('integrations.showCalls');
    await untilRow(/whoAmI ?200 OK in \d+ ms/);
    await menu('whoAmI, 200 OK', 'Run Again');
    await eventually(() => assert.equal(service.requests.length, 2));
    await eventually(async () => assert.equal((await rows()).length, 2));
    await menu('whoAmI, 200 OK', 'Compare with Previous');
    await eventually(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      const text = (side: vscode.Uri): string =>
        vscode.workspace.textDocuments.find(({ uri: own }) => own.toString() === side.toString())?.getText() ?? '';
      assert.match(text(input.original), /"count": 1/);
      assert.match(text(input.modified), /"count": 2/);
    });
    service.close();
  });

  it('shows what an earlier call was answered, also after later ones', async () => {
    const uri = await knownCopyOf('sample-healthy', 'earlier');
    await call(uri, 'getText');
    await call(uri, 'getNothing');
    await run('integrations.showCalls');
    await menu('getText, 200 OK', 'Show Response');
    assert.match(await activeText('integration-response'), /Hello from the Sample Service/);
  });

  it('makes a call again with the input that was given', async () => {
    const uri = await knownCopyOf('sample-healthy', 'given');
    const calling = run('integrations.testCall', uri, 'getItem');
    await answer('2');
    await calling;
    await run('integrations.showCalls');
    await menu('getItem, 200 OK', 'Run Again');
    await eventually(async () => assert.equal((await rows()).length, 2));
    await menu('getItem, 200 OK', 'Show Response');
    assert.match(await activeText('integration-response'), /edge-router/);
  });

  it('copies calls without their secrets', async () => {
    const uri = await knownCopyOf('sample-healthy', 'copied');
    await call(uri, 'whoAmI');
    await run('integrations.showCalls');
    await menu('whoAmI, 200 OK', 'Copy as HAR');
    const har = await clipboardSays(/"version": "1\.2"[^]*\/api\/v1\/whoami/);
    await menu('whoAmI, 200 OK', 'Copy as cURL');
    const curl = await clipboardSays(/^: "\$\{AUTHORIZATION:\?\}" &&\ncurl /);
    const encoded = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    for (const secret of [credentials.password, encoded]) assert.ok(!har.includes(secret) && !curl.includes(secret));
  });

  it('saves what was answered, byte for byte where it is binary', async () => {
    const uri = await knownCopyOf('sample-healthy', 'saving');
    const save = async (row: string, name: string): Promise<Buffer> => {
      await run('integrations.showCalls');
      await menu(row, 'Save Response Body…');
      await eventually(async () => assert.match(String(await ui.quickPick.shownValue()), /\/get\w+\.\w+$/));
      await answer(file(name).fsPath);
      await untilNotified(`Saved as ${name}.`);
      return readFileSync(file(name).fsPath);
    };
    await call(uri, 'getText');
    assert.equal((await save('getText, 200 OK', 'saved.txt')).toString(), 'Hello from the Sample Service.\n');
    await call(uri, 'getImage');
    const image = await save('getImage, 200 OK', 'saved.png');
    assert.deepEqual([image.length, image.subarray(0, 4).toString('latin1')], [70, '\x89PNG']);
    await untilNotified('It is exactly what the server sent');
  });

  it('finds calls by what was answered', async () => {
    const uri = await knownCopyOf('sample-healthy', 'searched');
    await call(uri, 'getText');
    await call(uri, 'whoAmI');
    await run('integrations.showCalls');
    await eventually(async () => assert.equal((await rows()).length, 2));
    const filtering = run('integrations.filterCalls');
    await answer('hello from');
    await filtering;
    await eventually(async () => assert.equal((await rows()).length, 1));
    await untilRow(/getText/);
    await run('integrations.clearCallsFilter');
    await eventually(async () => assert.equal((await rows()).length, 2));
  });
});

describe('a sweep', () => {
  afterEach(async () => {
    await run('integrations.clearCalls');
    await restore();
  });

  it('tests all integrations, says how it went, shows each and can be exported', async () => {
    await run('notifications.clearAll');
    await run('integrations.testAll');
    const said = await untilNotified('integrations in ');
    assert.match(said, /^Tested \d+ integrations in [\d.]+ s: [1-9]\d* passed, [1-9]\d* failed, [1-9]\d* skipped\.$/);
    await pressInNotification('Show Calls');
    await untilRow(/Last sweep/);
    await untilRow(/sample-wrong-host/);
    await untilRow(/unknown-model/);
    const [xml, json] = [file('sweep.xml'), file('sweep.json')];
    await run('integrations.exportSweep', xml);
    await run('integrations.exportSweep', json);
    assert.match(readFileSync(xml.fsPath, 'utf8'), /<testcase name="sample-healthy: [^>]*\/>/);
    const { results } = JSON.parse(onDisk(json)) as { results: Record<string, unknown>[] };
    const of = (name: string) => results.find(({ integration }) => integration === name)!;
    assert.equal(of('sample-healthy')['result'], 'passed');
    assert.equal(of('sample-wrong-password')['status'], 401);
    assert.equal(of('unknown-model')['result'], 'skipped');
    assert.match(String(of('unknown-model')['reason']), /Sample Service:9\.9\.9/);
    assert.notEqual(vscode.languages.getDiagnostics(sample('sample-wrong-host')).length, 0);
  });

  it('calls only what changes nothing, of those that are chosen', async () => {
    const service = await serve((_, response) => response.writeHead(204).end());
    const uri = await knownCopyOf('sample-healthy', 'chosen', withPort(service.port));
    await call(uri, 'whoAmI');
    await run('integrations.testAll', uri);
    await untilNotified('Tested 1 integrations');
    assert.equal(service.requests.length, 2);
    assert.match(service.requests[1]!, /^GET .*\/whoami$/);
    service.close();
  });

  it('closes its connections when it is cancelled', async () => {
    let closed = 0;
    const service = await serve((request) => request.once('close', () => closed++));
    for (const number of [1, 2, 3, 4, 5, 6]) copyOf('sample-healthy', `hanging-${number}`, withPort(service.port));
    await run('integrations.refresh');
    const sweeping = run('integrations.testAll');
    await eventually(() => assert.equal(service.requests.length, 4)).catch(async () =>
      assert.fail(`${service.requests.length} requests: ${(await notifications()).join('\n')}`),
    );
    await untilNotified('Testing ');
    await pressInNotification('Cancel');
    await sweeping;
    await eventually(() => assert.equal(closed, 4));
    assert.equal(service.requests.length, 4);
    assert.match(await untilNotified('integrations in '), /6 cancelled/);
    service.close();
  });
});
