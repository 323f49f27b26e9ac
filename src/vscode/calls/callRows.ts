// The rows of the "Calls" view and their looks: loaded when the view is first seen.
import { callChildren, callMatches, callRoots } from '../../core/calls/callNodes.ts';
import type { PastCall } from '../../core/calls/history.ts';
import { toCallItem } from './callItem.ts';
import { pauses } from '../pauses.ts';

export { callChildren, callRoots, toCallItem };

/** Who looks into calls for the first time has all their bodies redacted. */
export async function matchingCalls(calls: readonly PastCall[], filter: string): Promise<readonly PastCall[]> {
  const pause = pauses();
  const matching: PastCall[] = [];
  for (const call of calls) {
    if (callMatches(call, filter)) matching.push(call);
    await pause();
  }
  return matching;
}
