// In a pseudo language nothing of what is ours is shown in plain English, wherever a person looks.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { startPlatform } from '../../help/platform/platform.mjs';
import { copyInPseudo, pseudo, readWebviews, speakPseudo } from '../../help/pseudo.mjs';
import { work } from '../../help/paths.mjs';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';
import { connect } from './connect.ts';

/** What a person may read in plain letters though no document has it. */
const known = [
  // Paths and addresses, methods, names of products, sources and codes of problems, the connection of this test.
  /\/[\w./{}-]+/g,
  /\b(GET|POST|PUT|PATCH|DELETE|OpenAPI|JSON)\b/g,
  /\b(integration|certificate-not-checked|secret-missing|dns-not-found)\b/g,
  /\b(Emulated|admin@pronghorn)\b/g,
  // Values to choose from: brokers and levels, as they stand in the document.
  /^(aaa|compliance|device|fault|instance|inventory|method|notification|performance|persistence|service|topology)$/g,
  /^(error|warn|info|debug|trace|spam)$/g,
  // VS Code's own: keys, the parts of its window that it does not translate, and what it measures its font with.
  /\b(Ctrl|Shift|Alt|Del|Enter|Escape|Tab|Space|(Down|Up|Left|Right)Arrow)\b/g,
  /\b(workspace|json|remote|us|UTF|[AP]M|code-server|References|undefined|input)\b/g,
  /^(Add XHR\/fetch Breakpoint|Announce Cursor Position)$/g,
  /([a-z])\1{9,}/g,
];

/** Keys and values of the documents in a folder, the longest first. */
function dataIn(folder: string): string[] {
  const found = new Set<string>();
  const take = (value: unknown): void => {
    if (typeof value === 'string') found.add(value.replaceAll(/\s+/g, ' '));
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        found.add(key);
        take(inner);
      }
  };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    for (const part of [name, basename(name), basename(name, '.json')]) take(part);
    if (name.endsWith('.json')) take(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  }
  return [...found].filter((text) => /[A-Za-z]/.test(text)).sort((one, other) => other.length - one.length);
}

describe('in a pseudo language', () => {
  let workbench: Workbench;
  let shown: ReadonlyMap<string, string>;
  let extension: string;
  /** Rows that are drawn anew lose their hover. */
  const hover = (target: Locator): Promise<void> =>
    eventually(async () => {
      await workbench.page.mouse.move(0, 0);
      await target.hover();
      await workbench.page.locator('.workbench-hover-container').first().waitFor({ timeout: 3000 });
    });
  /** Shortcuts find nothing until the editor knows its problems. */
  const press = (key: string, shown: string): Promise<void> =>
    eventually(async () => {
      await workbench.keyboard.press(key);
      await workbench.page.locator(shown).first().waitFor({ timeout: 3000 });
    });
  const command = (title: string): Promise<void> => workbench.command(pseudo(title));

  before(async () => {
    mkdirSync(work, { recursive: true });
    extension = mkdtempSync(join(work, 'pseudo-'));
    copyInPseudo(extension);
    workbench = await openWorkbench({
      extensions: [extension],
      onContext: async (context) => {
        shown = await speakPseudo(context);
      },
    });
  });
  after(async () => {
    await workbench.close();
    rmSync(extension, { recursive: true, force: true });
  });

  it('shows the tree', async () => {
    await workbench.openView(pseudo('Integrations'));
    await workbench.tree.waitFor('sample-healthy');
    for (const row of ['sample-healthy', 'Sample Service Bearer']) {
      await workbench.tree.offers(row, undefined);
      await hover(workbench.treeItem(row));
    }
  });
  it('helps in the Advanced View', async () => {
    await workbench.tree.button('unknown-model', pseudo('Open Advanced View'));
    await workbench.page.locator('.codelens-decoration').first().waitFor();
    await workbench.click('.view-line >> text=/^"name"$/');
    await workbench.keyboard.press('End');
    await workbench.keyboard.press('Enter');
    await workbench.keyboard.press('Control+Space');
    await workbench.editor.suggestions();
    await workbench.keyboard.press('Escape');
    await workbench.hover('.view-line >> text=/^"model"$/');
    await workbench.waitFor('.monaco-resizable-hover .hover-row');
    await workbench.page.mouse.move(0, 0);
    await press('F8', '.zone-widget .message');
    await workbench.keyboard.press('Escape');
    await press('Control+.', '.action-widget');
    await workbench.keyboard.press('Escape');
    await workbench.keyboard.press('Control+Shift+M');
    await workbench.waitFor('.markers-panel [role="treeitem"]');
  });
  it('tells of a failed call', async () => {
    await workbench.tree.click('sample-wrong-host');
    await workbench.webview.click(`text=${pseudo('Test Call')}`);
    await workbench.quickPick.choose('whoAmI');
    await workbench.waitFor('.notification-toast >> text=sample-wrong-host · whoAmI');
    await workbench.webview.waitFor('[data-field="/properties/properties/server/host"] .problem');
    await readWebviews(workbench.page);
    await workbench.webview.click(`role=tab[name=/${pseudo('Logging')}/]`);
    await workbench.webview.waitFor('[data-field="/loggerProps/log_level"] select');
    await readWebviews(workbench.page);
    await command('Integrations: Show Calls');
    await hover(workbench.page.locator('.part.panel').getByRole('treeitem').first());
  });
  it('asks a question', async () => {
    await workbench.tree.menu('sample-bearer', pseudo('Delete…'));
    await workbench.dialog.press(pseudo('Cancel'));
  });
  it('leads through the first day', async () => {
    await command('Integrations: Get Started');
    await workbench.waitFor('.step-title');
    for (const title of await workbench.page.locator('.step-title').all()) await title.click();
  });
  it('opens a platform', async () => {
    const platform = await startPlatform();
    try {
      await connect(workbench, platform, 'Emulated', pseudo);
      await workbench.tree.offers('Emulated, admin@pronghorn', undefined);
      await hover(workbench.treeItem('Emulated, admin@pronghorn'));
    } finally {
      await platform.close();
    }
  });

  it('has nothing but data in plain letters', () => {
    const data = dataIn(workbench.workspace).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    // In the tree, in the form's page and on the platform.
    for (const text of ['sample-healthy', 'Sample Service:1.0.0', 'Emulated']) assert.ok(shown.has(text), text);
    const all = new RegExp(`(?<![A-Za-z])(${data.join('|')})(?![A-Za-z])`, 'g');
    const rest = (text: string): string =>
      known.reduce((left, each) => left.replaceAll(each, ''), text.replaceAll(all, ''));
    const plain = [...shown].filter(([text]) => /[A-Za-z]{2}/.test(rest(text)));
    const lines = plain.map(([text, place]) => `${text} (${place})`);
    assert.equal(lines.length, 0, `Not translated:\n${lines.join('\n')}`);
  });
});
