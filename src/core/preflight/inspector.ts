// The seam between the face, which needs pre-flights and fixes, and whoever makes them without holding up the editor.
import type { Edit } from '../edit.ts';
import type { Path } from '../pointer.ts';
import type { Change } from '../problem.ts';
import type { Located } from './locate.ts';
import type { Preflight } from './preflight.ts';
import type { FilesBeside } from './toJson.ts';
import type { Severities } from './severities.ts';

/** All reject with the abort reason, and when the document is more than the machine can take. */
export interface Inspector {
  /** Everything that the platform would refuse or spoil in a model's document. */
  preflight(bytes: Uint8Array, severities: Severities, signal: AbortSignal): Promise<Preflight>;
  /** The edits of a model's text that make these changes. */
  mend(text: string, changes: readonly Change[], signal: AbortSignal): Promise<readonly Edit[]>;
  /** Where the values at these paths stand; undefined for one that the document does not have. */
  locate(bytes: Uint8Array, paths: readonly Path[], signal: AbortSignal): Promise<readonly (Located | undefined)[]>;
  /** What a platform is sent of a document: JSON without a wrapper, with what stands in the files beside it. */
  toJson(bytes: Uint8Array, beside: FilesBeside, signal: AbortSignal): Promise<Uint8Array>;
  /** The edits of a model's text that give it another description. */
  describe(text: string, description: string, signal: AbortSignal): Promise<readonly Edit[]>;
}
