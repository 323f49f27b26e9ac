// What is said between the host and the worker that makes pre-flights; one worker does one job.
import type { Edit } from '../../core/edit.ts';
import type { Located } from '../../core/preflight/locate.ts';
import type { Preflight } from '../../core/preflight/preflight.ts';
import type { FilesBeside } from '../../core/preflight/toJson.ts';
import type { Severities } from '../../core/preflight/severities.ts';
import type { Path } from '../../core/pointer.ts';
import type { Change } from '../../core/problem.ts';

export type Job =
  | {
      readonly kind: 'preflight';
      readonly bytes: Uint8Array;
      readonly severities: Severities;
      readonly beside?: FilesBeside;
    }
  | { readonly kind: 'mend'; readonly text: string; readonly changes: readonly Change[] }
  | { readonly kind: 'locate'; readonly bytes: Uint8Array; readonly paths: readonly Path[] }
  | { readonly kind: 'toJson'; readonly bytes: Uint8Array; readonly beside: FilesBeside }
  | { readonly kind: 'describe'; readonly text: string; readonly description: string };

export interface JobSetup {
  readonly job: Job;
  /** Translations, which a worker does not have by itself. */
  readonly texts?: Readonly<Record<string, string>>;
}

export type Done = Preflight | Uint8Array | readonly Edit[] | readonly (Located | undefined)[];
