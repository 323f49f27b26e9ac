// The worker thread that reads models: it keeps the last documents, so that their operations can be asked for.
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../../core/json.ts';
import { keepNewest } from '../../core/keepNewest.ts';
import { filesOf } from '../../core/models/filesBeside.ts';
import { addNotes, writeIndex } from '../../core/models/modelIndex.ts';
import type { Reading } from '../../core/models/modelReader.ts';
import { lookCloser, modelOf, openDocument, operationOf, type Opened } from '../../core/models/readDocument.ts';
import { decode } from '../decode.ts';
import { checksum, writeCached, type FileHashes } from './modelCache.ts';
import type { Answer, FromWorker, ToWorker, WorkerSetup } from './modelMessages.ts';

type Question = Exclude<ToWorker, { kind: 'file' | 'check' }>;

/** The memory of all documents that are kept is a multiple of this. */
const mostBytes = 40_000_000;
/** V8's longest string is half a gigabyte, and no model that anyone can use comes near this. */
const longestIndex = 64_000_000;

const documents = new Map<string, { readonly document: Opened; readonly size: number }>();
/** Compiled, by their texts. */
const schemas = new Map<string, JsonObject>();
const mostSchemas = 20;
const awaited = new Map<string, (bytes: Uint8Array | undefined) => void>();

const { texts } = workerData as WorkerSetup;
if (texts) l10n.config({ contents: texts });
parentPort?.on('message', (message: ToWorker) => {
  if (message.kind === 'file') arrived(message.path, message.bytes);
  else if (message.kind === 'check') void check(message);
  else void answer(message);
});

/** What a check takes is loaded with the first one. */
async function check({ schema: text, bytes, contentType }: Extract<ToWorker, { kind: 'check' }>): Promise<void> {
  const { testCalls } = await import('../../core/calls/testCalls.ts');
  const schema = schemas.get(text) ?? (JSON.parse(text) as JsonObject);
  keepNewest(schemas, text, schema, mostSchemas);
  postSafely({ kind: 'checked', problems: testCalls.checkAnswerBody({ schema, body: bytes, contentType }) });
}

async function answer(question: Question): Promise<void> {
  const hashes: FileHashes = new Map();
  const document = take(question);
  const found = await ask(document, question, hashes);
  postSafely(found);
  if (question.kind !== 'read' || found.kind !== 'index' || 'error' in document) return;
  const notes = lookCloser(document, question.bytes, decode);
  if (notes.length > 0) post({ kind: 'noticed', notes });
  await writeCached(question.cacheFile, { text: addNotes(found.text, notes), files: hashes });
}

async function ask(document: Opened, question: Question, hashes: FileHashes): Promise<Answer> {
  if ('error' in document) return { kind: 'error', error: document.error };
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const bytes = await beside(path);
    hashes.set(path, bytes && checksum(bytes));
    return bytes;
  };
  switch (question.kind) {
    case 'operation':
      return answerOf('detail', await operationOf(document, read, question.operation, question.contentType));
    case 'files':
      return answerOf('files', await filesOf(document.root, read));
    case 'read':
      return indexOf(await modelOf(document, read));
  }
}

function answerOf<K extends 'detail' | 'files', T extends object>(
  kind: K,
  found: T | { readonly error: string },
): ({ readonly kind: K } & T) | { readonly kind: 'error'; readonly error: string } {
  return 'error' in found ? { kind: 'error', ...found } : { kind, ...found };
}

function indexOf(reading: Reading): Answer {
  if ('error' in reading) return { kind: 'error', ...reading };
  const text = writeIndex(reading);
  return text.length > longestIndex ? { kind: 'error', error: tooLarge() } : { kind: 'index', text };
}

/** The document of a question; of those that are kept, the longest unused give way. */
function take({ key, bytes }: Question): Opened {
  const taken = documents.get(key) ?? { document: openDocument(bytes, decode), size: bytes.length };
  documents.delete(key);
  documents.set(key, taken);
  for (const other of documents.keys()) if (other !== key && size() > mostBytes) documents.delete(other);
  return taken.document;
}

const size = (): number => [...documents.values()].reduce((sum, each) => sum + each.size, 0);

function beside(path: string): Promise<Uint8Array | undefined> {
  post({ kind: 'beside', path });
  return new Promise((resolve) => awaited.set(path, resolve));
}

function arrived(path: string, bytes: Uint8Array | undefined): void {
  awaited.get(path)?.(bytes);
  awaited.delete(path);
}

/** An example nested a hundred thousand deep cannot be sent. */
function postSafely(message: FromWorker): void {
  try {
    post(message);
  } catch {
    post({ kind: 'error', error: l10n.t('The answer is nested too deeply to be shown.') });
  }
}

const post = (message: FromWorker): void => parentPort?.postMessage(message);

const tooLarge = (): string => l10n.t('The document declares more operations than can be listed.');
