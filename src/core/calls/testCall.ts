// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import * as l10n from '@vscode/l10n';
import { sendAuthorized, type Made } from './authorizeCall.ts';
import type { CheckApart } from './checkResponse.ts';
import { prepareCall, sendingOf, type Call, type Prepared } from './call.ts';
import { notSent, sentReport, type CallTaken } from './callResult.ts';
import { information } from '../problem.ts';
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
    return await sentReport(taken(), call, prepared.value, sent, checkApart(world, signal));
  } catch (error) {
    if (signal.aborted) world.cancelled?.(cancelledCall(taken(), prepared.value, made));
    throw error;
  }
}

/** What was answered is told also to whoever does not wait for its check. */
function checkApart({ checkBody }: World, signal: AbortSignal): CheckApart | undefined {
  if (!checkBody) return undefined;
  return (check) =>
    checkBody(check, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      const message = l10n.t('The answer was not held against the model, as the check was cancelled.');
      return [information('response-unchecked', message)];
    });
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
