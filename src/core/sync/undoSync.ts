// Takes a pull or push back, the last step first; what somebody has changed since is left as it is, and told.
import * as l10n from '@vscode/l10n';
import { failed, ok, type Outcome } from '../request.ts';
import type { Step } from './syncReport.ts';
import type { OpenRun, UndoRuns } from './undoRuns.ts';
import type { Content, NoStep, UndoStep } from './undoStep.ts';

/** What it is to be known of a step that was taken back; a failure is a sentence. */
export type TakenBack = Promise<Outcome<readonly string[], string>>;

/** A step with what tells whether somebody has changed its work since. */
export interface LeftStep extends UndoStep {
  readonly isAsLeft: (content: Content) => Promise<boolean>;
}

/** The home that a run has written to. */
export interface UndoHome {
  takeBack(step: LeftStep, signal: AbortSignal): TakenBack;
}

export interface Undone {
  readonly steps: readonly Step[];
  /** The names of integrations that are as they were before the run. */
  readonly integrations: readonly string[];
}

/** Each step is forgotten as soon as it was taken back: another try goes on from there. */
export async function undoSync(
  runs: UndoRuns,
  { id, steps: names }: OpenRun,
  home: UndoHome,
  tell: (name: string) => void,
  signal: AbortSignal,
): Promise<Undone> {
  const [steps, integrations]: [Step[], string[]] = [[], []];
  for (const file of names) {
    const step = await runs.step(id, file);
    if (!step) continue;
    if (step === 'broken' || step === 'locked') {
      steps.push(unreadStep(file, step));
      // Told once, it is offered no more: no other try could take it back.
      if (step === 'broken') await runs.undone(id, file);
      continue;
    }
    const { what, name } = step;
    tell(name);
    const isAsLeft = (content: Content): Promise<boolean> => runs.isAsLeft(id, step, content);
    const done = await attempt(home, { ...step, isAsLeft }, signal);
    if (done.ok) await runs.undone(id, file);
    if (done.ok && what === 'integration') integrations.push(name);
    const [kind, notes] = done.ok ? (['undone', done.value] as const) : (['failed', [done.failure]] as const);
    steps.push({ what, name, kind, notes, properties: [] });
  }
  return { steps, integrations };
}

/** What it was about stands in what cannot be read. */
const unreadStep = (file: string, why: NoStep): Step => ({
  what: 'integration',
  name: l10n.t('Step {0}', parseInt(file)),
  kind: 'failed',
  notes: [
    why === 'broken'
      ? l10n.t('What was kept of it on this machine cannot be read. It is no longer offered.')
      : l10n.t('What was kept of it on this machine cannot be opened now. Try again when nothing else holds its file.'),
  ],
  properties: [],
});

/** A cancellation waits for the step under way. */
async function attempt(home: UndoHome, step: LeftStep, signal: AbortSignal): TakenBack {
  if (signal.aborted) return failed(l10n.t('Cancelled before it was its turn.'));
  try {
    return await home.takeBack(step, new AbortController().signal);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** There is nothing left to do. */
export const nothingToTakeBack: Outcome<readonly string[], string> = ok([]);

export const lostCopy = (): string => l10n.t('What stood there before is no longer kept.');
