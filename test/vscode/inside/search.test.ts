// What happens to documents while the folders are searched.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ModelReader } from '../../../src/core/models/modelReader.ts';
import { FolderCatalog } from '../../../src/vscode/catalog/folderCatalog.ts';
import { eventually } from '../eventually.ts';
import { copyOf, open, replaceIn, restore } from './workspace.ts';

const nothing = () => Promise.resolve();
const noPlatforms = {
  ...{ homes: [], onDidChange: new vscode.EventEmitter<readonly vscode.Uri[]>().event },
  ...{ open: nothing, readModel: nothing, reload: nothing },
};

describe('an integration that changes while the folders are searched', () => {
  let catalog: FolderCatalog;
  /** Lets the models be read, so that the search comes to its end. */
  let goOn: () => void;
  beforeEach(() => {
    const gate = new Promise<void>((resume) => (goOn = resume));
    const read = () => gate.then(() => ({ error: 'not read here' }));
    const models: ModelReader = { read, readOperation: read, filesOf: read };
    catalog = new FolderCatalog(models, noPlatforms);
  });
  afterEach(async () => {
    catalog.dispose();
    await restore();
  });

  /** The integrations are read by now, and the search waits for the models. */
  async function searching(uri: vscode.Uri): Promise<void> {
    void catalog.list();
    await open(uri);
    for (let turns = 0; turns < 5; turns++) await vscode.workspace.findFiles('**/*.integration.json');
    assert.ok(!catalog.isListed);
  }
  const known = (uri: vscode.Uri, name: string): Promise<void> =>
    eventually(() => {
      const entry = catalog.entry(uri);
      assert.equal(entry?.kind === 'integration' && entry.name, name);
    });

  it('is known by what it says in the end', async () => {
    const uri = copyOf('sample-bearer', 'searched-for');
    await searching(uri);
    await replaceIn(uri, '"name": "searched-for"', '"name": "found"');
    goOn();
    await catalog.list();
    await known(uri, 'found');
  });
});
