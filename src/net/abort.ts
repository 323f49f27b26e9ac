// Lets many calls watch one abort signal: a sweep of hundreds would make Node warn of a leak of listeners.

interface Watch {
  readonly act: () => void;
  /** Where it stands in the list. */
  at: number;
}

/** Lists, not sets: the tables that a busy set has outgrown keep each other, and all that was ever in them, in memory for long. */
const watches = new WeakMap<AbortSignal, Watch[]>();

/** Calls `act` when the signal aborts; the function that it gives ends the watch. */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const own = watches.get(signal) ?? begin(signal);
  const watch: Watch = { act, at: own.length };
  own.push(watch);
  return () => {
    if (own[watch.at] !== watch) return;
    const last = own.pop();
    if (last && last !== watch) [own[watch.at], last.at] = [last, watch.at];
    if (own.length > 0 || watches.get(signal) !== own) return;
    watches.delete(signal);
    signal.removeEventListener('abort', runAll);
  };
}

function begin(signal: AbortSignal): Watch[] {
  const own: Watch[] = [];
  watches.set(signal, own);
  signal.addEventListener('abort', runAll);
  return own;
}

function runAll(this: AbortSignal): void {
  for (const { act } of [...(watches.get(this) ?? [])]) act();
}
