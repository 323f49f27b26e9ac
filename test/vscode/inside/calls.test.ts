// Test calls of the sample integrations: what is asked, sent, shown and underlined.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { credentials } from '../../help/sample-answers.mjs';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { call, outputText, responseOf, serve, withPort } from './calls.ts';
import { field, input, openForm } from './form.ts';
import { pressInNotification, untilNotified } from './notifications.ts';
import {
  editorOf,
  knownCopyOf,
  onDisk,
  open,
  problemsOf,
  replaceIn,
  restore,
  sample,
  settingAt,
  untilProblems,
} from './workspace.ts';

const run = vscode.commands.executeCommand;
const treeSays = (pattern: RegExp): Promise<void> =>
  eventually(async () => assert.match((await ui.tree.names()).join('\n'), pattern));

describe('test call', () => {
  before(() => ui.openView());
  afterEach(restore);

  it('is made from the form, and its good end is told, shown in the tree and in the form', async () => {
    const uri = await knownCopyOf('sample-healthy', 'called');
    await openForm(uri);
    await ui.webview.click('text=Test Call');
    await ui.quickPick.choose('whoAmI');
    assert.match(await untilNotified('called · whoAmI: '), /200 OK in \d+ ms$/);
    await treeSays(/^called, integration, last test passed, 200 OK in \d+ ms$/m);
    await ui.webview.waitFor('.last-test >> text=/whoAmI: 200 OK/');
    await pressInNotification('Show Response');
    assert.match(await responseOf(uri), /"scheme": "basic"/);
  });

  it('shows the standard response with every digit of the service', async () => {
    const calling = run('integrations.testCall', sample('sample-healthy'), 'listItems');
    await ui.waitFor('.quick-input-list >> text=X-Request-Id');
    await ui.quickPick.accept();
    await calling;
    const text = await responseOf(sample('sample-healthy'));
    assert.match(text, /"id": 9007199254740993,/);
    const { ok, method, status, body } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual({ ok, method, status }, { ok: true, method: 'GET', status: 200 });
    assert.equal((body as { total: number }).total, 3);
  });

  it('shows text, nothing and a picture as what they are', async () => {
    await call(sample('sample-healthy'), 'getText');
    assert.match(await responseOf(sample('sample-healthy')), /"body": "Hello from the Sample Service\.\\n"/);
    await call(sample('sample-healthy'), 'getNothing');
    await eventually(async () =>
      assert.match(await responseOf(sample('sample-healthy')), /"status": 204[^]*"body": ""/),
    );
    await call(sample('sample-healthy'), 'getImage');
    await eventually(async () => assert.match(await responseOf(sample('sample-healthy')), /image\/png, 70 bytes/));
  });

  it('asks for a parameter, refuses an empty part of the path and sends what was given', async () => {
    const calling = run('integrations.testCall', sample('sample-healthy'), 'getItem');
    await ui.quickPick.type('');
    await ui.quickPick.accept();
    await ui.waitFor('.quick-input-message >> text=A part of the path cannot be empty.');
    await ui.quickPick.type('2');
    await ui.quickPick.accept();
    await calling;
    assert.match(await responseOf(sample('sample-healthy')), /"name": "edge-router"/);
  });

  it('offers the last operation first, then those that change nothing', async () => {
    const uri = await knownCopyOf('sample-healthy', 'remembering');
    await call(uri, 'getText');
    const calling = run('integrations.testCall', uri);
    const items = (await ui.quickPick.items()).map((item) => item.split('\n')[0]);
    await run('workbench.action.closeQuickOpen');
    await calling;
    assert.match(items[0]!, /^getText/);
    assert.ok(!items.slice(0, 5).some((item) => /^(createItem|deleteItem)/.test(item!)), items.join());
  });

  it('closes the connection when it is cancelled', async () => {
    let closed = 0;
    const service = await serve((request) => request.once('close', () => (closed = Date.now())));
    const uri = await knownCopyOf('sample-healthy', 'cancelled', withPort(service.port));
    const calling = run('integrations.testCall', uri, 'whoAmI');
    await eventually(() => assert.equal(service.requests.length, 1));
    await untilNotified('cancelled: whoAmI');
    const pressed = Date.now();
    await pressInNotification('Cancel');
    await eventually(() => assert.notEqual(closed, 0));
    console.log(`      (the server saw the connection closed ${closed - pressed} ms after the mouse went to Cancel)`);
    await calling;
    service.close();
  });

  it('ends when its time is up', async () => {
    const service = await serve(() => undefined);
    const uri = await knownCopyOf('sample-healthy', 'timed', withPort(service.port));
    const settings = vscode.workspace.getConfiguration('integrations');
    await settings.update('call.timeout', 300, vscode.ConfigurationTarget.Workspace);
    try {
      assert.match(await call(uri, 'whoAmI'), /no answer/);
      await eventually(async () => assert.ok((await problemsOf(uri)).length > 0));
    } finally {
      await settings.update('call.timeout', undefined, vscode.ConfigurationTarget.Workspace);
    }
    service.close();
  });

  it('uses the secret that was typed into the form', async () => {
    const uri = await knownCopyOf('sample-wrong-password', 'with-secret');
    await openForm(uri);
    await ui.webview.fill(input('authentication/basicAuth/password'), credentials.password);
    await ui.keyboard.press('Tab');
    await eventually(async () =>
      assert.match((await settingAt(uri, 'authentication/basicAuth/password')) as string, /^\$\{secret:/),
    );
    assert.match(await call(uri, 'whoAmI'), /200 OK/);
  });

  it('sends what is typed and not yet saved', async () => {
    const uri = await knownCopyOf('sample-wrong-base-path', 'unsaved');
    await openForm(uri);
    await ui.webview.fill(input('server/base_path'), '/api/v1');
    await ui.webview.click('text=Test Call');
    await ui.quickPick.choose('whoAmI');
    await untilNotified('unsaved · whoAmI: 200 OK');
    assert.doesNotMatch(onDisk(uri), /"base_path": "\/api\/v1"/);
  });

  for (const name of ['sample-apikey', 'sample-bearer', 'sample-trusting'])
    it(`of ${name} works`, async () => assert.match(await call(sample(name), 'whoAmI'), /: 200 OK in \d+ ms$/));

  it('says of an integration without a known model that there is nothing to call', async () => {
    await run('integrations.testCall', sample('unknown-model'));
    await untilNotified('There is no model "Sample Service:9.9.9" here');
    await pressInNotification('Import Model…');
    assert.match((await ui.quickPick.items()).join(), /A file…/);
    await ui.keyboard.press('Escape');
  });

  it('is not held against an integration that nobody signs in for', async () => {
    const uri = await knownCopyOf('sample-healthy', 'basic');
    await run('integrations.signIn', uri);
    await untilNotified('has no security scheme that people sign in for');
    assert.deepEqual(await problemsOf(uri), []);
  });

  it('has its response beside the work, and in one place alone', async () => {
    const uri = sample('sample-healthy');
    const { tabGroups } = vscode.window;
    const showsIt = async (): Promise<void> => {
      await run('integrations.showResponse', uri);
      await eventually(() => assert.equal(tabGroups.activeTabGroup.activeTab?.label, 'sample-healthy.response.json'));
    };
    await call(uri, 'whoAmI');
    await showsIt();
    await showsIt();
    assert.equal(tabGroups.all.length, 1);
    await vscode.window.showTextDocument(await open(uri));
    await showsIt();
    await showsIt();
    assert.equal(tabGroups.all.length, 2);
  });

  it('says that there was no call yet', async () => {
    await run('integrations.showResponse', sample('servicenow-table-dev'));
    await untilNotified('There was no test call of this integration yet.');
  });
});

describe('failed test call', () => {
  before(() => ui.openView());
  afterEach(restore);

  const failures = [
    ['sample-wrong-host', 'no answer', /^"host": "sample-service\.invalid"$/, /sample-service\.invalid/],
    ['sample-wrong-password', '401 Unauthorized', /^"password": "\$\{env:/, /credentials are wrong/],
    ['sample-untrusted-certificate', 'no answer', /^"rejectUnauthorized": true$/, /certificate/],
    ['sample-wrong-base-path', '404 Not Found', /^"base_path": /, /base path/i],
  ] as const;
  for (const [original, outcome, underlined, explained] of failures)
    it(`of ${original} underlines the key that is to blame and says why`, async () => {
      const uri = await knownCopyOf(original, `failing-${original}`);
      assert.ok((await call(uri, 'whoAmI')).includes(outcome));
      const problems = await eventually(async () => {
        const all = await problemsOf(uri);
        assert.equal(all.length, 1, JSON.stringify(all));
        return all;
      });
      assert.match(problems[0]!.text, underlined);
      assert.match(problems[0]!.message, explained);
      assert.equal(problems[0]!.source, 'integration');
      assert.equal(typeof problems[0]!.code, 'string');
      await treeSays(new RegExp(`^failing-${original}, integration, last test failed, ${outcome}.* · 1 problem$`, 'm'));
    });

  it('leads to the key in the JSON', async () => {
    const uri = await knownCopyOf('sample-wrong-host', 'led');
    await call(uri, 'whoAmI');
    await pressInNotification('Show in JSON');
    const editor = await editorOf(uri);
    await eventually(() => assert.equal(editor.document.getText(editor.selection), '"host": "sample-service.invalid"'));
  });

  it('shows its problem at the field of the form', async () => {
    const uri = await knownCopyOf('sample-wrong-base-path', 'in-form');
    await openForm(uri);
    await call(uri, 'whoAmI');
    await ui.webview.waitFor(`${field('server/base_path')} .problem`);
    await ui.webview.waitFor('.last-test >> text=/whoAmI: 404/');
  });

  it('is forgotten when the key to blame is edited, and only then', async () => {
    const uri = await knownCopyOf('sample-wrong-host', 'edited');
    await call(uri, 'whoAmI');
    const code = await eventually(async () => String((await problemsOf(uri))[0]!.code));
    await replaceIn(uri, '"base_path": "/api/v1"', '"base_path": "/api/v2"');
    await untilProblems(uri, [code]);
    await replaceIn(uri, 'sample-service.invalid', '127.0.0.1');
    await untilProblems(uri, []);
  });

  it('is forgotten when a later call succeeds, of which a note says what the model does not know', async () => {
    let status = 401;
    const service = await serve((_, response) => response.writeHead(status).end());
    const uri = await knownCopyOf('sample-healthy', 'recovered', withPort(service.port));
    await call(uri, 'whoAmI');
    await eventually(async () => assert.equal((await problemsOf(uri)).length, 1));
    status = 204;
    await call(uri, 'whoAmI');
    const [note] = await untilProblems(uri, ['response-status']);
    assert.match(note!.message, /does not know the status 204/);
    await treeSays(/^recovered, integration, last test passed, 204 No Content in \d+ ms$/m);
    service.close();
  });

  it('gives a sentence in place of a response when nothing answered', async () => {
    const uri = await knownCopyOf('sample-wrong-host', 'sentence');
    await call(uri, 'whoAmI');
    const { error, debug } = JSON.parse(await responseOf(uri)) as {
      error: string;
      debug: { exchanges: { hops: { phase: string }[] }[] };
    };
    assert.match(error, /sample-service\.invalid/);
    assert.deepEqual(
      debug.exchanges.map(({ hops }) => hops.map(({ phase }) => phase)),
      [['resolve']],
    );
  });

  it('is written to the log hop by hop, without the password', async () => {
    const uri = await knownCopyOf('sample-wrong-password', 'logged', (text) =>
      text.replace(/"console_level": "\w+"/, '"console_level": "spam"'),
    );
    await call(uri, 'whoAmI');
    await eventually(async () =>
      assert.match(
        await outputText('Integrations', 'integrations.showLog'),
        /\[error\] logged · whoAmI: 401 Unauthorized/,
      ),
    );
    await eventually(async () => {
      await vscode.commands.executeCommand('integrations.openLog', uri, 'console');
      const log = await outputText('Integration logged');
      assert.match(log, /\[error\] whoAmI: GET http:\/\/127\.0\.0\.1:\d+\/api\/v1\/whoami 401 Unauthorized/);
      assert.match(log, /connect +[\d.]+ ms +(127\.0\.0\.1|kept from an earlier call)/);
      const secret = `not-${credentials.password}`;
      for (const text of [secret, Buffer.from(`${credentials.username}:${secret}`).toString('base64')])
        assert.ok(!log.includes(text));
    });
  });
});
