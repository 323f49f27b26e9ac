// Work on many things, some of them at a time. Where one fails, no other is begun.

export async function inParallel<T>(
  items: readonly T[],
  count: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items].reverse();
  const one = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  const stop = (error: unknown): never => {
    left.length = 0;
    throw error;
  };
  await Promise.all(Array.from({ length: count }, () => one().catch(stop)));
}
