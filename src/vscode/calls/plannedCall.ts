// The request that a call document would send, with its credentials, made without the network.
import type { Preview } from '../../core/calls/previewCall.ts';
import { callText, schemesOf } from './callText.ts';
import { callOf, worldOf } from './calling.ts';
import type { Face } from '../face.ts';
import { readyCall, tellNotMade, type ReadyCall } from './readyCall.ts';
import { requireTrust } from '../trust.ts';

export interface PlannedCall extends ReadyCall {
  readonly preview: Preview;
}

/** Undefined after telling why it cannot be made, on the keys of the document and of its integration. */
export async function plannedCall(face: Face, arg: unknown): Promise<PlannedCall | undefined> {
  requireTrust();
  const ready = await readyCall(face, arg);
  if (!ready) return undefined;
  const { document, text, calling } = ready;
  const integration = await face.catalog.text(calling.uri);
  const taken = await callText(face, calling.uri, integration, schemesOf(calling));
  const calls = await face.testCalls();
  const planned = await calls.previewCall(callOf(calling, taken), worldOf(face, calling.uri));
  if (planned.ok) return { ...ready, preview: planned.value };
  const { problems, inputProblems } = planned.failure;
  await (await face.callDocuments()).setFindings(document, text, inputProblems);
  await face.problems.setFindings(calling.uri, integration, problems);
  tellNotMade(face, [
    ...problems.map((problem) => ({ uri: calling.uri, problem })),
    ...inputProblems.map((problem) => ({ uri: document.uri, problem })),
  ]);
  return undefined;
}
