// The worker thread that does one job, a pre-flight or the edits of a fix, and ends: its memory goes with it.
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { locate } from '../../core/preflight/locate.ts';
import { preflightWith } from '../../core/preflight/preflightWith.ts';
import { toJson } from '../../core/preflight/toJson.ts';
import { describe, mend, preflight } from '../../core/preflight/preflight.ts';
import type { Done, Job, JobSetup } from './preflightMessages.ts';

const { job, texts } = workerData as JobSetup;
if (texts) l10n.config({ contents: texts });
void run(job).then((done) => parentPort?.postMessage(done));

function run(work: Job): Promise<Done> {
  switch (work.kind) {
    case 'preflight':
      return work.beside
        ? preflightWith(work.bytes, work.beside, work.severities)
        : preflight(work.bytes, work.severities);
    case 'mend':
      return mend(work.text, work.changes);
    case 'locate':
      return locate(work.bytes, work.paths);
    case 'toJson':
      return Promise.resolve(toJson(work.bytes, work.beside));
    case 'describe':
      return describe(work.text, work.description);
  }
}
