// What a reader forgave in a document, for people: something is wrong, and the document was read all the same.
import type { Position } from './preflight/lines.ts';

export interface Note {
  /** That of the pre-flight's rule, where one finds the same. */
  readonly code: 'duplicate-key' | 'several-documents' | 'missing-file' | 'too-many-files';
  readonly message: string;
  /** In the document's text without its byte order mark; absent where it is about the document as a whole. */
  readonly start?: Position;
}
