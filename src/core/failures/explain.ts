// Says what a call's failure means, on the key of the configuration that caused it, and what can be done.
import * as l10n from '@vscode/l10n';
import type { Answer, Exchange, Failure, Request } from '../request.ts';
import type { Problem } from '../problem.ts';
import type { Case } from './case.ts';
import { awsRows } from './aws.ts';
import { accessRows } from './access.ts';
import { certificateRows } from './certificates.ts';
import { contentRows } from './content.ts';
import { networkRows } from './network.ts';
import { proxyRows } from './proxy.ts';
import { redirectRows } from './redirect.ts';
import type { Row } from './row.ts';
import { statusRows } from './status.ts';
import { tlsRows } from './tls.ts';
import { wireRows } from './wire.ts';

/** The first row that fits counts: the particular ones stand before the general ones. */
export const failureRows: readonly Row<Failure>[] = [
  ...proxyRows,
  ...certificateRows,
  ...networkRows,
  ...tlsRows,
  ...wireRows,
];
export const answerRows: readonly Row<Answer>[] = [
  ...awsRows,
  ...redirectRows,
  ...accessRows,
  ...statusRows,
  ...contentRows,
];

/** Empty for an answer that there is nothing to say about. Paths are relative to the connection's configuration. */
export function explain(call: Case): readonly Problem[] {
  if (isFailed(call)) return firstOf(failureRows, call);
  return isAnswered(call) ? firstOf(answerRows, call) : [];
}

/** The platform's string error: why a call could not be made, in one line for the log and the report. */
export function describeFailure(failure: Failure, request: Request): string {
  const call = { request, exchange: failure, ...nowhere };
  const row = failureRows.find(({ when }) => when(call));
  return headline(
    failure,
    `${request.method} ${request.url}`,
    `${row?.what(call) ?? failure.message} (${failure.code})`,
  );
}

const nowhere = {
  connection: { protocol: 'https', host: '', port: undefined, basePath: '' },
  model: { server: { protocol: 'https', host: '', base_path: '' } },
} as const;

function headline({ phase }: Failure, call: string, why: string): string {
  if (phase === 'request' || phase === 'redirect') return l10n.t('{0} got no answer: {1}.', call, why);
  if (phase === 'response') return l10n.t('{0} got no complete answer: {1}.', call, why);
  return l10n.t('{0} was not sent: {1}.', call, why);
}

function firstOf<E extends Exchange>(rows: readonly Row<E>[], call: Case<E>): readonly Problem[] {
  const row = rows.find(({ when }) => when(call));
  if (!row) return [];
  const fixes = row.fixes?.(call) ?? [];
  const problem: Problem = {
    code: row.code,
    severity: row.severity ?? 'error',
    message: `${capital(row.what(call))}. ${row.help(call)}`,
    path: typeof row.path === 'function' ? row.path(call) : row.path,
  };
  return [fixes.length > 0 ? { ...problem, fixes } : problem];
}

const capital = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);
const isFailed = (call: Case): call is Case<Failure> => call.exchange.outcome === 'failed';
const isAnswered = (call: Case): call is Case<Answer> => call.exchange.outcome === 'answered';
