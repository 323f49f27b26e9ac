// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import * as l10n from '@vscode/l10n';
import { buildRequest, type CallInput } from './buildRequest.ts';
import { checkBody, checkValue, readValue, sampleBody } from './checkInput.ts';
import { openConnection, type Connection } from './connection.ts';
import { describeFailure, explain } from './explain.ts';
import type { Integration } from './integration.ts';
import { get } from './json.ts';
import type { Model, OperationDetail, SecurityScheme } from './model.ts';
import { underPath, type Problem } from './problem.ts';
import { createRedactor, redactHeaders } from './redact.ts';
import type { Report } from './report.ts';
import { failed, ok, type Exchange, type Outcome, type Request } from './request.ts';
import { authorize } from './schemes/schemes.ts';
import { standardResponse } from './standardResponse.ts';
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
  const opened = await openConnection(call.integration, call.model, world);
  if (!opened.ok) return finish(notSent(opened.failure));
  const prepared = prepare(call, opened.value);
  if (!prepared.ok) return finish(notSent(prepared.failure));
  const wire = { rejectUnauthorized: opened.value.rejectUnauthorized, timeout: call.timeout, maxBody: largestBody };
  const exchange = await world.send(prepared.value, wire, signal);
  return finish(judge(call, opened.value, prepared.value, exchange));
}

/** The scheme whose credentials the platform would send: the model's first, where the operation asks for it. */
export function schemeFor({ model, detail }: Pick<Call, 'model' | 'detail'>): SecurityScheme | undefined {
  const [first] = model.schemes;
  const requirements = detail.operation.security ?? model.security ?? [];
  return first && requirements.some((requirement) => requirement.includes(first.name)) ? first : undefined;
}

function prepare(call: Call, connection: Connection): Outcome<Request, readonly Problem[]> {
  const built = buildRequest(connection, call.detail, call.input);
  if (!built.ok) return failed([{ code: 'input-missing', severity: 'error', message: built.failure, path: [] }]);
  const scheme = schemeFor(call);
  if (!scheme) return built;
  const authorized = authorize(built.value, scheme, get(connection.authentication, scheme.name));
  if (authorized.ok) return ok(authorized.value);
  const { code, message, path } = authorized.failure;
  return failed([
    {
      code,
      severity: 'error',
      message,
      path: [...call.integration.connection, 'authentication', scheme.name, ...path],
    },
  ]);
}

type Rest = Pick<Report, 'request' | 'response' | 'hops' | 'problems'>;

/** The platform's string error: what was missing to make the call. */
function notSent(problems: readonly Problem[]): Rest {
  const reasons = problems.map(({ message }) => message).join(' ');
  return { response: l10n.t('The call was not made. {0}', reasons), hops: [], problems };
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
      body: redact(request.body ? new TextDecoder().decode(request.body) : ''),
    },
    response:
      exchange.outcome === 'failed'
        ? redact(describeFailure(exchange, request))
        : standardResponse(request, exchange, redact),
    hops: exchange.hops,
    problems,
  };
}

export const testCalls = { testCall, checkBody, checkValue, readValue, sampleBody };
export type TestCalls = typeof testCalls;
