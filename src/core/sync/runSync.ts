// Carries out a plan, one step after the other: one that fails does not stop the others.
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../json.ts';
import type { Pause } from '../inTurns.ts';
import { failed, type Outcome } from '../request.ts';
import { settle, type Base } from './base.ts';
import type { SyncItem } from './planItem.ts';
import type { SyncPlan } from './planSync.ts';
import { readSide, type Side } from './side.ts';
import type { Step, StepKind } from './syncReport.ts';

/** What was done. A failure is a sentence. */
export interface Done {
  /** The document as the target has it now; undefined where it is gone. */
  readonly after: JsonObject | undefined;
  /** Of a document made anew: what the platform says it encrypts, as JSON pointers into the connection configuration. */
  readonly secrets?: readonly string[];
  readonly notes: readonly string[];
}

export type Doing = Promise<Outcome<Done, string>>;

/** A home that things are written to; each step is noted before it is taken, so that it can be taken back. */
export interface TargetHome {
  write(item: SyncItem, chosen: ReadonlySet<string>, signal: AbortSignal): Doing;
  remove(item: SyncItem, signal: AbortSignal): Doing;
  createModel(id: string, signal: AbortSignal): Doing;
}

/** What somebody decided about one integration of the plan. */
export interface Decision {
  readonly item: SyncItem;
  readonly does: 'write' | 'remove';
  /** Pointers of the differences that are taken over. */
  readonly chosen: ReadonlySet<string>;
}

export interface Decided {
  readonly decisions: readonly Decision[];
  readonly models: readonly string[];
  readonly skipped: readonly Step[];
}

export interface Ran {
  readonly steps: readonly Step[];
  /** What both homes have now, by name; undefined where it is gone from both. */
  readonly bases: ReadonlyMap<string, Base | undefined>;
}

export async function runSync(
  target: TargetHome,
  { decisions, models, skipped }: Decided,
  tell: (name: string) => void,
  signal: AbortSignal,
): Promise<Ran> {
  const ran = { steps: [...skipped], bases: new Map<string, Base | undefined>() };
  const broken = new Set<string>();
  for (const id of models) {
    tell(id);
    const done = await attempt(signal, (uncut) => target.createModel(id, uncut));
    record(ran, { what: 'model', name: id, kind: 'created', properties: [] }, done);
    if (!done.ok) broken.add(id);
  }
  for (const decision of decisions) {
    tell(decision.item.name);
    await carryOut(ran, target, decision, broken, signal);
  }
  return ran;
}

interface Running {
  readonly steps: Step[];
  readonly bases: Map<string, Base | undefined>;
}

async function carryOut(
  ran: Running,
  target: TargetHome,
  { item, does, chosen }: Decision,
  broken: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  const { name, modelId, differences, source } = item;
  const properties = item.target ? differences.filter(({ pointer }) => chosen.has(pointer)) : [];
  const kind: StepKind = does === 'remove' ? 'deleted' : item.target ? 'changed' : 'created';
  const step = { what: 'integration', name, kind, properties } as const;
  if (broken.has(modelId) && does === 'write') {
    record(ran, step, failed(l10n.t('Its model {0} is missing.', modelId)));
    return;
  }
  const done = await attempt(signal, (uncut) =>
    does === 'remove' ? target.remove(item, uncut) : target.write(item, chosen, uncut),
  );
  record(ran, step, done);
  if (!done.ok) return;
  const after = done.value.after && (await sideAfter(item, done.value.after, done.value.secrets));
  if (source && after) ran.bases.set(name, settle(item.base, source, after, differences, chosen));
  if (!after) ran.bases.set(name, undefined);
}

function record(ran: Running, step: Omit<Step, 'notes'>, done: Outcome<Done, string>): void {
  if (!done.ok) {
    ran.steps.push({ ...step, kind: 'failed', notes: [done.failure], properties: [] });
    return;
  }
  ran.steps.push({ ...step, notes: done.value.notes });
}

/** A cancellation waits for the step under way: of one that is cut, nobody knows whether it was done. */
async function attempt(signal: AbortSignal, work: (uncut: AbortSignal) => Doing): Doing {
  if (signal.aborted) return failed(l10n.t('Cancelled before it was its turn.'));
  try {
    return await work(new AbortController().signal);
  } catch (error) {
    return failed(messageOf(error));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** References count as what they are: a base holds nothing else. */
async function sideAfter({ to, target }: SyncItem, service: JsonObject, secrets: Done['secrets'] = []): Promise<Side> {
  const side = await readSide(to, service, secrets, () => Promise.resolve(undefined));
  return { ...side, isSecret: (pointer) => side.isSecret(pointer) || target?.isSecret(pointer) === true };
}

/** Bases of what was the same already: from now on it is known who changes it. */
export async function knownBases(plan: SyncPlan, pause: Pause): Promise<ReadonlyMap<string, Base>> {
  const known = new Map<string, Base>();
  for (const { name, kind, base, source, target, differences } of plan.items) {
    if (kind !== 'same' || !source || !target) continue;
    known.set(name, settle(base, source, target, differences, new Set()));
    await pause();
  }
  return known;
}
