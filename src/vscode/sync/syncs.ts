// Pull, push and compare: asks, plans, lets everything be decided, writes, tells, and takes it back when that is wanted.
import * as vscode from 'vscode';
import { compareText } from '../../core/sync/compareReport.ts';
import { hiddenNote } from '../../core/sync/platformTarget.ts';
import { knownBases, type Decided } from '../../core/sync/runSync.ts';
import { countsLine, reportText, type Step, type SyncReport } from '../../core/sync/syncReport.ts';
import type { Face } from '../face.ts';
import { guarded } from '../guarded.ts';
import { caution, confirm, inform, someOf, withCancel } from '../notify.ts';
import { pauses } from '../pauses.ts';
import { requireTrust } from '../trust.ts';
import { askMissing } from './askMissing.ts';
import { BaseStore } from './baseStore.ts';
import { carryOut, type CarriedOut } from './carryOut.ts';
import { comparePicker } from './comparePicker.ts';
import { decide, showDifference, type Deciding } from './decide.ts';
import { openEnvironments } from './openEnvironments.ts';
import { pairFor, type Direction } from './pairs.ts';
import { makePlan, type Between, type Planned } from './plannedSync.ts';
import type { SyncActions } from './syncActions.ts';
import { SyncTexts } from './syncTexts.ts';
import { chooseRun, confirmUndo, takeBack, type TakingBack } from './takeBack.ts';
import { createUndoStore, type UndoStoreParts } from './undoStore.ts';

export class Syncs implements SyncActions {
  readonly #face: Face;
  readonly #bases: BaseStore;
  readonly #at: TakingBack;
  readonly #texts = new SyncTexts();

  constructor(face: Face, parts: UndoStoreParts) {
    this.#face = face;
    this.#bases = new BaseStore(parts.storage);
    this.#at = { face, bases: this.#bases, runs: createUndoStore(parts) };
  }

  async pull(arg: unknown, selected: unknown): Promise<void> {
    await this.#bring('pull', arg, selected);
  }

  async push(arg: unknown, selected: unknown): Promise<void> {
    await this.#bring('push', arg, selected);
  }

  async compare(arg: unknown, selected: unknown): Promise<void> {
    requireTrust();
    const between = await pairFor(this.#face, 'compare', arg, selected);
    const planned = await this.#plan('compare', between);
    const { plan } = planned;
    const title = vscode.l10n.t('{0} compared with {1}', plan.source.label, plan.target.label);
    await this.#texts.showReport(title, await compareText(plan, new Date().toISOString(), pauses()));
    const show = this.#shownOf(planned);
    await comparePicker(title, plan, (item) => show(item, new Set()));
  }

  async undo(id?: string): Promise<void> {
    requireTrust();
    await this.#face.catalog.load();
    const run = await chooseRun(this.#at, id);
    await confirmUndo(this.#at, run);
    const { steps } = await takeBack(this.#at, run);
    await this.#report(vscode.l10n.t('Undo of {0}', run.title), run, steps, {});
    const failures = steps.filter(({ kind }) => kind === 'failed').length;
    if (failures === 0) void inform(vscode.l10n.t('{0} was taken back.', run.title));
    else
      void caution(
        vscode.l10n.t('{0} of {1} steps could not be taken back. The report says why.', failures, steps.length),
      );
  }

  async editEnvironments(): Promise<void> {
    await openEnvironments(this.#face);
  }

  dispose(): void {
    this.#texts.dispose();
  }

  async #bring(direction: Exclude<Direction, 'compare'>, arg: unknown, selected: unknown): Promise<void> {
    requireTrust();
    const between = await pairFor(this.#face, direction, arg, selected);
    const planned = await this.#plan(direction, between);
    const title = titleOf(direction, between);
    const [problem] = planned.problems;
    if (problem !== undefined) void caution(problem);
    const same = planned.plan.items.filter(({ kind }) => kind === 'same').length;
    const dryRun = (decided: Decided): Promise<void> =>
      this.#report(title, planned, [...wouldBe(decided), ...decided.skipped], { same, isDryRun: true });
    const decided = await decide({ planned, title, show: this.#shownOf(planned), dryRun });
    if (!decided) {
      // What is the same by now is known from now on.
      await this.#bases.change(planned.source.id, planned.target.id, await knownBases(planned.plan, pauses()));
      return;
    }
    const answers = await askMissing(decided.decisions, planned.target.label, planned.secret);
    if (!answers) throw new vscode.CancellationError();
    const left = withoutSkipped(decided, answers.skipped);
    await confirmWriting(planned, left, title);
    const ran = await carryOut(this.#at, planned, left, answers, title);
    await this.#report(title, planned, ran.steps, { same });
    void guarded(this.#face, 'sync', () => this.#announce(title, ran));
  }

  #shownOf(planned: Planned): Deciding['show'] {
    return (item, chosen) => void guarded(this.#face, 'sync', () => showDifference(planned, this.#texts, item, chosen));
  }

  #plan(direction: Direction, between: Between): Promise<Planned> {
    const title =
      direction === 'compare'
        ? vscode.l10n.t('Comparing {0} with {1}', between.source.label, between.target.label)
        : titleOf(direction, between);
    return withCancel(title, (signal, tell) => makePlan(this.#face, this.#bases, between, { signal, tell }));
  }

  async #report(
    title: string,
    { source, target }: Record<'source' | 'target', { readonly label: string }>,
    steps: readonly Step[],
    { same = 0, isDryRun = false },
  ): Promise<void> {
    const homes = { source: source.label, target: target.label };
    const report: SyncReport = { title, ...homes, at: new Date().toISOString(), isDryRun, steps, same };
    await this.#texts.showReport(title, await reportText(report, pauses()));
  }

  async #announce(title: string, ran: CarriedOut): Promise<void> {
    const undo = vscode.l10n.t('Undo');
    const isFine = ran.steps.every(({ kind }) => kind !== 'failed');
    const message = `${title}: ${countsLine({ steps: ran.steps, isDryRun: false })}`;
    const choice = await (isFine ? inform : caution)(message, ...(ran.undo !== undefined ? [undo] : []));
    if (choice === undo) await this.undo(ran.undo);
  }
}

function titleOf(direction: Exclude<Direction, 'compare'>, { source, target }: Between): string {
  return direction === 'pull'
    ? vscode.l10n.t('Pull {0} → {1}', source.label, target.label)
    : vscode.l10n.t('Push {0} → {1}', source.label, target.label);
}

function withoutSkipped(decided: Decided, names: ReadonlySet<string>): Decided {
  const reason = vscode.l10n.t('Values are missing here.');
  const skipped = [...names].map((name): Step => ({
    what: 'integration',
    name,
    kind: 'skipped',
    notes: [reason],
    properties: [],
  }));
  return {
    ...decided,
    decisions: decided.decisions.filter(({ item }) => !names.has(item.name)),
    skipped: [...decided.skipped, ...skipped],
  };
}

/** What would be done, as steps that were not made. */
const wouldBe = ({ decisions, models }: Decided): Step[] => [
  ...models.map((name): Step => ({ what: 'model', name, kind: 'created', notes: [], properties: [] })),
  ...decisions.map(({ item, does, chosen }): Step => {
    const kind = does === 'remove' ? 'deleted' : item.target ? 'changed' : 'created';
    const properties = item.target ? item.differences.filter(({ pointer }) => chosen.has(pointer)) : [];
    return { what: 'integration', name: item.name, kind, notes: [], properties };
  }),
];

/** Files have git and the editor's undo; what happens on a platform happens for everybody. */
async function confirmWriting({ target, remotes }: Planned, decided: Decided, title: string): Promise<void> {
  if (!remotes.target || decided.decisions.length + decided.models.length === 0) return;
  const steps = wouldBe(decided);
  const write = vscode.l10n.t('Write to {0}', target.label);
  const detail = [countsLine({ steps, isDryRun: true }), ...cannotComeBack(decided)].join('\n');
  if ((await confirm(`${title}?`, detail, write)) !== write) throw new vscode.CancellationError();
}

function cannotComeBack({ decisions }: Decided): string[] {
  const hidden = decisions.filter(({ item, does }) => does === 'remove' && item.target?.hides === true);
  const replaced = decisions.filter(({ item, chosen }) =>
    item.differences.some(({ pointer, isSecret, before }) => isSecret && chosen.has(pointer) && before !== undefined),
  );
  return [
    ...(hidden.length > 0 ? [hiddenNote()] : []),
    ...(replaced.length > 0
      ? [
          vscode.l10n.t(
            'Secrets are replaced in: {0}. Those that the platform hides cannot be brought back.',
            someOf(replaced.map(({ item }) => item.name)),
          ),
        ]
      : []),
  ];
}
