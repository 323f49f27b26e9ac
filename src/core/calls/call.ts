// A call of an operation, and what of it is settled before anything is sent: open, check, build, choose the scheme.
import * as l10n from '@vscode/l10n';
import type { Sending } from './authorizeCall.ts';
import { buildRequest, notesOn } from '../requests/buildRequest.ts';
import type { CallInput } from '../requests/callInput.ts';
import { chooseScheme, type SchemeChoice } from './chooseScheme.ts';
import { openConnection, type Connection } from '../connection.ts';
import type { Integration } from '../integration.ts';
import type { Model, OperationDetail } from '../model.ts';
import { openInput } from './openInput.ts';
import type { Problem } from '../problem.ts';
import { createRedactor } from '../secrets/redact.ts';
import { failed, ok, type Outcome, type Request, type WireSettings } from '../request.ts';
import type { World } from '../world.ts';

export interface Call {
  readonly integration: Integration;
  readonly model: Model;
  readonly detail: OperationDetail;
  readonly input: CallInput;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  /** Redirects, retries, limits of phases, bodies in files; none of it when absent. */
  readonly wire?: WireSettings;
  /** The security scheme to use; the platform's choice when absent. */
  readonly scheme?: string;
  /** Whose tokens are used and kept; the integration's name when absent. */
  readonly owner?: string;
}

export interface Prepared {
  /** Without credentials. */
  readonly request: Request;
  /** Its secrets include those of the input. */
  readonly connection: Connection;
  readonly choice: SchemeChoice;
  /** What people should know of the input. */
  readonly notes: readonly string[];
}

/** Why a call cannot be made: on the keys of the integration, or on those of the input. */
export interface Unprepared {
  readonly problems: readonly Problem[];
  readonly inputProblems: readonly Problem[];
}

/** Everything but the credentials; nothing is sent. */
export async function prepareCall(call: Call, world: World): Promise<Outcome<Prepared, Unprepared>> {
  const opened = await openConnection(call.integration, call.model, world);
  if (!opened.ok) return failed({ problems: opened.failure, inputProblems: [] });
  const { input, secrets } = await openInput(call.detail, call.input, world);
  const connection = withSecrets(opened.value, secrets.filter(Boolean));
  const built = buildRequest(connection, call.detail, input);
  if (!built.ok) return failed({ problems: [], inputProblems: built.failure.map(redacted(connection)) });
  const choice = chooseScheme(call, call.scheme);
  if (!choice) return failed({ problems: [noScheme(call.scheme ?? '')], inputProblems: [] });
  // RFC 9110 section 9.3.8: what TRACE sends comes back for everyone to see.
  const isSilent = built.value.method === 'TRACE';
  const notes = notesOn(call.detail, input);
  return ok({ request: built.value, connection, choice: isSilent ? { ...choice, scheme: undefined } : choice, notes });
}

const withSecrets = (connection: Connection, secrets: readonly string[]): Connection =>
  secrets.length === 0 ? connection : { ...connection, secrets: [...connection.secrets, ...secrets] };

/** Bytes of a response body that are kept: masking secrets in more would hold up the editor. */
const largestBody = 1_000_000;

/** The prepared request with how it travels and whose credentials it gets. */
export function sendingOf(call: Call, { request, connection, choice }: Prepared): Sending {
  const { rejectUnauthorized } = connection;
  const { scheme, transport } = choice;
  const wire = { ...call.wire, rejectUnauthorized, timeout: call.timeout, maxBody: largestBody };
  return { request, connection, scheme, transport, wire, owner: call.owner ?? call.integration.name };
}

/** A schema's complaint may quote a value that came out of the secret store. */
const redacted = ({ secrets }: Connection): ((problem: Problem) => Problem) => {
  const redact = createRedactor(secrets);
  return (problem) => ({ ...problem, message: redact(problem.message) });
};

const noScheme = (name: string): Problem => ({
  code: 'scheme-unknown',
  severity: 'error',
  message: l10n.t('The model has no security scheme "{0}".', name),
  path: [],
});
