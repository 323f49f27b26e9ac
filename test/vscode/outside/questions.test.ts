// Questions that stand in the way on purpose: before something is deleted, replaced or sent that may change data.
// (VS Code shows no modal dialogs to tests inside it.)
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench, type Workbench } from '../../help/workbench.ts';
import { eventually } from '../eventually.ts';

describe('question', () => {
  let workbench: Workbench;
  let path: (file: string) => string;
  before(async () => {
    workbench = await openWorkbench();
    path = (file) => join(workbench.workspace, file);
    await workbench.openView();
    await workbench.tree.waitFor('sample-healthy');
  });
  after(() => workbench.close());

  /** A redraw of the tree at the wrong moment closes its menu: then once more. */
  const ask = (row: string, command: string): Promise<string> =>
    eventually(async () => {
      await workbench.tree.menu(row, command);
      await workbench.page.locator('.monaco-dialog-box').waitFor({ timeout: 3000 });
      return workbench.dialog.text();
    });

  const bearer = 'integrations/sample-bearer.integration.json';

  it('before a deletion names the integration and its file, and Cancel keeps both', async () => {
    assert.match(
      await ask('sample-bearer', 'Delete…'),
      /Delete "sample-bearer"\?\s+The file integrations\/sample-bearer\.integration\.json is deleted\./,
    );
    await workbench.dialog.press('Cancel');
    await workbench.waitFor('.monaco-dialog-box', false);
    assert.ok(existsSync(path(bearer)));
  });

  it('answered with Delete deletes, and Undo brings every byte back', async () => {
    const bytes = readFileSync(path(bearer));
    await ask('sample-bearer', 'Delete…');
    await workbench.dialog.press('Delete');
    await eventually(() => assert.ok(!existsSync(path(bearer))));
    await workbench.treeItem('sample-bearer').waitFor({ state: 'hidden' });
    await workbench.toast.press('Undo');
    await eventually(() => assert.deepEqual(readFileSync(path(bearer)), bytes));
    await workbench.tree.waitFor('sample-bearer');
  });

  it('before a deletion in the form is the same, and the form is gone afterwards', async () => {
    await workbench.tree.click('sample-bearer');
    await workbench.webview.click('role=button[name="More Actions"]');
    await workbench.webview.click('role=menuitem[name="Delete"]');
    await workbench.dialog.press('Delete');
    await eventually(() => assert.ok(!existsSync(path(bearer))));
    await workbench.treeItem('sample-bearer').waitFor({ state: 'hidden' });
    await workbench.toast.press('Undo');
    await eventually(() => assert.ok(existsSync(path(bearer))));
    await workbench.tree.waitFor('sample-bearer');
    await workbench.command('View: Close All Editors');
  });

  it('before a tab is closed comes at once after the last key, and Save has all of it', async () => {
    await workbench.tree.click('sample-bearer');
    await workbench.webview.click('[data-field="/properties/properties/server/host"] input');
    const close = workbench.page.locator('.editor-group-container .tab.active .tab-actions .action-label');
    const { x, y, width, height } = (await close.boundingBox())!;
    // The mouse is there before: no move tells the page that it is about to go.
    await workbench.page.mouse.move(x + width / 2, y + height / 2);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type('.');
    // Nobody is faster with the mouse than this.
    await workbench.waitFor('.editor-group-container .tab.active.dirty');
    await workbench.page.keyboard.type('typed');
    await workbench.page.mouse.down();
    await workbench.page.mouse.up();
    // The button is drawn anew with the first key: a click that it missed is made again.
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: 3000 }).catch(() => workbench.page.mouse.click(x + width / 2, y + height / 2));
    assert.match(await workbench.dialog.text(), /save the changes you made to sample-bearer/);
    await workbench.click('.monaco-dialog-box >> role=button[name="Save"]');
    await eventually(() => assert.match(readFileSync(path(bearer), 'utf8'), /"host": "[^"]+\.typed"/));
    await workbench.waitFor('.editor-group-container .tab', false);
  });

  it('before a model is deleted says which integrations need it', async () => {
    assert.match(
      await ask('Sample Service Bearer', 'Delete…'),
      /Delete "Sample Service Bearer:1\.0\.0"\?[^]*One integration uses/,
    );
    await workbench.dialog.press('Cancel');
  });

  /** From the Explorer through the review to the question. */
  const importing = async (row: string, offer = 'Import Sample Service Bearer'): Promise<string> => {
    await eventually(async () => {
      await workbench.tree.menu(row, 'Import Model…');
      await workbench.page.locator('.quick-input-widget').getByRole('option').first().waitFor({ timeout: 5000 });
    });
    await workbench.quickPick.choose(offer);
    return workbench.dialog.text();
  };

  it('before a model is replaced names it, and Cancel changes nothing', async () => {
    const model = 'models/sample-service-bearer.integration_model.json';
    const before = readFileSync(path(model), 'utf8');
    writeFileSync(path('newer.json'), before.replace('"summary": "Who am I"', '"summary": "Who"'));
    await workbench.openView('Explorer');
    assert.match(await importing('newer.json'), /The model "Sample Service Bearer:1\.0\.0" is already here/);
    await workbench.dialog.press('Cancel');
    await workbench.waitFor('.monaco-dialog-box', false);
    assert.equal(readFileSync(path(model), 'utf8'), before);
    await importing('newer.json');
    await workbench.dialog.press('Replace');
    await eventually(() => assert.equal(readFileSync(path(model), 'utf8'), readFileSync(path('newer.json'), 'utf8')));
    await workbench.openView();
  });

  it('before a model is replaced can be put off to compare, and Keep Both leaves the first one the used one', async () => {
    const model = 'models/sample-service-bearer.integration_model.json';
    const before = readFileSync(path(model), 'utf8');
    writeFileSync(path('newer.json'), before.replace('"summary": "Who"', '"summary": "Who calls"'));
    await workbench.openView('Explorer');
    await importing('newer.json');
    await workbench.dialog.press('Compare');
    await workbench.waitFor('.monaco-diff-editor .modified .view-line:has-text("calls")');
    await workbench.quickPick.choose('Keep Both');
    const second = path('models/sample-service-bearer_2.integration_model.json');
    await eventually(() => assert.equal(readFileSync(second, 'utf8'), readFileSync(path('newer.json'), 'utf8')));
    assert.equal(readFileSync(path(model), 'utf8'), before);
    await workbench.waitFor(
      '.notification-toast >> text=Of the two documents models/sample-service-bearer.integration_model.json is the one',
    );
    // Nothing is left that wants to be saved.
    await workbench.waitFor('.editor-group-container .tab.dirty', false);
    await workbench.openView();
    await workbench.tree.waitFor('models/sample-service-bearer_2.integration_model.json');
    rmSync(second);
    await workbench.treeItem('models/sample-service-bearer_2').waitFor({ state: 'hidden' });
    await workbench.command('View: Close All Editors');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('about YAML that replaces JSON writes a .yaml file in its place', async () => {
    const model = 'models/sample-service-api-key.integration_model.json';
    const before = readFileSync(path(model), 'utf8');
    const yaml = `# YAML is a superset of JSON\n${before}`;
    writeFileSync(path('newer.yaml'), yaml);
    await workbench.openView('Explorer');
    await importing('newer.yaml', 'Import Sample Service API Key');
    await workbench.dialog.press('Replace');
    const written = path('models/sample-service-api-key.integration_model.yaml');
    await eventually(() => assert.equal(readFileSync(written, 'utf8'), yaml));
    await eventually(() => assert.ok(!existsSync(path(model))));
    await workbench.openView();
    await workbench.tree.waitFor('Sample Service API Key');
    await workbench.command('View: Close All Editors');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('after the lens "+ Integration" of the details of a model is what the integration shall be called', async () => {
    await eventually(async () => {
      await workbench.tree.menu('Sample Service Bearer', 'Show Model Details');
      await workbench.page.locator('.codelens-decoration >> text=Integration').first().waitFor({ timeout: 5000 });
    });
    const asked = workbench.page.locator('.quick-input-widget >> text=Name of the new integration of').first();
    // Lenses that are drawn anew take no click, and one that was taken may be answered late.
    await eventually(async () => {
      if (await asked.isVisible()) return;
      await workbench.page.locator('.codelens-decoration >> text=Integration').first().click({ timeout: 3000 });
      await asked.waitFor({ timeout: 3000 });
    });
    assert.match(await asked.innerText(), /Sample Service Bearer:1\.0\.0/);
    await workbench.keyboard.press('Escape');
    await workbench.command('View: Close All Editors');
  });

  it('before a model is updated says what happens to its integrations, and then changes both', async () => {
    const model = path('models/sample-service-bearer.integration_model.json');
    const newer = readFileSync(model, 'utf8').replace('"version": "1.0.0"', '"version": "2.0.0"');
    writeFileSync(path('newer.json'), newer);
    await workbench.openView('Explorer');
    await workbench.tree.click('newer.json');
    await workbench.openView();
    await eventually(async () => {
      await workbench.tree.menu('Sample Service Bearer', 'Update Model…');
      await workbench.page.locator('.quick-input-widget').getByRole('option').first().waitFor({ timeout: 5000 });
    });
    await workbench.quickPick.choose('The open editor');
    assert.match(
      await workbench.dialog.text(),
      /Replace "Sample Service Bearer:1\.0\.0" by "Sample Service Bearer:2\.0\.0"/,
    );
    await workbench.dialog.press('Update');
    await eventually(() => assert.equal(readFileSync(model, 'utf8'), newer));
    await eventually(() => assert.match(readFileSync(path(bearer), 'utf8'), /adapter_Sample Service Bearer:2\.0\.0/));
    await workbench.command('View: Close All Editors');
  });

  it('before a call that may change data comes once for each integration; Cancel sends nothing', async () => {
    const sent = (): string[] => workbench.service.requests.map(({ method, path: url }) => `${method} ${url}`);
    const create = async (): Promise<void> => {
      await workbench.tree.button('sample-apikey', 'Test Call…');
      await workbench.quickPick.choose('createItem');
      await workbench.waitFor('.quick-input-title >> text=Body');
      await workbench.quickPick.accept();
    };
    await create();
    assert.match(await workbench.dialog.text(), /POST \/items may change data on the server/);
    await workbench.dialog.press('Cancel');
    await workbench.waitFor('.monaco-dialog-box', false);
    assert.deepEqual(sent(), []);
    await create();
    await workbench.dialog.press('Send');
    await eventually(() => assert.deepEqual(sent(), ['POST /api/v1/items']));
    await workbench.waitFor('.notification-toast >> text=createItem: 201');
    await create();
    await eventually(() => assert.deepEqual(sent(), ['POST /api/v1/items', 'POST /api/v1/items']));
  });
});
