// Replaces the document of a model on a platform, which has no call for it: its integrations and the model are deleted and
// made anew (platform.md 1.8). Whatever happens between two steps, the record says how to go on or back.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import { failed, ok, type Outcome } from '../request.ts';
import { broughtBack, lostOf, setAside, type SecretValues } from './backup.ts';
import { comparable, secretsBy, type IsSecret } from './hidden.ts';
import type { Platform, Refusal } from './platform.ts';
import { outlineOf } from './readAnswers.ts';
import { newService, recreate } from './recreate.ts';
import { secretsKey, type Goal, type Replacement, type Replacements, type SavedIntegration } from './replacement.ts';

/** A secret that the platform hides, and that making its integration anew would lose. */
export interface HiddenSecret {
  readonly integration: string;
  /** JSON pointer into the service document. */
  readonly pointer: string;
}

export interface Replacing {
  readonly platform: Platform;
  readonly replacements: Replacements;
  readonly now: () => number;
  /** Milliseconds. */
  readonly wait: (duration: number) => Promise<void>;
  /** What is being done, for people. */
  readonly tell: (step: string) => void;
  /** Before anything is deleted: the values of secrets that are hidden, by integration; undefined stops. */
  readonly hidden: (secrets: readonly HiddenSecret[]) => Promise<ReadonlyMap<string, SecretValues> | undefined>;
}

export interface Replaced {
  /** Whether the platform took the new document without deleting anything. */
  readonly inPlace: boolean;
  readonly integrations: readonly string[];
  /** Those that nobody has any more. */
  readonly lost: readonly HiddenSecret[];
}

export interface NotReplaced extends Refusal {
  /** `untouched`: nothing was changed. `restored`: everything is as it was. `open`: a repair is needed. */
  readonly state: 'untouched' | 'restored' | 'open';
  /** Of `restored`: secrets that are gone with it. */
  readonly lost?: readonly HiddenSecret[];
}

export interface NewModel {
  readonly replacement: Replacement;
  readonly document: Uint8Array;
  /** What becomes of an integration of the model. */
  readonly migrate: (service: JsonObject) => JsonObject;
}

export type ReplaceOutcome = Promise<Outcome<Replaced, NotReplaced>>;

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
  const back = await attempt(signal, () => bring(at, { ...replacement, goal: 'old' }, 'old', signal));
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

type Step<T> = Promise<Outcome<T, Refusal>>;

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

async function readService(
  platform: Platform,
  name: string,
  signal: AbortSignal,
): Step<{ readonly service: JsonObject; readonly isSecret: IsSecret }> {
  const service = await platform.integration(name, signal);
  if (!service.ok) return service;
  const pointers = await platform.secretPointers(name, signal);
  return ok({ service: service.value, isSecret: secretsBy(pointers.ok ? pointers.value : []) });
}

async function instancesOf(platform: Platform, modelId: string, signal: AbortSignal): Step<readonly string[]> {
  const all = await platform.integrations(signal);
  return all.ok ? ok(all.value.filter((each) => each.modelId === modelId).map(({ name }) => name)) : all;
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
    await replacements.save(replacement, await withGiven(replacements, replacement, given));
  }
  return replacement.integrations.length > 1 ? probe(platform, replacement, signal) : ok(undefined);
}

const hiddenIn = (integrations: readonly SavedIntegration[]): HiddenSecret[] =>
  integrations.flatMap(({ name, new: { hidden } }) => hidden.map((pointer) => ({ integration: name, pointer })));

async function withGiven(
  replacements: Replacements,
  replacement: Replacement,
  given: ReadonlyMap<string, SecretValues>,
): Promise<ReadonlyMap<string, SecretValues>> {
  const all = new Map(await replacements.secrets(replacement));
  for (const [name, values] of given)
    for (const goal of ['old', 'new'] as const) {
      const key = secretsKey(goal, name);
      all.set(key, new Map([...(all.get(key) ?? []), ...values]));
    }
  return all;
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

const probeOf = ({ id }: Replacement): string => `replacement-${id}`.slice(0, 60).toLowerCase();

type Brought = Omit<Replaced, 'inPlace'>;

/** Does what is missing until the platform has what the goal says: from whatever state, and again and again. */
async function bring(at: Replacing, record: Replacement, goal: Goal, signal: AbortSignal): Step<Brought> {
  const { platform, replacements } = at;
  await touch(at, record);
  const current = await hasDocument(at, record, goal, signal);
  if (!current.ok) return current;
  const cleared = current.value ? ok(record) : await exchangeModel(at, record, goal, signal);
  if (!cleared.ok) return cleared;
  const there = await instancesOf(platform, record.modelId, signal);
  if (!there.ok) return there;
  const secrets = await replacements.secrets(record);
  const lost: HiddenSecret[] = [];
  for (const { name, [goal]: backup } of cleared.value.integrations) {
    if (there.value.includes(name)) continue;
    at.tell(l10n.t('Making {0} anew', name));
    await touch(at, cleared.value);
    const values = secrets.get(secretsKey(goal, name)) ?? new Map<string, string>();
    const made = await recreate(platform, broughtBack(backup, values), signal);
    if (!made.ok) return made;
    lost.push(...lostOf(backup, values).map((pointer) => ({ integration: name, pointer })));
  }
  if (there.value.includes(probeOf(record))) await platform.deleteIntegration(probeOf(record), signal);
  return ok({ integrations: cleared.value.integrations.map(({ name }) => name), lost });
}

const touch = (at: Replacing, record: Replacement): Promise<void> =>
  at.replacements.save({ ...record, touchedAt: at.now() });

/** The old one is known by the bytes of its export, the new one by those that it was first exported as. */
async function hasDocument(at: Replacing, record: Replacement, goal: Goal, signal: AbortSignal): Step<boolean> {
  const exported = await at.platform.exportModel(record.modelId, signal);
  if (!exported.ok) return exported.failure.kind === 'missing' ? ok(false) : exported;
  const wanted = await at.replacements.document(record, goal === 'old' ? 'old' : 'exported');
  return ok(wanted !== undefined && sameBytes(wanted, exported.value));
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

async function exchangeModel(at: Replacing, record: Replacement, goal: Goal, signal: AbortSignal): Step<Replacement> {
  const { platform, replacements } = at;
  const document = await replacements.document(record, goal);
  if (!document) return failed({ kind: 'failed', message: l10n.t('The document of the model is no longer kept.') });
  const emptied = await deleteInstances(at, record, signal);
  if (!emptied.ok) return emptied;
  at.tell(l10n.t('Deleting the model {0}', record.modelId));
  const deleted = await platform.deleteModel(record.modelId, signal);
  if (!deleted.ok && deleted.failure.kind !== 'missing') return deleted;
  at.tell(l10n.t('Importing the model {0}', record.modelId));
  const made = await createModel(at, document, signal);
  if (!made.ok) return made;
  if (goal === 'new') {
    const exported = await platform.exportModel(record.modelId, signal);
    if (exported.ok) await replacements.keepDocument(record, 'exported', exported.value);
  }
  return emptied;
}

/** Milliseconds between two tries while the platform still shows the deleted model, and how many there are. */
const pause = 500;
const tries = 8;

async function createModel(at: Replacing, document: Uint8Array, signal: AbortSignal): Step<string> {
  for (let left = tries; ; left--) {
    const made = await at.platform.createModel(document, signal);
    if (made.ok || made.failure.kind !== 'exists' || left === 0) return made;
    await at.wait(pause);
  }
}

/** What somebody changed or made since the backup, is taken into it first. */
async function deleteInstances(at: Replacing, record: Replacement, signal: AbortSignal): Step<Replacement> {
  const { platform } = at;
  const there = await instancesOf(platform, record.modelId, signal);
  if (!there.ok) return there;
  let current = record;
  for (const name of there.value) {
    at.tell(l10n.t('Deleting {0}', name));
    const known = await withLatest(at, current, name, signal);
    if (!known.ok) return known;
    current = known.value;
    const deleted = await platform.deleteIntegration(name, signal);
    if (!deleted.ok && deleted.failure.kind !== 'missing') return deleted;
  }
  return ok(current);
}

async function withLatest(at: Replacing, record: Replacement, name: string, signal: AbortSignal): Step<Replacement> {
  if (name === probeOf(record)) return ok(record);
  const read = await readService(at.platform, name, signal);
  if (!read.ok) return read.failure.kind === 'missing' ? ok(record) : read;
  const { service, isSecret } = read.value;
  const text = (each: JsonObject): string => comparable({ ...newService(each) }, isSecret);
  const saved = record.integrations.find((each) => each.name === name);
  const isKnown = saved && [saved.old, saved.new].some((backup) => text(backup.service) === text(service));
  if (isKnown) {
    await touch(at, record);
    return ok(record);
  }
  const { backup, values } = setAside(service, isSecret);
  const others = record.integrations.filter((each) => each.name !== name);
  const next = { ...record, integrations: [...others, { name: outlineOf(service).name, old: backup, new: backup }] };
  const secrets = new Map(await at.replacements.secrets(record));
  for (const goal of ['old', 'new'] as const) {
    const key = secretsKey(goal, name);
    secrets.set(key, new Map([...(secrets.get(key) ?? []), ...values]));
  }
  await at.replacements.save({ ...next, touchedAt: at.now() }, secrets);
  return ok(next);
}
