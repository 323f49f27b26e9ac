// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import * as l10n from '@vscode/l10n';
import { bodyText } from './bodyText.ts';
import { buildRequest } from './buildRequest.ts';
import { filesOf, inputOf, readCallDocument } from './callDocument.ts';
import type { CallInput } from './callInput.ts';
import { checkBody, checkValue, readValue, sampleBody } from './checkInput.ts';
import { openConnection, type Connection } from './connection.ts';
import { describeFailure, explain } from './explain.ts';
import type { Integration } from './integration.ts';
import { get } from './json.ts';
import type { Model, OperationDetail, SecurityScheme } from './model.ts';
import { openInput } from './openInput.ts';
import { underPath, type Problem } from './problem.ts';
import { createRedactor, redactHeaders } from './redact.ts';
import { previewRequest } from './previewRequest.ts';
import type { Report } from './report.ts';
import { failed, ok, type Exchange, type Outcome, type Request } from './request.ts';
import { sampleCall } from './sampleCall.ts';
import { authorize } from './schemes/schemes.ts';
import { standardResponse } from './standardResponse.ts';
import { toCurl } from './toCurl.ts';
import { toHar } from './toHar.ts';
import type { World } from './world.ts';

export interface Call {
  readonly integration: Integration;
  readonly model: Model;
  readonly detail: OperationDetail;
  readonly input: CallInput;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

/** Bytes of a response body that are kept: masking secrets in more would hold up the editor. */
const largestBody = 1_000_000;

/** Rejects only with the abort reason; everything that goes wrong on the way is in the report. */
export async function testCall(call: Call, world: World, signal: AbortSignal): Promise<Report> {
  const startedAt = world.now();
  const finish = (rest: Omit<Report, 'integration' | 'operation' | 'startedAt' | 'ms'>): Report => ({
    integration: call.integration.name,
    operation: call.detail.operation.id,
    startedAt,
    ms: world.now() - startedAt,
    ...rest,
  });
  const prepared = await prepareCall(call, world);
  if (!prepared.ok) return finish(notSent(prepared.failure));
  const { connection, request } = prepared.value;
  const wire = { rejectUnauthorized: connection.rejectUnauthorized, timeout: call.timeout, maxBody: largestBody };
  const exchange = await world.send(request, wire, signal);
  return finish(judge(call, connection, request, exchange));
}

export interface Prepared {
  readonly request: Request;
  /** Its secrets include those of the input. */
  readonly connection: Connection;
}

/** Why a call cannot be made: on the keys of the integration, or on those of the input. */
export interface Unprepared {
  readonly problems: readonly Problem[];
  readonly inputProblems: readonly Problem[];
}

/** Everything of a test call but the sending: opens, builds, authorizes. */
export async function prepareCall(call: Omit<Call, 'timeout'>, world: World): Promise<Outcome<Prepared, Unprepared>> {
  const opened = await openConnection(call.integration, call.model, world);
  if (!opened.ok) return failed({ problems: opened.failure, inputProblems: [] });
  const { input, secrets } = await openInput(call.detail, call.input, world);
  const connection = { ...opened.value, secrets: [...opened.value.secrets, ...secrets.filter(Boolean)] };
  const built = buildRequest(connection, call.detail, input);
  if (!built.ok) return failed({ problems: [], inputProblems: built.failure.map(redacted(connection)) });
  const authorized = withCredentials(call, connection, built.value);
  return authorized.ok
    ? ok({ request: authorized.value, connection })
    : failed({ problems: [authorized.failure], inputProblems: [] });
}

/** A schema's complaint may quote a value that came out of the secret store. */
const redacted = ({ secrets }: Connection): ((problem: Problem) => Problem) => {
  const redact = createRedactor(secrets);
  return (problem) => ({ ...problem, message: redact(problem.message) });
};

/** The scheme whose credentials the platform would send: the model's first, where the operation asks for it. */
export function schemeFor({ model, detail }: Pick<Call, 'model' | 'detail'>): SecurityScheme | undefined {
  const [first] = model.schemes;
  const requirements = detail.operation.security ?? model.security ?? [];
  return first && requirements.some((requirement) => requirement.includes(first.name)) ? first : undefined;
}

function withCredentials(
  call: Omit<Call, 'timeout'>,
  connection: Connection,
  request: Request,
): Outcome<Request, Problem> {
  const scheme = schemeFor(call);
  // RFC 9110 section 9.3.8: what TRACE sends comes back for everyone to see.
  if (!scheme || request.method === 'TRACE') return ok(request);
  const authorized = authorize(request, scheme, get(connection.authentication, scheme.name));
  if (authorized.ok) return authorized;
  const { code, message, path } = authorized.failure;
  const at = [...call.integration.connection, 'authentication', scheme.name, ...path];
  return failed({ code, severity: 'error', message, path: at });
}

type Rest = Pick<Report, 'request' | 'response' | 'hops' | 'problems' | 'inputProblems'>;

/** The platform's string error: what was missing to make the call. */
function notSent({ problems, inputProblems }: Unprepared): Rest {
  const reasons = [...problems, ...inputProblems].map(({ message }) => message).join(' ');
  const response = l10n.t('The call was not made. {0}', reasons);
  // Where the integration is shown, what is wrong with the input has no place of its own.
  const placeless = inputProblems.map((problem) => ({ ...problem, path: [] }));
  return {
    response,
    hops: [],
    problems: [...problems, ...placeless],
    ...(inputProblems.length > 0 && { inputProblems }),
  };
}

function judge(call: Call, connection: Connection, request: Request, exchange: Exchange): Rest {
  const redact = createRedactor(connection.secrets);
  const found = explain({
    request,
    exchange,
    connection,
    model: call.model,
    scheme: schemeFor(call),
    operation: call.detail,
  });
  const problems = found.map((problem) => ({
    ...underPath(problem, call.integration.connection),
    message: redact(problem.message),
  }));
  return {
    request: {
      method: request.method,
      url: redact(request.url),
      headers: redactHeaders(request.headers, redact),
      body: redact(bodyText(request)),
    },
    response:
      exchange.outcome === 'failed'
        ? redact(describeFailure(exchange, request))
        : standardResponse(request, exchange, redact),
    hops: exchange.hops,
    problems,
  };
}

/** All that is loaded when the first call is made. */
export const testCalls = {
  ...{ testCall, prepareCall, previewRequest, toCurl, toHar },
  ...{ readCallDocument, filesOf, inputOf, sampleCall },
  ...{ checkBody, checkValue, readValue, sampleBody },
};
export type TestCalls = typeof testCalls;
