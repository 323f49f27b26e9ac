// A platform that integrations and models are brought to: nothing of it is overwritten that was not seen in the plan.
import * as l10n from '@vscode/l10n';
import { asObject, type JsonObject } from '../json.ts';
import type { NotSaved, RemoteDocuments } from '../platform/documents.ts';
import { comparable, placeText, sameValue, secretsBy } from '../platform/hidden.ts';
import type { Platform, Refusal } from '../platform/platform.ts';
import { prettyJson } from '../platform/prettyJson.ts';
import { parsePointer, toPointer } from '../pointer.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { isPlatformSecret } from '../secrets.ts';
import { leavesOf, putLeaves, type Put } from './leaves.ts';
import { resultOf, type SyncItem } from './planItem.ts';
import type { Doing, TargetHome } from './runSync.ts';

export interface PlatformTargetParts {
  readonly platform: Platform;
  /** Those through which the plan was read: what they know is what was compared. */
  readonly documents: RemoteDocuments;
  /** Values of secrets that somebody typed, by name and pointer. */
  readonly typed: (name: string) => readonly Put[];
  /** Keeps a copy of what is deleted, longer than a pull or push can be taken back. */
  readonly keep: (name: string, modelId: string) => Promise<Kept | undefined>;
  /** The OpenAPI document of a model in the source, as JSON. */
  readonly model: (id: string, signal: AbortSignal) => Promise<Outcome<Uint8Array, string>>;
}

/** A copy of what is deleted. */
export interface Kept {
  restore(signal: AbortSignal): Promise<Outcome<unknown, Refusal>>;
  drop(): Promise<void>;
}

export function createPlatformTarget(parts: PlatformTargetParts): TargetHome {
  return {
    write: (item, chosen, signal) =>
      item.target ? change(parts, item, chosen, signal) : create(parts, item, chosen, signal),
    remove: (item, signal) => remove(parts, item, signal),
    async createModel(id, signal) {
      const document = await parts.model(id, signal);
      if (!document.ok) return document;
      const made = await parts.platform.createModel(document.value, signal);
      if (!made.ok) return failed(made.failure.message);
      return ok({ after: undefined, notes: [], undo: (abort) => answered(parts.platform.deleteModel(id, abort)) });
    },
  };
}

async function change(
  { documents, typed }: PlatformTargetParts,
  item: SyncItem,
  chosen: ReadonlySet<string>,
  signal: AbortSignal,
): Doing {
  const { name, target } = item;
  const before = documents.known(name)?.service ?? asObject(target?.service);
  const wanted = putLeaves(resultOf(item, chosen), typed(name));
  const saved = await documents.save(name, prettyJson(wanted), signal);
  if (!saved.ok) return failed(sentence(saved.failure, name));
  const notes = [...keptByPlatform(wanted, saved.value.service, item), ...lostSecrets(item, chosen)];
  return ok({
    after: saved.value.service,
    notes,
    undo: async (abort) => {
      const back = await documents.save(name, prettyJson(before), abort);
      return back.ok ? ok(undefined) : failed(sentence(back.failure, name));
    },
  });
}

async function create(
  { platform, documents, typed }: PlatformTargetParts,
  item: SyncItem,
  chosen: ReadonlySet<string>,
  signal: AbortSignal,
): Doing {
  const { name } = item;
  const made = await documents.create(prettyJson(putLeaves(resultOf(item, chosen), typed(name))), signal);
  if (!made.ok) return failed(sentence(made.failure, name));
  const after = made.value.service;
  const undo = async (abort: AbortSignal): Promise<Outcome<undefined, string>> => {
    const changed = await changedSince(platform, name, after, abort);
    if (changed !== undefined) return failed(changed);
    const gone = await answered(platform.deleteIntegration(name, abort));
    if (gone.ok) documents.forget(name);
    return gone;
  };
  const pointers = await platform.secretPointers(name, signal);
  return ok({ after, secrets: pointers.ok ? pointers.value : [], notes: leftOut(item, typed(name)), undo });
}

async function remove({ platform, documents, keep }: PlatformTargetParts, item: SyncItem, signal: AbortSignal): Doing {
  const { name, target } = item;
  const before = documents.known(name)?.service ?? asObject(target?.service);
  const changed = await changedSince(platform, name, before, signal);
  if (changed !== undefined) return failed(changed);
  const kept = await keep(name, item.modelId);
  const gone = await platform.deleteIntegration(name, signal);
  if (!gone.ok) {
    // Where no answer came, it may be gone all the same.
    if (gone.failure.kind !== 'unreachable') await kept?.drop();
    return failed(gone.failure.message);
  }
  documents.forget(name);
  return ok({
    after: undefined,
    notes: target?.hides === true ? [hiddenNote()] : [],
    undo: async (abort) => {
      if (!kept) return failed(l10n.t('No copy of it was kept.'));
      const back = await kept.restore(abort);
      if (back.ok) await documents.read(name, abort);
      return back.ok ? ok(undefined) : failed(back.failure.message);
    },
  });
}

/** A sentence where the platform has another document by now. */
async function changedSince(
  platform: Platform,
  name: string,
  seen: JsonObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const current = await platform.integration(name, signal);
  if (!current.ok) return current.failure.message;
  const isSecret = secretsBy([]);
  return comparable(current.value, isSecret) === comparable(seen, isSecret) ? undefined : meanwhile(name);
}

const answered = async (answer: ReturnType<Platform['deleteIntegration']>): Promise<Outcome<undefined, string>> => {
  const given = await answer;
  return given.ok ? ok(undefined) : failed(given.failure.message);
};

const sentence = ({ kind, message }: NotSaved, name: string): string =>
  kind === 'stopped' ? meanwhile(name) : message;

const meanwhile = (name: string): string =>
  l10n.t('{0} was changed on the platform meanwhile, and stays as it is there. Compare again.', name);

/** Whether an update merges or replaces is not documented: what was to go may still be there. */
function keptByPlatform(wanted: JsonObject, after: JsonObject, { target, source }: SyncItem): string[] {
  const [mine, theirs] = [leavesOf(wanted), leavesOf(after)];
  const kept = [...theirs.keys()].filter(
    (pointer) =>
      target?.leaves.has(pointer) === true &&
      !target.isSecret(pointer) &&
      source?.isSecret(pointer) !== true &&
      !mine.has(pointer) &&
      sameValue(theirs.get(pointer), target.leaves.get(pointer)),
  );
  return kept.map((pointer) => l10n.t('The platform did not give up {0}.', placeText(pointer)));
}

function lostSecrets({ differences }: SyncItem, chosen: ReadonlySet<string>): string[] {
  const replaced = differences.filter(({ pointer, isSecret, before }) => {
    const isHidden = typeof before === 'string' && !isPlatformSecret(before);
    return isSecret && isHidden && chosen.has(pointer);
  });
  return replaced.map(({ pointer }) =>
    l10n.t('The secret {0} was replaced; the one before it cannot be brought back.', placeText(pointer)),
  );
}

function leftOut({ missing }: SyncItem, typed: readonly Put[]): string[] {
  const given = new Set(typed.map(({ pointer }) => toPointer(parsePointer(pointer))));
  return missing
    .filter((pointer) => !given.has(pointer))
    .map((pointer) => l10n.t('{0} was left out: it has no value here.', placeText(pointer)));
}

export const hiddenNote = (): string => l10n.t('The platform hides its secrets: they cannot be brought back with it.');
