// The "Integrations" view: models with their integrations and operations.
import * as vscode from 'vscode';
import { childNodes, integrationNode, parentNode, rootNodes, type IntegrationNode, type Node } from '../core/nodes.ts';
import { succeeded } from '../core/report.ts';
import { outcome, summarize } from '../core/summary.ts';
import type { FolderCatalog } from './folderCatalog.ts';
import type { Problems } from './problems.ts';
import type { Reports } from './reports.ts';
import { toTreeItem, type IntegrationState } from './treeItem.ts';

/** Milliseconds in which changes are drawn together. */
const settle = 60;

export class Tree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #catalog: FolderCatalog;
  readonly #problems: Problems;
  readonly #reports: Reports;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #view: vscode.TreeView<Node>;
  #timer: NodeJS.Timeout | undefined;
  #filter = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(catalog: FolderCatalog, problems: Problems, reports: Reports) {
    this.#catalog = catalog;
    this.#problems = problems;
    this.#reports = reports;
    this.#view = vscode.window.createTreeView('integrations', { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = [catalog, problems, reports].map((source) => source.onDidChange(() => this.#drawSoon()));
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
    void vscode.commands.executeCommand('setContext', 'integrations.filtered', text !== '');
    this.#drawSoon();
  }

  get selection(): Node | undefined {
    return this.#view.selection[0];
  }

  async getChildren(node?: Node): Promise<Node[]> {
    await this.#catalog.list();
    const { homes } = this.#catalog;
    if (node) return childNodes(node, homes, this.#filter);
    const state = homes.some((home) => home.entries.size > 0) ? 'filled' : 'empty';
    await vscode.commands.executeCommand('setContext', 'integrations.state', state);
    const nodes = rootNodes(homes, this.#filter);
    // Beside a message VS Code does not show the welcome text, which says that nothing matches.
    const narrowed = this.#filter !== '' && nodes.length > 0;
    this.#view.message = narrowed ? vscode.l10n.t('Showing what matches "{0}".', this.#filter) : '';
    return nodes;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return toTreeItem(node, (integration) => this.#stateOf(integration));
  }

  getParent(node: Node): Node | undefined {
    return parentNode(node, this.#catalog.homes);
  }

  async reveal(uri: vscode.Uri): Promise<void> {
    this.filter = '';
    const entry = this.#catalog.entry(uri);
    const home = this.#catalog.homes.find(({ entries }) => entries.has(uri.toString()));
    if (home && entry?.kind === 'integration') await this.#view.reveal(integrationNode(home, entry), { focus: true });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions, this.#view, this.#changed).dispose();
  }

  #stateOf({ entry }: IntegrationNode): IntegrationState {
    const report = this.#reports.of(entry.uri);
    return {
      problems: this.#problems.of(vscode.Uri.parse(entry.uri)),
      ...(report && { test: { ok: succeeded(report), outcome: outcome(report), summary: summarize(report) } }),
    };
  }

  #drawSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, settle);
  }
}
