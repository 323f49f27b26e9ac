// Where what must outlive the window is kept: records as files of this machine, the secrets in them in the secret store.
import { readExact, writeJson } from '../exact.ts';
import { asArray, asString, get, isObject, parseJson, type Json } from '../json.ts';
import type { KeyStore } from '../secrets/secretStore.ts';
import type { Backup, SecretValues } from './backup.ts';

/** Files of one folder by their names. */
export interface RecordFiles {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Also of one that is not there. */
  delete(name: string): Promise<void>;
}

export interface Records {
  readonly files: RecordFiles;
  readonly secrets: KeyStore;
}

const prefix = 'integrations/records/';

export async function readSecrets({ secrets }: Records, id: string): Promise<ReadonlyMap<string, SecretValues>> {
  const stored = parseJson((await secrets.get(prefix + id)) ?? '{}');
  const all = isObject(stored) ? Object.entries(stored) : [];
  return new Map(all.map(([name, values]) => [name, valuesOf(values)]));
}

function valuesOf(stored: Json): SecretValues {
  const entries = isObject(stored) ? Object.entries(stored) : [];
  return new Map(entries.map(([pointer, value]) => [pointer, asString(value) ?? '']));
}

/** By the name of an integration. */
export async function writeSecrets(
  { secrets }: Records,
  id: string,
  values: ReadonlyMap<string, SecretValues>,
): Promise<void> {
  const plain = Object.fromEntries([...values].map(([name, each]) => [name, Object.fromEntries(each)]));
  await secrets.store(prefix + id, JSON.stringify(plain));
}

export const forgetSecrets = async ({ secrets }: Records, id: string): Promise<void> => secrets.delete(prefix + id);

/** Undefined for a file that is gone or broken. */
export async function readRecord({ files }: Records, name: string): Promise<Json | undefined> {
  const bytes = await files.read(name);
  return bytes && readExact(new TextDecoder().decode(bytes));
}

/** Members that are undefined are left out. */
export const recordBytes = (record: object): Uint8Array =>
  new TextEncoder().encode(
    writeJson(Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))),
  );

export function readBackup(value: Json | undefined): Backup {
  const texts = (key: string): string[] => asArray(get(value, key)).flatMap((each) => asString(each) ?? []);
  const service = get(value, 'service');
  return { service: isObject(service) ? service : {}, kept: texts('kept'), hidden: texts('hidden') };
}

/** A part of a file's name, on every system. */
export const fileWord = (text: string): string => text.replaceAll(/[^\w.-]+/g, '_').slice(0, 60);
