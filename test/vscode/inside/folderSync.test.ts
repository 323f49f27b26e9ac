// What a pull writes into a folder, and how it is taken back: names and files of every kind, and what happens meanwhile.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Entry, Home } from '../../../src/core/catalog.ts';
import { readExact } from '../../../src/core/exact.ts';
import { asObject } from '../../../src/core/json.ts';
import { ok } from '../../../src/core/request.ts';
import { exportText } from '../../../src/core/sync/exportFormat.ts';
import { planItem, type SyncItem } from '../../../src/core/sync/planItem.ts';
import { runSync, type Decision, type Ran } from '../../../src/core/sync/runSync.ts';
import { readSide, type Side } from '../../../src/core/sync/side.ts';
import type { UndoRuns } from '../../../src/core/sync/undoRuns.ts';
import { undoSync, type Undone } from '../../../src/core/sync/undoSync.ts';
import { createFolderTarget } from '../../../src/vscode/sync/folderTarget.ts';
import { createFolderUndo } from '../../../src/vscode/sync/folderUndo.ts';
import { petsService } from '../../help/pets.ts';
import { memoryRuns } from '../../net/emulated.ts';
import { file, onDisk, open, replaceIn, restore, write } from './workspace.ts';

const signal = new AbortController().signal;
const nothing = () => Promise.resolve(undefined);
const travel = { to: 'folder', stays: new Set<string>(), overlay: new Map(), local: new Set<string>() } as const;

describe('a pull into a folder', () => {
  const root = file('pulled');
  const inRoot = (path: string): vscode.Uri => vscode.Uri.joinPath(root, path);
  let runs: UndoRuns;
  beforeEach(() => {
    mkdirSync(join(root.fsPath, 'integrations'), { recursive: true });
    ({ runs } = memoryRuns());
  });
  afterEach(async () => {
    rmSync(root.fsPath, { recursive: true, force: true });
    await restore();
  });

  const sideOf = (place: 'folder' | 'platform', text: string): Promise<Side> =>
    readSide(place, asObject(readExact(text)), [], nothing);
  const onPlatform = (name: string, host = 'new.example.com'): Promise<Side> =>
    sideOf('platform', JSON.stringify(petsService(name, { server: { host }, password: '' })));
  const made = async (name: string): Promise<SyncItem> =>
    planItem(await onPlatform(name), undefined, undefined, travel);
  async function changed(name: string, uri: vscode.Uri): Promise<SyncItem> {
    return planItem(
      await onPlatform(name),
      await sideOf('folder', onDisk(uri).replace(/^\uFEFF/, '')),
      undefined,
      travel,
    );
  }
  const homeWith = (...uris: readonly vscode.Uri[]): Home => {
    const entries = uris.map((uri): [string, Entry] => {
      const name = /([^/]+)\.integration\.json$/.exec(uri.path)?.[1] ?? '';
      return [uri.toString(), { kind: 'integration', uri: uri.toString(), file: name, name, modelId: 'Pets:1' }];
    });
    return { id: root.toString(), label: 'pulled', entries: new Map(entries) };
  };
  /** `meanwhile`: what happens while each step is noted. */
  async function pull(
    home: Home,
    items: readonly SyncItem[],
    does: Decision['does'] = 'write',
    meanwhile = (): unknown => undefined,
  ): Promise<Ran> {
    const own = runs.begin({ title: 'Pull', source: home, target: home });
    const log: typeof own = {
      ...own,
      async begin(step) {
        await meanwhile();
        return own.begin(step);
      },
    };
    const store = () => Promise.resolve();
    const target = createFolderTarget({ home, log, store, model: () => Promise.resolve(ok(new Uint8Array())) });
    const decisions = items.map((item): Decision => {
      return { item, does, chosen: new Set(item.differences.map(({ pointer }) => pointer)) };
    });
    const ran = await runSync(target, { decisions, models: [], skipped: [] }, () => undefined, signal);
    await runs.release(log.id);
    return ran;
  }
  async function takeBack(): Promise<Undone> {
    const [run] = await runs.all();
    assert.ok(run);
    return undoSync(runs, run, createFolderUndo(root), () => undefined, signal);
  }
  const failures = ({ steps }: Pick<Ran, 'steps'>): string[] =>
    steps.filter(({ kind }) => kind === 'failed').flatMap(({ notes }) => notes);
  const names = (): string[] => readdirSync(join(root.fsPath, 'integrations')).sort();
  const text = (name: string): string => `${JSON.stringify(petsService(name, { password: '' }), undefined, 2)}\n`;

  it('makes a file of its own for every name, on every system', async () => {
    const given = ['Über uns', '..', 'Pets', 'pets', 'a:b', 'a?b', 'con', '犬'.repeat(100), '../../outside'];
    const ran = await pull(homeWith(), await Promise.all(given.map(made)));
    assert.deepEqual(failures(ran), []);
    const expected = [
      '...integration.json',
      '.._.._outside.integration.json',
      'Pets.integration.json',
      'a_b-2.integration.json',
      'a_b.integration.json',
      'con.integration.json'.replace('con', '_con'),
      'pets-2.integration.json',
      'Über uns.integration.json',
      `${'犬'.repeat(66)}.integration.json`,
    ];
    assert.deepEqual(names(), expected.sort());
    const own = names().map(
      (name) => asObject(readExact(readFileSync(join(root.fsPath, 'integrations', name), 'utf8')))['name'],
    );
    assert.deepEqual(own.sort(), [...given].sort());
    assert.deepEqual(failures(await takeBack()), []);
    assert.deepEqual(names(), []);
  });

  it('brings back byte for byte what it changed and deleted', async () => {
    const [crlf, marked] = [
      inRoot('integrations/crlf.integration.json'),
      inRoot('integrations/marked.integration.json'),
    ];
    writeFileSync(
      crlf.fsPath,
      text('crlf').replaceAll('\n', '\r\n').replace('"password": ""', '"password": "hunter2"'),
    );
    writeFileSync(marked.fsPath, `\uFEFF${text('marked')}`);
    const before = [crlf, marked].map((uri) => readFileSync(uri.fsPath));
    const home = homeWith(crlf, marked);
    const items = [await changed('crlf', crlf), await changed('marked', marked)];
    for (const does of ['write', 'remove'] as const) {
      assert.deepEqual(failures(await pull(home, items, does)), []);
      assert.equal(existsSync(crlf.fsPath), does === 'write');
      if (does === 'write') assert.match(onDisk(marked), /^\uFEFF[^]*new\.example\.com/);
      assert.deepEqual(failures(await takeBack()), []);
      assert.deepEqual(
        [crlf, marked].map((uri) => readFileSync(uri.fsPath)),
        before,
      );
    }
  });

  it('leaves what was changed meanwhile, in its editor or by another window that pulls', async () => {
    const uri = write('pulled/integrations/edited.integration.json', text('edited'));
    const items = [await changed('edited', uri), await made('twice')];
    write('pulled/integrations/twice.integration.json', exportText(petsService('twice')));
    await open(uri);
    await replaceIn(uri, '"pets.example.com"', '"mine.example.com"');
    const ran = await pull(homeWith(uri), items);
    assert.match(failures(ran).join(' '), /changed meanwhile.* made here meanwhile/);
    assert.deepEqual(names(), ['edited.integration.json', 'twice.integration.json']);
    assert.match((await open(uri)).getText(), /mine\.example\.com/);
  });

  it('leaves what is changed or made at the very last moment', async () => {
    const [one, other] = ['one', 'other'].map((name) => inRoot(`integrations/${name}.integration.json`)) as [
      vscode.Uri,
      vscode.Uri,
    ];
    writeFileSync(one.fsPath, text('one'));
    const items = [await changed('one', one), await made('other')];
    const theirs = text('one').replace('pets.example.com', 'theirs.example.com');
    const meanwhile = (): void => [one, other].forEach((uri) => writeFileSync(uri.fsPath, theirs));
    for (const [does, item] of [
      ['write', items[0]],
      ['remove', items[0]],
      ['write', items[1]],
    ] as const) {
      writeFileSync(one.fsPath, text('one'));
      rmSync(other.fsPath, { force: true });
      assert.match(failures(await pull(homeWith(one), [item!], does, meanwhile)).join(), /changed meanwhile/);
      assert.deepEqual([onDisk(one), onDisk(other)], [theirs, theirs]);
      assert.deepEqual(await runs.all(), []);
    }
  });

  it('leaves a file that is not UTF-8 as it is', async () => {
    const uri = inRoot('integrations/latin.integration.json');
    const bytes = Buffer.from(text('latin').replace('"virtual"', '"description": "Käse", "virtual"'), 'latin1');
    writeFileSync(uri.fsPath, bytes);
    const items = [await changed('latin', uri)];
    for (const does of ['write', 'remove'] as const) {
      assert.deepEqual(failures(await pull(homeWith(uri), items, does)), [
        'Its file is not UTF-8, and stays as it is.',
      ]);
      assert.ok(bytes.equals(readFileSync(uri.fsPath)));
    }
  });

  it('does not bring a folder back that was deleted meanwhile', async () => {
    const items = [await made('one'), await made('two')];
    rmSync(root.fsPath, { recursive: true });
    const ran = await pull(homeWith(), items);
    assert.deepEqual(failures(ran), ['The folder pulled is gone.', 'The folder pulled is gone.']);
    assert.ok(!existsSync(root.fsPath));
    assert.deepEqual(await runs.all(), []);
  });

  it('tells of a file that cannot be written, and goes on', async () => {
    // A folder of that name is in the way, for who is root may write every file.
    const uri = inRoot('integrations/blocked.integration.json');
    writeFileSync(uri.fsPath, text('blocked'));
    const items = [await changed('blocked', uri), await made('free')];
    rmSync(uri.fsPath);
    mkdirSync(uri.fsPath);
    const ran = await pull(homeWith(uri), items);
    assert.equal(failures(ran).length, 1);
    assert.ok(names().includes('free.integration.json'));
    assert.deepEqual(failures(await takeBack()), []);
    assert.deepEqual(names(), ['blocked.integration.json']);
  });
});
