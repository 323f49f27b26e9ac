// The seam between those who need models and whoever reads them, here or in a worker: documents come in as bytes.
import type { Model, Operation, OperationDetail } from '../model.ts';
import type { Note } from '../note.ts';

/** A document and the way to the files beside it. */
export interface ModelFile {
  /** Bytes; what is small is read at once. */
  readonly size: number;
  /** The reader may hand the bytes on, so each call gives bytes that nobody else uses. */
  readonly bytes: () => Promise<Uint8Array>;
  /** A file by its path relative to the document; undefined when it is not there or none of the document's business. */
  readonly beside: (path: string) => Promise<Uint8Array | undefined>;
}

/** Bytes that are read in some milliseconds at most, also the first time; YAML takes ten times as long as JSON. */
export const smallest = { json: 256_000, yaml: 24_000 };

/** Whether a document of this name and size is read at once; what is not may take its time in a worker. */
export const isQuick = (name: string, size: number): boolean =>
  size <= (/\.ya?ml$/i.test(name) ? smallest.yaml : smallest.json);

export interface DocumentReading {
  readonly model: Model;
  /** What the reader forgave: a key given twice, a file that is not there. */
  readonly notes: readonly Note[];
  /** Paths of the files that the model was read from besides the document, also of those that were not there. */
  readonly files: readonly string[];
}
export type Reading = DocumentReading | { readonly error: string; readonly files?: readonly string[] };
export type OperationReading = { readonly detail: OperationDetail } | { readonly error: string };
export type FilesReading = { readonly files: readonly string[] } | { readonly error: string };

export interface ModelReader {
  /**
   * What the document says; rejects only with the abort reason, or when its bytes cannot be had. Of a large document
   * `noticed` is told afterwards what a closer look found, if anything: the model does not wait for it.
   */
  read(file: ModelFile, signal: AbortSignal, noticed?: (notes: readonly Note[]) => void): Promise<Reading>;
  /** What one operation takes and gives, its body in the first content type or in another one of its own. */
  readOperation(
    file: ModelFile,
    operation: Operation,
    signal: AbortSignal,
    contentType?: string,
  ): Promise<OperationReading>;
  /** The files that the document refers to, and those that they refer to, as far as they are there. */
  filesOf(file: ModelFile, signal: AbortSignal): Promise<FilesReading>;
}
