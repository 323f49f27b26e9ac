// "Where are my secrets?" as a read-only document that keeps up with what changes.
import * as vscode from 'vscode';
import type { Actions } from '../actions.ts';
import type { Face } from '../face.ts';
import { secretsScheme } from './secretsUri.ts';

export function registerSecretsDocument(
  { catalog, secrets }: Pick<Face, 'catalog' | 'secrets'>,
  actions: () => Promise<Actions>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const redraw = (): void => {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === secretsScheme) changed.fire(uri);
  };
  return vscode.Disposable.from(
    changed,
    catalog.onDidChange(redraw),
    secrets.onDidChange(redraw),
    vscode.workspace.registerTextDocumentContentProvider(secretsScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async () => (await actions()).secretsText(),
    }),
  );
}
