// The last test call of each integration, for the tree, the form and the response document.
import * as vscode from 'vscode';
import type { Report } from '../core/report.ts';

export class Reports implements vscode.Disposable {
  readonly #reports = new Map<string, Report>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.#changed.event;

  of(uri: vscode.Uri | string): Report | undefined {
    return this.#reports.get(uri.toString());
  }

  set(uri: vscode.Uri, report: Report): void {
    discardBody(this.of(uri));
    this.#reports.set(uri.toString(), report);
    this.#changed.fire(uri);
  }

  /** A file that takes a deleted one's place has not been tested. */
  forget(uri: vscode.Uri): void {
    discardBody(this.of(uri));
    if (this.#reports.delete(uri.toString())) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The exact bytes of a long answer live in a file only as long as its report. */
function discardBody(report: Report | undefined): void {
  if (report?.saved)
    void vscode.workspace.fs.delete(vscode.Uri.file(report.saved.file)).then(undefined, () => undefined);
}
