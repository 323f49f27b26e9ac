// The time limits of one call: one for all of it, and where they are set one for each phase.
import type { Deadlines, Limit, Wire } from '../core/request.ts';

export interface Clocks {
  /** A phase begins, or in the body: there was a sign of life. */
  start(phase: keyof Deadlines): void;
  stop(): void;
}

export function startClocks({ timeout, deadlines }: Wire, over: (limit: Limit) => void): Clocks {
  const total = setTimeout(over, timeout, { of: 'total', ms: timeout } satisfies Limit);
  let current: NodeJS.Timeout | undefined;
  return {
    start(phase) {
      if (!deadlines) return;
      clearTimeout(current);
      const ms = deadlines[phase] ?? 0;
      current = ms > 0 ? setTimeout(over, ms, { of: phase, ms } satisfies Limit) : undefined;
    },
    stop() {
      clearTimeout(total);
      clearTimeout(current);
    },
  };
}
