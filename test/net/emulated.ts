// An emulated platform with a client of it, and records in memory, for tests of what must survive a crash.
import type { KeyStore } from '../../src/core/secretStore.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { RecordFiles, Records } from '../../src/core/platform/records.ts';
import { createPlatform } from '../../src/net/platform.ts';
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

export function memoryRecords(): MemoryRecords {
  const kept = new Map<string, Uint8Array>();
  const values = new Map<string, string>();
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

/** Every text that is kept in files. */
export const filesText = ({ kept }: MemoryRecords): string =>
  [...kept.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n');
