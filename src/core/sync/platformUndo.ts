// Takes back on a platform what a push did there.
import * as l10n from '@vscode/l10n';
import { readExact } from '../exact.ts';
import { asObject, type JsonObject } from '../json.ts';
import { broughtBack, lostOf, setAside, type SecretValues } from '../platform/backup.ts';
import type { RemoteDocuments } from '../platform/documents.ts';
import { placeText, secretsBy } from '../platform/hidden.ts';
import { withKnown } from '../platform/masked.ts';
import type { Platform } from '../platform/platform.ts';
import { outlineOf } from '../platform/readAnswers.ts';
import { prettyJson } from '../prettyJson.ts';
import { recreate } from '../platform/recreate.ts';
import { instancesOf } from '../platform/replacing.ts';
import { failed, ok } from '../request.ts';
import type { SecretReference } from '../world.ts';
import { contentText } from './content.ts';
import { putBack } from './cutText.ts';
import { changedMeanwhile, isOpen, notSaved, type PlatformTargetParts } from './platformTarget.ts';
import { lostCopy, nothingToTakeBack, type LeftStep, type TakenBack, type UndoHome } from './undoSync.ts';

export interface PlatformUndoParts {
  readonly platform: Platform;
  /** Documents of their own, which answer for hidden secrets with these values. */
  readonly documents: (hidden: SecretValues) => RemoteDocuments;
  /** What this machine knows of secrets that the platform hides. */
  readonly secret: (reference: SecretReference) => Promise<string | undefined>;
  /** Keeps a copy of what is deleted: its secrets are not looked at, and somebody may have entered some since. */
  readonly keep: PlatformTargetParts['keep'];
  /** Forgets the journal's copy of what is there again. */
  readonly dropCopy: (id: string) => Promise<void>;
}

export function createPlatformUndo(parts: PlatformUndoParts): UndoHome {
  return {
    takeBack: (step, signal) =>
      step.what === 'model' ? deleteModel(parts, step, signal) : takeBackIntegration(parts, step, signal),
  };
}

async function takeBackIntegration(parts: PlatformUndoParts, step: LeftStep, signal: AbortSignal): TakenBack {
  const read = await parts.platform.integration(step.name, signal);
  if (!read.ok && read.failure.kind !== 'missing') return failed(read.failure.message);
  const now = read.ok ? read.value : undefined;
  if (!step.before) return now ? deleteMade(parts, step, now, signal) : nothingToTakeBack;
  const text = putBack(step.before, step.values, now && prettyJson(now));
  if (text === undefined) return failed(lostCopy());
  const old = asObject(readExact(text));
  return step.after === undefined
    ? remake(parts, step, { old, now }, signal)
    : changeBack(parts, step, { old, now }, signal);
}

async function deleteMade(
  { platform, keep }: PlatformUndoParts,
  { name, isAsLeft }: LeftStep,
  now: JsonObject,
  signal: AbortSignal,
): TakenBack {
  if (!(await isAsLeft(contentText(now)))) return failed(changedMeanwhile(name));
  const kept = await keep(name, outlineOf(now).modelId);
  const gone = await platform.deleteIntegration(name, signal);
  if (gone.ok) return ok([]);
  if (!isOpen(gone.failure)) await kept?.drop();
  return failed(gone.failure.message);
}

interface Versions {
  readonly old: JsonObject;
  readonly now: JsonObject | undefined;
}

async function changeBack(
  parts: PlatformUndoParts,
  step: LeftStep,
  { old, now }: Versions,
  signal: AbortSignal,
): TakenBack {
  const { name } = step;
  if (!now) return failed(l10n.t('{0} is gone from the platform.', name));
  if (!(await step.isAsLeft(contentText(now)))) {
    // Nobody knows of a step without an answer whether it was taken.
    return contentText(now) === contentText(old) ? nothingToTakeBack : failed(changedMeanwhile(name));
  }
  const documents = parts.documents(step.hidden);
  documents.take(name, now);
  const back = await documents.save(name, prettyJson(old), signal);
  return back.ok ? ok([]) : failed(notSaved(back.failure, name));
}

async function remake(
  parts: PlatformUndoParts,
  step: LeftStep,
  { old, now }: Versions,
  signal: AbortSignal,
): TakenBack {
  const { name, deleted } = step;
  if (now && contentText(now) !== contentText(old))
    return failed(l10n.t('{0} is on the platform again, and stays as it is there.', name));
  const { backup, values } = await withKnown(setAside(old, secretsBy([])), name, parts.secret);
  const made = now ? ok(now) : await recreate(parts.platform, broughtBack(backup, values), signal);
  if (!made.ok) return failed(made.failure.message);
  if (deleted !== undefined) await parts.dropCopy(deleted);
  const lost = now ? [] : lostOf(backup, values);
  return ok(lost.map((pointer) => l10n.t('The secret {0} is lost, enter it again.', placeText(pointer))));
}

/** Whoever uses it by now keeps it. */
async function deleteModel({ platform }: PlatformUndoParts, step: LeftStep, signal: AbortSignal): TakenBack {
  const { name } = step;
  const listed = await platform.models(signal);
  if (!listed.ok) return failed(listed.failure.message);
  if (!listed.value.some(({ id }) => id === name)) return nothingToTakeBack;
  const users = await instancesOf(platform, name, signal);
  if (!users.ok) return failed(users.failure.message);
  if (users.value.length > 0)
    return failed(l10n.t('Integrations use it by now: {0}.', users.value.slice(0, 20).join(', ')));
  if (step.after !== undefined) {
    const now = await platform.exportModel(name, signal);
    if (now.ok && !(await step.isAsLeft(now.value))) return failed(changedMeanwhile(name));
  }
  const gone = await platform.deleteModel(name, signal);
  return gone.ok ? ok([]) : failed(gone.failure.message);
}
