// Many jobs against many servers: who runs next, how many at once against one of them and altogether, and the way to stop.

export interface SweepPlan<T> {
  /** Jobs of one key share its limit: the address of a server. */
  readonly keyOf: (job: T) => string;
  /** Rejects with the abort reason, or because of a bug, which ends the sweep. */
  readonly run: (job: T) => Promise<void>;
  /** Jobs of one key that run at the same time. */
  readonly perKey: number;
  /** Jobs that run at the same time altogether. */
  readonly total: number;
  readonly signal: AbortSignal;
}

/** The jobs of one key, in their order. */
interface Lane<T> {
  readonly jobs: T[];
  next: number;
  running: number;
}

/** Resolves when every job has run, or after an abort those that had begun: the others are then never started. */
export async function runSweep<T>(jobs: readonly T[], plan: SweepPlan<T>): Promise<void> {
  const failure = await new Promise<{ readonly error: unknown } | undefined>((end) => start(jobs, plan, end));
  if (failure) throw failure.error;
}

type End = (failure: { readonly error: unknown } | undefined) => void;

function start<T>(jobs: readonly T[], { keyOf, run, perKey, total, signal }: SweepPlan<T>, end: End): void {
  const hasRoom = ({ jobs: own, next, running }: Lane<T>): boolean => next < own.length && running < perKey;
  /** The lanes with room, the one that has waited longest first: no server has to wait until another is done. */
  const ready = lanesOf(jobs, keyOf);
  let running = 0;
  let failure: { readonly error: unknown } | undefined;
  const begin = (lane: Lane<T>, job: T): void => {
    [lane.next, lane.running, running] = [lane.next + 1, lane.running + 1, running + 1];
    if (hasRoom(lane)) ready.push(lane);
    void runOne(run, job).then((failed) => {
      if (failed && !signal.aborted) failure ??= failed;
      const isListed = hasRoom(lane);
      [lane.running, running] = [lane.running - 1, running - 1];
      if (!isListed && hasRoom(lane)) ready.push(lane);
      fill();
    });
  };
  const fill = (): void => {
    while (running < total && !signal.aborted && !failure) {
      const lane = ready.shift();
      const job = lane?.jobs[lane.next];
      if (!lane || job === undefined) break;
      begin(lane, job);
    }
    if (running === 0) end(failure);
  };
  fill();
}

function lanesOf<T>(jobs: readonly T[], keyOf: (job: T) => string): Lane<T>[] {
  const lanes = new Map<string, Lane<T>>();
  for (const job of jobs) {
    const lane = lanes.get(keyOf(job));
    if (lane) lane.jobs.push(job);
    else lanes.set(keyOf(job), { jobs: [job], next: 0, running: 0 });
  }
  return [...lanes.values()];
}

/** What it failed with. */
async function runOne<T>(run: (job: T) => Promise<void>, job: T): Promise<{ readonly error: unknown } | undefined> {
  try {
    await run(job);
    return undefined;
  } catch (error) {
    return { error };
  }
}
