// The "Integrations" view: models with their integrations and operations.
import * as vscode from 'vscode';
import {
  childNodes,
  integrationNode,
  parentNode,
  rootNodes,
  type IntegrationNode,
  type Node,
} from '../../core/nodes.ts';
import { refusedRow } from '../../core/platform/refusedRow.ts';
import { succeeded } from '../../core/report.ts';
import { outcome, summarize } from '../../core/calls/summary.ts';
import type { Tokens } from '../../core/tokens.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { pauses } from '../pauses.ts';
import { surroundings } from '../platforms/permitted.ts';
import { isRemote } from '../platforms/remoteAddress.ts';
import type { Problems } from '../problems/problems.ts';
import type { Reports } from '../calls/reports.ts';
import { rowWithFocus } from './rowWithFocus.ts';
import { toTreeItem, type IntegrationState } from './treeItem.ts';

/** Milliseconds in which changes are drawn together. */
const settle = 60;
/** More rows than this are drawn faster all together. */
const mostRows = 50;

export class Tree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #catalog: FolderCatalog;
  readonly #problems: Problems;
  readonly #reports: Reports;
  readonly #tokens: Tokens;
  readonly #changed = new vscode.EventEmitter<Node[] | undefined>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #view: vscode.TreeView<Node>;
  /** The nodes that VS Code has now: it knows a node only as the same object. */
  readonly #shown = new Map<string, IntegrationNode>();
  /** What of each integration decides where it stands and what it is called. */
  readonly #outlines = new Map<string, string>();
  /** The integrations whose rows say something old; undefined: everything may. */
  #outdated: Set<string> | undefined = new Set();
  #timer: NodeJS.Timeout | undefined;
  #filter = '';
  #draws = 0;
  readonly #pause = pauses();
  #turn = Promise.resolve();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    catalog: FolderCatalog,
    problems: Problems,
    reports: Reports,
    tokens: Tokens,
    dragAndDropController: vscode.TreeDragAndDropController<Node>,
  ) {
    this.#catalog = catalog;
    this.#problems = problems;
    this.#reports = reports;
    this.#tokens = tokens;
    this.#view = vscode.window.createTreeView('integrations', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController,
    });
    this.#subscriptions = [
      catalog.onDidChange((uris) => uris.filter((uri) => this.#hasNewOutline(uri)).length > 0 && this.#drawSoon()),
      problems.onDidChange((uris) => this.#drawSoon(uris)),
      reports.onDidChange((uri) => this.#drawSoon([uri])),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('integrations.platform') && this.#drawSoon(),
      ),
      new vscode.Disposable(tokens.onDidChange((owner) => this.#drawSoon([vscode.Uri.parse(owner)]))),
    ];
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text;
    void vscode.commands.executeCommand('setContext', 'integrations.filtered', text !== '');
    this.#drawSoon();
  }

  focused(): Promise<Node | undefined> {
    return rowWithFocus(this.#view, () => this.#draws);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    this.#draws++;
    if (!this.#catalog.isListed) await this.#catalog.list();
    if (node) {
      const opened = await this.#opened(node);
      await this.#itsTurn();
      return this.#remember(childNodes(opened, this.#catalog.homes, this.#filter));
    }
    const { homes } = this.#catalog;
    const state = homes.some((home) => home.entries.size > 0) ? 'filled' : 'empty';
    void vscode.commands.executeCommand('setContext', 'integrations.state', state);
    const nodes = rootNodes(homes, this.#filter);
    // Beside a message VS Code does not show the welcome text, which says that nothing matches.
    const narrowed = this.#filter !== '' && nodes.length > 0;
    const message = narrowed ? vscode.l10n.t('Showing what matches "{0}".', this.#filter) : '';
    // VS Code puts off drawing rows for a while after each message, also after one that is the same.
    if (this.#view.message !== message) this.#view.message = message;
    return this.#remember(nodes);
  }

  /** VS Code reads the Markdown of each tooltip that it is given: of thousands of rows it asks for those that somebody points at. */
  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.#itemOf(node);
    delete item.tooltip;
    return item;
  }

  resolveTreeItem(_item: vscode.TreeItem, node: Node): vscode.TreeItem {
    return this.#itemOf(node);
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

  #itemOf(node: Node): vscode.TreeItem {
    const refused = refusedRow(node, surroundings({ catalog: this.#catalog }));
    return toTreeItem(node, (integration) => this.#stateOf(integration), refused);
  }

  /** VS Code asks for the children of all rows that are open at once: with hundreds of models the editor breathes in between. */
  #itsTurn(): Promise<void> {
    return (this.#turn = this.#turn.then(this.#pause));
  }

  /** A platform is asked for what it holds when its row is opened; so is a model for its document. */
  async #opened(node: Node): Promise<Node> {
    const { others } = this.#catalog;
    if (node.kind === 'listedModel') void others.readModel(vscode.Uri.parse(node.entry.uri));
    if (node.kind !== 'home' || node.home.remote?.state !== 'closed') return node;
    await others.open(node.home.id);
    const home = this.#catalog.homes.find(({ id }) => id === node.home.id);
    return home ? { ...node, home } : node;
  }

  #stateOf({ entry }: IntegrationNode): IntegrationState {
    const report = this.#reports.of(entry.uri);
    const token = this.#tokens.state(entry.uri);
    return {
      problems: this.#problems.of(vscode.Uri.parse(entry.uri)),
      ...(report && { test: { ok: succeeded(report), outcome: outcome(report), summary: summarize(report) } }),
      ...(token && { token }),
    };
  }

  #remember(nodes: Node[]): Node[] {
    for (const node of nodes) if (node.kind === 'integration') this.#shown.set(node.entry.uri, node);
    return nodes;
  }

  /** Whether more than the text of an integration has changed. */
  #hasNewOutline(uri: vscode.Uri): boolean {
    const key = uri.toString();
    const entry = this.#catalog.entry(uri);
    // What was no row and is none now changes nothing; of a platform, the address alone says that it has changed itself.
    if (!entry) return this.#outlines.delete(key) || isRemote(uri);
    const outline = entry.kind === 'integration' ? outlineOf(entry) : '';
    const isNew = outline === '' || this.#outlines.get(key) !== outline;
    this.#outlines.set(key, outline);
    return isNew;
  }

  #isStale({ entry }: IntegrationNode): boolean {
    const now = this.#catalog.entry(vscode.Uri.parse(entry.uri));
    return now?.kind === 'integration' && now !== entry && outlineOf(now) !== outlineOf(entry);
  }

  /** Single rows where that is enough: while all are drawn, VS Code does not know which row a menu belongs to. */
  #drawSoon(uris?: readonly vscode.Uri[]): void {
    for (const uri of uris ?? []) this.#outdated?.add(uri.toString());
    if (!uris || (this.#outdated && this.#outdated.size > mostRows)) this.#outdated = undefined;
    this.#timer ??= setTimeout(() => this.#draw(), settle);
  }

  #draw(): void {
    const some = this.#outdated && [...this.#outdated].map((uri) => this.#shown.get(uri)).filter((node) => !!node);
    // A row that VS Code got before its integration was called otherwise can only be replaced.
    const rows = some?.some((node) => this.#isStale(node)) ? undefined : some;
    this.#timer = undefined;
    this.#outdated = new Set();
    if (rows === undefined) this.#shown.clear();
    if (rows?.length !== 0) this.#changed.fire(rows);
  }
}

const outlineOf = ({ name, modelId, error }: IntegrationNode['entry']): string =>
  JSON.stringify([name, modelId, error]);
