// Messages on their way to one syslog server: a bounded queue that nobody waits for, with a connection that comes back by itself.
import * as l10n from '@vscode/l10n';
import type { Link } from './link.ts';

export interface QueueEvents {
  /** The server takes nothing, or less than comes: said once until that is over. */
  down(reason: Error): void;
  /** That is over; `lost` messages did not wait for that, or were on their way when it went. */
  up(lost: number): void;
}

/** What waits for a server at most, in messages and in octets: beyond that the oldest are lost. */
export const MOST = 1_000;
const MOST_OCTETS = 4_000_000;

/** Milliseconds after which a message counts as taken by a server that was still there then. */
const ON_ITS_WAY = 300;

/** Milliseconds without a message taken after which nobody waits for the server any longer. */
const STALLED = 1_000;

/** Milliseconds until a connection is tried again: doubled each time. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

export class SyslogQueue {
  readonly #open: () => Promise<Link>;
  readonly #events: QueueEvents;
  readonly #waiting: Uint8Array[] = [];
  #octets = 0;
  #link: Link | undefined;
  /** When the last messages went out over it. */
  #sent: number[] = [];
  #running: Promise<void> | undefined;
  #pause = FIRST_PAUSE;
  #isDown = false;
  /** It takes messages, but too few: that is over when none waits any more. */
  #isSlow = false;
  #isClosed = false;
  #wake: (() => void) | undefined;
  /** Since the server was last told of. */
  #lost = 0;

  constructor(open: () => Promise<Link>, events: QueueEvents) {
    [this.#open, this.#events] = [open, events];
  }

  push(message: Uint8Array): void {
    if (this.#isClosed) return;
    this.#waiting.push(message);
    this.#octets += message.length;
    while (this.#waiting.length > MOST || this.#octets > MOST_OCTETS) {
      this.#shift();
      this.#lost += 1;
      if (this.#link) this.#tellSlow();
    }
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Resolves when nothing waits any more, or when the server takes nothing. */
  async flush(): Promise<void> {
    let [left, since] = [Infinity, performance.now()];
    while (this.#running && !this.#isDown && !this.#isSlow && performance.now() - since < STALLED) {
      await Promise.race([this.#running, new Promise((next) => setTimeout(next, 20))]);
      if (this.#waiting.length < left) [left, since] = [this.#waiting.length, performance.now()];
    }
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
      if (this.#isDown && !this.#link) await this.#rest();
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
    this.#sent.push(performance.now());
    if (this.#sent.length > MOST) this.#sent.shift();
    // After a refusal nothing counts as sent until it is clear that it is not refused again.
    if (this.#isDown) await link.confirm();
    // A queue that ran over meanwhile has dropped it already.
    if (this.#waiting[0] === message) this.#shift();
    this.#succeed();
  }

  async #connect(): Promise<Link> {
    const link = await this.#open();
    if (this.#isClosed) link.close();
    this.#sent = [];
    link.onDown((error) => {
      if (this.#link !== link) return;
      if (this.#lostWith(error) > 0) this.#fail(error);
      this.#link = undefined;
    });
    return link;
  }

  /** A server that closes an idle connection has read everything; of what has just been sent nobody knows that. */
  #lostWith(error: Error): number {
    // While it is down nothing counts as sent before it is clear that it was taken.
    if (!this.#link || this.#isDown) return 0;
    // A datagram that is refused is one that was sent before.
    if (isRefusal(error)) return 1;
    const since = performance.now() - ON_ITS_WAY;
    return this.#sent.filter((at) => at >= since).length;
  }

  #succeed(): void {
    this.#pause = FIRST_PAUSE;
    if (this.#isSlow && this.#waiting.length > 0) return;
    if (!this.#isDown && this.#lost === 0) return;
    [this.#isDown, this.#isSlow] = [false, false];
    const lost = this.#lost;
    this.#lost = 0;
    this.#events.up(lost);
  }

  #fail(reason: Error): void {
    this.#lost += this.#lostWith(reason);
    this.#link?.close();
    this.#link = undefined;
    this.#isSlow = false;
    if (this.#isDown || this.#isClosed) return;
    this.#isDown = true;
    this.#events.down(reason);
  }

  #tellSlow(): void {
    if (this.#isDown || this.#isSlow) return;
    this.#isSlow = true;
    this.#events.down(tooSlow());
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

const tooSlow = (): Error => new Error(l10n.t('the server takes messages more slowly than they come'));

const isRefusal = (error: Error): boolean => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
