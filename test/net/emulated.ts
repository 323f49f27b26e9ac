// An emulated platform with a client of it, and records in memory, for tests of what must survive a crash.
import { createHmac, randomBytes } from 'node:crypto';
import type { KeyStore } from '../../src/core/secrets/secretStore.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { RecordFiles, Records } from '../../src/core/platform/records.ts';
import { createUndoRuns, type UndoRuns } from '../../src/core/sync/undoRuns.ts';
import { createPlatform } from '../../src/net/platform/platform.ts';
import type { Send } from '../../src/net/send.ts';
import type { Platform as Emulated } from '../help/platform/platform.mjs';

export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export function clientOf(emulated: Emulated, sender: Pick<Send, 'send'>): Platform {
  const { username, password: secret } = emulated.users[0]!;
  const signIn = { way: 'session', username } as const;
  const connection = { id: 'dev', name: 'Dev', url: emulated.url, signIn, rejectUnauthorized: true };
  return createPlatform({ connection, secret: () => Promise.resolve(secret), send: sender.send, now: Date.now });
}

export interface MemoryRecords extends Records {
  readonly kept: Map<string, Uint8Array>;
  readonly values: Map<string, string>;
}

export function memoryRecords(values = new Map<string, string>()): MemoryRecords {
  const kept = new Map<string, Uint8Array>();
  const files: RecordFiles = {
    names: () => Promise.resolve([...kept.keys()]),
    read: (name) => Promise.resolve(kept.get(name)),
    write: (name, bytes) => Promise.resolve(void kept.set(name, bytes)),
    delete: (name) => Promise.resolve(void kept.delete(name)),
  };
  const secrets: KeyStore = {
    get: (key) => Promise.resolve(values.get(key)),
    store: (key, value) => Promise.resolve(void values.set(key, value)),
    delete: (key) => Promise.resolve(void values.delete(key)),
  };
  return { files, secrets, kept, values };
}

export interface MemoryRuns {
  readonly runs: UndoRuns;
  /** The files of each run, by its id. */
  readonly folders: ReadonlyMap<string, MemoryRecords>;
  readonly secrets: ReadonlyMap<string, string>;
}

/** `shared`: what another window on the same machine has. */
export function memoryRuns(
  owner = '1',
  alive: ReadonlySet<string> = new Set(['1', '2']),
  shared?: MemoryRuns,
): MemoryRuns {
  const folders = (shared?.folders ?? new Map()) as Map<string, MemoryRecords>;
  const { secrets, values } = memoryRecords(shared?.secrets as Map<string, string> | undefined);
  const filesOf = (id: string): RecordFiles => {
    const own = (): MemoryRecords => folders.get(id) ?? memoryRecords();
    return {
      names: () => own().files.names(),
      read: (name) => own().files.read(name),
      write: (name, bytes) => {
        folders.set(id, own());
        return own().files.write(name, bytes);
      },
      delete: (name) => own().files.delete(name),
    };
  };
  const runs = createUndoRuns({
    folders: {
      ids: () => Promise.resolve([...folders.keys()]),
      files: filesOf,
      remove: (id) => Promise.resolve(void folders.delete(id)),
    },
    secrets,
    sign: (key, content) => createHmac('sha256', key).update(content).digest('hex'),
    word: () => randomBytes(8).toString('hex'),
    now: () => clock.now++,
    owner,
    isAlive: (each) => alive.has(each),
  });
  return { runs, folders, secrets: values };
}

/** One for all windows. */
const clock = { now: 1_700_000_000_000 };

/** Every text that is kept in files. */
export const filesText = ({ kept }: Pick<MemoryRecords, 'kept'>): string =>
  [...kept.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n');
