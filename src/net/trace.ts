// Times the phases of one call as they pass.
import type { Hop, Phase } from '../core/request.ts';

export interface Trace {
  /** The phase that the call is in. */
  phase: Phase;
  /** When it began. */
  since: number;
  /** The steps are made with the proxy. */
  to?: 'proxy' | undefined;
  readonly hops: Hop[];
}

export function startTrace(): Trace {
  return { phase: 'request', since: performance.now(), hops: [] };
}

export function enter(trace: Trace, phase: Phase): void {
  trace.phase = phase;
  trace.since = performance.now();
}

/** What a finished step met on its way. */
export type Met = Pick<Hop, 'detail' | 'tls'>;

/** Notes the current phase as done; the next one, if there is one, begins at the same moment. */
export function leave(trace: Trace, met?: Met, next?: Phase): void {
  const now = performance.now();
  trace.hops.push(hopOf(trace, now, met));
  trace.phase = next ?? trace.phase;
  trace.since = now;
}

/** The hops so far with the unfinished one last: what a failure shows. */
export function brokenAt(trace: Trace): readonly Hop[] {
  return [...trace.hops, hopOf(trace, performance.now())];
}

function hopOf({ phase, since, to }: Trace, now: number, met?: Met): Hop {
  const ms = rounded(now - since);
  if (!met) return to ? { phase, ms, to } : { phase, ms };
  return to ? { phase, ms, ...met, to } : { phase, ms, ...met };
}

export const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
