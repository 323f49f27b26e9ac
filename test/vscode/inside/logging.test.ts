// Levels that act at once, the log of an integration in its channel and its file, and syslog that can be proven.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { call, outputText, serve, withPort, type Service } from './calls.ts';
import { openForm } from './form.ts';
import { untilNotified } from './notifications.ts';
import { knownCopyOf, onDisk, open, replaceIn, restore, valueAt } from './workspace.ts';

const run = vscode.commands.executeCommand;

/** A copy with logger properties of its own that calls a service of the test. */
const logging = (name: string, port: number, loggerProps: object): Promise<vscode.Uri> =>
  knownCopyOf('sample-bearer', name, (text) =>
    withPort(port)(text).replace(/"loggerProps": \{[^]*?\n {4}\}/, `"loggerProps": ${JSON.stringify(loggerProps)}`),
  );

async function channelOf(uri: vscode.Uri, name: string): Promise<string> {
  await run('integrations.openLog', uri, 'console');
  return outputText(`Integration ${name}`);
}

describe('the log of an integration', () => {
  let service: Service;
  before(
    async () =>
      (service = await serve((_, response) => response.setHeader('content-type', 'application/json').end('{"a":1}'))),
  );
  after(() => service.close());
  afterEach(restore);

  it('has one line for a good call, and what a level adds as soon as the level is there', async () => {
    const uri = await logging('levelled', service.port, {});
    await call(uri, 'whoAmI');
    await eventually(async () =>
      assert.match(await channelOf(uri, 'levelled'), /\[info\] whoAmI: GET http:\S+ 200 OK \d+ ms 7 bytes/),
    );
    assert.doesNotMatch(await channelOf(uri, 'levelled'), /content-type/);
    await run('integrations.setLogLevel', uri, undefined, 'console', 'spam');
    await untilNotified('levelled: Console level spam.');
    assert.match(onDisk(uri), /"console_level":\s*"spam"/);
    await call(uri, 'whoAmI');
    await eventually(async () => {
      const text = await channelOf(uri, 'levelled');
      assert.match(text, /\[debug\] < 200 OK\n {2}< content-type: application\/json/);
      assert.match(text, /\[trace\] < \{"a":1\}/);
      assert.match(text, /\[spam\] +connect +[\d.]+ ms/);
    });
  });

  it('follows what stands in the document before it is saved', async () => {
    const uri = await logging('not-saved', service.port, { console_level: 'error' });
    await open(uri);
    await call(uri, 'whoAmI');
    await replaceIn(uri, '"error"', '"debug"');
    await call(uri, 'whoAmI');
    await eventually(async () => {
      const text = await channelOf(uri, 'not-saved');
      assert.equal(text.match(/\[info\] whoAmI/g)?.length, 1, text);
      assert.match(text, /\[debug\] > GET/);
    });
  });

  it('gets its level from the context menu of the tree', async () => {
    const uri = await logging('from-tree', service.port, {});
    await ui.openView();
    await ui.tree.menu('from-tree', 'Set Log Level…');
    await answer('File', 'debug');
    await eventually(async () => assert.equal(await valueAt(uri, 'loggerProps/log_level'), 'debug'));
  });

  it('gets its level along with others, each in its own file', async () => {
    const uris = [
      await logging('many-1', service.port, {}),
      await logging('many-2', service.port, { log_level: 'info' }),
    ];
    const nodes = uris.map((uri) => ({ kind: 'integration', id: uri.toString(), entry: { uri: uri.toString() } }));
    await run('integrations.setLogLevel', nodes[0], nodes, 'file', 'trace');
    await untilNotified('2 integrations: File level trace.');
    for (const uri of uris) assert.match(onDisk(uri), /"log_level":\s*"trace"/);
  });

  it('is a file in the extension’s log folder where its directory is not on this machine', async () => {
    const uri = await logging('filed', service.port, { log_directory: '/no/such/folder', log_filename: 'calls.log' });
    await call(uri, 'whoAmI');
    await run('integrations.openLog', uri, 'file');
    await eventually(() => {
      const { document } = vscode.window.activeTextEditor!;
      assert.match(document.uri.path, /\/filed\/calls\.log$/);
      assert.match(document.getText(), /^\S+Z \[info\] filed: whoAmI: GET http:\S+ 200 OK \d+ ms 7 bytes$/m);
    });
    await eventually(async () =>
      assert.match(
        await outputText('Integrations', 'integrations.showLog'),
        /The log directory "\/no\/such\/folder" does not exist on this machine\. The log files are in folders of their own under /,
      ),
    );
  });

  it('can be previewed for the last call at every level', async () => {
    const uri = await logging('previewed', service.port, { log_level: 'debug', console_level: 'error' });
    await call(uri, 'whoAmI');
    await run('integrations.previewLog', uri);
    const shown = await eventually(() => {
      const document = vscode.window.visibleTextEditors.find(({ document: { uri: each } }) =>
        each.path.endsWith('previewed.log'),
      )?.document;
      assert.ok(document);
      return document.getText();
    });
    assert.match(shown, /── debug ── file\n\S+ \[debug\] previewed: > GET/);
    assert.match(shown, /── spam ── nobody\n/);
  });

  it('has a syslog server that is proven to take a test message', async () => {
    const got: string[] = [];
    const server = createServer((socket) => socket.on('data', (chunk) => got.push(chunk.toString())));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const uri = await logging('proven', service.port, {
      syslog: { host: '127.0.0.1', port, protocol: 'tcp4', type: '5424', level: 'info' },
    });
    await run('integrations.sendSyslogTest', uri);
    await untilNotified(`tcp 127.0.0.1:${port} took the syslog test message`);
    const first = /^\d+ <134>1 \S+ \S+ IntegrationEssentials \d+ TEST \[meta .*\[info\] proven: Test message/;
    await eventually(() => assert.match(got.join(''), first));
    await call(uri, 'whoAmI');
    await eventually(() => assert.match(got.join(''), /CALL .*\[info\] proven: whoAmI: GET/));
    server.close();
    await run('integrations.sendSyslogTest', uri);
    await untilNotified(`was not taken by tcp 127.0.0.1:${port}`);
  });

  it('leads from the disabled level of syslog to the place where it is configured', async () => {
    const uri = await logging('leading', service.port, {});
    await openForm(uri);
    await ui.webview.click('role=tab[name=/Logging/]');
    await ui.webview.click('role=button[name="Configure syslog in the Advanced View"]');
    await eventually(() => {
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), uri.toString());
      assert.match(editor.document.lineAt(editor.selection.start.line).text, /loggerProps/);
    });
  });
});
