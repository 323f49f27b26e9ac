// A log file that is written in the order of its records and begins anew when it is full: `itential.log`, then `itential.log.1`, `.2` …
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface FileLimits {
  /** Bytes; a single longer record has a file of its own. */
  readonly maxSize: number;
  /** With the one that is written to. */
  readonly maxFiles: number;
}

interface OpenFile {
  readonly handle: FileHandle;
  /** Tells whether another file has taken its path. */
  readonly inode: bigint;
  /** Bytes so far. */
  size: number;
}

/** What waits for a slow disk at most, in bytes: beyond that new records are lost. */
const MOST_WAITING = 32_000_000;
/** Bytes that are written at once. */
const MOST_AT_ONCE = 1_000_000;

export class LogFile {
  readonly #path: string;
  readonly #tell: (reason: Error | undefined, lost: number) => void;
  #limits: FileLimits;
  #waiting: Buffer[] = [];
  #octets = 0;
  #file: OpenFile | undefined;
  #running: Promise<void> | undefined;
  #lost = 0;
  #isBroken = false;

  /** `tell` hears once why nothing can be written, and when that is over (`reason` undefined) how many records were lost. */
  constructor(path: string, limits: FileLimits, tell: (reason: Error | undefined, lost: number) => void) {
    [this.#path, this.#limits, this.#tell] = [path, limits, tell];
  }

  set limits(limits: FileLimits) {
    this.#limits = limits;
  }

  /** Whole lines, with their ends. Never waits. */
  write(record: string): void {
    const bytes = Buffer.from(record);
    if (this.#octets + bytes.length > MOST_WAITING) {
      this.#lost += 1;
      return;
    }
    this.#waiting.push(bytes);
    this.#octets += bytes.length;
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
  }

  /** Resolves when all records are in the file, or are lost. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.#leave();
  }

  async #run(): Promise<void> {
    // Somebody may have removed the file, or another window begun a new one.
    if (!(await this.#isStillThere())) await this.#leave();
    while (this.#waiting.length > 0) {
      const count = this.#waiting.length;
      try {
        await this.#writeSome();
        this.#recover();
      } catch (error) {
        this.#lose(count, error as Error);
        await this.#leave();
      }
    }
  }

  async #writeSome(): Promise<void> {
    const file = (this.#file ??= await this.#open());
    const room = file.size === 0 ? Infinity : this.#limits.maxSize - file.size;
    const count = this.#fitting(room);
    if (count === 0) return this.#rotate();
    const bytes = Buffer.concat(this.#waiting.slice(0, count));
    await file.handle.appendFile(bytes);
    file.size += bytes.length;
    this.#drop(count);
  }

  /** How many records have room: at least one in an empty file, and no more than its size even there. */
  #fitting(room: number): number {
    const most = Math.min(room === Infinity ? this.#limits.maxSize : room, MOST_AT_ONCE);
    let [count, size] = [0, 0];
    for (const { length } of this.#waiting) {
      if (size + length > most && !(count === 0 && (room === Infinity || length <= room))) break;
      count += 1;
      size += length;
    }
    return count;
  }

  async #open(): Promise<OpenFile> {
    await mkdir(dirname(this.#path), { recursive: true });
    // Answers of servers are nobody else's business.
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      const { size, ino } = await handle.stat({ bigint: true });
      const torn = await isTorn(handle, Number(size));
      if (torn) await handle.appendFile('\n');
      return { handle, inode: ino, size: Number(size) + (torn ? 1 : 0) };
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
  }

  async #rotate(): Promise<void> {
    const isOurs = await this.#isStillThere();
    await this.#leave();
    if (!isOurs) return;
    const { maxFiles } = this.#limits;
    // Up to the first number that is free: of a million files that may be kept few are there.
    let last = Math.min(1, maxFiles - 1);
    while (last < maxFiles - 1 && (await exists(`${this.#path}.${last}`))) last += 1;
    for (let number = last; number > 0; number--) await shift(this.#path, number);
    if (maxFiles === 1) await rm(this.#path, { force: true });
  }

  async #isStillThere(): Promise<boolean> {
    const now = await stat(this.#path, { bigint: true }).catch(() => undefined);
    return now !== undefined && now.ino === this.#file?.inode;
  }

  async #leave(): Promise<void> {
    const { handle } = this.#file ?? {};
    this.#file = undefined;
    await handle?.close().catch(() => undefined);
  }

  #drop(count: number): void {
    for (const { length } of this.#waiting.splice(0, count)) this.#octets -= length;
  }

  #lose(count: number, reason: Error): void {
    this.#lost += count;
    this.#drop(count);
    if (!this.#isBroken) this.#tell(reason, this.#lost);
    this.#isBroken = true;
  }

  #recover(): void {
    if (!this.#isBroken && this.#lost === 0) return;
    this.#isBroken = false;
    this.#tell(undefined, this.#lost);
    this.#lost = 0;
  }
}

/** A disk that was full took a part of a record: the next one begins on a line of its own. */
async function isTorn(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return false;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== LINE_FEED;
}

const LINE_FEED = 10;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** The file before `number` takes its place; the one that had it goes. */
async function shift(path: string, number: number): Promise<void> {
  const from = number === 1 ? path : `${path}.${number - 1}`;
  await rename(from, `${path}.${number}`).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}
