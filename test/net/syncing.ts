// Pulls and pushes against emulated platforms, for tests: what the face does with people, done by itself.
import assert from 'node:assert/strict';
import { readExact } from '../../src/core/exact.ts';
import { asObject, get, type JsonObject } from '../../src/core/json.ts';
import { setAside } from '../../src/core/platform/backup.ts';
import { createDocuments, type RemoteDocuments } from '../../src/core/platform/documents.ts';
import { secretsBy } from '../../src/core/platform/hidden.ts';
import { createJournal } from '../../src/core/platform/journal.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { ok } from '../../src/core/request.ts';
import type { Bases } from '../../src/core/sync/base.ts';
import { exportText } from '../../src/core/sync/exportFormat.ts';
import { resultOf, usualChoice, type SyncItem } from '../../src/core/sync/planItem.ts';
import { planSync, type SyncHome, type SyncPlan } from '../../src/core/sync/planSync.ts';
import { createPlatformTarget, type PlatformTargetParts } from '../../src/core/sync/platformTarget.ts';
import { createPlatformUndo } from '../../src/core/sync/platformUndo.ts';
import { runSync, type Decided, type Ran } from '../../src/core/sync/runSync.ts';
import { readSide, type Side } from '../../src/core/sync/side.ts';
import { undoSync, type Undone } from '../../src/core/sync/undoSync.ts';
import { createSend, type Send } from '../../src/net/send.ts';
import { petsModel, petsPassword, petsService } from '../help/pets.ts';
import { startPlatform, type Platform as Emulated } from '../help/platform/platform.mjs';
import { clientOf, memoryRecords, memoryRuns, type MemoryRuns } from './emulated.ts';

const signal = new AbortController().signal;
const password = petsPassword;
const noPause = (): Promise<void> => Promise.resolve();
export const model = petsModel();
export const local = ['/properties/properties/server/host'];
export type Switches = Parameters<typeof startPlatform>[0];

export interface Open {
  readonly emulated: Emulated;
  readonly platform: Platform;
  readonly documents: RemoteDocuments;
}

interface Running {
  readonly in?: MemoryRuns;
  readonly tell?: (name: string) => void;
  readonly abort?: AbortSignal;
}

/** With the hooks of the suite that it is called in. */
export function syncing() {
  let started: Emulated[];
  let sender: Send;
  beforeEach(() => {
    sender = createSend();
    started = [];
    stored.clear();
  });
  afterEach(async () => {
    sender.close();
    await Promise.all(started.map((each) => each.close()));
  });

  const stored = new Map<string, string>();
  const secret = ({ name }: { readonly name: string }) => Promise.resolve(stored.get(name));

  async function start(switches: Switches = {}, names: readonly string[] = ['pets']): Promise<Emulated> {
    const emulated = await startPlatform(switches);
    started.push(emulated);
    if (names.length > 0) emulated.addModel(model);
    for (const name of names) emulated.addIntegration(petsService(name));
    return emulated;
  }
  function openOf(emulated: Emulated): Open {
    const platform = clientOf(emulated, sender);
    const documents = createDocuments(platform, {
      secret,
      conflict: () => Promise.resolve('stop'),
      may: () => true,
      masked: (_name, pointers) => Promise.resolve(new Map(pointers.map((pointer) => [pointer, password]))),
    });
    return { emulated, platform, documents };
  }
  async function homeOf(id: string, { emulated, platform, documents }: Open): Promise<SyncHome> {
    const integrations = new Map<string, Side>();
    const listed = await platform.integrations(signal);
    if (!listed.ok) assert.fail(listed.failure.message);
    for (const { name } of listed.value) {
      const read = await documents.read(name, signal);
      const pointers = await platform.secretPointers(name, signal);
      if (!read.ok || !pointers.ok) assert.fail(name);
      integrations.set(name, await readSide('platform', read.value.service, pointers.value, secret));
    }
    const models = new Set(emulated.models.keys() as Iterable<string>);
    return { id, label: id, place: 'platform', integrations, models, unreadable: new Map() };
  }
  async function folderOf(texts: Readonly<Record<string, string>>): Promise<SyncHome> {
    const sides = await Promise.all(
      Object.entries(texts).map(async ([name, text]): Promise<[string, Side]> => [
        name,
        await readSide('folder', asObject(readExact(text)), [], secret),
      ]),
    );
    return {
      id: 'folder',
      label: 'folder',
      place: 'folder',
      integrations: new Map(sides),
      models: new Set(['Pets:1']),
      unreadable: new Map(),
    };
  }
  const planOf = (source: SyncHome, target: SyncHome, bases: Bases = new Map()): Promise<SyncPlan> =>
    planSync({ source, target, bases, overlays: { source: () => new Map(), target: () => new Map() }, local }, noPause);
  const decidedFor = (items: readonly SyncItem[], all = false): Decided => ({
    decisions: items.map((item) => ({
      item,
      does: item.kind === 'removed' ? 'remove' : 'write',
      chosen: all ? new Set(item.differences.map(({ pointer }) => pointer)) : usualChoice(item),
    })),
    models: [],
    skipped: [],
  });
  let kept: MemoryRuns;
  beforeEach(() => (kept = memoryRuns()));
  /** One that was not released was broken off, as by a crash. */
  async function begun(
    to: Open,
    decided: Decided,
    { in: { runs } = kept, tell = () => undefined, abort = signal }: Running = {},
  ) {
    const home = { id: 'integration://dev', label: 'Dev' };
    const log = runs.begin({ title: 'Push', source: { id: 'folder', label: 'folder' }, target: home });
    const document = new TextEncoder().encode(JSON.stringify(model));
    const target = createPlatformTarget({
      ...to,
      log,
      typed: () => [],
      hidden: (_name, pointers) => Promise.resolve(new Map(pointers.map((pointer) => [pointer, password]))),
      keep: keepFrom(to),
      model: () => Promise.resolve(ok(document)),
    });
    return { log, ran: await runSync(target, decided, tell, abort) };
  }
  async function run(to: Open, decided: Decided, running: Running = {}): Promise<Ran> {
    const { log, ran } = await begun(to, decided, running);
    await (running.in ?? kept).runs.release(log.id);
    return ran;
  }
  /** What a later window does, which knows nothing but what was kept. */
  async function takeBack(to: Open, { runs } = kept): Promise<Undone> {
    const [last] = await runs.all();
    assert.ok(last && (await runs.claim(last)));
    const { platform } = openOf(to.emulated);
    const home = createPlatformUndo({
      platform,
      keep: keepFrom(to),
      secret: () => Promise.resolve(undefined),
      documents: (hidden) =>
        createDocuments(platform, {
          secret,
          conflict: () => Promise.resolve('stop'),
          may: () => true,
          masked: () => Promise.resolve(hidden),
        }),
      dropCopy: (id) => Promise.resolve(void copies.delete(id)),
    });
    const undone = await undoSync(runs, last, home, () => undefined, signal);
    await runs.release(last.id);
    return undone;
  }
  /** Ids of the journal's copies. */
  const copies = new Set<string>();
  const keepFrom = ({ platform }: Open): PlatformTargetParts['keep'] => {
    const journal = createJournal(memoryRecords(), Date.now);
    return async (name, modelId) => {
      const service = await platform.integration(name, signal);
      if (!service.ok) return undefined;
      const place = { connection: 'dev', url: '', name, modelId };
      const { id } = await journal.addIntegration(place, setAside(service.value, secretsBy([])));
      copies.add(id);
      return { id, drop: () => Promise.resolve(void copies.delete(id)) };
    };
  };
  const hostOf = (emulated: Emulated, name = 'pets'): unknown =>
    get(emulated.integrations.get(name) as JsonObject, 'properties', 'properties', 'server', 'host');
  async function pulled(from: Open): Promise<Record<string, string>> {
    const { items } = await planOf(await homeOf('dev', from), await folderOf({}));
    return Object.fromEntries(items.map((item) => [item.name, exportText(resultOf(item, usualChoice(item)))]));
  }
  return {
    /** Values of secrets, by name. */
    stored,
    copies,
    kept: () => kept,
    start,
    openOf,
    homeOf,
    folderOf,
    planOf,
    decidedFor,
    begun,
    run,
    takeBack,
    hostOf,
    pulled,
  };
}

export const failuresOf = ({ steps }: Pick<Ran | Undone, 'steps'>): string[] =>
  steps.filter(({ kind }) => kind === 'failed').flatMap(({ notes }) => notes);

export const withHost = (text: string, host: string): string =>
  text.replace('"pets.example.com"', JSON.stringify(host));
