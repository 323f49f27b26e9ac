// Brings a model and its integrations on a platform to what a replacement wants, or back, from whatever state.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import { failed, ok } from '../request.ts';
import { sameBytes } from '../sameBytes.ts';
import { broughtBack, lostOf, setAside } from './backup.ts';
import { comparable } from './hidden.ts';
import { outlineOf } from './readAnswers.ts';
import { newService, recreate } from './recreate.ts';
import { secretsKey, type Goal, type Replacement } from './replacement.ts';
import {
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
  const secrets = withSecrets(await at.replacements.secrets(record), name, values);
  await at.replacements.save({ ...next, touchedAt: at.now() }, secrets);
  return ok(next);
}
