// The "Calls" view in the panel: the last test calls of every integration, and what the last sweep found.
import * as vscode from 'vscode';
import type { CallNode } from '../../core/calls/callNodes.ts';
import type { PastCall } from '../../core/calls/history.ts';
import type { Reports } from './reports.ts';

/** Milliseconds in which changes are drawn together. */
const settle = 100;

export class CallsView implements vscode.TreeDataProvider<CallNode>, vscode.Disposable {
  readonly #reports: Reports;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<CallNode>;
  readonly #subscriptions: readonly vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #filter = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(reports: Reports) {
    this.#reports = reports;
    const options = { treeDataProvider: this, showCollapseAll: true, canSelectMany: true };
    this.#view = vscode.window.createTreeView('integrationCalls', options);
    this.#subscriptions = [reports.onDidChange(() => this.#drawSoon()), reports.onDidSweep(() => this.#drawSoon())];
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
    void vscode.commands.executeCommand('setContext', 'integrations.callsFiltered', text !== '');
    this.#drawSoon();
  }

  /** The calls that a command of a row is meant for; of several selected rows, those of all. */
  callsOf(arg: unknown, selected: unknown): readonly PastCall[] {
    const nodes = Array.isArray(selected) && selected.length > 0 ? selected : [arg ?? this.#view.selection[0]];
    return [...new Set((nodes as (CallNode | undefined)[]).flatMap((node) => this.#callsAt(node)))];
  }

  async getChildren(node?: CallNode): Promise<CallNode[]> {
    const { callChildren, callRoots, matchingCalls } = await import('./callRows.ts');
    const filter = this.#filter;
    if (node) return [...callChildren(node, filter)];
    const calls = this.#reports.history.all();
    const roots = callRoots(calls, this.#reports.sweep, filter, await matchingCalls(calls, filter));
    // Beside a message VS Code does not show the welcome text, which says that nothing matches.
    const narrowed = filter !== '' && roots.length > 0;
    if (filter === this.#filter)
      this.#view.message = narrowed ? vscode.l10n.t('Showing what matches "{0}".', filter) : '';
    return [...roots];
  }

  async getTreeItem(node: CallNode): Promise<vscode.TreeItem> {
    return (await import('./callRows.ts')).toCallItem(node, Date.now());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions, this.#view, this.#changed).dispose();
  }

  #callsAt(node: CallNode | undefined): readonly PastCall[] {
    if (node?.kind === 'call') return [this.#reports.history.get(node.call.id) ?? node.call];
    if (node?.kind === 'calls') return node.calls;
    if (node?.kind !== 'sweepResult' || !('callId' in node.result)) return [];
    const call = this.#reports.history.get(node.result.callId);
    return call ? [call] : [];
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, settle);
  }
}
