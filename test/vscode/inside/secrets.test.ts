// Secrets: a missing one is a state, and the commands that set, share, rotate and find them. What asks in a dialog is tested outside.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { credentials } from '../../help/sample-answers.mjs';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { call } from './calls.ts';
import { field, input, openForm, untilFormOf } from './form.ts';
import { untilNotified } from './notifications.ts';
import {
  editorOf,
  file,
  folder,
  knownCopyOf,
  onDisk,
  open,
  restore,
  sample,
  settingAt,
  untilProblems,
  write,
} from './workspace.ts';

const run = vscode.commands.executeCommand;
const password = 'authentication/basicAuth/password';
const referring =
  (reference: string) =>
  (text: string): string =>
    text.replace('"${env:SAMPLE_USER_PASSWORD}"', `"${reference}"`);

const row = (start: string): Promise<void> =>
  eventually(async () => {
    const names = await ui.tree.names();
    assert.ok(
      names.some((name) => name.startsWith(start)),
      names.join('\n'),
    );
  });

/** Answers "Set Secret" for this folder; of an integration's only secret nobody is asked which. */
async function set(uri: vscode.Uri, value: string): Promise<void> {
  const setting = run('integrations.setSecret', uri);
  await ui.quickPick.choose('Type It, for This Folder');
  await typeSecret(value);
  await setting;
}

/** What is typed is not shown, so that the input is of another kind. */
async function typeSecret(value: string): Promise<void> {
  const hidden = '.quick-input-widget input[type="password"]';
  await ui.click(hidden);
  await ui.keyboard.type(value);
  await ui.keyboard.press('Enter');
  await ui.waitFor(hidden, false);
}

describe('secrets of the workspace', () => {
  before(() => ui.openView());
  afterEach(restore);

  it('that are missing are a state of tree and form until they are set, and then are used', async () => {
    const uri = await knownCopyOf('sample-healthy', 'lacking', referring('${secret:team/lost}'));
    await untilProblems(uri, ['secret-missing']);
    await row('lacking, integration, secret missing');
    await openForm(uri);
    await ui.webview.waitFor(`${field(password)} >> text=Missing on this machine`);
    await set(uri, credentials.password);
    await ui.webview.waitFor(`${field(password)} >> text=Stored in your secret store`);
    await untilProblems(uri, []);
    assert.match(await call(uri, 'whoAmI'), /200 OK/);
  });

  it('get a new value in the form under the name that they have', async () => {
    const uri = await knownCopyOf('sample-healthy', 'renewed', referring('${secret:team/renewed}'));
    await set(uri, credentials.password);
    await openForm(uri);
    await ui.webview.fill(input(password), 'no longer right');
    await ui.keyboard.press('Tab');
    await ui.webview.waitFor(`${field(password)} >> text=Stored in your secret store`);
    await eventually(async () => assert.match(await call(uri, 'whoAmI'), /401/));
    assert.equal(await settingAt(uri, password), '${secret:team/renewed}');
  });

  it('get a name of their own where an integration of a similar name refers to the same', async () => {
    const shared = '${secret:twin-api/basicAuth/password}';
    const first = await knownCopyOf('sample-healthy', 'twin api', referring(shared));
    const second = await knownCopyOf('sample-healthy', 'twin-api', referring(shared));
    await set(first, credentials.password);
    await openForm(second);
    await ui.webview.fill(input(password), 'of the second');
    await ui.keyboard.press('Tab');
    await eventually(async () => assert.equal(await settingAt(second, password), shared.replace('}', '-2}')));
    assert.match(await call(first, 'whoAmI'), /200 OK/);
  });

  it('that only the platform can read have a value in their place for test calls', async () => {
    const uri = await knownCopyOf('sample-healthy', 'vaulted', referring('$SECRET_team/a $KEY_password'));
    assert.match(await call(uri, 'whoAmI'), /Only the platform can read this value/);
    await set(uri, credentials.password);
    assert.match(await call(uri, 'whoAmI'), /200 OK/);
    assert.equal(await settingAt(uri, password), '$SECRET_team/a $KEY_password');
  });

  it('that were stored under new names are forgotten again when the renaming fails', async () => {
    const uri = await knownCopyOf('sample-healthy', 'failing', referring('${secret:failing/basicAuth/password}'));
    await set(uri, credentials.password);
    // The name was free when it was asked for.
    const inTheWay = vscode.workspace.onWillRenameFiles(() => void write('integrations/failed.integration.json', '{}'));
    try {
      void run('integrations.renameIntegration', uri);
      await answer('failed');
      await ui.quickPick.choose('Rename Its Secrets Too');
      await untilNotified('The integration could not be renamed');
    } finally {
      inTheWay.dispose();
    }
    assert.equal(onDisk(sample('failed')), '{}');
    assert.equal(await settingAt(uri, password), '${secret:failing/basicAuth/password}');
    assert.match(await call(uri, 'whoAmI'), /200 OK/);
    await run('integrations.showSecrets');
    await eventually(() => {
      const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(shown, /secret:failing\/basicAuth\/password/);
      assert.doesNotMatch(shown, /secret:failed\//);
    });
  });

  it('are listed without their values', async () => {
    const uri = await knownCopyOf('sample-healthy', 'listed', referring('${secret:team/listed}'));
    await set(uri, 'canary-of-the-list');
    await run('integrations.showSecrets');
    const text = await eventually(() => {
      const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(
        shown,
        /`\$\{secret:team\/listed\}` +\| set, for this folder +\| `listed` `authentication\/basicAuth\/password`/,
      );
      return shown;
    });
    assert.match(text, /`\$\{env:SAMPLE_USER_PASSWORD\}` +\| \.env file/);
    assert.ok(!text.includes('canary'));
  });

  it('are copied into a clone under names of its own', async () => {
    const uri = await knownCopyOf('sample-healthy', 'first', referring('${secret:team/first}'));
    await set(uri, credentials.password);
    const cloning = run('integrations.cloneIntegration', uri);
    await answer('cloned');
    await ui.quickPick.choose('Copy Them');
    await cloning;
    const clone = sample('cloned');
    await untilFormOf(clone);
    assert.equal(await settingAt(clone, password), '${secret:cloned/basicAuth/password}');
    await untilProblems(clone, []);
  });

  it('are offered the new name when their integration is renamed in the editor', async () => {
    const uri = await knownCopyOf('sample-healthy', 'keeper', referring('${secret:keeper/basicAuth/password}'));
    await set(uri, credentials.password);
    await run('integrations.openAdvancedView', uri);
    const editor = await editorOf(uri);
    const position = editor.document.positionAt(editor.document.getText().indexOf('"keeper"') + 1);
    editor.selection = new vscode.Selection(position, position);
    void run('editor.action.rename');
    await ui.waitFor('.rename-box .rename-input:focus');
    await ui.keyboard.type('holder');
    await ui.keyboard.press('Enter');
    await ui.quickPick.choose('Rename Its Secrets Too');
    const renamed = sample('holder');
    await eventually(() => assert.match(onDisk(renamed), /"\$\{secret:holder\/basicAuth\/password\}"/));
    await untilNotified('The secrets are renamed.');
    assert.match(await call(renamed, 'whoAmI'), /200 OK/);
  });

  it('are rotated for all that share them', async () => {
    const [one, two] = ['sharer-1', 'sharer-2'];
    const uri = await knownCopyOf('sample-healthy', one, referring('${secret:team/shared}'));
    await knownCopyOf('sample-healthy', two, referring('${secret:team/shared}'));
    await set(uri, 'outdated');
    const rotating = run('integrations.rotateSecret', uri);
    await typeSecret(credentials.password);
    await rotating;
    assert.match(await untilNotified('The new value counts from now on.'), /Used by sharer-1, sharer-2/);
    assert.match(await call(sample(two), 'whoAmI'), /200 OK/);
  });

  it('of the environment are set in .env', async () => {
    const uri = await knownCopyOf('sample-healthy', 'environmental', referring('${env:UNSET_BY_ANYBODY}'));
    const before = onDisk(file('.env'));
    await run('integrations.setSecret', uri);
    const editor = await editorOf(file('.env'));
    await eventually(() =>
      assert.equal(editor.document.lineAt(editor.selection.active.line).text, 'UNSET_BY_ANYBODY='),
    );
    assert.equal(onDisk(file('.env')), `${before}UNSET_BY_ANYBODY=\n`);
  });

  it('have names for .env.example', async () => {
    await run('integrations.exportSecretNames');
    const text = onDisk(file('.env.example'));
    assert.match(text, /^SAMPLE_USER_PASSWORD=$/m);
    assert.ok(!text.includes(credentials.password));
  });
});

describe('a .env file', () => {
  const repository = vscode.Uri.joinPath(folder, '.git').fsPath;
  afterEach(async () => {
    rmSync(repository, { recursive: true, force: true });
    await restore();
  });

  it('that git does not ignore is a problem, which a quick fix mends', async () => {
    const env = file('.env');
    mkdirSync(repository);
    write('.gitignore', '# nothing');
    const found = (): vscode.Diagnostic | undefined =>
      vscode.languages.getDiagnostics(env).find(({ code }) => code === 'env-file-not-ignored');
    await eventually(() => assert.ok(found()));
    await open(env);
    const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', env, found()!.range);
    const [action] = actions.filter(({ title }) => title === 'Add to .gitignore');
    await run(action!.command!.command, ...(action!.command!.arguments as unknown[]));
    assert.equal(onDisk(file('.gitignore')), '# nothing\n.env\n');
    await eventually(() => assert.equal(found(), undefined));
  });
});
