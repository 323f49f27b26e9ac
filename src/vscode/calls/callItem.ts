// What each row of the "Calls" view looks like and says; a function of the row alone.
import * as vscode from 'vscode';
import type { CallNode } from '../../core/calls/callNodes.ts';
import type { PastCall } from '../../core/calls/history.ts';
import { code, escape } from '../../core/markdown.ts';
import { succeeded } from '../../core/report.ts';
import { outcome } from '../../core/calls/summary.ts';
import { countsOf, countsText, type SweepResult } from '../../core/calls/sweepResult.ts';
import { pastResponseUri } from './responses.ts';
import { openCommand, openFormCommand } from '../tree/rowCommands.ts';

export function toCallItem(node: CallNode, now: number): vscode.TreeItem {
  const item = itemOf(node, now);
  item.id = node.id;
  item.contextValue = node.kind === 'sweepResult' && 'callId' in node.result ? 'sweptCall' : node.kind;
  const label = typeof item.label === 'string' ? item.label : '';
  item.accessibilityInformation = { label: [label, item.description].filter(Boolean).join(', ') };
  return item;
}

function itemOf(node: CallNode, now: number): vscode.TreeItem {
  switch (node.kind) {
    case 'sweep': {
      const item = new vscode.TreeItem(vscode.l10n.t('Last sweep'), vscode.TreeItemCollapsibleState.Expanded);
      item.description = `${countsText(countsOf(node.sweep.results))} · ${when(node.sweep.startedAt, now)}`;
      item.iconPath = new vscode.ThemeIcon('run-all');
      return item;
    }
    case 'sweepResult':
      return resultItem(node.result);
    case 'calls': {
      const [last] = node.calls;
      const item = new vscode.TreeItem(last?.report.integration ?? '', vscode.TreeItemCollapsibleState.Expanded);
      item.description = last ? `${node.calls.length} · ${when(last.report.startedAt, now)}` : '';
      item.iconPath = new vscode.ThemeIcon('plug');
      return item;
    }
    case 'call':
      return callItem(node.call, now);
  }
}

function callItem(call: PastCall, now: number): vscode.TreeItem {
  const { report } = call;
  const item = new vscode.TreeItem(report.operation);
  item.description = [outcome(report), when(report.startedAt, now)].join(' · ');
  item.iconPath = succeeded(report) ? passed() : failed();
  item.tooltip = tooltip(call);
  item.command = showResponse(pastResponseUri(call));
  return item;
}

const showResponse = (uri: vscode.Uri): vscode.Command => openCommand(uri, vscode.l10n.t('Show Response'));

function tooltip({ report }: PastCall): vscode.MarkdownString {
  const { integration, operation, request, problems, notes = [], startedAt, scheme } = report;
  const text = [
    `**${escape(integration)}** · ${escape(operation)} · ${escape(outcome(report))}`,
    request ? code(`${request.method} ${request.url}`) : '',
    ...problems.map(({ message }) => escape(message)),
    ...notes.map((note) => escape(note)),
    scheme ? vscode.l10n.t('Security scheme: {0}', escape(scheme)) : '',
    escape(new Date(startedAt).toLocaleString()),
  ];
  return new vscode.MarkdownString(text.filter(Boolean).join('\n\n'));
}

function resultItem(result: SweepResult): vscode.TreeItem {
  const item = new vscode.TreeItem(result.integration || result.file);
  const said = 'callId' in result ? `${result.operation}: ${result.outcome}` : resultWord(result.kind);
  item.description = [said, result.reason].filter(Boolean).join(' · ');
  item.iconPath = resultIcon(result.kind);
  const lines = [`**${escape(result.integration || result.file)}**`, escape(said), escape(result.reason)];
  item.tooltip = new vscode.MarkdownString([...lines, code(result.file)].filter(Boolean).join('\n\n'));
  item.command =
    'callId' in result
      ? showResponse(pastResponseUri({ id: result.callId, owner: result.owner, report: result }))
      : openFormCommand(vscode.Uri.parse(result.owner));
  return item;
}

function resultWord(kind: 'skipped' | 'broken' | 'cancelled'): string {
  if (kind === 'broken') return vscode.l10n.t('not tested');
  return kind === 'skipped' ? vscode.l10n.t('skipped') : vscode.l10n.t('cancelled');
}

function resultIcon(kind: SweepResult['kind']): vscode.ThemeIcon {
  if (kind === 'passed') return passed();
  if (kind === 'failed' || kind === 'broken') return failed();
  return icon('circle-slash', 'testing.iconSkipped');
}

const icon = (id: string, color: string): vscode.ThemeIcon => new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
const passed = (): vscode.ThemeIcon => icon('pass', 'testing.iconPassed');
const failed = (): vscode.ThemeIcon => icon('error', 'testing.iconFailed');

/** Today the time is enough. */
function when(startedAt: number, now: number): string {
  const date = new Date(startedAt);
  return date.toDateString() === new Date(now).toDateString() ? date.toLocaleTimeString() : date.toLocaleString();
}
