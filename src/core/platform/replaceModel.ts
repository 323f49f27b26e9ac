// Replaces the document of a model on a platform, which has no call for it: its integrations and the model are deleted and
// made anew (platform.md 1.8). Whatever happens between two steps, the record says how to go on or back.
import * as l10n from '@vscode/l10n';
import { failed, ok, type Outcome } from '../request.ts';
import type { SecretValues } from './backup.ts';
import { bring, type Brought } from './bringModel.ts';
import { changeInPlace } from './inPlace.ts';
import { isChanged, saveIntegration } from './migrating.ts';
import type { Platform, Refusal } from './platform.ts';
import { newService } from './recreate.ts';
import { secretsKey, type Goal, type Replacement, type SavedIntegration } from './replacement.ts';
import {
  askHidden,
  instancesOf,
  probeOf,
  readService,
  type NewModel,
  type ReplaceOutcome,
  type Replacing,
  type Step,
} from './replacing.ts';

/** `replacement` names the model; its integrations are read here. An abort counts as a step that failed. */
export async function replaceModel(at: Replacing, given: NewModel, signal: AbortSignal): ReplaceOutcome {
  const prepared = await attempt(signal, () => prepare(at, given, signal));
  if (!prepared.ok) return untouched(at, given.replacement, prepared.failure);
  const { record, old } = prepared.value;
  const inPlace = await attempt(signal, () => changeInPlace(at, record, 'new', old, signal));
  if (!inPlace.ok) return goBack(at, record, inPlace.failure);
  const ready = inPlace.value ? ok(record) : await attempt(signal, () => makeReady(at, record, signal));
  if (!ready.ok) return untouched(at, record, ready.failure);
  const done = await attempt(signal, () => bring(at, ready.value, 'new', signal));
  return done.ok ? finished(at, record, done.value, inPlace.value) : goBack(at, ready.value, done.failure);
}

async function untouched(at: Replacing, record: Replacement, why: Refusal): ReplaceOutcome {
  await at.replacements.finish(record);
  return failed({ ...why, state: 'untouched' });
}

/** Goes on with what was interrupted, or back. */
export async function repairReplacement(
  at: Replacing,
  replacement: Replacement,
  goal: Goal,
  signal: AbortSignal,
): ReplaceOutcome {
  // What was deleted a moment ago may still be shown.
  if (at.now() - replacement.touchedAt < settled) await at.wait(settled);
  const done = await attempt(signal, () => bring(at, { ...replacement, goal }, goal, signal));
  return done.ok ? finished(at, replacement, done.value, false) : failed({ ...done.failure, state: 'open' });
}

/** Milliseconds after which a platform no longer shows what was deleted. */
const settled = 3000;

async function finished(at: Replacing, record: Replacement, result: Brought, inPlace: boolean): ReplaceOutcome {
  await at.replacements.finish(record);
  return ok({ inPlace, ...result });
}

/** With a signal of its own: what the user stopped was the replacement, not the way back. */
async function goBack(at: Replacing, replacement: Replacement, why: Refusal): ReplaceOutcome {
  at.tell(l10n.t('Putting everything back as it was'));
  const { signal } = new AbortController();
  const back = await attempt(signal, async () => {
    // What others changed meanwhile was taken into the record that is kept.
    const kept = (await at.replacements.all()).find(({ id }) => id === replacement.id) ?? replacement;
    return bring(at, { ...kept, goal: 'old' }, 'old', signal);
  });
  if (!back.ok) return failed({ ...why, message: `${why.message} ${back.failure.message}`, state: 'open' });
  await at.replacements.finish(replacement);
  const { lost, left } = back.value;
  return failed({ ...why, state: 'restored', lost, left });
}

async function attempt<T>(signal: AbortSignal, work: () => Promise<Outcome<T, Refusal>>): Promise<Outcome<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    const message = signal.aborted ? l10n.t('It was stopped.') : (error as Error).message;
    return failed({ kind: 'failed', message });
  }
}

interface Prepared {
  readonly record: Replacement;
  /** The model's document until now. */
  readonly old: Uint8Array;
}

/** The backup: afterwards everything that the platform has, and that would be lost, is known here. */
async function prepare(at: Replacing, given: NewModel, signal: AbortSignal): Step<Prepared> {
  const { platform, replacements } = at;
  const { replacement, document } = given;
  at.tell(l10n.t('Saving a copy of the model and its integrations'));
  const old = await platform.exportModel(replacement.modelId, signal);
  if (!old.ok) return old;
  const listed = await instancesOf(platform, replacement.modelId, signal);
  if (!listed.ok) return listed;
  const integrations: SavedIntegration[] = [];
  const secrets = new Map<string, SecretValues>();
  for (const name of listed.value) {
    const saved = await save(platform, name, given, secrets, signal);
    if (!saved.ok) return saved;
    integrations.push(saved.value);
  }
  const record = { ...replacement, integrations };
  await replacements.keepDocument(record, 'old', old.value);
  await replacements.keepDocument(record, 'new', document);
  await replacements.save(record, secrets);
  const known = await askHidden(
    at,
    record,
    integrations.filter(isChanged).map(({ name }) => name),
  );
  return known.ok ? ok({ record: known.value, old: old.value }) : known;
}

async function save(
  platform: Platform,
  name: string,
  { migrate, seen }: NewModel,
  secrets: Map<string, SecretValues>,
  signal: AbortSignal,
): Step<SavedIntegration> {
  const read = await readService(platform, name, signal);
  if (!read.ok) return read;
  const { saved, values, notes } = saveIntegration(name, read.value.service, read.value.isSecret, migrate);
  if (notes.join('\n') !== (seen.get(name) ?? []).join('\n')) return failed({ kind: 'failed', message: unseen(name) });
  for (const goal of ['old', 'new'] as const) secrets.set(secretsKey(goal, name), values[goal]);
  return ok(saved);
}

const unseen = (name: string): string =>
  l10n.t(
    '{0} was changed on the platform meanwhile, so that something else would happen to it than you were told. Try again.',
    name,
  );

/** The last moment at which nothing has been deleted. */
async function makeReady(at: Replacing, record: Replacement, signal: AbortSignal): Step<Replacement> {
  const { integrations } = record;
  const known = await askHidden(
    at,
    { ...record, anew: true },
    integrations.map(({ name }) => name),
  );
  if (!known.ok || integrations.length < 2) return known;
  const probed = await probe(at.platform, record, signal);
  return probed.ok ? known : probed;
}

/**
 * A platform can answer the creation of a model's second integration with the first (measured, platform.md 2.2): there
 * the integrations would not come back, so one that is deleted again tells before anything is lost.
 */
async function probe(platform: Platform, record: Replacement, signal: AbortSignal): Step<undefined> {
  const { modelId } = record;
  const name = probeOf(record);
  const made = await platform.createIntegration(newService({ name, properties: { id: name, type: modelId } }), signal);
  if (made.ok) return platform.deleteIntegration(name, signal);
  if (made.failure.kind !== 'exists') return made;
  const message = l10n.t(
    'This platform does not make a second integration of one model at the moment, so those that the model has would not come back. Nothing was changed.',
  );
  return failed({ kind: 'failed', message });
}
