// Brings a model and its integrations on a platform to what a replacement wants, or back, from whatever state.
import * as l10n from '@vscode/l10n';
import { failed, ok } from '../request.ts';
import { sameBytes } from '../sameBytes.ts';
import { broughtBack, lostOf, setAside } from './backup.ts';
import { changeInPlace, settle } from './inPlace.ts';
import { isAs, saveIntegration, type Migrate } from './migrating.ts';
import { recreate } from './recreate.ts';
import { secretsKey, type Goal, type Replacement, type SavedIntegration } from './replacement.ts';
import {
  askHidden,
  instancesOf,
  probeOf,
  readService,
  withSecrets,
  type HiddenSecret,
  type Replaced,
  type Replacing,
  type Step,
} from './replacing.ts';

export type Brought = Omit<Replaced, 'inPlace'>;

/** Does what is missing until the platform has what the goal says: from whatever state, and again and again. */
export async function bring(at: Replacing, record: Replacement, goal: Goal, signal: AbortSignal): Step<Brought> {
  const { platform } = at;
  await touch(at, record);
  const brought = await bringDocument(at, record, goal, signal);
  if (!brought.ok) return brought;
  const now = brought.value;
  const there = await instancesOf(platform, record.modelId, signal);
  if (!there.ok) return there;
  const done: Record<'changed' | 'made' | 'left' | 'there', string[]> = { changed: [], made: [], left: [], there: [] };
  const lost: HiddenSecret[] = [];
  for (const saved of now.integrations) {
    await touch(at, now);
    const isThere = there.value.includes(saved.name);
    const result = isThere
      ? await settle(at, now, saved, goal, signal)
      : await makeAnew(at, now, saved, goal, lost, signal);
    if (!result.ok) return result;
    done[result.value].push(saved.name);
  }
  if (there.value.includes(probeOf(record))) await platform.deleteIntegration(probeOf(record), signal);
  const { changed, made, left } = done;
  return ok({ changed, made, left, lost });
}

/** `lost` gets what nobody has any more. */
async function makeAnew(
  at: Replacing,
  record: Replacement,
  saved: SavedIntegration,
  goal: Goal,
  lost: HiddenSecret[],
  signal: AbortSignal,
): Step<'made'> {
  const { name, [goal]: backup } = saved;
  at.tell(l10n.t('Making {0} anew', name));
  const secrets = await at.replacements.secrets(record);
  const values = secrets.get(secretsKey(goal, name)) ?? new Map<string, string>();
  const made = await recreate(at.platform, broughtBack(backup, values), signal);
  if (!made.ok) return made;
  lost.push(...lostOf(backup, values).map((pointer) => ({ integration: name, pointer })));
  return ok('made');
}

const touch = (at: Replacing, record: Replacement): Promise<void> =>
  at.replacements.save({ ...record, touchedAt: at.now() });

/** The old one is known by the bytes of its export, the new one by those that it was first exported as. */
async function bringDocument(at: Replacing, record: Replacement, goal: Goal, signal: AbortSignal): Step<Replacement> {
  const exported = await at.platform.exportModel(record.modelId, signal);
  if (!exported.ok) return exported.failure.kind === 'missing' ? exchangeModel(at, record, goal, signal) : exported;
  const wanted = await at.replacements.document(record, goal === 'old' ? 'old' : 'exported');
  if (wanted && sameBytes(wanted, exported.value)) return ok(record);
  const inPlace = record.anew ? ok(false) : await changeInPlace(at, record, goal, exported.value, signal);
  if (!inPlace.ok) return inPlace;
  return inPlace.value ? ok(record) : exchangeModel(at, record, goal, signal);
}

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
    const latest = await withLatest(at, current, name, signal);
    if (!latest.ok) return latest;
    const known = await askHidden(at, latest.value, [name]);
    if (!known.ok) return known;
    current = known.value;
    await touch(at, current);
    const deleted = await platform.deleteIntegration(name, signal);
    if (!deleted.ok && deleted.failure.kind !== 'missing') return deleted;
  }
  return ok(current);
}

async function withLatest(at: Replacing, record: Replacement, name: string, signal: AbortSignal): Step<Replacement> {
  if (name === probeOf(record)) return ok(record);
  const read = await readService(at.platform, name, signal);
  if (!read.ok) return read.failure.kind === 'missing' ? ok(record) : read;
  const { backup, values } = setAside(read.value.service, read.value.isSecret);
  const saved = record.integrations.find((each) => each.name === name);
  const secrets = await at.replacements.secrets(record);
  const state = goals.find((goal) => saved && isAs(saved[goal], secrets.get(secretsKey(goal, name)), backup));
  if (saved && state) {
    await at.replacements.save(record, withSecrets(secrets, saved, state, values));
    return ok(record);
  }
  const { saved: theirs } = saveIntegration(name, read.value.service, read.value.isSecret, unchanged);
  const others = record.integrations.filter((each) => each.name !== name);
  const asked = record.asked.filter((each) => each !== name);
  const next = { ...record, asked, integrations: [...others, theirs] };
  await at.replacements.save(next, withSecrets(secrets, theirs, 'old', values));
  return ok(next);
}

const goals: readonly Goal[] = ['old', 'new'];
const unchanged: Migrate = (service) => ({ service, notes: [] });
