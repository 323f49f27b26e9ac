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
  /** Proposed at the `|` in a text. */
  async function proposed(text: string): Promise<string[]> {
    const document = await opened(text);
    const position = document.positionAt(text.indexOf('|'));
    return eventually(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      assert.ok(labels.length > 0);
      return labels;
    });
  }

  it('is completed, at its top and within an environment', async () => {
    const top = await proposed('{\n  |\n}');
    assert.ok(top.includes('local') && top.includes('environments'), top.join());
    const inner = await proposed('{ "environments": { "Production": { | } } }');
    assert.ok(inner.includes('url') && inner.includes('integrations'), inner.join());
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
