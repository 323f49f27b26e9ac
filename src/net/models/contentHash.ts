// The hash of a document's bytes, made in slices so that the largest document holds nobody up.
import { createHash } from 'node:crypto';

/** Bytes that are hashed in about a millisecond. */
const slice = 2_000_000;

export async function contentHash(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha1');
  for (let start = 0; start < bytes.length; start += slice) {
    if (start > 0) await pause();
    hash.update(bytes.subarray(start, start + slice));
  }
  return hash.digest('hex');
}

/** Lets whatever else is due have its turn. */
export const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
