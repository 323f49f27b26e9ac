// Tells VS Code what there is by now, so that the walkthrough ticks its steps off, whichever way they were taken.
import * as vscode from 'vscode';
import { entriesOf } from '../core/catalog.ts';
import type { Face } from './face.ts';

/** The steps that leave something behind: VS Code knows by itself of views that were shown and commands that were run. */
export function followFirstSteps({
  catalog,
  connections,
  reports,
  secrets,
}: Pick<Face, 'catalog' | 'connections' | 'reports' | 'secrets'>): vscode.Disposable {
  const taken = new Set<string>();
  const take = (step: string, isTaken: () => boolean): void => {
    if (taken.has(step) || !isTaken()) return;
    taken.add(step);
    void vscode.commands.executeCommand('setContext', step, true);
  };
  return vscode.Disposable.from(
    catalog.onDidChange(() => {
      take('integrations.hasModel', () => entriesOf(catalog.homes, 'model').length > 0);
      take('integrations.hasIntegration', () => entriesOf(catalog.homes, 'integration').length > 0);
      take('integrations.hasPlatform', () => connections.all.length > 0);
    }),
    secrets.onDidStore(() => take('integrations.hasSecret', () => true)),
    // A file that was renamed or deleted is told of, too.
    reports.onDidChange((uri) => take('integrations.hasCalled', () => reports.of(uri) !== undefined)),
  );
}
