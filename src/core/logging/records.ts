// What is logged of a call and of the requests for its tokens, and at which level; everything in it is redacted already.
import * as l10n from '@vscode/l10n';
import { traceLines } from '../calls/debug.ts';
import type { Problem } from '../problem.ts';
import {
  succeeded,
  type CancelledCall,
  type Report,
  type SentRequest,
  type StandardResponse,
  type TokenRequest,
} from '../report.ts';
import { cancelledText, outcome } from '../calls/summary.ts';
import { takes, type LogLevel } from './levels.ts';

export interface LogRecord {
  readonly level: LogLevel;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it tells of; in syslog the MSGID of RFC 5424 section 6.2.7. */
  readonly kind: 'CALL' | 'TOKEN' | 'LOG' | 'TEST';
  /** May have several lines. */
  readonly text: string;
}

/** Characters of a body in the log; the whole is in the response document. */
const longest = 10_000;

type Entry = readonly [level: LogLevel, kind: LogRecord['kind'], text: () => string];

/** The records of `deepest` and all more severe levels, in the order in which things happened. */
export function recordsOf(report: Report, deepest: LogLevel): readonly LogRecord[] {
  const entries = [...(report.tokenRequests ?? []).flatMap(tokenEntries), ...callEntries(report)];
  return toRecords(entries, report.startedAt + report.ms, deepest);
}

/** Of a call that somebody stopped, and of the requests for its tokens. */
export function cancelledRecords(call: CancelledCall, deepest: LogLevel): readonly LogRecord[] {
  const entries = [...call.tokenRequests.flatMap(tokenEntries), entry('info', 'CALL', () => cancelledText(call))];
  return toRecords(entries, call.startedAt + call.ms, deepest);
}

/** Of requests for tokens that were made for no call: those of a sign-in. */
export function tokenRecords(requests: readonly TokenRequest[], at: number, deepest: LogLevel): readonly LogRecord[] {
  return toRecords(requests.flatMap(tokenEntries), at, deepest);
}

function toRecords(entries: readonly Entry[], at: number, deepest: LogLevel): LogRecord[] {
  return entries
    .filter(([level]) => takes(deepest, level))
    .map(([level, kind, text]) => ({ level, at, kind, text: text() }))
    .filter(({ text }) => text !== '');
}

function callEntries(report: Report): Entry[] {
  const { request, response, notes = [], hops, induced } = report;
  // After a failed request for a token there was no call: that request has its own records.
  const sent = induced === undefined ? request : undefined;
  const answered = induced === undefined ? response : '';
  return [
    headEntry(report),
    ...(sent ? exchangeEntries('CALL', sent, answered) : []),
    ...(sent ? [entry('trace', 'CALL', () => answerBody(answered))] : []),
    ...(sent ? [entry('spam', 'CALL', () => traceLines(hops).join('\n'))] : []),
    ...notes.map((note) => entry('info', 'CALL', () => note)),
    ...problemEntries(report),
  ];
}

const entry = (...parts: Entry): Entry => parts;

function tokenEntries(token: TokenRequest): Entry[] {
  const { purpose, request, response, hops, bytes } = token;
  const ms = hops.reduce((sum, hop) => sum + hop.ms, 0);
  const failed = typeof response === 'string' || !response.ok;
  return [
    [failed ? 'error' : 'info', 'TOKEN', () => `${purpose}: ${line(request, response, ms, bytes)}`],
    ...exchangeEntries('TOKEN', request, response),
    // An answer with tokens is not shown, however well it is masked.
    ['spam', 'TOKEN', () => traceLines(hops).join('\n')],
  ];
}

function exchangeEntries(
  kind: LogRecord['kind'],
  request: SentRequest,
  response: StandardResponse | string,
): readonly Entry[] {
  return [
    ['debug', kind, () => requestHead(request)],
    ['trace', kind, () => (request.body === '' ? '' : `> ${cut(request.body)}`)],
    ['debug', kind, () => responseHead(response)],
  ];
}

/** `getItems: GET https://api.example/items 200 OK 12 ms 345 bytes` */
function callLine(report: Report): string {
  const { operation, request, response, ms, bytes, induced } = report;
  if (!request || induced !== undefined) return `${operation}: ${outcome(report)}`;
  return `${operation}: ${line(request, response, ms, bytes)}`;
}

function line(
  { method, url }: SentRequest,
  response: StandardResponse | string,
  ms: number,
  bytes: number | undefined,
): string {
  const status =
    typeof response === 'string' ? l10n.t('no answer') : `${response.status} ${response.statusText}`.trim();
  const size = bytes === undefined ? [] : [`${bytes} bytes`];
  return [method, url, status, `${Math.round(ms)} ms`, ...size].join(' ');
}

function requestHead({ method, url, headers }: SentRequest): string {
  return [`> ${method} ${url}`, ...headers.map(([name, value]) => `> ${name}: ${value}`)].join('\n');
}

function responseHead(response: StandardResponse | string): string {
  if (typeof response === 'string') return '';
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `< ${name}: ${each}`),
  );
  return [`< ${response.status} ${response.statusText}`.trim(), ...headers].join('\n');
}

function answerBody(response: StandardResponse | string): string {
  return typeof response === 'string' || response.body === '' ? '' : `< ${cut(response.body)}`;
}

const levelOf: Readonly<Record<Problem['severity'], LogLevel>> = {
  error: 'error',
  warning: 'warn',
  information: 'info',
};

/**
 * The line of the call, with what is most wrong about it and at the level of that: so it stands once in every log, and whoever
 * logs nothing but errors sees which call they belong to.
 */
function headEntry(report: Report): Entry {
  const worst = worstOf(report);
  if (worst) return [levelOf[worst.severity], 'CALL', () => `${callLine(report)}: ${words(worst)}`];
  if (succeeded(report)) return ['info', 'CALL', () => callLine(report)];
  const { response } = report;
  return ['error', 'CALL', () => callLine(report) + (typeof response === 'string' ? `: ${response}` : '')];
}

/** Undefined when no problem is as grave as the outcome. */
function worstOf(report: Report): Problem | undefined {
  const { problems } = report;
  const error = problems.find(({ severity }) => severity === 'error');
  return error ?? (succeeded(report) ? problems.find(({ severity }) => severity === 'warning') : undefined);
}

function problemEntries(report: Report): Entry[] {
  const worst = worstOf(report);
  const others = report.problems.filter((problem) => problem !== worst);
  return others.map((problem) => [levelOf[problem.severity], 'CALL', () => `${report.operation}: ${words(problem)}`]);
}

const words = ({ message, code }: Problem): string => `${message} (${code})`;

const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
