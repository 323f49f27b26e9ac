// Replaces the document of a model on a platform, which has no call for it: its integrations and the model are deleted and
// made anew (platform.md 1.8). Whatever happens between two steps, the record says how to go on or back.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { sameBytes } from '../sameBytes.ts';
import { setAside, type SecretValues } from './backup.ts';
import { bring, type Brought } from './bringModel.ts';
import type { Platform, Refusal } from './platform.ts';
import { newService } from './recreate.ts';
import { secretsKey, type Goal, type Replacement, type SavedIntegration } from './replacement.ts';
import {
  instancesOf,
  probeOf,
  readService,
  withSecrets,
  type HiddenSecret,
  type NewModel,
  type ReplaceOutcome,
  type Replacing,
  type Step,
} from './replacing.ts';

/** `replacement` names the model; its integrations are read here. Rejects never: an abort counts as a step that failed. */
export async function replaceModel(at: Replacing, given: NewModel, signal: AbortSignal): ReplaceOutcome {
  const prepared = await attempt(signal, () => prepare(at, given, signal));
  if (!prepared.ok) return untouched(at, given.replacement, prepared.failure);
  const record = prepared.value;
  const inPlace = await attempt(signal, () => changeInPlace(at, record, given.document, signal));
  if (!inPlace.ok) return goBack(at, record, inPlace.failure);
  const ready = inPlace.value ? ok(undefined) : await attempt(signal, () => makeReady(at, record, signal));
  if (!ready.ok) return untouched(at, record, ready.failure);
  const done = await attempt(signal, () => bring(at, record, 'new', signal));
  return done.ok ? finished(at, record, done.value, inPlace.value) : goBack(at, record, done.failure);
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
  return failed({ ...why, state: 'restored', lost: back.value.lost });
}

async function attempt<T>(signal: AbortSignal, work: () => Promise<Outcome<T, Refusal>>): Promise<Outcome<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    const message = signal.aborted ? l10n.t('It was stopped.') : (error as Error).message;
    return failed({ kind: 'failed', message });
  }
}

/** The backup: afterwards everything that the platform has is known here. */
async function prepare(
  at: Replacing,
  { replacement, document, migrate }: NewModel,
  signal: AbortSignal,
): Step<Replacement> {
  const { platform, replacements } = at;
  at.tell(l10n.t('Saving a copy of the model and its integrations'));
  const old = await platform.exportModel(replacement.modelId, signal);
  if (!old.ok) return old;
  const listed = await instancesOf(platform, replacement.modelId, signal);
  if (!listed.ok) return listed;
  const integrations: SavedIntegration[] = [];
  const secrets = new Map<string, SecretValues>();
  for (const name of listed.value) {
    const saved = await saveIntegration(platform, name, migrate, secrets, signal);
    if (!saved.ok) return saved;
    integrations.push(saved.value);
  }
  const record = { ...replacement, integrations };
  await replacements.keepDocument(record, 'old', old.value);
  await replacements.keepDocument(record, 'new', document);
  await replacements.save(record, secrets);
  return ok(record);
}

async function saveIntegration(
  platform: Platform,
  name: string,
  migrate: (service: JsonObject) => JsonObject,
  secrets: Map<string, SecretValues>,
  signal: AbortSignal,
): Step<SavedIntegration> {
  const read = await readService(platform, name, signal);
  if (!read.ok) return read;
  const { service, isSecret } = read.value;
  const [before, after] = [setAside(service, isSecret), setAside(migrate(service), isSecret)];
  secrets.set(secretsKey('old', name), before.values);
  secrets.set(secretsKey('new', name), after.values);
  return ok({ name, old: before.backup, new: after.backup });
}

/** Where the platform takes it, nothing has to be deleted; whatever it answers, its document tells whether it did. */
async function changeInPlace(
  { platform, replacements, tell }: Replacing,
  record: Replacement,
  document: Uint8Array,
  signal: AbortSignal,
): Step<boolean> {
  tell(l10n.t('Changing the model in place'));
  await platform.updateModel(document, signal);
  const exported = await platform.exportModel(record.modelId, signal);
  if (!exported.ok) return exported;
  const before = await replacements.document(record, 'old');
  if (before && sameBytes(before, exported.value)) return ok(false);
  await replacements.keepDocument(record, 'exported', exported.value);
  return ok(true);
}

/** The last moment at which nothing has been deleted. */
async function makeReady(at: Replacing, replacement: Replacement, signal: AbortSignal): Step<undefined> {
  const { platform, replacements } = at;
  const hidden = hiddenIn(replacement.integrations);
  if (hidden.length > 0) {
    const given = await at.hidden(hidden);
    if (!given) return failed({ kind: 'failed', message: l10n.t('It was stopped.') });
    const known = await replacements.secrets(replacement);
    const all = [...given].reduce((before, [name, values]) => withSecrets(before, name, values), known);
    await replacements.save(replacement, all);
  }
  return replacement.integrations.length > 1 ? probe(platform, replacement, signal) : ok(undefined);
}

const hiddenIn = (integrations: readonly SavedIntegration[]): HiddenSecret[] =>
  integrations.flatMap(({ name, new: { hidden } }) => hidden.map((pointer) => ({ integration: name, pointer })));

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
