// Waiting in tests: for a condition, never for a time.
import { setTimeout as wait } from 'node:timers/promises';

/** Calls `check` until it does not throw and gives what it gave; in the end its last error is the test's. */
export async function eventually<T>(check: () => T | Promise<T>, longest = 20_000): Promise<T> {
  const end = Date.now() + longest;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await wait(50);
  }
}
