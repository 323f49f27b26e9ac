// Writes what a test call did into the output channel of all integrations; what comes here is already redacted.
import * as vscode from 'vscode';
import { traceLines } from '../../core/calls/debug.ts';
import { whole } from '../../core/lazy.ts';
import { succeeded, type CancelledCall, type Report, type SentRequest, type TokenRequest } from '../../core/report.ts';
import { responseText } from '../../core/calls/standardResponse.ts';
import { cancelledText, summarize } from '../../core/calls/summary.ts';

/** Characters of a response in the log; the whole is in the response document. */
const longest = 10_000;

/**
 * The channel of all integrations has a line for each call and what went wrong; the rest is in the channel of the integration,
 * by its own levels, and here for those who ask the editor for this channel's details.
 */
export function writeReport(log: vscode.LogOutputChannel, report: Report): void {
  const summary = [`${report.integration} · ${summarize(report)}`, ...problemLines(report)].join('\n');
  if (succeeded(report)) log.info(summary);
  else log.error(summary);
  if (log.logLevel === vscode.LogLevel.Trace || log.logLevel === vscode.LogLevel.Debug) log.debug(details(report));
}

/** A call that somebody stopped. */
export function writeCancelled(log: vscode.LogOutputChannel, call: CancelledCall): void {
  log.info(`${call.integration} · ${cancelledText(call)}`);
}

function details(report: Report): string {
  const lines = [
    ...(report.tokenRequests ?? []).flatMap(tokenLines),
    ...requestLines(report.request),
    ...traceLines(report.hops),
    ...noteLines(report),
    responseText(shortened(report)),
  ];
  return lines.join('\n');
}

/** Of an answer with tokens nothing is shown but how it went. */
function tokenLines({ purpose, request, response, hops }: TokenRequest): string[] {
  const answer = typeof response === 'string' ? response : `${response.status} ${response.statusText}`;
  return [`${purpose}:`, ...requestLines(request), ...traceLines(hops), `< ${answer}`];
}

const noteLines = ({ notes = [] }: Report): string[] => notes.map((note) => `* ${note}`);

function requestLines(request: SentRequest | undefined): string[] {
  if (!request) return [];
  const headers = request.headers.map(([name, value]) => `  ${name}: ${value}`);
  return [`> ${request.method} ${request.url}`, ...headers, ...(request.body ? [cut(request.body)] : [])];
}

function problemLines({ problems }: Report): string[] {
  return problems.map(({ code, message }) => `! ${message} (${code})`);
}

function shortened(report: Report): Report {
  const { response } = report;
  if (typeof response === 'string') return report;
  return { ...whole(report), response: { ...whole(response), body: cut(response.body) } };
}

const cut = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
