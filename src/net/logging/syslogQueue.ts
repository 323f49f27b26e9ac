// Messages on their way to one syslog server: a bounded queue that nobody waits for, with a connection that comes back by itself.
import type { Link } from './link.ts';

export interface QueueEvents {
  /** The server cannot be reached, said once until it can again. */
  down(reason: Error): void;
  /** It can again; `lost` messages did not wait for that, or were on their way when it went. */
  up(lost: number): void;
}

/** What waits for a server at most, in messages and in octets: beyond that the oldest are lost. */
export const MOST = 1_000;
const MOST_OCTETS = 4_000_000;

/** Milliseconds until a connection is tried again: doubled each time. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

export class SyslogQueue {
  readonly #open: () => Promise<Link>;
  readonly #events: QueueEvents;
  readonly #waiting: Uint8Array[] = [];
  #octets = 0;
  #link: Link | undefined;
  #running: Promise<void> | undefined;
  #pause = FIRST_PAUSE;
  #isDown = false;
  #isClosed = false;
  #wake: (() => void) | undefined;
  /** Since the server was last told of. */
  #lost = 0;

  constructor(open: () => Promise<Link>, events: QueueEvents) {
    [this.#open, this.#events] = [open, events];
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Lost so far, since the server could last be reached. */
  get lost(): number {
    return this.#lost;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  push(message: Uint8Array): void {
    if (this.#isClosed) return;
    this.#waiting.push(message);
    this.#octets += message.length;
    while (this.#waiting.length > MOST || this.#octets > MOST_OCTETS) {
      this.#shift();
      this.#lost += 1;
    }
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Resolves when nothing waits any more, or when the server cannot be reached. */
  async flush(): Promise<void> {
    while (this.#running && !this.#isDown)
      await Promise.race([this.#running, new Promise((next) => setTimeout(next, 20))]);
  }

  /** What still waits is lost. */
  close(): void {
    this.#isClosed = true;
    this.#link?.close();
    this.#wake?.();
  }

  async #run(): Promise<void> {
    // The one who logs is not kept waiting by the system's own work.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#isClosed) {
      if (this.#isDown) await this.#rest();
      try {
        await this.#sendNext();
      } catch (error) {
        this.#fail(error as Error);
      }
    }
  }

  async #sendNext(): Promise<void> {
    if (this.#isClosed) return;
    const link = (this.#link ??= await this.#connect());
    const [message] = this.#waiting;
    if (!message) return;
    await link.send(message);
    // After a refusal nothing counts as sent until it is clear that it is not refused again.
    if (this.#isDown) await link.confirm();
    // A queue that ran over meanwhile has dropped it already.
    if (this.#waiting[0] === message) this.#shift();
    this.#succeed();
  }

  async #connect(): Promise<Link> {
    const link = await this.#open();
    if (this.#isClosed) link.close();
    link.onDown((error) => {
      if (this.#link !== link) return;
      this.#link = undefined;
      if (!isRefusal(error) || this.#isDown) return;
      // A datagram that is refused is one that was sent before.
      this.#lost += 1;
      this.#fail(error);
    });
    return link;
  }

  #succeed(): void {
    this.#pause = FIRST_PAUSE;
    if (!this.#isDown) return;
    this.#isDown = false;
    const lost = this.#lost;
    this.#lost = 0;
    this.#events.up(lost);
  }

  #fail(reason: Error): void {
    this.#link?.close();
    this.#link = undefined;
    if (this.#isDown || this.#isClosed) return;
    this.#isDown = true;
    this.#events.down(reason);
  }

  async #rest(): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#pause).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
  }

  #shift(): void {
    this.#octets -= this.#waiting.shift()?.length ?? 0;
  }
}

const isRefusal = (error: Error): boolean => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
