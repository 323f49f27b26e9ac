// Times the phases of one call as they pass.
import type { Hop, Phase } from '../core/request.ts';

export interface Trace {
  /** The phase that the call is in. */
  phase: Phase;
  /** When it began. */
  since: number;
  readonly hops: Hop[];
}

export function startTrace(): Trace {
  return { phase: 'request', since: performance.now(), hops: [] };
}

export function enter(trace: Trace, phase: Phase): void {
  trace.phase = phase;
  trace.since = performance.now();
}

/** Notes the current phase as done; the next one, if there is one, begins at the same moment. */
export function leave(trace: Trace, detail?: string, next?: Phase): void {
  const now = performance.now();
  const hop = { phase: trace.phase, ms: rounded(now - trace.since) };
  trace.hops.push(detail === undefined ? hop : { ...hop, detail });
  trace.phase = next ?? trace.phase;
  trace.since = now;
}

/** The hops so far with the unfinished one last: what a failure shows. */
export function brokenAt(trace: Trace): readonly Hop[] {
  return [...trace.hops, { phase: trace.phase, ms: rounded(performance.now() - trace.since) }];
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
