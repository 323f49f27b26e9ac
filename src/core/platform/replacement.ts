// The record of a model's replacement on a platform: written before the first step, gone after the last, so that whoever
// finds one knows what must still be done.
import { writeJson } from '../exact.ts';
import { asArray, asObject, asString, get, isObject, type Json } from '../json.ts';
import type { Backup, SecretValues } from './backup.ts';
import { fileWord, forgetSecrets, readBackup, readRecord, readSecrets, writeSecrets, type Records } from './records.ts';

/** `old`: everything as it was. `new`: the new document, and the integrations as they fit it. */
export type Goal = 'old' | 'new';

export interface SavedIntegration {
  readonly name: string;
  readonly old: Backup;
  readonly new: Backup;
  /** By the pointer of a secret in `new`, where it stood in `old`. */
  readonly moved: Readonly<Record<string, string>>;
}

export interface Replacement {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When a step was last taken. */
  readonly touchedAt: number;
  /** Who works on it, as `isAlive` understands it. */
  readonly owner: string;
  readonly connection: string;
  readonly url: string;
  /** The model's `title:version`. */
  readonly modelId: string;
  readonly goal: Goal;
  /** The platform did not take the document in place, so that everything is deleted and made anew. */
  readonly anew: boolean;
  /** Names of those whose hidden secrets were asked for. */
  readonly asked: readonly string[];
  readonly integrations: readonly SavedIntegration[];
}

/** Of an integration's secrets by goal and name: the new document may have them at other places. */
export type ReplacementSecrets = ReadonlyMap<string, SecretValues>;

export const secretsKey = (goal: Goal, name: string): string => `${goal} ${name}`;

export interface Replacements {
  /** The oldest first. */
  all(): Promise<readonly Replacement[]>;
  save(replacement: Replacement, secrets?: ReplacementSecrets): Promise<void>;
  secrets(replacement: Replacement): Promise<ReplacementSecrets>;
  /** `old` and `new` are documents to import, `exported` is the new one as the platform gave it back. */
  document(replacement: Replacement, which: Goal | 'exported'): Promise<Uint8Array | undefined>;
  keepDocument(replacement: Replacement, which: Goal | 'exported', bytes: Uint8Array): Promise<void>;
  finish(replacement: Replacement): Promise<void>;
}

export function createReplacements(records: Records): Replacements {
  const { files } = records;
  return {
    async all() {
      const names = (await files.names()).filter((name) => name.endsWith('.json'));
      const found = await Promise.all(names.map(async (name) => readReplacement(await readRecord(records, name))));
      return found.flatMap((each) => each ?? []).sort((one, other) => one.startedAt - other.startedAt);
    },
    async save(replacement, secrets) {
      // First the secrets: a record without them would promise more than it holds.
      if (secrets) await writeSecrets(records, replacement.id, secrets);
      const text = writeJson(replacement as unknown as Json);
      await files.write(`${replacement.id}.json`, new TextEncoder().encode(text));
    },
    secrets: ({ id }) => readSecrets(records, id),
    document: ({ id }, which) => files.read(`${id}.${which}`),
    keepDocument: ({ id }, which, bytes) => files.write(`${id}.${which}`, bytes),
    async finish({ id }) {
      await files.delete(`${id}.json`);
      for (const which of ['old', 'new', 'exported'] as const) await files.delete(`${id}.${which}`);
      await forgetSecrets(records, id);
    },
  };
}

export const replacementId = (modelId: string, now: number): string => `${now.toString(36)}-${fileWord(modelId)}`;

function readReplacement(value: Json | undefined): Replacement | undefined {
  const text = (key: string): string => asString(get(value, key)) ?? '';
  const number = (key: string): number => Number(get(value, key) ?? NaN);
  const [id, modelId] = [text('id'), text('modelId')];
  if (!isObject(value) || id === '' || modelId === '') return undefined;
  return {
    id,
    modelId,
    startedAt: number('startedAt'),
    touchedAt: number('touchedAt'),
    owner: text('owner'),
    connection: text('connection'),
    url: text('url'),
    goal: text('goal') === 'new' ? 'new' : 'old',
    anew: get(value, 'anew') === true,
    asked: textsOf(get(value, 'asked')),
    integrations: asArray(get(value, 'integrations')).map(readSaved),
  };
}

function readSaved(value: Json): SavedIntegration {
  const moved = Object.entries(asObject(get(value, 'moved'))).flatMap(([to, from]) =>
    typeof from === 'string' ? [[to, from] as const] : [],
  );
  return {
    name: asString(get(value, 'name')) ?? '',
    old: readBackup(get(value, 'old')),
    new: readBackup(get(value, 'new')),
    moved: Object.fromEntries(moved),
  };
}

const textsOf = (value: Json | undefined): string[] => asArray(value).flatMap((each) => asString(each) ?? []);
