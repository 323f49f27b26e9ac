// Lets many calls watch one abort signal: a sweep of hundreds would make Node warn of a leak of listeners.

const watchers = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `act` when the signal aborts; the function that it gives ends the watch. */
export function onAbort(signal: AbortSignal, act: () => void): () => void {
  const acts = watchers.get(signal) ?? watch(signal);
  acts.add(act);
  return () => {
    acts.delete(act);
    if (acts.size > 0 || watchers.get(signal) !== acts) return;
    watchers.delete(signal);
    signal.removeEventListener('abort', runAll);
  };
}

function watch(signal: AbortSignal): Set<() => void> {
  const acts = new Set<() => void>();
  watchers.set(signal, acts);
  signal.addEventListener('abort', runAll);
  return acts;
}

function runAll(this: AbortSignal): void {
  for (const act of [...(watchers.get(this) ?? [])]) act();
}
