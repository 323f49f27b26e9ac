// What it takes to take pulls and pushes back, kept on this machine: each step is noted before it is taken, so that a window
// which ends in the middle of a run leaves nothing behind that nobody can take back.
import { asString, get, isObject, type Json } from '../json.ts';
import {
  forgetSecrets,
  readRecord,
  readSecrets,
  recordBytes,
  writeSecrets,
  type RecordFiles,
  type Records,
} from '../platform/records.ts';
import type { KeyStore } from '../secrets/secretStore.ts';
import {
  dropStep,
  isStep,
  noteStep,
  readStep,
  type Content,
  type NoStep,
  type UndoLog,
  type UndoStep,
} from './undoStep.ts';

/** A home as a run knew it; of a platform with its address, for a connection that was made anew has another id. */
export interface RunHome {
  readonly id: string;
  readonly label: string;
  readonly url?: string;
}

export interface UndoRun {
  readonly id: string;
  /** Milliseconds since the epoch, when it was begun. */
  readonly at: number;
  readonly title: string;
  readonly source: RunHome;
  readonly target: RunHome;
  /** Who works on it, and since when; empty where nobody does. */
  readonly owner: string;
  readonly ownedAt: number;
}

/** A run with what of it can still be taken back. */
export interface OpenRun extends UndoRun {
  /** Names of its steps, the last first. */
  readonly steps: readonly string[];
}

/** A folder of records for each run. */
export interface RunFolders {
  ids(): Promise<readonly string[]>;
  files(id: string): RecordFiles;
  remove(id: string): Promise<void>;
}

export interface UndoRunsParts {
  readonly folders: RunFolders;
  readonly secrets: KeyStore;
  /** The same for the same key and content alone. */
  readonly sign: (key: string, content: Content) => string;
  /** Random; it names a run, and keys its signatures. */
  readonly word: () => string;
  readonly now: () => number;
  readonly owner: string;
  readonly isAlive: (owner: string) => boolean;
}

export interface UndoRuns {
  /** The newest first. */
  all(): Promise<readonly OpenRun[]>;
  /** Leaves nothing behind where no step is taken. */
  begin(run: Pick<UndoRun, 'title' | 'source' | 'target'>): UndoLog & { readonly id: string };
  /** Takes a run for this window, until it is released; false while another one works on it. */
  claim(run: UndoRun): Promise<boolean>;
  /** Whether anything of it can still be taken back; otherwise it is gone. */
  release(id: string): Promise<boolean>;
  /** Undefined for one that is gone. */
  step(id: string, name: string): Promise<UndoStep | NoStep | undefined>;
  /** Whether content is what a step left. */
  isAsLeft(id: string, step: UndoStep, content: Content): Promise<boolean>;
  /** It was taken back. */
  undone(id: string, name: string): Promise<void>;
}

/** Runs that are kept. */
const most = 10;
/** Milliseconds after which nobody works on a run any more, whoever has the number of its process by now. */
const abandoned = 3_600_000;

const header = 'run.json';
/** The end of the name of a file that says who is about to take a run. */
const claiming = '.claim';

export function createUndoRuns(parts: UndoRunsParts): UndoRuns {
  const { folders, secrets, now, owner, isAlive } = parts;
  const recordsOf = (id: string): Records => ({ files: folders.files(id), secrets });
  const stepsOf = async (id: string): Promise<string[]> => {
    const names = (await folders.files(id).names()).filter(isStep);
    return names.sort((one, other) => parseInt(other) - parseInt(one));
  };
  const read = async (id: string): Promise<OpenRun | undefined> => {
    const run = readRun(id, await readRecord(recordsOf(id), header));
    return run && { ...run, steps: await stepsOf(id) };
  };
  const write = ({ id, at, title, source, target }: UndoRun, worker: string): Promise<void> =>
    folders.files(id).write(header, recordBytes({ at, title, source, target, owner: worker, ownedAt: now() }));
  const all = async (): Promise<readonly OpenRun[]> => {
    const found = await Promise.all((await folders.ids()).map(read));
    const known = found.flatMap((each) => (each && (each.steps.length > 0 || isBusy(each)) ? each : []));
    return known.sort((one, other) => other.at - one.at || other.id.localeCompare(one.id));
  };
  const isBusy = (run: UndoRun): boolean => run.owner !== '' && isAlive(run.owner) && now() - run.ownedAt < abandoned;
  const remove = async (id: string): Promise<void> => {
    for (const name of await stepsOf(id)) await dropStep(recordsOf(id), id, name);
    await forgetSecrets(recordsOf(id), id);
    await folders.remove(id);
  };
  /** Of a run that was begun just now, another window may not have written anything yet. */
  const removeOld = async (): Promise<void> => {
    const known = await all();
    const isKept = (id: string): boolean => {
      const index = known.findIndex((run) => run.id === id);
      const run = known[index];
      return run ? index < most || isBusy(run) : now() - parseInt(id, 36) < abandoned;
    };
    for (const id of await folders.ids()) if (!isKept(id)) await remove(id);
  };
  const keyOf = async (id: string): Promise<string> =>
    (await readSecrets(recordsOf(id), id)).get('run')?.get('key') ?? '';
  return {
    all,
    begin(given) {
      const at = now();
      const id = `${at.toString(36)}-${parts.word()}`;
      const key = parts.word();
      const start = async (): Promise<void> => {
        await writeSecrets(recordsOf(id), id, new Map([['run', new Map([['key', key]])]]));
        await write({ ...given, id, at, owner, ownedAt: at }, owner);
        await removeOld();
      };
      let started: Promise<void> | undefined;
      let count = 0;
      return {
        id,
        begin: async (step) => {
          await (started ??= start());
          return noteStep(recordsOf(id), id, ++count, step, (content) => parts.sign(key, content));
        },
      };
    },
    async claim({ id }) {
      const files = folders.files(id);
      const own = owner + claiming;
      const free = async (): Promise<OpenRun | undefined> => {
        const run = await read(id);
        return run && !isBusy(run) ? run : undefined;
      };
      if (!(await free())) return false;
      // Of two at once each says so before it looks: one of them at least sees the other, and lets it be.
      await files.write(own, new Uint8Array());
      const others = (await files.names()).filter((name) => name.endsWith(claiming) && name !== own);
      const run = others.some((name) => isAlive(name.slice(0, -claiming.length))) ? undefined : await free();
      if (run) await write(run, owner);
      await files.delete(own);
      return run !== undefined;
    },
    async release(id) {
      const run = await read(id);
      const isLeft = run !== undefined && run.steps.length > 0;
      if (isLeft && run.owner === owner) await write(run, '');
      if (run && !isLeft) await remove(id);
      return isLeft;
    },
    step: (id, name) => readStep(recordsOf(id), id, name),
    async isAsLeft(id, { after }, content) {
      return after !== undefined && parts.sign(await keyOf(id), content) === after;
    },
    undone: (id, name) => dropStep(recordsOf(id), id, name),
  };
}

function readRun(id: string, value: Json | undefined): UndoRun | undefined {
  const home = (key: string): RunHome => {
    const url = asString(get(value, key, 'url'));
    const text = (part: string): string => asString(get(value, key, part)) ?? '';
    return { id: text('id'), label: text('label'), ...(url !== undefined && { url }) };
  };
  const at = Number(get(value, 'at') ?? NaN);
  if (!isObject(value) || !Number.isFinite(at)) return undefined;
  return {
    id,
    at,
    title: asString(get(value, 'title')) ?? '',
    source: home('source'),
    target: home('target'),
    owner: asString(get(value, 'owner')) ?? '',
    ownedAt: Number(get(value, 'ownedAt') ?? 0),
  };
}
