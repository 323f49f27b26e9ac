// A worker thread that is started when there is work, does one thing at a time, and ends when it is idle.
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { Note } from '../../core/note.ts';
import type { Answer, FromWorker, ToWorker, WorkerSetup } from './modelMessages.ts';

export interface Job {
  readonly question: Exclude<ToWorker, { kind: 'file' }>;
  readonly beside: (path: string) => Promise<Uint8Array | undefined>;
  readonly signal: AbortSignal;
  /** Told after the answer what a closer look found; never, when the worker ends before. */
  readonly noticed?: (notes: readonly Note[]) => void;
  /** Goes before what is waiting: somebody looks at the screen. */
  readonly urgent?: boolean;
}

export interface WorkerLimits {
  /** Milliseconds without work after which the worker ends and its memory returns. */
  readonly idle: number;
  /** Milliseconds for one job. */
  readonly job: number;
  /** Megabytes of the worker's heap. */
  readonly memory: number;
}

export const usualLimits: WorkerLimits = { idle: 20_000, job: 60_000, memory: 1024 };

interface Waiting extends Job {
  readonly abort: () => void;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

export class WorkerQueue {
  readonly #file: string;
  readonly #setup: WorkerSetup;
  readonly #limits: WorkerLimits;
  #waiting: Waiting[] = [];
  #current: Waiting | undefined;
  #isClosed = false;
  /** The job that the worker answered last. */
  #answered: Job | undefined;
  #worker: Worker | undefined;
  /** Of the job under way, else of being idle. */
  #timer: NodeJS.Timeout | undefined;

  constructor(file: string, setup: WorkerSetup, limits: WorkerLimits = usualLimits) {
    this.#file = file;
    this.#setup = setup;
    this.#limits = limits;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** Rejects only with the abort reason; a worker that dies is an `error` that says so. */
  async ask(job: Job): Promise<Answer> {
    job.signal.throwIfAborted();
    if (this.#isClosed) return stopped();
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { ...job, resolve, reject, abort: () => this.#abort(waiting) };
      job.signal.addEventListener('abort', waiting.abort);
      this.#waiting = job.urgent ? [waiting, ...this.#waiting] : [...this.#waiting, waiting];
      this.#next();
    });
  }

  /** Also what is still waiting, or comes later, is not read any more. */
  close(): void {
    this.#isClosed = true;
    this.#end();
    const left = [...(this.#current ? [this.#current] : []), ...this.#waiting];
    this.#current = undefined;
    this.#waiting = [];
    for (const job of left) settle(job, stopped());
  }

  #next(): void {
    if (this.#current) return;
    clearTimeout(this.#timer);
    this.#current = this.#waiting.shift();
    if (!this.#current) {
      this.#worker?.unref();
      this.#timer = setTimeout(() => this.#end(), this.#limits.idle).unref();
      return;
    }
    const { question } = this.#current;
    this.#timer = setTimeout(() => this.#fail(tookTooLong()), this.#limits.job);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(question, [question.bytes.buffer]);
  }

  #start(): Worker {
    const worker = new Worker(this.#file, {
      workerData: this.#setup,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory, stackSizeMb: 4 },
    });
    worker.on('message', (message: FromWorker) => this.#heard(worker, message));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', () => this.#died(worker));
    return worker;
  }

  #heard(worker: Worker, message: FromWorker): void {
    if (worker !== this.#worker) return;
    if (message.kind === 'noticed') this.#answered?.noticed?.(message.notes);
    if (!this.#current || message.kind === 'noticed') return;
    if (message.kind === 'beside') void this.#giveFile(worker, this.#current, message.path);
    else this.#finish(message);
  }

  async #giveFile(worker: Worker, { beside }: Waiting, path: string): Promise<void> {
    const bytes = await beside(path).catch(() => undefined);
    worker.postMessage({ kind: 'file', path, ...(bytes && { bytes }) } satisfies ToWorker);
  }

  /** `exit` follows `error`, and also an end that we wanted: only the first word about the present worker counts. */
  #died(worker: Worker, error?: Error): void {
    if (worker === this.#worker) this.#fail(crashed(error));
  }

  #fail(sentence: string): void {
    this.#end();
    this.#finish({ kind: 'error', error: sentence });
  }

  #finish(answer: Answer): void {
    const current = this.#current;
    this.#current = undefined;
    this.#answered = current;
    if (current) settle(current, answer);
    this.#next();
  }

  /** The work under way can only be stopped together with its thread. */
  #abort(job: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== job);
    job.reject(job.signal.reason);
    if (job !== this.#current) return;
    this.#current = undefined;
    this.#end();
    this.#next();
  }

  #end(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}

function settle(job: Waiting, answer: Answer): void {
  job.signal.removeEventListener('abort', job.abort);
  job.resolve(answer);
}

const stopped = (): Answer => ({ kind: 'error', error: l10n.t('Reading was stopped.') });

const tookTooLong = (): string => l10n.t('Reading the document took too long and was stopped.');

function crashed(error: Error | undefined): string {
  const code = error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? l10n.t('The document needs more memory than reading it may take.')
    : l10n.t('Reading the document failed: {0}.', error?.message ?? l10n.t('the reader ended unexpectedly'));
}
