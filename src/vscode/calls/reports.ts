// The last test calls of each integration, for the tree, the form, the "Calls" view and the response documents.
import * as vscode from 'vscode';
import { History, type PastCall, type Repeat } from '../../core/calls/history.ts';
import type { Report } from '../../core/report.ts';
import type { Sweep } from '../../core/calls/sweepResult.ts';

export class Reports implements vscode.Disposable {
  /** In memory alone: what servers answer is not ours to write down. */
  readonly history = new History();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #swept = new vscode.EventEmitter<void>();
  #sweep: Sweep | undefined;

  readonly onDidChange = this.#changed.event;
  readonly onDidSweep = this.#swept.event;

  /** The last call's. */
  of(uri: vscode.Uri | string): Report | undefined {
    return this.history.of(uri.toString())[0]?.report;
  }

  /** `repeat` is what it takes to make the call again. */
  set(uri: vscode.Uri, report: Report, repeat?: Repeat): PastCall {
    this.#discardBody(uri);
    const call = this.history.add(uri.toString(), report, repeat);
    this.#changed.fire(uri);
    return call;
  }

  /** A file that takes a deleted one's place has not been tested. */
  forget(uri: vscode.Uri): void {
    if (!this.of(uri)) return;
    this.#discardBody(uri);
    this.history.forget(uri.toString());
    this.#changed.fire(uri);
  }

  /** A document that is moved takes its calls along. */
  move(from: vscode.Uri, to: vscode.Uri): void {
    this.history.move(from.toString(), to.toString());
    this.#changed.fire(from);
    this.#changed.fire(to);
  }

  /** What the last sweep found. */
  get sweep(): Sweep | undefined {
    return this.#sweep;
  }

  set sweep(sweep: Sweep | undefined) {
    this.#sweep = sweep;
    void vscode.commands.executeCommand('setContext', 'integrations.swept', sweep !== undefined);
    this.#swept.fire();
  }

  /** Forgets every call and the sweep. */
  clear(): void {
    for (const owner of new Set(this.history.all().map((call) => call.owner))) this.forget(vscode.Uri.parse(owner));
    this.sweep = undefined;
  }

  dispose(): void {
    vscode.Disposable.from(this.#changed, this.#swept).dispose();
  }

  /** The exact bytes of a long answer live in a file only until the next call. */
  #discardBody(uri: vscode.Uri): void {
    const [last] = this.history.of(uri.toString());
    if (!last?.report.saved) return;
    void vscode.workspace.fs.delete(vscode.Uri.file(last.report.saved.file)).then(undefined, () => undefined);
    this.history.withoutFile(last.id);
  }
}
