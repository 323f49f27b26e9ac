// What a report says of a call, redacted: of one that was not made, one without credentials, one that got an answer or none.
import * as l10n from '@vscode/l10n';
import type { Sent } from './authorizeCall.ts';
import type { Call, Prepared, Unprepared } from './call.ts';
import { checkResponse, type CheckApart } from './checkResponse.ts';
import { debugOf } from './debug.ts';
import { explain } from '../failures/explain.ts';
import { wholeQueryText } from '../requests/inputProblems.ts';
import { isLoopback } from '../loopback.ts';
import { underPath, type Problem } from '../problem.ts';
import type { Redact } from '../secrets/redact.ts';
import { refusalProblem } from './refusalProblem.ts';
import type { Report } from '../report.ts';
import { bytesOf, responseOf, tokenRequest } from './reported.ts';
import type { Exchange, Request } from '../request.ts';
import type { Refusal } from '../schemes/scheme.ts';
import { redactorOf, withShown } from './shown.ts';

/** Of a report, what does not depend on how the call went. */
export type CallTaken = Pick<Report, 'integration' | 'operation' | 'startedAt' | 'ms'>;

/** The platform's string error: what was missing to make the call. */
export function notSent(taken: CallTaken, { problems, inputProblems }: Unprepared): Report {
  const reasons = [...problems, ...inputProblems].map(({ message }) => message).join(' ');
  const response = l10n.t('The call was not made. {0}', reasons);
  // Where the integration is shown, what is wrong with the input has no place of its own.
  const placeless = inputProblems.map((problem) => ({ ...problem, path: [] }));
  return {
    ...taken,
    response,
    hops: [],
    debug: { exchanges: [] },
    problems: [...problems, ...placeless],
    ...(inputProblems.length > 0 && { inputProblems }),
  };
}

export async function sentReport(
  taken: CallTaken,
  call: Call,
  prepared: Prepared,
  sent: Sent,
  apart?: CheckApart,
): Promise<Report> {
  const { outcome } = sent;
  if (outcome.ok) {
    const problems = await judge(call, prepared, sent.request, outcome.value, apart);
    return answeredReport(taken, call, prepared, sent, outcome.value, problems);
  }
  return refusedReport(taken, call, prepared, sent, outcome.failure);
}

function answeredReport(
  taken: CallTaken,
  call: Call,
  prepared: Prepared,
  sent: Sent,
  exchange: Exchange,
  problems: readonly Problem[],
): Report {
  const { request } = sent;
  const redact = redactorOf(prepared.connection.secrets, sent, exchange);
  const { integration, operation, startedAt, ms } = taken;
  const { scheme, notes, tokenRequests } = aboutSending(call, prepared, sent, redact);
  // Each by its name: copying with `...` costs measurably more here.
  const known = {
    integration,
    operation,
    startedAt,
    ms,
    scheme,
    notes,
    tokenRequests,
    response: responseOf(request, exchange, redact),
    bytes: bytesOf(exchange),
    held: heldBy(sent, exchange),
    saved: exchange.outcome === 'answered' ? exchange.saved : undefined,
    problems: problems.map((each) => ({ ...each, message: redact(each.message) })),
  };
  return withShown(known, { request, asked: request, exchange, redact, tokenRequests });
}

/** Nothing was sent for want of credentials; when asking for them failed, the platform answers with that request's error. */
function refusedReport(taken: CallTaken, call: Call, prepared: Prepared, sent: Sent, refusal: Refusal): Report {
  const { secrets } = prepared.connection;
  const { exchange: asking } = refusal;
  const redact = redactorOf(secrets, sent, asking?.exchange);
  const problem = refusalProblem(call, prepared.choice, refusal);
  const problems = [{ ...problem, message: redact(problem.message) }];
  const about = aboutSending(call, prepared, sent, redact);
  if (!asking) {
    const found = { ...notSent(taken, { problems, inputProblems: [] }), ...about };
    return { ...found, debug: debugOf(found) };
  }
  const { request: asked, exchange, purpose: induced } = asking;
  const response = responseOf(asked, exchange, redact);
  const answer = { response, bytes: bytesOf(exchange), held: heldBy(sent, exchange) };
  const known = { ...taken, ...about, ...answer, problems, induced };
  const { tokenRequests } = about;
  return withShown(known, { request: sent.request, asked, exchange, induced, redact, tokenRequests });
}

/** The answer that a report shows may be that to one of the requests for tokens. */
function heldBy({ request, exchanges }: Sent, exchange: Exchange): number {
  const answers = new Set([exchange, ...exchanges.map((each) => each.exchange)]);
  const sizes = [
    ...[request, ...exchanges.map((each) => each.request)].map(({ body }) => body?.length ?? 0),
    ...Array.from(answers, (each) => (each.outcome === 'answered' ? each.body.length : 0)),
  ];
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What people should know beside the result, and the requests for tokens. */
function aboutSending(
  call: Call,
  { choice, notes: ofInput }: Prepared,
  sent: Sent,
  redact: Redact,
): Required<Pick<Report, 'scheme' | 'notes' | 'tokenRequests'>> {
  const { exchanges } = sent;
  const said = [
    choice.note,
    wholeQueryText(call.detail),
    ...ofInput,
    sent.repeated ? repeatedNote() : '',
    plainNote(sent),
  ];
  const notes = said.filter((note) => note !== '');
  return {
    scheme: choice.scheme?.name,
    notes: notes.length > 0 ? notes : undefined,
    tokenRequests: exchanges.length > 0 ? exchanges.map((exchange) => tokenRequest(exchange, redact)) : undefined,
  };
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

/** The problems stand in the text of the integration. */
async function judge(
  call: Call,
  { connection, choice: { scheme } }: Prepared,
  request: Request,
  exchange: Exchange,
  apart: CheckApart | undefined,
): Promise<readonly Problem[]> {
  const found = explain({ request, exchange, connection, model: call.model, scheme, operation: call.detail });
  // Beside an explanation, that the model does not know the answer either says nothing new.
  const isExpected = exchange.outcome === 'answered' && found.length === 0;
  const notes = isExpected ? await checkResponse(call.detail, request, exchange, apart) : [];
  return [...found, ...notes].map((each) => underPath(each, call.integration.connection));
}
