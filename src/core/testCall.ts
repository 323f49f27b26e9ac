// A test call from the text of an integration to the report: open, build, authorize, send, judge, explain, redact.
import * as l10n from '@vscode/l10n';
import { authorizeOffline, sendAuthorized, type Sending, type Sent } from './authorizeCall.ts';
import { buildRequest } from './buildRequest.ts';
import { readCallDocument } from './callDocument.ts';
import type { CallInput } from './callInput.ts';
import { checkBody, checkValue, readValue, sampleBody } from './checkInput.ts';
import { chooseScheme, type SchemeChoice } from './chooseScheme.ts';
import { openConnection, type Connection } from './connection.ts';
import { checkResponse } from './checkResponse.ts';
import { debugOf, redactHops } from './debug.ts';
import { filesOf, inputOf } from './documentInput.ts';
import { explain } from './explain.ts';
import type { Integration } from './integration.ts';
import type { Model, OperationDetail } from './model.ts';
import { wholeQueryText } from './inputProblems.ts';
import { openInput } from './openInput.ts';
import { previewRequest } from './previewRequest.ts';
import { underPath, type Problem } from './problem.ts';
import { createRedactor, type Redact } from './redact.ts';
import type { Report } from './report.ts';
import { bytesOf, excerptOf, responseOf, sentRequest, tokenRequest } from './reported.ts';
import { failed, ok, type Exchange, type Outcome, type Request, type WireSettings } from './request.ts';
import { safeOperation } from './safeOperation.ts';
import { sampleCall } from './sampleCall.ts';
import type { Refusal } from './schemes/scheme.ts';
import { signIn } from './signIn.ts';
import { runSweep } from './sweep.ts';
import { toJUnit, toSweepJson } from './sweepReport.ts';
import { toCurl, type CurlTransport } from './toCurl.ts';
import { toHar } from './toHar.ts';
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
  const prepared = await prepare(call, world);
  if (!prepared.ok) return finish(notSent(prepared.failure));
  const { request, connection, choice } = prepared.value;
  const sent = await sendAuthorized({ request, connection, ...choice, ...travelOf(call, connection) }, world, signal);
  return finish(report(call, connection, choice, sent));
}

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
  const prepared = await prepare(call, world);
  if (!prepared.ok) return prepared;
  const { request, connection, choice } = prepared.value;
  const sending = { request, connection, ...choice, ...travelOf(call, connection) };
  const { outcome, secrets } = await authorizeOffline(sending, world);
  if (!outcome.ok) return failed({ problems: [problemOf(call, choice, outcome.failure)], inputProblems: [] });
  const { rejectUnauthorized } = connection;
  const { request: authorized, wire = {} } = outcome.value;
  const transport = {
    clientCertificate: wire.clientCertificate !== undefined,
    authority: (wire.authorities ?? []).length > 0,
  };
  return ok({ request: authorized, secrets: [...connection.secrets, ...secrets], rejectUnauthorized, transport });
}

interface Prepared {
  /** Without credentials. */
  readonly request: Request;
  /** Its secrets include those of the input. */
  readonly connection: Connection;
  readonly choice: SchemeChoice;
}

/** Why a call cannot be made: on the keys of the integration, or on those of the input. */
export interface Unprepared {
  readonly problems: readonly Problem[];
  readonly inputProblems: readonly Problem[];
}

async function prepare(call: Call, world: World): Promise<Outcome<Prepared, Unprepared>> {
  const opened = await openConnection(call.integration, call.model, world);
  if (!opened.ok) return failed({ problems: opened.failure, inputProblems: [] });
  const { input, secrets } = await openInput(call.detail, call.input, world);
  const connection = { ...opened.value, secrets: [...opened.value.secrets, ...secrets.filter(Boolean)] };
  const built = buildRequest(connection, call.detail, input);
  if (!built.ok) return failed({ problems: [], inputProblems: built.failure.map(redacted(connection)) });
  const choice = chooseScheme(call, call.scheme);
  if (!choice) return failed({ problems: [noScheme(call.scheme ?? '')], inputProblems: [] });
  // RFC 9110 section 9.3.8: what TRACE sends comes back for everyone to see.
  const silent = built.value.method === 'TRACE' ? { scheme: undefined } : {};
  return ok({ request: built.value, connection, choice: { ...choice, ...silent } });
}

function travelOf(call: Call, { rejectUnauthorized }: Connection): Pick<Sending, 'wire' | 'owner'> {
  const wire = { ...call.wire, rejectUnauthorized, timeout: call.timeout, maxBody: largestBody };
  return { wire, owner: call.owner ?? call.integration.name };
}

/** A schema's complaint may quote a value that came out of the secret store. */
const redacted = ({ secrets }: Connection): ((problem: Problem) => Problem) => {
  const redact = createRedactor(secrets);
  return (problem) => ({ ...problem, message: redact(problem.message) });
};

type Rest = Pick<
  Report,
  'request' | 'response' | 'bytes' | 'hops' | 'excerpt' | 'saved' | 'problems' | 'inputProblems'
>;

const noScheme = (name: string): Problem => ({
  code: 'scheme-unknown',
  severity: 'error',
  message: l10n.t('The model has no security scheme "{0}".', name),
  path: [],
});

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

function report(call: Call, connection: Connection, choice: SchemeChoice, sent: Sent): Rest & Partial<Report> {
  const redact = createRedactor([...connection.secrets, ...sent.secrets, ...confidentialOf(sent)]);
  const said = [choice.note, wholeQueryText(call.detail), sent.repeated ? repeatedNote() : '', plainNote(sent)];
  const notes = said.filter((note) => note !== '');
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

/** RFC 6749 section 1.6: whoever listens on the way would have the credentials. Loopback has no way. */
function plainNote({ exchanges }: Sent): string {
  const plain = exchanges.find(({ request: { url } }) => /^http:\/\/(?!127\.|localhost[:/]|\[::1\])/i.test(url));
  if (!plain) return '';
  return l10n.t('Credentials were sent unencrypted, over http, to {0}.', new URL(plain.request.url).host);
}

/** Nothing was sent for want of credentials; when asking for them failed, the platform answers with that request's error. */
function refused(
  call: Call,
  choice: SchemeChoice,
  request: Request,
  refusal: Refusal,
  redact: Redact,
): Rest & Partial<Report> {
  const { exchange } = refusal;
  const found = problemOf(call, choice, refusal);
  const problems = [{ ...found, message: redact(found.message) }];
  if (!exchange) return notSent({ problems, inputProblems: [] });
  return {
    request: sentRequest(request, redact),
    response: responseOf(exchange.request, exchange.exchange, redact),
    ...bytesOf(exchange.exchange),
    hops: redactHops(exchange.exchange.hops, redact),
    problems,
    induced: exchange.purpose,
  };
}

function problemOf(call: Call, { scheme }: SchemeChoice, { code, message, path, from, fixes }: Refusal): Problem {
  const at = from === 'connection' ? path : ['authentication', scheme?.name ?? '', ...path];
  const problem: Problem = { code, severity: 'error', message, path: at, ...(fixes && { fixes }) };
  return underPath(problem, call.integration.connection);
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
  // Beside an explanation, that the model does not know the answer either says nothing new.
  const isExpected = exchange.outcome === 'answered' && found.length === 0;
  const notes = isExpected ? checkResponse(call.detail, request, exchange) : [];
  const problems = [...found, ...notes].map((each) => ({
    ...underPath(each, call.integration.connection),
    message: redact(each.message),
  }));
  return {
    request: sentRequest(request, redact),
    response: responseOf(request, exchange, redact),
    ...bytesOf(exchange),
    hops: redactHops(exchange.hops, redact),
    ...excerptOf(exchange),
    ...(exchange.outcome === 'answered' && exchange.saved && { saved: exchange.saved }),
    problems,
  };
}

/** All that is loaded when the first call is made. */
export const testCalls = {
  ...{ testCall, previewCall, signIn, previewRequest, toCurl, toHar },
  ...{ readCallDocument, filesOf, inputOf, sampleCall },
  ...{ runSweep, safeOperation, toJUnit, toSweepJson },
  ...{ checkBody, checkValue, readValue, sampleBody },
};
export type TestCalls = typeof testCalls;
