// A test call in one line, for the tree, the form and the log.
import * as l10n from '@vscode/l10n';
import { succeeded, type CancelledCall, type Report } from '../report.ts';

/** `getItems: 200 OK in 12 ms`, or `getItems: not sent`. */
export function summarize(report: Report): string {
  return `${report.operation}: ${outcome(report)}`;
}

/** `getItems: GET https://api.example/items cancelled after 12 ms`. */
export function cancelledText({ operation, request: { method, url }, ms }: CancelledCall): string {
  return l10n.t('{0}: {1} cancelled after {2} ms', operation, `${method} ${url}`, Math.round(ms));
}

/** `200 OK in 12 ms`. */
export function outcome({ response, ms, induced }: Report): string {
  if (induced) return l10n.t('not made, for want of a token or key: {0}', answerOf({ response, ms }));
  return answerOf({ response, ms });
}

function answerOf({ response, ms }: Pick<Report, 'response' | 'ms'>): string {
  if (typeof response === 'string') return l10n.t('no answer');
  return l10n.t('{0} in {1} ms', [response.status, response.statusText].filter(Boolean).join(' '), Math.round(ms));
}

/** Why the call failed, in the words of its first problem; empty for a good one. */
export function reason(report: Report): string {
  if (succeeded(report)) return '';
  return report.problems[0]?.message ?? (typeof report.response === 'string' ? report.response : '');
}
