// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import * as l10n from '@vscode/l10n';
import { sendAuthorized, type Sent } from './authorizeCall.ts';
import { buildRequest, type CallInput } from './buildRequest.ts';
import { checkBody, checkValue, readValue, sampleBody } from './checkInput.ts';
import { chooseScheme, type SchemeChoice } from './chooseScheme.ts';
import { openConnection, type Connection } from './connection.ts';
import { checkResponse } from './checkResponse.ts';
import { debugOf, redactHops } from './debug.ts';
import { contentRows } from './failures/content.ts';
import { describeFailure, explain } from './explain.ts';
import type { Integration } from './integration.ts';
import type { Model, OperationDetail } from './model.ts';
import { underPath, type Problem } from './problem.ts';
import { createRedactor, redactHeaders, type Redact } from './redact.ts';
import type { Report, SentRequest, StandardResponse, TokenRequest } from './report.ts';
import type { Exchange, Request, WireSettings } from './request.ts';
import type { Refusal } from './schemes/scheme.ts';
import { signIn } from './signIn.ts';
import { standardResponse } from './standardResponse.ts';
import type { TokenExchange } from './tokenExchange.ts';
import type { World } from './world.ts';

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
    debug: debugOf(rest),
  });
  const opened = await openConnection(call.integration, call.model, world);
  if (!opened.ok) return finish(notSent(opened.failure));
  const connection = opened.value;
  const built = buildRequest(connection, call.detail, call.input);
  if (!built.ok) return finish(notSent([problem('input-missing', built.failure)]));
  const choice = chooseScheme(call, call.scheme);
  if (!choice) return finish(notSent([problem('scheme-unknown', noScheme(call.scheme ?? ''))]));
  const { rejectUnauthorized } = connection;
  const wire = { ...call.wire, rejectUnauthorized, timeout: call.timeout, maxBody: largestBody };
  const owner = call.owner ?? call.integration.name;
  const sent = await sendAuthorized({ request: built.value, connection, ...choice, wire, owner }, world, signal);
  return finish(report(call, connection, choice, sent));
}

type Rest = Pick<Report, 'request' | 'response' | 'hops' | 'saved' | 'problems'>;

const problem = (code: string, message: string): Problem => ({ code, severity: 'error', message, path: [] });

const noScheme = (name: string): string => l10n.t('The model has no security scheme "{0}".', name);

/** The platform's string error: what was missing to make the call. */
function notSent(problems: readonly Problem[]): Rest {
  const reasons = problems.map(({ message }) => message).join(' ');
  return { response: l10n.t('The call was not made. {0}', reasons), hops: [], problems };
}

function report(call: Call, connection: Connection, choice: SchemeChoice, sent: Sent): Rest & Partial<Report> {
  const redact = createRedactor([...connection.secrets, ...sent.secrets, ...confidentialOf(sent)]);
  const notes = [choice.note, sent.repeated ? repeatedNote() : ''].filter((note) => note !== '');
  const { outcome, exchanges } = sent;
  return {
    ...(outcome.ok
      ? judge(call, connection, choice, sent.request, outcome.value, redact)
      : refused(call, choice, sent.request, outcome.failure, redact)),
    ...(choice.scheme && { scheme: choice.scheme.name }),
    ...(notes.length > 0 && { notes }),
    ...(exchanges.length > 0 && { tokenRequests: exchanges.map((exchange) => tokenRequest(exchange, redact)) }),
  };
}

/** What the wire added to any of the requests. */
function confidentialOf({ outcome, exchanges }: Sent): readonly string[] {
  const all = [...exchanges.map(({ exchange }) => exchange), outcome.ok ? outcome.value : undefined];
  return all.flatMap((exchange) => exchange?.confidential ?? []);
}

const repeatedNote = (): string =>
  l10n.t('The service did not accept the first token or key, so the call was made again with a new one.');

/** Nothing was sent for want of credentials; when asking for them failed, the platform answers with that request's error. */
function refused(
  call: Call,
  { scheme }: SchemeChoice,
  request: Request,
  { code, message, path, from, fixes, exchange }: Refusal,
  redact: Redact,
): Rest & Partial<Report> {
  const found: Problem = {
    code,
    severity: 'error',
    message: redact(message),
    path: from === 'connection' ? path : ['authentication', scheme?.name ?? '', ...path],
    ...(fixes && { fixes }),
  };
  const problems = [underPath(found, call.integration.connection)];
  if (!exchange) return notSent(problems);
  return {
    request: sentRequest(request, redact),
    response: responseOf(exchange.request, exchange.exchange, redact),
    hops: redactHops(exchange.exchange.hops, redact),
    problems,
    induced: exchange.purpose,
  };
}

function judge(
  call: Call,
  connection: Connection,
  { scheme }: SchemeChoice,
  request: Request,
  exchange: Exchange,
  redact: Redact,
): Rest {
  const found = explain({ request, exchange, connection, model: call.model, scheme, operation: call.detail });
  const notes = exchange.outcome === 'answered' ? checkResponse(call.detail, request, exchange) : [];
  const problems = [...found, ...(found.some(isAboutContent) ? [] : notes)].map((each) => ({
    ...underPath(each, call.integration.connection),
    message: redact(each.message),
  }));
  return {
    request: sentRequest(request, redact),
    response: responseOf(request, exchange, redact),
    hops: redactHops(exchange.hops, redact),
    ...(exchange.outcome === 'answered' && exchange.saved && { saved: exchange.saved }),
    problems,
  };
}

function responseOf(request: Request, exchange: Exchange, redact: Redact): StandardResponse | string {
  return exchange.outcome === 'failed'
    ? redact(describeFailure(exchange, request))
    : standardResponse(request, exchange, redact);
}

function sentRequest({ method, url, headers, body }: Request, redact: Redact): SentRequest {
  const text = redact(body ? new TextDecoder().decode(body) : '');
  return { method, url: redact(url), headers: redactHeaders(headers, redact), body: text };
}

function tokenRequest({ purpose, request, exchange }: TokenExchange, redact: Redact): TokenRequest {
  const response = responseOf(request, exchange, redact);
  return { purpose, request: sentRequest(request, redact), response, hops: redactHops(exchange.hops, redact) };
}

/** Said already that the answer is something else than promised. */
const isAboutContent = ({ code }: Problem): boolean => contentRows.some((row) => row.code === code);

export const testCalls = { testCall, signIn, checkBody, checkValue, readValue, sampleBody };
export type TestCalls = typeof testCalls;
