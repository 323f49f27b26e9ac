// What a report says of a call, redacted: of one that was not made, one without credentials, one that got an answer or none.
import * as l10n from '@vscode/l10n';
import type { Sent } from './authorizeCall.ts';
import type { Call, Prepared, Unprepared } from './call.ts';
import { checkResponse } from './checkResponse.ts';
import type { Connection } from './connection.ts';
import { redactHops } from './debug.ts';
import { explain } from './explain.ts';
import { wholeQueryText } from './inputProblems.ts';
import { isLoopback } from './loopback.ts';
import { underPath } from './problem.ts';
import { createRedactor, type Redact } from './redact.ts';
import { refusalProblem } from './refusalProblem.ts';
import type { Report } from './report.ts';
import { bytesOf, excerptOf, responseOf, sentRequest, tokenRequest } from './reported.ts';
import type { Exchange, Request } from './request.ts';
import type { Refusal } from './schemes/scheme.ts';

/** Of a report, what depends on how the call went. */
export type CallResult = Omit<Report, 'integration' | 'operation' | 'startedAt' | 'ms'>;

/** The platform's string error: what was missing to make the call. */
export function notSent({ problems, inputProblems }: Unprepared): CallResult {
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

export function sentResult(call: Call, prepared: Prepared, sent: Sent): CallResult {
  const { connection, choice } = prepared;
  const { outcome, exchanges } = sent;
  const redact = redactorOf(connection, sent, outcome.ok ? outcome.value : undefined);
  const said = [choice.note, wholeQueryText(call.detail), sent.repeated ? repeatedNote() : '', plainNote(sent)];
  const notes = said.filter((note) => note !== '');
  return {
    ...(outcome.ok
      ? judge(call, prepared, sent.request, outcome.value, redact)
      : refused(call, prepared, sent.request, outcome.failure, redact)),
    ...(choice.scheme && { scheme: choice.scheme.name }),
    ...(notes.length > 0 && { notes }),
    ...(exchanges.length > 0 && { tokenRequests: exchanges.map((exchange) => tokenRequest(exchange, redact)) }),
  };
}

/** Also knows what the wire added to any of the requests. */
export function redactorOf(
  { secrets }: Connection,
  made: Pick<Sent, 'exchanges' | 'secrets'>,
  answer?: Exchange,
): Redact {
  const all = [...made.exchanges.map(({ exchange }) => exchange), answer];
  return createRedactor([...secrets, ...made.secrets, ...all.flatMap((exchange) => exchange?.confidential ?? [])]);
}

const repeatedNote = (): string =>
  l10n.t('The service did not accept the first token or key, so the call was made again with a new one.');

/** RFC 6749 section 1.6: whoever listens on the way would have the credentials. Loopback has no way. */
function plainNote({ exchanges }: Sent): string {
  const isPlain = ({ protocol, hostname }: URL): boolean => protocol === 'http:' && !isLoopback(hostname);
  const plain = exchanges.find(({ request: { url } }) => isPlain(new URL(url)));
  if (!plain) return '';
  return l10n.t('Credentials were sent unencrypted, over http, to {0}.', new URL(plain.request.url).host);
}

/** Nothing was sent for want of credentials; when asking for them failed, the platform answers with that request's error. */
function refused(call: Call, { choice }: Prepared, request: Request, refusal: Refusal, redact: Redact): CallResult {
  const { exchange } = refusal;
  const found = refusalProblem(call, choice, refusal);
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

function judge(
  call: Call,
  { connection, choice: { scheme } }: Prepared,
  request: Request,
  exchange: Exchange,
  redact: Redact,
): CallResult {
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
