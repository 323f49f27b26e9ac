// What of a document counts as somebody's change: everything but secrets, tokens and the identity of the stored document.
import { writeJson } from '../exact.ts';
import type { JsonObject } from '../json.ts';
import { isNamedSecret, secretsBy } from '../platform/hidden.ts';
import { parsePointer } from '../pointer.ts';
import { leavesOf } from './leaves.ts';

const isSecret = secretsBy([]);

/** Equal texts are equal documents, whatever the platform made of their secrets. */
export function contentText(service: JsonObject): string {
  const shown = [...leavesOf(service)].filter(([pointer, value]) => {
    const path = parsePointer(pointer);
    return typeof value !== 'string' || !(isSecret(path, value) || isNamedSecret(path));
  });
  const lines = shown.map(([pointer, value]) => `${pointer} ${writeJson(value)}`);
  return lines.sort().join('\n');
}
