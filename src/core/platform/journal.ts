// What was deleted on platforms from this machine, the last of it, so that it can be brought back.
import * as l10n from '@vscode/l10n';
import { writeJson } from '../exact.ts';
import { asString, get, type Json, type JsonObject } from '../json.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { broughtBack, lostOf, type Backup, type SetAside } from './backup.ts';
import type { Platform, Refusal } from './platform.ts';
import { fileWord, forgetSecrets, readBackup, readRecord, readSecrets, writeSecrets, type Records } from './records.ts';
import { recreate } from './recreate.ts';

interface DeletedBase {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The id and the address of the connection; a connection that was made anew has another id. */
  readonly connection: string;
  readonly url: string;
  /** Of the integration, or the model's `title:version`. */
  readonly name: string;
}

export type Deleted =
  | (DeletedBase & { readonly kind: 'integration'; readonly modelId: string; readonly backup: Backup })
  | (DeletedBase & { readonly kind: 'model' });

type Place = Pick<DeletedBase, 'connection' | 'url' | 'name'>;

export interface Journal {
  /** The newest first. */
  all(): Promise<readonly Deleted[]>;
  addIntegration(place: Place & { readonly modelId: string }, document: SetAside): Promise<Deleted>;
  addModel(place: Place, document: Uint8Array): Promise<Deleted>;
  /** Makes it on the platform again; what is lost of it are JSON pointers of secrets that nobody has. */
  restore(deleted: Deleted, platform: Platform, signal: AbortSignal): Promise<Outcome<Restored, Refusal>>;
  drop(deleted: Deleted): Promise<void>;
  /** The document as it would be restored, without its secrets; undefined for a model. */
  service(deleted: Deleted): JsonObject | undefined;
}

export interface Restored {
  readonly lost: readonly string[];
}

/** Documents of models are large, those of integrations are not. */
const most = { integration: 200, model: 10 } as const;

export function createJournal(records: Records, now: () => number): Journal {
  const { files } = records;
  const modelFile = (id: string): string => `${id}.model`;
  const write = async (deleted: Deleted): Promise<Deleted> => {
    await files.write(`${deleted.id}.json`, new TextEncoder().encode(writeJson(deleted as unknown as Json)));
    const known = await all();
    for (const kind of ['integration', 'model'] as const)
      for (const old of known.filter((each) => each.kind === kind).slice(most[kind])) await drop(old);
    return deleted;
  };
  const base = (place: Place): DeletedBase => {
    const at = now();
    return { ...place, at, id: `${at.toString(36)}-${fileWord(place.name)}` };
  };
  const all = async (): Promise<readonly Deleted[]> => {
    const names = (await files.names()).filter((name) => name.endsWith('.json'));
    const found = await Promise.all(names.map(async (name) => readDeleted(await readRecord(records, name))));
    return found.flatMap((each) => each ?? []).sort((one, other) => other.at - one.at);
  };
  const drop = async ({ id }: Deleted): Promise<void> => {
    await forgetSecrets(records, id);
    await files.delete(modelFile(id));
    await files.delete(`${id}.json`);
  };
  return {
    all,
    drop,
    async addIntegration({ modelId, ...place }, { backup, values }) {
      const deleted: Deleted = { ...base(place), kind: 'integration', modelId, backup };
      if (values.size > 0) await writeSecrets(records, deleted.id, new Map([[deleted.name, values]]));
      return write(deleted);
    },
    async addModel(place, document) {
      const deleted: Deleted = { ...base(place), kind: 'model' };
      await files.write(modelFile(deleted.id), document);
      return write(deleted);
    },
    async restore(deleted, platform, signal) {
      const done =
        deleted.kind === 'model'
          ? await restoreModel(await files.read(modelFile(deleted.id)), platform, signal)
          : await restoreIntegration(records, deleted, platform, signal);
      if (done.ok) await drop(deleted);
      return done;
    },
    service: (deleted) => (deleted.kind === 'integration' ? deleted.backup.service : undefined),
  };
}

async function restoreIntegration(
  records: Records,
  { id, name, backup }: Extract<Deleted, { kind: 'integration' }>,
  platform: Platform,
  signal: AbortSignal,
): Promise<Outcome<Restored, Refusal>> {
  const values = (await readSecrets(records, id)).get(name) ?? new Map<string, string>();
  const made = await recreate(platform, broughtBack(backup, values), signal);
  return made.ok ? ok({ lost: lostOf(backup, values) }) : made;
}

async function restoreModel(
  document: Uint8Array | undefined,
  platform: Platform,
  signal: AbortSignal,
): Promise<Outcome<Restored, Refusal>> {
  if (!document) return failed({ kind: 'failed', message: l10n.t('The document of the model is no longer kept.') });
  const made = await platform.createModel(document, signal);
  return made.ok ? ok({ lost: [] }) : made;
}

function readDeleted(value: Json | undefined): Deleted | undefined {
  const text = (key: string): string => asString(get(value, key)) ?? '';
  const [id, name, url, connection] = [text('id'), text('name'), text('url'), text('connection')];
  const at = Number(get(value, 'at') ?? NaN);
  if (id === '' || name === '' || !Number.isFinite(at)) return undefined;
  const base = { id, at, name, url, connection };
  if (text('kind') === 'model') return { ...base, kind: 'model' };
  return { ...base, kind: 'integration', modelId: text('modelId'), backup: readBackup(get(value, 'backup')) };
}
