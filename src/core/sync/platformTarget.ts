// A platform that integrations and models are brought to: nothing of it is overwritten that was not seen in the plan.
import * as l10n from '@vscode/l10n';
import { asObject, type JsonObject } from '../json.ts';
import type { NotSaved, RemoteDocuments } from '../platform/documents.ts';
import { setAside, type SecretValues } from '../platform/backup.ts';
import { comparable, placeText, sameValue, secretsBy, type IsSecret } from '../platform/hidden.ts';
import type { Platform } from '../platform/platform.ts';
import { prettyJson } from '../prettyJson.ts';
import { parsePointer, toPointer } from '../pointer.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { isPlatformSecret } from '../secrets/secrets.ts';
import { contentText } from './content.ts';
import { leavesOf, putLeaves, type Put } from './leaves.ts';
import { resultOf, type SyncItem } from './planItem.ts';
import type { Doing, TargetHome } from './runSync.ts';
import type { Side } from './side.ts';
import type { BegunStep, UndoLog } from './undoStep.ts';

export interface PlatformTargetParts {
  readonly platform: Platform;
  /** Those through which the plan was read: what they know is what was compared. */
  readonly documents: RemoteDocuments;
  /** Values of secrets that somebody typed, by name and pointer. */
  readonly typed: (name: string) => readonly Put[];
  /** What is known of the secrets of an integration that the platform hides, by pointer. */
  readonly hidden: (name: string, pointers: readonly string[]) => Promise<SecretValues>;
  /** Keeps a copy of what is deleted, longer than a pull or push can be taken back. */
  readonly keep: (name: string, modelId: string) => Promise<Kept | undefined>;
  /** The OpenAPI document of a model in the source, as JSON. */
  readonly model: (id: string, signal: AbortSignal) => Promise<Outcome<Uint8Array, string>>;
  readonly log: UndoLog;
}

/** A copy of what is deleted. */
export interface Kept {
  readonly id: string;
  drop(): Promise<void>;
}

export function createPlatformTarget(parts: PlatformTargetParts): TargetHome {
  let unanswered = 0;
  /** Where it has gone away, nobody waits for each of thousands of steps until its time is up. */
  const trying = async (work: (at: Trying) => Doing): Doing => {
    if (unanswered >= patience) return failed(l10n.t('Not tried, because the platform did not answer.'));
    const before = unanswered;
    const done = await work({ ...parts, unanswered: () => void (unanswered = before + 1) });
    if (unanswered === before) unanswered = 0;
    return done;
  };
  return {
    write: (item, chosen, signal) =>
      trying((at) => (item.target ? change(at, item, chosen, signal) : create(at, item, chosen, signal))),
    remove: (item, signal) => trying((at) => remove(at, item, signal)),
    createModel: (id, signal) => trying((at) => createModel(at, id, signal)),
  };
}

/** Steps in a row without an answer, after which no other is tried. */
export const patience = 3;

interface Trying extends PlatformTargetParts {
  /** No answer came. */
  readonly unanswered: () => void;
}

async function createModel(at: Trying, id: string, signal: AbortSignal): Doing {
  const { platform, model, log } = at;
  const document = await model(id, signal);
  if (!document.ok) return document;
  const step = await log.begin({ what: 'model', name: id });
  const made = await platform.createModel(document.value, signal);
  if (!made.ok) return notTaken(at, step, made.failure, made.failure.message);
  const exported = await platform.exportModel(id, signal);
  if (exported.ok) await step.done(exported.value);
  return ok({ after: undefined, notes: [] });
}

async function change(at: Trying, item: SyncItem, chosen: ReadonlySet<string>, signal: AbortSignal): Doing {
  const { documents, typed, hidden, log } = at;
  const { name, target, base } = item;
  const before = documents.known(name)?.service ?? asObject(target?.service);
  const wanted = putLeaves(resultOf(item, chosen), typed(name));
  const isSecret = secretsOf(target);
  const texts = { before: prettyJson(before), still: prettyJson(wanted), after: contentText(wanted) };
  const step = await log.begin({ what: 'integration', name, base, isSecret, ...texts });
  const saved = await documents.save(name, texts.still, signal);
  if (!saved.ok) return notTaken(at, step, saved.failure, notSaved(saved.failure, name));
  const after = saved.value.service;
  const pointers = setAside(after, isSecret).backup.hidden;
  await step.done(contentText(after), pointers.length === 0 ? new Map() : await hidden(name, pointers));
  return ok({ after, notes: [...keptByPlatform(wanted, after, item), ...lostSecrets(item, chosen)] });
}

async function create(at: Trying, item: SyncItem, chosen: ReadonlySet<string>, signal: AbortSignal): Doing {
  const { platform, documents, typed, log } = at;
  const { name, base } = item;
  const wanted = putLeaves(resultOf(item, chosen), typed(name));
  const step = await log.begin({ what: 'integration', name, base, after: contentText(wanted) });
  const made = await documents.create(prettyJson(wanted), signal);
  if (!made.ok) return notTaken(at, step, made.failure, notSaved(made.failure, name));
  const after = made.value.service;
  await step.done(contentText(after));
  const pointers = await platform.secretPointers(name, signal);
  return ok({ after, secrets: pointers.ok ? pointers.value : [], notes: leftOut(item, typed(name)) });
}

async function remove(at: Trying, item: SyncItem, signal: AbortSignal): Doing {
  const { platform, documents, keep, log } = at;
  const { name, target, base } = item;
  const before = documents.known(name)?.service ?? asObject(target?.service);
  const changed = await changedSince(at, name, before, signal);
  if (changed !== undefined) return failed(changed);
  const kept = await keep(name, item.modelId);
  const isSecret = secretsOf(target);
  const known = { what: 'integration', name, base, deleted: kept?.id } as const;
  const step = await log.begin({ ...known, before: prettyJson(before), isSecret });
  const gone = await platform.deleteIntegration(name, signal);
  if (!gone.ok) {
    if (!isOpen(gone.failure)) await kept?.drop();
    return notTaken(at, step, gone.failure, gone.failure.message);
  }
  documents.forget(name);
  return ok({ after: undefined, notes: target?.hides === true ? [hiddenNote()] : [] });
}

/** Where no answer came, it may have been done all the same. */
export const isOpen = ({ kind }: NotSaved): boolean => kind === 'unreachable';

async function notTaken({ unanswered }: Trying, step: BegunStep, failure: NotSaved, message: string): Doing {
  if (isOpen(failure)) unanswered();
  else await step.drop();
  return failed(message);
}

/** What the platform says it encrypts, and what is one anyway. */
const secretsOf = (side: Side | undefined): IsSecret => {
  const usual = secretsBy([]);
  return (path, text) => usual(path, text) || side?.isSecret(toPointer(path)) === true;
};

/** A sentence where the platform has another document by now. */
async function changedSince(
  { platform, unanswered }: Trying,
  name: string,
  seen: JsonObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const current = await platform.integration(name, signal);
  if (!current.ok && isOpen(current.failure)) unanswered();
  if (!current.ok) return current.failure.message;
  const isSecret = secretsBy([]);
  return comparable(current.value, isSecret) === comparable(seen, isSecret) ? undefined : changedMeanwhile(name);
}

/** In a sentence. */
export const notSaved = ({ kind, message }: NotSaved, name: string): string =>
  kind === 'stopped' ? changedMeanwhile(name) : message;

export const changedMeanwhile = (name: string): string =>
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
