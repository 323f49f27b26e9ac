// Lets everything about a plan be decided before anything is written: which integrations, which properties, which models.
import * as vscode from 'vscode';
import { modelPointer } from '../../core/sync/leaves.ts';
import { resultOf, type SyncItem } from '../../core/sync/planItem.ts';
import { countsOf } from '../../core/sync/planSync.ts';
import type { Decided, Decision } from '../../core/sync/runSync.ts';
import { shownDocument } from '../../core/sync/shownDocument.ts';
import type { Step } from '../../core/sync/syncReport.ts';
import { caution, inform } from '../notify.ts';
import { Choices } from './choices.ts';
import type { Planned } from './plannedSync.ts';
import { pickPlan, type Picked, type Ticked } from './planPicker.ts';
import { pickProperties } from './propertyPicker.ts';
import { modelRefusal, refusalOf } from './refusals.ts';
import type { SyncTexts } from './syncTexts.ts';

export interface Deciding {
  readonly planned: Planned;
  readonly title: string;
  /** Shows what would become of an integration with some of its differences. */
  readonly show: (item: SyncItem, chosen: ReadonlySet<string>) => void;
  /** Tells what would be done, while the plan stays open. */
  readonly dryRun: (decided: Decided) => Promise<void>;
}

/** Undefined where there is nothing to do; leaving the plan is a cancellation. */
export async function decide(deciding: Deciding): Promise<Decided | undefined> {
  const { planned, title } = deciding;
  const { plan } = planned;
  if (plan.items.every(({ kind, differences }) => kind === 'only' || (kind === 'same' && differences.length === 0))) {
    void tellNothing(plan, title);
    return undefined;
  }
  const choices = new Choices();
  const view = {
    title: `${title} · ${summary(plan)}`,
    plan,
    choices,
    refusal: (item: SyncItem) => refusalOf(item, plan, planned.remotes.target?.remote),
    showDifference: (item: SyncItem) => deciding.show(item, choices.chosenOf(item)),
  };
  for (let ticked: Ticked | undefined; ;) {
    const picked = await pickPlan(view, ticked);
    if (!picked) throw new vscode.CancellationError();
    ticked = picked;
    const next = await step(deciding, picked, choices);
    if (next.ticked) ({ ticked } = next);
    if (next.decided) return next.decided;
  }
}

/** Of what cannot be read, nobody knows whether it is the same. */
function tellNothing({ items, unreadable }: Planned['plan'], title: string): Thenable<unknown> {
  const nothing = vscode.l10n.t('{0}: there is nothing to do, {1} integrations are the same.', title, items.length);
  const [first] = unreadable;
  if (!first) return inform(nothing);
  const { name, home, reason } = first;
  const which = `${name} (${home}): ${reason}`;
  return caution(`${nothing} ${vscode.l10n.t('{0} cannot be read and take no part: {1}', unreadable.length, which)}`);
}

const summary = (plan: Planned['plan']): string => {
  const counts = countsOf(plan);
  const parts = [
    vscode.l10n.t('{0} new', counts.get('new') ?? 0),
    vscode.l10n.t('{0} changed', counts.get('changed') ?? 0),
    vscode.l10n.t('{0} conflicting', counts.get('conflicting') ?? 0),
    vscode.l10n.t('{0} removed', counts.get('removed') ?? 0),
    ...(plan.unreadable.length > 0 ? [vscode.l10n.t('{0} not readable', plan.unreadable.length)] : []),
  ];
  return parts.join(', ');
};

interface Next {
  readonly ticked?: Ticked;
  readonly decided?: Decided;
}

async function step(deciding: Deciding, picked: Picked, choices: Choices): Promise<Next> {
  const { planned } = deciding;
  if (picked.does === 'properties' && picked.of) {
    const isChosen = await chooseProperties(planned, picked.of, choices);
    return { ticked: isChosen ? withItem(picked, picked.of) : picked };
  }
  if (picked.does === 'dryRun') {
    await deciding.dryRun(decidedBy(planned, picked, choices));
    return {};
  }
  for (const item of picked.items) {
    if (choices.isOpen(item) && !(await chooseProperties(planned, item, choices))) return {};
  }
  return { decided: decidedBy(planned, picked, choices) };
}

/** Whoever chooses properties of something wants it. */
const withItem = (picked: Picked, item: SyncItem): Ticked => ({
  models: picked.models,
  items: [...new Set([...picked.items, item])],
});

async function chooseProperties({ source, target }: Planned, item: SyncItem, choices: Choices): Promise<boolean> {
  const homes = { source: source.label, target: target.label };
  const chosen = await pickProperties(item, choices.chosenOf(item), homes);
  if (chosen) choices.choose(item, chosen);
  return chosen !== undefined;
}

function decidedBy({ plan, remotes }: Planned, { items, models }: Ticked, choices: Choices): Decided {
  const remote = remotes.target?.remote;
  const skipped: Step[] = [];
  const skip = (what: Step['what'], name: string, reason: string): void =>
    void skipped.push({ what, name, kind: 'skipped', notes: [reason], properties: [] });
  const wanted = models.filter((id) => {
    const reason = modelRefusal(id, remote);
    if (reason !== undefined) skip('model', id, reason);
    return reason === undefined;
  });
  const decisions = items.flatMap((item): Decision[] => {
    const decision = choices.decisionOf(item);
    const reason = refusalOf(item, plan, remote) ?? (remote && withoutModel(decision, plan, wanted));
    if (reason !== undefined) skip('integration', item.name, reason);
    const isIdle = decision.does === 'write' && item.target !== undefined && decision.chosen.size === 0;
    if (reason === undefined && isIdle) skip('integration', item.name, vscode.l10n.t('Nothing of it was chosen.'));
    return reason === undefined && !isIdle ? [decision] : [];
  });
  for (const { home, name, reason } of plan.unreadable) skip('integration', `${name} (${home})`, reason);
  return { decisions, models: wanted, skipped };
}

/** A platform makes no integration without its model, and none that changes to one that it lacks would work. */
function withoutModel(
  { item, does, chosen }: Decision,
  { missingModels }: Planned['plan'],
  wanted: readonly string[],
): string | undefined {
  const { target, modelId } = item;
  const needsModel = does === 'write' && (!target || chosen.has(modelPointer));
  const isMissing = needsModel && missingModels.some(({ id }) => id === modelId) && !wanted.includes(modelId);
  return isMissing ? vscode.l10n.t('Its model {0} is missing and was not chosen.', modelId) : undefined;
}

/** What the target has, and what it would have. */
export async function showDifference(
  planned: Planned,
  texts: SyncTexts,
  item: SyncItem,
  chosen: ReadonlySet<string>,
): Promise<void> {
  const { source, target, kind, differences } = item;
  const isSecret = (pointer: string): boolean =>
    source?.isSecret(pointer) === true || target?.isSecret(pointer) === true;
  const isRemoval = kind === 'removed' || item.deletedIn === 'source';
  // An open conflict shows what there is to decide.
  const all = new Set(differences.map(({ pointer }) => pointer));
  const after = isRemoval ? '' : shownDocument(resultOf(item, kind === 'changed' ? chosen : all), isSecret);
  const before = target ? shownDocument(target.service, isSecret) : '';
  const [left, right] = [planned.target.label, planned.source.label];
  await texts.showDifference(item.name, { home: left, text: before }, { home: right, text: source ? after : '' });
}
