// What each node of the tree looks like and says; a function of the node alone.
import * as vscode from 'vscode';
import { code, escape } from '../../core/markdown.ts';
import type { Home, RemoteState } from '../../core/catalog.ts';
import type { BrokenNode, IntegrationNode, ListedModelNode, ModelNode, Node, OperationNode } from '../../core/nodes.ts';
import type { Problem } from '../../core/problem.ts';
import type { TokenState } from '../../core/tokens.ts';
import { openCommand, openFormCommand } from './rowCommands.ts';

export interface IntegrationState {
  readonly problems: readonly Problem[];
  /** The last test call, if there was one. */
  readonly test?: { readonly ok: boolean; readonly outcome: string; readonly summary: string };
  /** The access token that test calls use, if they got one. */
  readonly token?: TokenState;
}

/** `refused`: of the commands that the row would offer. */
export function toTreeItem(
  node: Node,
  stateOf: (node: IntegrationNode) => IntegrationState,
  refused: readonly string[],
): vscode.TreeItem {
  const item = itemOf(node, stateOf);
  item.id = itemId(node);
  item.contextValue = [kindOf(node), ...refused.map((command) => `no-${command}`)].join(' ');
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation ??= { label: [label, item.description].filter(Boolean).join(', ') };
  return item;
}

const kindOf = (node: Node): string =>
  node.kind === 'home' && node.home.remote ? `platform ${node.home.remote.state}` : node.kind;

/** VS Code keeps a row closed that it knows as closed: a platform that has just been opened is another row. */
function itemId(node: Node): string {
  return node.kind === 'home' && node.home.remote?.state === 'open' ? `${node.id} open` : node.id;
}

function itemOf(node: Node, stateOf: (node: IntegrationNode) => IntegrationState): vscode.TreeItem {
  switch (node.kind) {
    case 'home':
      if (node.home.remote) return platformItem(node.home, node.home.remote);
      return plain(node.home.label, 'root-folder', vscode.TreeItemCollapsibleState.Expanded);
    case 'listedModel':
      return listedModelItem(node);
    case 'model':
      return modelItem(node);
    case 'unknownModel':
      return unknownModelItem(node.modelId);
    case 'operations':
      return plain(vscode.l10n.t('Operations'), 'symbol-interface', collapsed, String(node.model.operations.length));
    case 'tag':
      return plain(node.tag || vscode.l10n.t('Without a tag'), 'tag', collapsed);
    case 'operation':
      return operationItem(node);
    case 'integration':
      return integrationItem(node, stateOf(node));
    case 'broken':
      return brokenItem(node);
  }
}

/** One that is down has nothing to open: its row says why, and has Retry. */
function platformItem({ label }: Home, { state, message, short }: RemoteState): vscode.TreeItem {
  const closed = state === 'failed' ? vscode.TreeItemCollapsibleState.None : collapsed;
  const item = plain(label, 'server-environment', state === 'open' ? expanded : closed, short ?? message);
  if (state === 'failed') item.iconPath = icon('error', 'list.errorForeground');
  if (state === 'opening') item.iconPath = new vscode.ThemeIcon('loading~spin');
  if (state === 'closed') item.description = vscode.l10n.t('not connected');
  item.tooltip = markdown([`**${escape(label)}**`, escape(message)]);
  return item;
}

function listedModelItem({ modelId }: ListedModelNode): vscode.TreeItem {
  const [, title = modelId, version = ''] = /^(.*):([^:]*)$/s.exec(modelId) ?? [];
  const item = plain(title, 'symbol-class', collapsed, version);
  item.tooltip = markdown([
    `**${escape(modelId)}**`,
    vscode.l10n.t('Its document is read from the platform when you open this.'),
  ]);
  return item;
}

const expanded = vscode.TreeItemCollapsibleState.Expanded;
const collapsed = vscode.TreeItemCollapsibleState.Collapsed;

function plain(label: string, icon: string, state: vscode.TreeItemCollapsibleState, description = ''): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.description = description;
  return item;
}

function modelItem({ model, entry }: ModelNode): vscode.TreeItem {
  const { length } = model.operations;
  const count = length === 1 ? vscode.l10n.t('1 operation') : vscode.l10n.t('{0} operations', length);
  const item = plain(
    model.title,
    'symbol-class',
    vscode.TreeItemCollapsibleState.Expanded,
    `${model.version} · ${count}`,
  );
  const schemes = model.schemes.map((scheme) => scheme.name).join(', ') || vscode.l10n.t('none');
  item.tooltip = markdown([
    `**${escape(model.id)}**`,
    escape(model.description.slice(0, 400)),
    `OpenAPI ${escape(model.openapi)} · ${count}`,
    vscode.l10n.t('Security schemes: {0}', escape(schemes)),
    code(entry.file),
  ]);
  return item;
}

function unknownModelItem(modelId: string): vscode.TreeItem {
  const label = modelId || vscode.l10n.t('No model');
  const item = plain(
    label,
    'question',
    vscode.TreeItemCollapsibleState.Expanded,
    modelId ? vscode.l10n.t('unknown model') : '',
  );
  item.tooltip = markdown([
    vscode.l10n.t(
      'No document here has this title and version. Import the model to configure and test its integrations.',
    ),
  ]);
  return item;
}

function operationItem({ operation }: OperationNode): vscode.TreeItem {
  const item = plain(
    operation.id,
    operation.deprecated ? 'symbol-event' : 'symbol-method',
    vscode.TreeItemCollapsibleState.None,
    `${operation.method} ${operation.path}`,
  );
  const deprecated = operation.deprecated ? vscode.l10n.t('Deprecated.') : '';
  item.tooltip = markdown([`**${operation.method}** ${code(operation.path)}`, escape(operation.summary), deprecated]);
  return item;
}

function integrationItem({ entry }: IntegrationNode, { problems, test, token }: IntegrationState): vscode.TreeItem {
  const uri = vscode.Uri.parse(entry.uri);
  const item = new vscode.TreeItem(entry.name || entry.file);
  const isOneOfMany = problems.some(({ code }) => code === 'duplicate-name');
  item.description = [isOneOfMany && entry.file, test?.outcome, missingCount(problems), problemCount(problems)]
    .filter(Boolean)
    .join(' · ');
  item.iconPath = integrationIcon(problems, test);
  item.tooltip = integrationTooltip(entry.name || entry.file, entry.file, problems, [
    test ? vscode.l10n.t('Last test: {0}', escape(test.summary)) : '',
    missingCount(problems) === ''
      ? ''
      : vscode.l10n.t('Secrets are missing on this machine: enter them in the form, or with "Set Secret".'),
    tokenLine(token),
  ]);
  item.command = openFormCommand(uri);
  const health = test ? (test.ok ? vscode.l10n.t('last test passed') : vscode.l10n.t('last test failed')) : '';
  item.accessibilityInformation = {
    label: [entry.name || entry.file, vscode.l10n.t('integration'), health, item.description]
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/** The last test says most; without one, the worst problem. */
function integrationIcon(problems: readonly Problem[], test: IntegrationState['test']): vscode.ThemeIcon {
  if (test) return test.ok ? icon('pass', 'testing.iconPassed') : icon('error', 'testing.iconFailed');
  if (problems.some(({ severity }) => severity === 'error')) return icon('plug', 'list.errorForeground');
  if (missingCount(problems) !== '') return icon('key', 'list.warningForeground');
  return problems.some(({ severity }) => severity === 'warning')
    ? icon('plug', 'list.warningForeground')
    : new vscode.ThemeIcon('plug');
}

const icon = (id: string, color: string): vscode.ThemeIcon => new vscode.ThemeIcon(id, new vscode.ThemeColor(color));

/** A state, not a mistake: the document came from somebody who has the values. */
function missingCount(problems: readonly Problem[]): string {
  const { size } = new Set(problems.filter(({ code }) => code === 'secret-missing').map(({ message }) => message));
  if (size === 0) return '';
  return size === 1 ? vscode.l10n.t('secret missing') : vscode.l10n.t('{0} secrets missing', size);
}

/** Notes ask for nothing. */
function problemCount(problems: readonly Problem[]): string {
  const { length } = problems.filter(({ severity }) => severity !== 'information');
  if (length === 0) return '';
  return length === 1 ? vscode.l10n.t('1 problem') : vscode.l10n.t('{0} problems', length);
}

function integrationTooltip(
  name: string,
  file: string,
  problems: readonly Problem[],
  lines: readonly string[],
): vscode.MarkdownString {
  const shown = problems.slice(0, 5).map(({ message }) => `- ${escape(message)}`);
  const more = problems.length > 5 ? `- ${vscode.l10n.t('and {0} more', problems.length - 5)}` : '';
  const list = [...shown, more].filter(Boolean).join('\n');
  return markdown([`**${escape(name)}**`, ...lines, list, code(file)]);
}

function tokenLine(token: TokenState | undefined): string {
  if (!token) return '';
  if (token.expiresAt === undefined) return vscode.l10n.t('Has a token that does not say when it expires.');
  const time = new Date(token.expiresAt).toLocaleTimeString();
  return token.hasRefreshToken
    ? vscode.l10n.t('Token until {0}, then it is refreshed.', time)
    : vscode.l10n.t('Token until {0}.', time);
}

function brokenItem({ entry }: BrokenNode): vscode.TreeItem {
  if (entry.kind === 'model' && entry.arriving)
    return plain(entry.file, 'loading~spin', vscode.TreeItemCollapsibleState.None, vscode.l10n.t('being read'));
  const item = new vscode.TreeItem(entry.file);
  item.description = entry.error ?? '';
  item.iconPath = icon('error', 'list.errorForeground');
  item.tooltip = markdown([code(entry.file), escape(entry.error ?? '')]);
  item.command = openCommand(vscode.Uri.parse(entry.uri));
  return item;
}

function markdown(paragraphs: readonly string[]): vscode.MarkdownString {
  return new vscode.MarkdownString(paragraphs.filter(Boolean).join('\n\n'));
}
