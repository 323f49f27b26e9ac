// A folder with a thousand integrations and a hundred models: listed at once, and a change costs what one file costs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { openApi } from '../../help/documents.ts';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { nothingIsChecked } from '../quiet.ts';
import { file, onDisk, restore, sample } from './workspace.ts';

const integrationCount = 1000;
const modelCount = 100;
const modelTitle = (number: number): string => `Many ${String(number).padStart(3, '0')}`;
const run = vscode.commands.executeCommand;

/** The integrations whose problems are known, none among them. */
const checked = (): unknown[] =>
  vscode.languages.getDiagnostics().filter(([{ path }]) => path.includes('/many/integrations/'));

describe('a thousand integrations and a hundred models', () => {
  before(async () => {
    const text = onDisk(sample('sample-healthy'));
    for (let at = 0; at < modelCount; at++) {
      const model = JSON.stringify(openApi({ title: modelTitle(at) }));
      writeFileSync(file(`many/models/${at}.integration_model.json`).fsPath, model);
    }
    for (let at = 0; at < integrationCount; at++) {
      const own = text.replaceAll('"sample-healthy"', `"many-${at}"`);
      const integration = own.replaceAll('Sample Service:', `${modelTitle(at % modelCount)}:`);
      writeFileSync(file(`many/integrations/${at}.integration.json`).fsPath, integration);
    }
    await run('integrations.refresh');
    await eventually(() => assert.equal(checked().length, integrationCount), 55_000);
  });
  after(restore);

  /** What is checked after a file is written, until `uri` is among it and nothing more comes. */
  async function checkedAfter(uri: vscode.Uri, text: string): Promise<string[]> {
    await nothingIsChecked();
    const looked = new Set<string>();
    // Documents of other tests may be open still.
    const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) =>
      uris.filter(({ path }) => path.includes('/many/')).forEach(({ path }) => looked.add(path)),
    );
    const started = performance.now();
    writeFileSync(uri.fsPath, text);
    await eventually(() => assert.ok(looked.has(uri.path)));
    console.log(`      (seen after ${(performance.now() - started).toFixed(0)} ms)`);
    await nothingIsChecked();
    listening.dispose();
    return [...looked].sort();
  }

  it('are not read again when one of them changes', async () => {
    const uri = file('many/integrations/700.integration.json');
    assert.deepEqual(await checkedAfter(uri, onDisk(uri).replace('"http"', '"gopher"')), [uri.path]);
  });

  it('are not read again when one comes, but for one of the same name', async () => {
    const [uri, namesake] = [
      file('many/integrations/new.integration.json'),
      file('many/integrations/5.integration.json'),
    ];
    const text = onDisk(namesake);
    assert.deepEqual(await checkedAfter(uri, text.replaceAll('"many-5"', '"many-new"')), [uri.path]);
    assert.deepEqual(await checkedAfter(uri, text), [namesake.path, uri.path]);
  });

  it('are listed at once, and nothing else has to wait', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    await run('integrations.refresh');
    const listed = performance.now() - started;
    delay.disable();
    await ui.openView();
    await ui.tree.waitFor('Many 000');
    console.log(`      (listed in ${listed.toFixed(0)} ms; longest wait of others ${(delay.max / 1e6).toFixed(0)} ms)`);
  });
});
