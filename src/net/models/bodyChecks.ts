// Checks the bodies of large answers in a worker thread of their own, where even one that takes for ever holds nobody up.
import * as l10n from '@vscode/l10n';
import { schemaText } from '../../core/calls/checkAnswerBody.ts';
import { information } from '../../core/problem.ts';
import type { World } from '../../core/world.ts';
import type { WorkerSetup } from './modelMessages.ts';
import { usualLimits, WorkerQueue } from './workerQueue.ts';

export interface BodyChecks {
  readonly checkBody: NonNullable<World['checkBody']>;
  readonly close: () => void;
}

/** Milliseconds for one check: somebody waits for the report. */
const longest = 10_000;

/** @param worker the bundle of `modelWorker.ts` */
export function createBodyChecks(worker: string, setup: WorkerSetup, job = longest): BodyChecks {
  const queue = new WorkerQueue(worker, setup, { ...usualLimits, job });
  return {
    checkBody: async ({ schema, body, contentType }, signal) => {
      // The bytes move to the worker, and the report still needs them; `slice` of a Buffer would be no copy.
      const question = {
        kind: 'check',
        key: '',
        bytes: new Uint8Array(body),
        schema: schemaText(schema),
        contentType,
      } as const;
      const answer = await queue.ask({ question, beside: () => Promise.resolve(undefined), signal });
      return answer.kind === 'checked' ? answer.problems : [information('response-unchecked', unchecked())];
    },
    close: () => queue.close(),
  };
}

const unchecked = (): string =>
  l10n.t('The answer was not held against the model, because that took too long or too much memory.');
