// What of a saved change is gone again: the platform has no revisions, so of two that save within the same moment the later
// one takes back what the earlier one did, and only a look afterwards tells.
import { isMap } from '../exact.ts';
import { get, type Json, type JsonObject } from '../json.ts';
import { toPointer, type Path } from '../pointer.ts';
import { isToken, sameValue } from './hidden.ts';

export interface Saved {
  /** What the platform had when the change was sent, and what it had of it afterwards. */
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** JSON pointers of values that were changed, and are again what they were before: nobody who saw the change did that by editing it. */
export function lostChanges({ before, after }: Saved, now: JsonObject): readonly string[] {
  const found: string[] = [];
  collect(before, after, now, [], found);
  return found;
}

function collect(
  before: Json | undefined,
  after: Json | undefined,
  now: Json | undefined,
  path: Path,
  found: string[],
): void {
  if (isToken(path) || sameValue(before, after) || sameValue(after, now)) return;
  if (isMap(after) && isMap(before)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      collect(get(before, key), get(after, key), get(now, key), [...path, key], found);
  } else if (sameValue(before, now)) found.push(toPointer(path));
}
