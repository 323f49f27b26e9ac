// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import { sendAuthorized, type Made } from './authorizeCall.ts';
import { prepareCall, sendingOf, type Call, type Prepared } from './call.ts';
import { notSent, redactorOf, sentResult, type CallResult } from './callResult.ts';
import { debugOf } from './debug.ts';
import type { CancelledCall, Report } from './report.ts';
import { sentRequest, tokenRequest } from './reported.ts';
import type { World } from './world.ts';

/** Rejects only with the abort reason, after `world.cancelled` has heard; all else that goes wrong is in the report. */
export async function testCall(call: Call, world: World, signal: AbortSignal): Promise<Report> {
  const startedAt = world.now();
  const finish = (result: CallResult): Report => ({
    integration: call.integration.name,
    operation: call.detail.operation.id,
    startedAt,
    ms: world.now() - startedAt,
    ...result,
    debug: debugOf(result),
  });
  const prepared = await prepareCall(call, world);
  if (!prepared.ok) return finish(notSent(prepared.failure));
  const made: Made = { exchanges: [], secrets: [] };
  try {
    const sent = await sendAuthorized(sendingOf(call, prepared.value), world, signal, made);
    return finish(sentResult(call, prepared.value, sent));
  } catch (error) {
    if (signal.aborted) world.cancelled?.(cancelledCall(call, prepared.value, made, startedAt, world.now()));
    throw error;
  }
}

/** The request is shown as it was built: whether its credentials were already there does not matter any more. */
function cancelledCall(
  { integration, detail }: Call,
  { request, connection }: Prepared,
  made: Made,
  startedAt: number,
  now: number,
): CancelledCall {
  const redact = redactorOf(connection, made);
  return {
    integration: integration.name,
    operation: detail.operation.id,
    startedAt,
    ms: now - startedAt,
    request: sentRequest(request, redact),
    tokenRequests: made.exchanges.map((exchange) => tokenRequest(exchange, redact)),
  };
}
