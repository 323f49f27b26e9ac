// One thing that happens to an integration when its model is replaced by a newer one.
import { asObject, type JsonObject } from '../json.ts';
import type { Change } from '../problem.ts';

export interface Step {
  /** For people. */
  readonly note: string;
  readonly changes: readonly Change[];
}

/** Names of the properties that the newer schema has and the older one has not. */
export function addedTo(before: JsonObject, after: JsonObject): string[] {
  const known = asObject(before['properties']);
  return Object.keys(asObject(after['properties'])).filter((key) => !Object.hasOwn(known, key));
}
