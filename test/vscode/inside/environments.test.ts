// The file of the environments in VS Code's own JSON editor: completed and checked by its schema.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../eventually.ts';
import { open, restore, write } from './workspace.ts';

describe('file of the environments', () => {
  after(restore);

  const opened = async (text: string): Promise<vscode.TextDocument> => {
    const own = text.replace('|', '');
    const document = await open(write('integrations.environments.json', own));
    await vscode.window.showTextDocument(document);
    await eventually(() => assert.equal(document.getText(), own));
    return document;
  };
  /** Waits until these are among what is proposed at the `|` in a text. */
  async function untilProposed(text: string, ...wanted: readonly string[]): Promise<void> {
    const document = await opened(text);
    const position = document.positionAt(text.indexOf('|'));
    await eventually(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      for (const label of wanted) assert.ok(labels.includes(label), labels.join());
    });
  }

  it('is completed, at its top and within an environment', async () => {
    await untilProposed('{\n  |\n}', 'local', 'environments');
    await untilProposed('{ "environments": { "Production": { | } } }', 'url', 'integrations');
  });

  it('is checked: what it does not know, and what is of another kind', async () => {
    const document = await opened('{ "local": "/server/host", "environments": { "Production": { "hosts": {} } } }');
    await eventually(() => {
      const problems = vscode.languages
        .getDiagnostics(document.uri)
        .map(({ message, range }) => [document.getText(range), message]);
      assert.deepEqual(problems.map(([text]) => text).sort(), ['"/server/host"', '"hosts"']);
      assert.match(problems.join(' '), /Property hosts is not allowed/);
    });
  });
});
