// The last response of each integration as a read-only JSON document, in VS Code's own editor.
import * as vscode from 'vscode';
import { responseText } from '../core/standardResponse.ts';
import type { Reports } from './reports.ts';

const scheme = 'integration-response';

export function responseUri(integration: vscode.Uri): vscode.Uri {
  const name = integration.path.replace(/^.*\//, '').replace(/\.integration\.json$/, '');
  return vscode.Uri.from({ scheme, path: `/${name}.response.json`, query: integration.toString() });
}

export function registerResponses(reports: Reports): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    reports.onDidChange((uri) => changed.fire(responseUri(uri))),
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: ({ query }) => {
        const report = reports.of(query);
        return report ? responseText(report) : '';
      },
    }),
  );
}
