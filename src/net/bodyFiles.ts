// Files for response bodies that are too long for memory or no text: in a folder that only this user can read, gone at the end.
import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync, unlink } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Exchange, SavedBody } from '../core/request.ts';

export interface BodyFile {
  /** False while the disk is slower than the network. */
  write(chunk: Buffer): boolean;
  /** Undefined when the disk did not take it. */
  close(): Promise<SavedBody | undefined>;
  discard(): void;
}

export interface BodyFiles {
  /** @param drained the disk has caught up */
  create(drained: () => void): BodyFile;
  /** Deletes all of them. */
  close(): void;
}

const PREFIX = 'integration-responses-';

/** @param parent the folder for temporary files */
export function createBodyFiles(parent = tmpdir()): BodyFiles {
  let folder: string | undefined;
  let count = 0;
  const close = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
    process.off('exit', close);
  };
  const open = (): string => {
    sweep(parent);
    folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
    process.once('exit', close);
    return folder;
  };
  return {
    // Its name tells nothing: neither the integration nor anything of the address.
    create(drained) {
      try {
        return createBodyFile(join(folder ?? open(), `response-${++count}.bin`), drained);
      } catch {
        return nowhere;
      }
    },
    close,
  };
}

/** For a machine without a folder that can be written to. */
const nowhere: BodyFile = { write: () => true, close: () => Promise.resolve(undefined), discard: () => undefined };

function createBodyFile(path: string, drained: () => void): BodyFile {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const hash = createHash('sha256');
  let size = 0;
  let broken = false;
  const remove = (): void => unlink(path, () => undefined);
  stream.on('drain', drained).on('error', () => {
    broken = true;
    drained();
  });
  return {
    write(chunk) {
      size += chunk.length;
      hash.update(chunk);
      return broken || stream.write(chunk);
    },
    close: () =>
      new Promise((resolve) => {
        stream.once('close', () => {
          if (broken) remove();
          resolve(broken ? undefined : { file: path, size, sha256: hash.digest('hex') });
        });
        stream.end();
      }),
    discard: () => void stream.once('close', remove).destroy(),
  };
}

/** For an answer that is not the last: nobody will ask for its body. */
export function discardBody(exchange: Exchange): void {
  if (exchange.outcome === 'answered' && exchange.saved) unlink(exchange.saved.file, () => undefined);
}

/** A process of this number that nobody here sees may live in a container that shares the folder. */
const ABANDONED_MS = 86_400_000;

/** Folders that processes left behind which could not clean up. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeAbandoned(join(parent, name));
  }
}

function removeAbandoned(folder: string): void {
  try {
    if (Date.now() - statSync(folder).mtimeMs > ABANDONED_MS) rmSync(folder, { recursive: true, force: true });
  } catch {
    // It belongs to somebody else.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
