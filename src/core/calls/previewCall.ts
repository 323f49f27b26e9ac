// A call as it would go out, without a word to the network.
import { authorizeOffline } from './authorizeCall.ts';
import { prepareCall, sendingOf, type Call, type Unprepared } from './call.ts';
import { refusalProblem } from './refusalProblem.ts';
import { failed, ok, type Outcome, type Request } from '../request.ts';
import type { CurlTransport } from '../requests/toCurl.ts';
import type { World } from '../world.ts';

export interface Preview {
  /** With the credentials, as it would go out; in place of a token that is not there yet stands a word. */
  readonly request: Request;
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
  readonly rejectUnauthorized: boolean;
  readonly transport: CurlTransport;
}

/** Everything of a test call but the network: opens, builds, authorizes. */
export async function previewCall(call: Call, world: World): Promise<Outcome<Preview, Unprepared>> {
  const prepared = await prepareCall(call, world);
  if (!prepared.ok) return prepared;
  const { connection, choice } = prepared.value;
  const { outcome, secrets } = await authorizeOffline(sendingOf(call, prepared.value), world);
  if (!outcome.ok) return failed({ problems: [refusalProblem(call, choice, outcome.failure)], inputProblems: [] });
  const { rejectUnauthorized } = connection;
  const { request: authorized, wire = {} } = outcome.value;
  const transport = {
    clientCertificate: wire.clientCertificate !== undefined,
    authority: (wire.authorities ?? []).length > 0,
  };
  return ok({ request: authorized, secrets: [...connection.secrets, ...secrets], rejectUnauthorized, transport });
}
