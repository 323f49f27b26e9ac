// Work on thousands of things that nobody is to wait for: whoever gives a pause decides how often others get a turn.

/** Lets others work in the middle of long work. */
export type Pause = () => Promise<void>;

/** What `work` makes of each item, in their order. */
export async function inTurns<T, R>(
  items: Iterable<T>,
  pause: Pause,
  work: (item: T) => readonly R[],
): Promise<readonly R[]> {
  const all: R[] = [];
  for (const item of items) {
    all.push(...work(item));
    await pause();
  }
  return all;
}
