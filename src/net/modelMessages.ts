// What the host and the worker that reads models say to each other.
import type { Operation, OperationDetail } from '../core/model.ts';

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
  /** Asks for the index; unless other files had a part in it, it is also kept in `cacheFile`. */
  | (Question & { readonly kind: 'read'; readonly cacheFile: string })
  | (Question & { readonly kind: 'operation'; readonly operation: Operation; readonly contentType?: string })
  /** The answer to `beside`. */
  | { readonly kind: 'file'; readonly path: string; readonly bytes?: Uint8Array };

export type Answer =
  | { readonly kind: 'index'; readonly text: string; readonly keep: boolean }
  | { readonly kind: 'detail'; readonly detail: OperationDetail }
  | { readonly kind: 'error'; readonly error: string };

export type FromWorker = Answer | { readonly kind: 'beside'; readonly path: string };
