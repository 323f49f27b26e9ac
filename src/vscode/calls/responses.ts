// The response of each call as a read-only JSON document, in VS Code's own editor.
import * as vscode from 'vscode';
import type { Report } from '../../core/report.ts';
import { responseText, resultText } from '../../core/calls/standardResponse.ts';
import type { Reports } from './reports.ts';

const scheme = 'integration-response';

/** Of the last call, whichever that is. */
export function responseUri(integration: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${nameOf(integration)}.response.json`, query: integration.toString() });
}

interface Called {
  readonly id: string;
  /** The integration's address. */
  readonly owner: string;
  readonly report: { readonly operation: string };
}

/** Of this call for ever. */
export function pastResponseUri({ id, owner, report }: Called): vscode.Uri {
  const operation = report.operation.replaceAll(/[^\w.-]+/g, '-');
  const path = `/${nameOf(vscode.Uri.parse(owner))}.${operation}.${id}.response.json`;
  return vscode.Uri.from({ scheme, path, query: owner, fragment: id });
}

/** The same without its trace, which differs each time. */
export const comparedUri = (call: Called): vscode.Uri =>
  pastResponseUri(call).with({ fragment: `${call.id}${compared}` });

const compared = ' compared';

/** What a response document shows, while that is kept. */
export function reportOf(reports: Reports, { query, fragment }: vscode.Uri): Report | undefined {
  return fragment === '' ? reports.of(query) : reports.history.get(fragment.replace(compared, ''))?.report;
}

const nameOf = ({ path }: vscode.Uri): string => path.replace(/^.*\//, '').replace(/\.integration\.json$/, '');

export function registerResponses(reports: Reports): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    reports.onDidChange((uri) => changed.fire(responseUri(uri))),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => {
        const report = reportOf(reports, uri);
        const text = uri.fragment.endsWith(compared) ? responseText : resultText;
        return report ? text(report) : JSON.stringify(vscode.l10n.t('This call is no longer kept.'));
      },
    }),
  );
}
