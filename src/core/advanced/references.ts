// The reference to a secret that the cursor is on.
import type { Span } from '../problem.ts';
import { referencesIn } from '../secrets/secrets.ts';
import type { SecretReference } from '../world.ts';

export interface ReferenceAt {
  readonly reference: SecretReference;
  readonly span: Span;
}

/** References stand on one line: their names have no blanks. */
export function referenceAt(text: string, offset: number): ReferenceAt | undefined {
  const start = text.lastIndexOf('${', offset);
  const end = text.indexOf('}', Math.max(offset - 1, start)) + 1;
  if (start === -1 || end === 0 || end < offset) return undefined;
  const written = text.slice(start, end);
  const [reference, ...others] = referencesIn(written);
  if (!reference || others.length > 0 || !written.startsWith(`\${${reference.store}:`)) return undefined;
  return { reference, span: { offset: start, length: end - start } };
}
