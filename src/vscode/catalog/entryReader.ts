// Reads files into entries of the catalog: of two readings of one file only the later counts, and no list waits for a large model.
import * as vscode from 'vscode';
import { integrationEntry, modelEntry, withNotes, type Entry, type ModelEntry } from '../../core/catalog.ts';
import { isQuick, type ModelReader } from '../../core/models/modelReader.ts';
import type { Note } from '../../core/note.ts';
import { documentText } from '../documentText.ts';
import { messageOf } from '../messages.ts';
import { modelFile } from '../models/modelFiles.ts';

/** Milliseconds after which a document that is still being read is listed as such. */
const patience = 150;

export class EntryReader implements vscode.Disposable {
  readonly #models: ModelReader;
  readonly #arrived: (uri: vscode.Uri, entry: Entry) => void;
  /** What ends a reading that no longer counts, by kind and URI. */
  readonly #reading = new Map<string, AbortController>();
  /** Large models that are listed but not read yet. */
  readonly #late = new Set<Promise<void>>();

  /** @param arrived gets what came after its reading was answered: a large model, what a closer look found */
  constructor(models: ModelReader, arrived: (uri: vscode.Uri, entry: Entry) => void) {
    this.#models = models;
    this.#arrived = arrived;
  }

  /** Of two changes in a row, the first must not be read last. */
  start(uri: vscode.Uri, kind: Entry['kind']): AbortSignal {
    const key = `${kind} ${uri.toString()}`;
    const reading = new AbortController();
    this.#reading.get(key)?.abort();
    this.#reading.set(key, reading);
    return reading.signal;
  }

  stop(uri: vscode.Uri): void {
    for (const kind of ['integration', 'model']) {
      this.#reading.get(`${kind} ${uri.toString()}`)?.abort();
      this.#reading.delete(`${kind} ${uri.toString()}`);
    }
  }

  /** Undefined for a file that is gone; one that cannot be read is an entry that says why. */
  async read(uri: vscode.Uri, kind: Entry['kind'], signal: AbortSignal): Promise<Entry | undefined> {
    const file = vscode.workspace.asRelativePath(uri, false);
    try {
      if (kind === 'model') return await this.#readModel(uri, file, signal);
      return integrationEntry(uri.toString(), file, await documentText(uri));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      const base = { uri: uri.toString(), file, error: messageOf(error) };
      return kind === 'model' ? { kind, ...base } : { kind, ...base, name: '', modelId: '' };
    }
  }

  /** Resolves when no model is arriving any more. */
  async settled(): Promise<void> {
    while (this.#late.size > 0) await Promise.all(this.#late);
  }

  dispose(): void {
    for (const reading of this.#reading.values()) reading.abort();
  }

  /** The list does not wait for a large document: it shows what is arriving, and later what has arrived. */
  async #readModel(uri: vscode.Uri, file: string, signal: AbortSignal): Promise<ModelEntry> {
    const document = await modelFile(uri);
    const noticed: Note[] = [];
    const arrive = (entry: ModelEntry): void => {
      if (!signal.aborted) this.#arrived(uri, withNotes(entry, noticed));
    };
    const notice = (notes: readonly Note[]): void => {
      noticed.push(...notes);
      void reading.then(inTime).then(arrive, () => undefined);
    };
    const reading = this.#models
      .read(document, signal, notice)
      .then((found) => modelEntry(uri.toString(), file, found));
    if (isQuick(uri.path, document.size)) return reading;
    const soon = await Promise.race([reading, new Promise<void>((resume) => setTimeout(resume, patience))]);
    if (soon) return soon;
    const base = { kind: 'model', uri: uri.toString(), file } as const;
    const late = reading
      .catch((error: unknown): ModelEntry => ({ ...base, error: messageOf(error) }))
      .then(inTime)
      .then(arrive)
      .finally(() => this.#late.delete(late));
    this.#late.add(late);
    return { ...base, arriving: true };
  }
}

/** What was answered before must have its place before this one takes it. */
async function inTime<T>(value: T): Promise<T> {
  await new Promise((resume) => setTimeout(resume, 0));
  return value;
}
