// What a reader forgave in a document, for people: something is wrong, and the document was read all the same.
import type { Position } from './lines.ts';

export interface Note {
  /** That of the pre-flight's rule, where one finds the same. */
  readonly code: 'duplicate-key' | 'several-documents' | 'missing-file' | 'too-many-files';
  readonly message: string;
  /** Path, as seen from the document, of the file beside it that the note is about. */
  readonly file?: string;
  /** In the text of the document, or of that file, without its byte order mark; absent where it is about the document as a whole. */
  readonly start?: Position;
}
