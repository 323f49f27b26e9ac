// The files beside a document that it refers to, found without parsing it: large documents are common.
import { pathFrom } from './part.ts';

/** Paths as seen from the document at `base` (itself a path; the document's own is ''), without fragments, each once. */
export function fileReferences(text: string, base = ''): string[] {
  const references = Array.from(text.matchAll(/\$ref["']?\s*:\s*["']?([^\s#"']+)/g), ([, reference = '']) => reference);
  const paths = references.map((reference) => pathFrom(base, reference)).filter((path) => path !== undefined);
  return [...new Set(paths)];
}
