// Pre-flights and fixes in a worker thread, so that the editor never waits for a large document.
import { Worker } from 'node:worker_threads';
import type { Inspector } from '../../core/preflight/inspector.ts';
import type { Edit } from '../../core/edit.ts';
import type { Located } from '../../core/preflight/locate.ts';
import type { Preflight } from '../../core/preflight/preflight.ts';
import type { Done, Job, JobSetup } from './preflightMessages.ts';

/** @param workerFile the bundle of `preflightWorker.ts` */
export function createInspector(workerFile: string, texts?: Readonly<Record<string, string>>): Inspector {
  const run = (job: Job, signal: AbortSignal): Promise<Done> =>
    runJob(workerFile, { job, ...(texts && { texts }) }, signal);
  return {
    preflight: (bytes, severities, signal, beside) =>
      run({ kind: 'preflight', bytes, severities, ...(beside && { beside }) }, signal) as Promise<Preflight>,
    mend: (text, changes, signal) => run({ kind: 'mend', text, changes }, signal) as Promise<readonly Edit[]>,
    locate: (bytes, paths, signal) =>
      run({ kind: 'locate', bytes, paths }, signal) as Promise<readonly (Located | undefined)[]>,
    toJson: (bytes, beside, signal) => run({ kind: 'toJson', bytes, beside }, signal) as Promise<Uint8Array>,
    describe: (text, description, signal) =>
      run({ kind: 'describe', text, description }, signal) as Promise<readonly Edit[]>,
  };
}

/** A worker of its own for each job: ending it cancels the job, and nothing of the document stays behind. */
async function runJob(workerFile: string, setup: JobSetup, signal: AbortSignal): Promise<Done> {
  signal.throwIfAborted();
  const worker = new Worker(workerFile, { workerData: setup });
  try {
    return await new Promise<Done>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The worker ended with code ${code}.`)));
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
