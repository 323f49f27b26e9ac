// Lets the editor breathe during long work.

/** Milliseconds that the editor may be held up. */
const patience = 15;

/** To be awaited now and then: gives way once it has been held up long enough. */
export function pauses(): () => Promise<void> {
  let since = Date.now();
  return async () => {
    if (Date.now() - since < patience) return;
    await wait(0);
    since = Date.now();
  };
}

export const wait = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));
