// What a sweep found: one result for each integration, and all of them in a sentence.
import * as l10n from '@vscode/l10n';
import { succeeded, type Report } from '../report.ts';
import { outcome, reason } from './summary.ts';

interface ResultBase {
  /** The integration's address. */
  readonly owner: string;
  readonly integration: string;
  /** Its path below its home, for people. */
  readonly file: string;
  readonly modelId: string;
}

export interface CalledResult extends ResultBase {
  readonly kind: 'passed' | 'failed';
  readonly operation: string;
  /** In the history of calls. */
  readonly callId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** Of the answer; absent when there was none. */
  readonly status?: number;
  /** `200 OK in 12 ms` */
  readonly outcome: string;
  /** Why it failed; redacted, as everything of a report. */
  readonly reason: string;
  /** The code of the problem that says why. */
  readonly code?: string;
}

/** `skipped`: there is nothing that may be called; `broken`: it could not even be tried. */
export interface UncalledResult extends ResultBase {
  readonly kind: 'skipped' | 'broken' | 'cancelled';
  readonly reason: string;
}

export type SweepResult = CalledResult | UncalledResult;

export interface Sweep {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  readonly results: readonly SweepResult[];
}

export type Counts = Readonly<Record<SweepResult['kind'], number>>;

export function calledResult(base: ResultBase, callId: string, report: Report): CalledResult {
  const { operation, startedAt, ms, response } = report;
  const [problem] = report.problems;
  return {
    ...base,
    kind: succeeded(report) ? 'passed' : 'failed',
    ...{ operation, callId, startedAt, ms },
    ...(typeof response === 'object' && { status: response.status }),
    outcome: outcome(report),
    reason: reason(report),
    ...(problem && !succeeded(report) && { code: problem.code }),
  };
}

export const noCounts = (): Record<SweepResult['kind'], number> => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  broken: 0,
  cancelled: 0,
});

export function countsOf(results: readonly SweepResult[]): Counts {
  const counts = noCounts();
  for (const { kind } of results) counts[kind]++;
  return counts;
}

/** `35 passed, 3 failed, 2 skipped`; what did not happen is left out. */
export function countsText({ passed, failed, broken, skipped, cancelled }: Counts): string {
  return [
    l10n.t('{0} passed', passed),
    ...(failed + broken > 0 ? [l10n.t('{0} failed', failed + broken)] : []),
    ...(skipped > 0 ? [l10n.t('{0} skipped', skipped)] : []),
    ...(cancelled > 0 ? [l10n.t('{0} cancelled', cancelled)] : []),
  ].join(', ');
}
