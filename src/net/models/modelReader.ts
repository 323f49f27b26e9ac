// Reads models: small documents at once, large ones in a worker thread, and what was read before from disk.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { filesOf as filesBeside } from '../../core/models/filesBeside.ts';
import { looksLikeJson } from '../../core/json.ts';
import { readIndex } from '../../core/models/modelIndex.ts';
import {
  smallest,
  type FilesReading,
  type ModelFile,
  type ModelReader,
  type OperationReading,
  type Reading,
} from '../../core/models/modelReader.ts';
import type { Note } from '../../core/note.ts';
import { lookCloser, modelOf, openDocument, operationOf, type OpenDocument } from '../../core/models/readDocument.ts';
import { createBodyChecks, type BodyChecks } from './bodyChecks.ts';
import { contentHash, pause } from './contentHash.ts';
import { readCached, type FileHashes } from './modelCache.ts';
import type { Answer, WorkerSetup } from './modelMessages.ts';
import { turns } from '../turns.ts';
import { WorkerQueue, type Job, type WorkerLimits } from './workerQueue.ts';

export interface ModelReaderOptions {
  /** The worker's bundle. */
  readonly worker: string;
  /** The folder that keeps what was read. */
  readonly cache: string;
  readonly texts?: WorkerSetup['texts'];
  readonly limits?: WorkerLimits;
  /** Milliseconds for the check of one body. */
  readonly checking?: number;
}

export interface LocalModelReader extends ModelReader {
  readonly queue: WorkerQueue;
  readonly checkBody: BodyChecks['checkBody'];
  close(): void;
}

const largest = 200_000_000;
/** Large documents whose bytes are held at one time. */
const atOnce = 2;

export function createModelReader({ worker, cache, texts, limits, checking }: ModelReaderOptions): LocalModelReader {
  if (texts) l10n.config({ contents: texts });
  const setup = texts ? { texts } : {};
  const queue = new WorkerQueue(worker, setup, limits);
  const checks = createBodyChecks(worker, setup, checking);
  const inTurn = turns(atOnce);
  // Any change of the reading code is another worker, and what another one wrote is not read.
  let version: Promise<string> | undefined;
  const cacheFile = async (key: string): Promise<string> => {
    version ??= readFile(worker).then(contentHash);
    return join(cache, `${(await version).slice(0, 12)}-${key}.index`);
  };

  const read: ModelReader['read'] = async (file, signal, noticed) => {
    const reading = await readHere(file, async (document, beside, bytes) =>
      withNotes(await modelOf(document, beside), lookCloser(document, bytes)),
    );
    return reading ?? inTurn(() => readLarge(file, signal, noticed));
  };
  const readLarge = async (file: ModelFile, signal: AbortSignal, noticed: Job['noticed']): Promise<Reading> => {
    signal.throwIfAborted();
    const bytes = own(await file.bytes());
    const key = await contentHash(bytes);
    const name = await cacheFile(key);
    const cached = await readCached(name);
    if (cached && (await areSame(cached.files, file.beside))) return readIndex(cached.text, pause);
    const question = { kind: 'read', key, bytes, cacheFile: name } as const;
    return indexIn(await queue.ask({ question, beside: file.beside, signal, ...(noticed && { noticed }) }));
  };
  const readOperation: ModelReader['readOperation'] = async (file, operation, signal, contentType) => {
    const here = await readHere(file, (document, beside) => operationOf(document, beside, operation, contentType));
    if (here) return here;
    const bytes = own(await file.bytes());
    const wanted = { operation, ...(contentType !== undefined && { contentType }) };
    const question: Job['question'] = { kind: 'operation', key: await contentHash(bytes), bytes, ...wanted };
    return detailIn(await queue.ask({ question, beside: file.beside, signal, urgent: true }));
  };
  const filesOf: ModelReader['filesOf'] = async (file, signal) => {
    const here = await readHere(file, ({ root }, beside) => filesBeside(root, beside));
    if (here) return here;
    const bytes = own(await file.bytes());
    const question = { kind: 'files', key: await contentHash(bytes), bytes } as const;
    return filesIn(await queue.ask({ question, beside: file.beside, signal, urgent: true }));
  };
  const close = (): void => {
    queue.close();
    checks.close();
  };
  return { read, readOperation, filesOf, queue, checkBody: checks.checkBody, close };
}

/** Undefined for a document that is not small, or that needs a file which is not. */
async function readHere<T>(
  file: ModelFile,
  work: (document: OpenDocument, beside: ModelFile['beside'], bytes: Uint8Array) => Promise<T>,
): Promise<T | { readonly error: string } | undefined> {
  if (file.size > largest) return { error: tooLarge(file.size) };
  if (file.size > smallest.json) return undefined;
  const bytes = await file.bytes();
  if (!isSmall(bytes)) return undefined;
  const document = openDocument(bytes);
  if ('error' in document) return document;
  const large = new Set<string>();
  const beside: ModelFile['beside'] = async (path) => {
    const part = await file.beside(path);
    if (part && !isSmall(part)) large.add(path);
    return large.size > 0 ? undefined : part;
  };
  const found = await work(document, beside, bytes);
  return large.size > 0 ? undefined : found;
}

function withNotes(reading: Reading, notes: readonly Note[]): Reading {
  return 'error' in reading ? reading : { ...reading, notes: [...reading.notes, ...notes] };
}

function isSmall(bytes: Uint8Array): boolean {
  if (bytes.length <= smallest.yaml) return true;
  return bytes.length <= smallest.json && looksLikeJson(new TextDecoder().decode(bytes.subarray(0, 200)));
}

/** An index holds as long as the files beside the document are what it was made from. */
async function areSame(files: FileHashes, beside: ModelFile['beside']): Promise<boolean> {
  const same = Array.from(files, async ([path, hash]) => {
    const bytes = await beside(path);
    return (bytes && (await contentHash(bytes))) === hash;
  });
  return !(await Promise.all(same)).includes(false);
}

/** Bytes that can move to another thread: a view into a larger buffer is copied out of it. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  return buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
}

async function indexIn(answer: Answer): Promise<Reading> {
  if (answer.kind === 'index') return readIndex(answer.text, pause);
  if (answer.kind !== 'error') return { error: '' };
  const { error, files } = answer;
  return { error, ...(files && { files }) };
}

function filesIn(answer: Answer): FilesReading {
  if (answer.kind === 'files') return { files: answer.files };
  return { error: answer.kind === 'error' ? answer.error : '' };
}

function detailIn(answer: Answer): OperationReading {
  if (answer.kind === 'detail') return { detail: answer.detail };
  return { error: answer.kind === 'error' ? answer.error : '' };
}

const tooLarge = (size: number): string =>
  l10n.t('The document has {0} MB, which is more than can be read.', Math.round(size / 1e6));
