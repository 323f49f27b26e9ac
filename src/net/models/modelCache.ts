// Indexes of models on disk: checked when read, bounded in number and size, and safe when two windows write at once.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const mostFiles = 300;
const mostBytes = 100_000_000;
/** Milliseconds after which a file that was never completed is left over from a crash. */
const abandoned = 3_600_000;

/** By path, of the files beside a document that its index was made from; undefined for one that was not there. */
export type FileHashes = Map<string, string | undefined>;

export interface Cached {
  readonly text: string;
  /** What they must still be for the text to hold. */
  readonly files: FileHashes;
}

/** What is kept under this file's name; undefined when it is not there or not what was written. */
export async function readCached(file: string): Promise<Cached | undefined> {
  const content = await readFile(file).catch(() => undefined);
  if (!content) return undefined;
  const end = content.indexOf(10);
  const body = content.subarray(end + 1);
  if (end < 0 || content.toString('latin1', 0, end) !== checksum(body)) return undefined;
  const now = new Date();
  // The longest unused go first.
  void utimes(file, now, now).catch(() => undefined);
  const start = body.indexOf(10) + 1;
  const files = JSON.parse(body.toString('utf8', 0, start)) as [string, string | null][];
  return { text: body.toString('utf8', start), files: new Map(files.map(([path, hash]) => [path, hash ?? undefined])) };
}

/** Writes beside and renames, so that a reader sees all or nothing; that nothing could be written is no failure. */
export async function writeCached(file: string, { text, files }: Cached): Promise<void> {
  const draft = `${file}.${randomUUID()}.draft`;
  const body = Buffer.from(`${JSON.stringify([...files])}\n${text}`);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, Buffer.concat([Buffer.from(`${checksum(body)}\n`), body]));
    await rename(draft, file);
    await prune(dirname(file));
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

export const checksum = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

export async function prune(folder: string, most = { files: mostFiles, bytes: mostBytes }): Promise<void> {
  const found = await Promise.all((await readdir(folder)).map((name) => stats(join(folder, name))));
  const files = found.filter((each) => each !== undefined).sort((a, b) => b.mtimeMs - a.mtimeMs);
  let bytes = 0;
  let count = 0;
  for (const { file, size, mtimeMs } of files) {
    const isDraft = file.endsWith('.draft');
    if (isDraft && Date.now() - mtimeMs < abandoned) continue;
    bytes += size;
    count += 1;
    if (isDraft || bytes > most.bytes || count > most.files) await rm(file, { force: true });
  }
}

async function stats(file: string): Promise<{ file: string; size: number; mtimeMs: number } | undefined> {
  const { size, mtimeMs } = await stat(file).catch(() => ({ size: -1, mtimeMs: 0 }));
  return size < 0 ? undefined : { file, size, mtimeMs };
}
