// Commands: from the palette without an argument, from the tree and the form, and what they make and refuse.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';
import { answer } from './answer.ts';
import { serve } from './calls.ts';
import { openForm, untilFormOf } from './form.ts';
import { notifications, pressInNotification, untilNotified } from './notifications.ts';
import { editorOf, file, knownCopyOf, onDisk, restore, sample, valueAt, write } from './workspace.ts';

const run = vscode.commands.executeCommand;
const untilRefused = (text: string): Promise<void> => ui.waitFor(`.quick-input-message >> text=${text}`);

const untilOffered = (value: string): Promise<void> =>
  eventually(async () => assert.equal(await ui.quickPick.value(), value));

const newIntegration = async (...answers: readonly string[]): Promise<void> => {
  await ui.command('Integrations: New Integration…');
  await answer('Sample Service Bearer', ...answers);
};

const shop = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Shop/Items', version: '1' },
  paths: { '/items': { get: { operationId: 'listItems' } } },
});
const shopFile = 'models/Shop_Items_1.integration_model.json';

describe('command without an argument', () => {
  afterEach(restore);

  const ofAnIntegration = [
    'Open Form',
    'Open Advanced View',
    'Test Call…',
    'Clone Integration…',
    'Rename Integration…',
    'Delete…',
    'Show Last Response',
    'Reveal in Integrations View',
    'Move Secrets to Secret Store',
    'Add Syslog Block',
  ];
  for (const title of ofAnIntegration)
    it(`${title} asks which integration`, async () => {
      await ui.command(`Integrations: ${title}`);
      await ui.waitFor('.quick-input-list >> text=sample-untrusted-certificate');
    });

  for (const title of ['New Integration…', 'Open Model'])
    it(`${title} asks which model`, async () => {
      await ui.command(`Integrations: ${title}`);
      await ui.waitFor('.quick-input-list >> text=Selector AI Query Language');
    });

  it('means the integration that is open', async () => {
    await openForm(sample('sample-bearer'));
    await ui.command('Integrations: Open Advanced View');
    await editorOf(sample('sample-bearer'));
  });

  it('asks where its row was drawn anew while its menu was open, and does not take the integration that is open', async () => {
    await openForm(sample('sample-bearer'));
    // What VS Code hands over for a row that it no longer knows.
    void run('integrations.deleteIntegration', undefined, undefined);
    await ui.waitFor('.quick-input-list >> text=sample-untrusted-certificate');
    await ui.keyboard.press('Escape');
  });

  it('says nothing when it is left', async () => {
    await run('notifications.clearAll');
    const cloning = run('integrations.cloneIntegration');
    await ui.waitFor('.quick-input-list >> text=sample-healthy');
    await run('workbench.action.closeQuickOpen');
    await cloning;
    assert.deepEqual(await notifications(), []);
  });

  it('Show Log shows the log', async () => {
    await ui.command('Integrations: Show Log');
    await ui.waitFor('.panel .part.panel, .panel >> text=Output');
    await eventually(() => assert.ok(vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === 'output')));
  });
});

describe('new integration', () => {
  afterEach(restore);

  it('is asked for its model, name and file, and opens in the form', async () => {
    await newIntegration('brand-new', 'integrations/brand-new.integration.json');
    const uri = sample('brand-new');
    await untilFormOf(uri);
    const text = onDisk(uri);
    const keys = ['name', 'type', 'model', 'properties', 'isEncrypted', 'loggerProps', 'virtual', 'profiling'];
    assert.deepEqual(Object.keys(JSON.parse(text) as object).slice(0, 8), keys);
    assert.match(text, /^\{\n {4}"name": "brand-new",\n {4}"type": "Adapter",\n/);
    assert.match(text, /"model": "@itential\/adapter_Sample Service Bearer:1\.0\.0"/);
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      [],
    );
  });

  it('starts from a model in the tree', async () => {
    await ui.openView();
    await ui.tree.button('Swagger Petstore', 'New Integration…');
    await answer('pets', 'integrations/pets.integration.json');
    await untilFormOf(sample('pets'));
    assert.equal(await valueAt(sample('pets'), 'properties/type'), 'Swagger Petstore:1.0.0');
  });

  it('gets a file name that every system takes', async () => {
    await newIntegration('what: a*name?');
    await untilOffered('integrations/what_ a_name_.integration.json');
  });

  it('is refused a name that is taken, empty or has a slash', async () => {
    await newIntegration();
    await ui.quickPick.type('sample-healthy');
    await untilRefused('There is already an integration called "sample-healthy".');
    await ui.quickPick.type('a/b');
    await untilRefused('A name cannot contain "/"');
    await ui.quickPick.type('');
    await untilRefused('Enter a name.');
  });

  it('is refused a file that exists, lies outside or is not an integration', async () => {
    await newIntegration('fresh');
    await ui.quickPick.type('integrations/sample-healthy.integration.json');
    await untilRefused('integrations/sample-healthy.integration.json already exists.');
    await ui.quickPick.type('../fresh.integration.json');
    await untilRefused('Enter a path inside the folder.');
    await ui.quickPick.type('fresh.json');
    await untilRefused('The file name must end in .integration.json.');
  });
});

describe('clone', () => {
  afterEach(restore);

  it('is made under More in the form, and differs in its names only', async () => {
    const uri = await knownCopyOf('sample-healthy', 'original', (text) => text.replace('{', '{\n    "_id": "5f",'));
    await openForm(uri);
    await ui.webview.click('role=button[name="More Actions"]');
    await ui.webview.click('role=menuitem[name="Clone"]');
    await untilOffered('original-copy');
    await answer('second');
    await untilFormOf(sample('second'));
    const expected = onDisk(uri).replaceAll('"original"', '"second"').replace('\n    "_id": "5f",', '');
    assert.deepEqual(JSON.parse(onDisk(sample('second'))), JSON.parse(expected));
    assert.equal(onDisk(sample('second')), expected);
  });

  it('does not overwrite a file', async () => {
    write('integrations/taken.integration.json', 'not ours');
    await run('integrations.refresh');
    const cloning = run('integrations.cloneIntegration', sample('sample-bearer'));
    await answer('taken');
    await cloning;
    await untilNotified('integrations/taken.integration.json already exists.');
    assert.equal(onDisk(sample('taken')), 'not ours');
  });
});

describe('import of a model', () => {
  afterEach(restore);

  it('takes a file, keeps its text, shows it in the tree and offers an integration of it', async () => {
    await ui.openView();
    const importing = run('integrations.importModel', write('downloads/shop.json', shop));
    await ui.quickPick.choose('Import Shop/Items:1');
    await importing;
    await editorOf(file(shopFile));
    assert.equal(onDisk(file(shopFile)), shop);
    await eventually(async () => assert.ok((await ui.tree.names()).includes('Shop/Items, 1 · 1 operation')));
    await pressInNotification('New Integration');
    await answer('shop-dev', 'integrations/shop-dev.integration.json');
    await untilFormOf(sample('shop-dev'));
  });

  it('takes along the files that the document refers to', async () => {
    const item = { type: 'object', properties: { name: { type: 'string' } } };
    const parts = JSON.parse(shop) as { components?: object };
    parts.components = { schemas: { Item: { $ref: 'parts/item.json' }, Size: { $ref: '../sizes.json' } } };
    write('downloads/sizes.json', '{"enum": ["S", "M"]}');
    write('downloads/api/parts/item.json', JSON.stringify(item));
    const importing = run('integrations.importModel', write('downloads/api/shop.json', JSON.stringify(parts)));
    await ui.quickPick.choose('Import Shop/Items:1');
    await importing;
    const place = 'models/Shop_Items_1';
    await editorOf(file(`${place}/document/Shop_Items_1.integration_model.json`));
    assert.equal(onDisk(file(`${place}/document/parts/item.json`)), JSON.stringify(item));
    assert.equal(onDisk(file(`${place}/sizes.json`)), '{"enum": ["S", "M"]}');
  });

  it('takes a URL', async () => {
    const service = await serve((_, response) => response.end(shop));
    await ui.command('Integrations: Import Model…');
    await ui.quickPick.choose('A URL');
    await ui.quickPick.type('ftp://nowhere');
    await untilRefused('Enter an address that begins with');
    await answer(`http://127.0.0.1:${service.port}/openapi.json`);
    await ui.quickPick.choose('Import Shop/Items:1');
    await editorOf(file(shopFile));
    assert.equal(onDisk(file(shopFile)), shop);
    service.close();
  });

  it('shows what the document would be, and takes another description', async () => {
    const importing = run('integrations.importModel', write('downloads/shop.json', shop));
    const items = (await ui.quickPick.items()).join('\n');
    for (const part of ['Operations', 'Security scheme', 'Server', 'Problems']) assert.match(items, new RegExp(part));
    await ui.quickPick.choose('Description');
    await answer('What the shop sells');
    await ui.quickPick.choose('Import Shop/Items:1');
    await importing;
    assert.match(onDisk(file(shopFile)), /"description": ?"What the shop sells"/);
  });

  it('says what a URL answered in place of a document', async () => {
    const service = await serve((_, response) => response.writeHead(403).end('no'));
    await ui.command('Integrations: Import Model…');
    await ui.quickPick.choose('A URL');
    await answer(`http://127.0.0.1:${service.port}/openapi.json`);
    await untilNotified('answered 403 Forbidden');
    service.close();
  });

  it('refuses what is no model and writes nothing', async () => {
    await run('integrations.importModel', write('downloads/shop.yaml', 'openapi: 3.0.3\ninfo: {}\n'));
    await untilNotified('no info.title');
    await run('notifications.clearAll');
    await run('integrations.importModel', write('downloads/other.json', '{"hello": "world"}'));
    await untilNotified('openapi');
    assert.ok(!existsSync(file(shopFile).fsPath));
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
  });
});

describe('models', () => {
  afterEach(restore);

  it('show their details in a document that cannot be edited', async () => {
    await run('integrations.showModelDetails', sample('servicenow-table-dev'));
    await eventually(() =>
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^# ServiceNow Table/),
    );
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    for (const part of ['`servicenow-table-dev`', '## Security schemes', '## Operations (6)'])
      assert.ok(text.includes(part));
    await ui.waitFor('.codelens-decoration >> text=Integration');
  });
});

describe('other commands', () => {
  afterEach(restore);

  it('Reveal in Integrations View selects the row', async () => {
    await run('integrations.revealInTree', sample('servicenow-table-dev'));
    await ui.waitFor('[role="treeitem"][aria-selected="true"] >> text=servicenow-table-dev');
  });

  it('Copy Method and Path copies both', async () => {
    await ui.openView();
    await ui.tree.click('Operations, 4');
    await ui.tree.menu('findPetById', 'Copy Method and Path');
    await eventually(async () => assert.equal(await vscode.env.clipboard.readText(), 'GET /pets/{id}'));
    await ui.tree.click('Operations, 4');
  });

  it('Add Syslog Block writes the defaults, so that the level can be chosen', async () => {
    const uri = await knownCopyOf('sample-bearer', 'syslogged', (text) =>
      text.replace(/"loggerProps": \{[^]*?\n {4}\}/, '"loggerProps": {}'),
    );
    await openForm(uri);
    await ui.webview.click('role=tab[name=/Logging/]');
    await ui.webview.click('role=button[name="Add syslog block"]');
    await eventually(async () => assert.equal(await valueAt(uri, 'loggerProps/syslog/level'), 'warning'));
  });

  it('Move Secrets to Secret Store says when there is none, which is no matter for the log', async () => {
    await run('notifications.clearAll');
    await run('integrations.moveSecret', sample('sample-bearer'));
    await untilNotified('This integration has no secret in plain text.');
    await run('notifications.showList');
    assert.equal(await ui.count('.notifications-center >> role=button[name="Show Log"]'), 0);
    await run('notifications.clearAll');
  });

  it('an error that nobody expected leads to the log', async () => {
    await run('integrations.moveSecret', vscode.Uri.joinPath(sample('sample-bearer'), '../gone.integration.json'));
    await pressInNotification('Show Log');
    await ui.waitFor('.panel .output-view, .output-view-content, .panel [aria-label*="Integrations"]');
  });
});
