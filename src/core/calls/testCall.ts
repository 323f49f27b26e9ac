// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import { sendAuthorized, type Made } from './authorizeCall.ts';
import { prepareCall, sendingOf, type Call, type Prepared } from './call.ts';
import { notSent, sentReport, type CallTaken } from './callResult.ts';
import type { CancelledCall, Report } from '../report.ts';
import { sentRequest, tokenRequest } from './reported.ts';
import { redactorOf } from './shown.ts';
import type { World } from '../world.ts';

/** Rejects only with the abort reason, after `world.cancelled` has heard; all else that goes wrong is in the report. */
export async function testCall(call: Call, world: World, signal: AbortSignal): Promise<Report> {
  const startedAt = world.now();
  const taken = (): CallTaken => ({
    integration: call.integration.name,
    operation: call.detail.operation.id,
    startedAt,
    ms: world.now() - startedAt,
  });
  const prepared = await prepareCall(call, world);
  if (!prepared.ok) return notSent(taken(), prepared.failure);
  const made: Made = { exchanges: [], secrets: [] };
  try {
    const sent = await sendAuthorized(sendingOf(call, prepared.value), world, signal, made);
    const { checkBody } = world;
    return await sentReport(taken(), call, prepared.value, sent, checkBody && ((check) => checkBody(check, signal)));
  } catch (error) {
    if (signal.aborted) world.cancelled?.(cancelledCall(taken(), prepared.value, made));
    throw error;
  }
}

/** The request is shown as it was built: whether its credentials were already there does not matter any more. */
function cancelledCall(taken: CallTaken, { request, connection }: Prepared, made: Made): CancelledCall {
  const redact = redactorOf(connection.secrets, made);
  return {
    ...taken,
    request: sentRequest(request, redact),
    tokenRequests: made.exchanges.map((exchange) => tokenRequest(exchange, redact)),
  };
}
