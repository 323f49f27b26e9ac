// What becomes of a plan whose integrations cannot be read: nobody is told that they are the same, or waits for each of them.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Entry, Home } from '../../../src/core/catalog.ts';
import { createDocuments } from '../../../src/core/platform/documents.ts';
import { planSync, type SyncHome } from '../../../src/core/sync/planSync.ts';
import { createSend } from '../../../src/net/send.ts';
import { decide } from '../../../src/vscode/sync/decide.ts';
import { readHome } from '../../../src/vscode/sync/readHome.ts';
import { petsModel, petsService } from '../../help/pets.ts';
import { startPlatform } from '../../help/platform/platform.mjs';
import { clientOf } from '../../net/emulated.ts';
import { untilNotified } from './notifications.ts';
import { restore, write } from './workspace.ts';

const signal = new AbortController().signal;
const everything = { scope: { has: () => true, label: '' }, expect: () => undefined, done: () => undefined };
const reading = { ...everything, secret: () => Promise.resolve(undefined), pause: () => Promise.resolve(), signal };

describe('a plan', () => {
  afterEach(restore);

  const entryOf = (uri: vscode.Uri, name: string): [string, Entry] => [
    uri.toString(),
    { kind: 'integration', uri: uri.toString(), file: name, name, modelId: 'Pets:1' },
  ];
  const homeOf = (id: string, entries: [string, Entry][]): Home => ({ id, label: id, entries: new Map(entries) });
  const empty = (id: string): SyncHome => ({
    id,
    label: id,
    place: 'platform',
    integrations: new Map(),
    models: new Set(),
    unreadable: new Map(),
  });

  it('tells of a file that cannot be read, and not that all are the same', async () => {
    const uri = write('integrations/merged.integration.json', '<<<<<<< HEAD\n{ "name": "merged" }\n=======\n');
    const folder = await readHome({ ...reading, home: homeOf('folder', [entryOf(uri, 'merged')]) }, undefined);
    const overlays = { source: () => new Map(), target: () => new Map() };
    const input = { source: folder, target: empty('Dev'), bases: new Map(), overlays, local: [] };
    const plan = await planSync(input, reading.pause);
    const homes = { source: homeOf('folder', []), target: homeOf('Dev', []) };
    const remotes = { source: undefined, target: undefined };
    const planned = { ...homes, plan, remotes, problems: [], secret: reading.secret };
    const nothing = { show: () => undefined, dryRun: () => Promise.resolve() };
    assert.equal(await decide({ ...nothing, planned, title: 'Push folder → Dev' }), undefined);
    assert.match(
      await untilNotified('Push folder → Dev'),
      /1 cannot be read.*merged \(folder\): Its JSON has a syntax/,
    );
  });

  it('ends with the reason where the platform goes away while it is read', async () => {
    const emulated = await startPlatform();
    const sender = createSend();
    try {
      const names = Array.from({ length: 40 }, (_, index) => `pets-${index}`);
      emulated.addModel(petsModel());
      for (const name of names) emulated.addIntegration(petsService(name));
      const platform = clientOf(emulated, sender);
      const documents = createDocuments(platform, {
        ...reading,
        conflict: () => Promise.resolve('stop'),
        masked: () => Promise.resolve(undefined),
        may: () => true,
      });
      const entries = names.map((name) => entryOf(vscode.Uri.parse(`integration://dev/${name}`), name));
      let asked = 0;
      emulated.fault = ({ path }) => (path.startsWith('/integrations/') && ++asked > 10 ? 'cut' : undefined);
      await assert.rejects(
        readHome({ ...reading, home: homeOf('Dev', entries) }, { platform, documents }),
        /connection/,
      );
      assert.ok(asked < 30, `it asked ${asked} times`);
    } finally {
      sender.close();
      await emulated.close();
    }
  });
});
