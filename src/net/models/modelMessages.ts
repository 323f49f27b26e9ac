// What the host and the worker that reads models say to each other.
import type { Operation, OperationDetail } from '../../core/model.ts';
import type { Note } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';

/** What the worker is started with. */
export interface WorkerSetup {
  /** Texts of the user's language, as VS Code's l10n bundle has them. */
  readonly texts?: Record<string, string>;
}

interface Question {
  /** The document's content hash: the worker keeps the last documents under it, parsed. */
  readonly key: string;
  /** They move to the worker, so sending them costs nothing also when it has the document already. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type ToWorker =
  /** Asks for the index, which is also kept in `cacheFile`. */
  | (Question & { readonly kind: 'read'; readonly cacheFile: string })
  | (Question & { readonly kind: 'operation'; readonly operation: Operation; readonly contentType?: string })
  /** Asks which files the document refers to. */
  | (Question & { readonly kind: 'files' })
  /** Asks what is wrong with a body, the answer of an API; the schema comes as text, which the worker knows again. */
  | (Question & { readonly kind: 'check'; readonly schema: string; readonly contentType: string })
  /** The answer to `beside`. */
  | { readonly kind: 'file'; readonly path: string; readonly bytes?: Uint8Array };

export type Answer =
  | { readonly kind: 'index'; readonly text: string }
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'checked'; readonly problems: readonly Problem[] }
  | { readonly kind: 'detail'; readonly detail: OperationDetail }
  | { readonly kind: 'error'; readonly error: string; readonly files?: readonly string[] };

export type FromWorker =
  | Answer
  /** After an index, when a closer look found something. */
  | { readonly kind: 'noticed'; readonly notes: readonly Note[] }
  | { readonly kind: 'beside'; readonly path: string };
