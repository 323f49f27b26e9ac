// The status bar item of the integration that is being edited, in either face: its model and how many problems it has.
import * as vscode from 'vscode';
import { integrationEntry, modelsIn, type Entry } from '../../core/catalog.ts';
import { statusOf } from '../../core/advanced/status.ts';
import { code } from '../../core/markdown.ts';
import type { Face } from '../face.ts';
import { activeUri } from '../target.ts';

export function showStatus(face: Face): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('integrations.status', vscode.StatusBarAlignment.Right, 100);
  item.name = vscode.l10n.t('Integration');
  const draw = (): void => drawStatus(face, item);
  draw();
  return vscode.Disposable.from(
    item,
    vscode.window.tabGroups.onDidChangeTabs(draw),
    vscode.window.tabGroups.onDidChangeTabGroups(draw),
    face.problems.onDidChange(draw),
    face.catalog.onDidChange(draw),
  );
}

function drawStatus(face: Face, item: vscode.StatusBarItem): void {
  const uri = activeUri();
  const entry = uri && entryOf(face, uri);
  if (!uri || entry?.kind !== 'integration') {
    item.hide();
    return;
  }
  const problems = face.problems.of(uri);
  const isKnown = modelsIn(face.catalog.homes).has(entry.modelId);
  const { text, label } = statusOf(entry.modelId, isKnown, problems);
  item.text = text;
  item.accessibilityInformation = { label, role: 'button' };
  item.tooltip = tooltip(entry.name, entry.modelId, label);
  item.command =
    problems.length > 0 || !isKnown
      ? { title: label, command: 'workbench.actions.view.problems' }
      : { title: label, command: 'integrations.openModel', arguments: [uri] };
  item.show();
}

/** Also of one that lies in no folder of the workspace. */
function entryOf(face: Face, uri: vscode.Uri): Entry | undefined {
  const known = face.catalog.entry(uri);
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  if (known || document?.languageId !== 'integration') return known;
  return integrationEntry(uri.toString(), vscode.workspace.asRelativePath(uri), document.getText());
}

function tooltip(name: string, modelId: string, label: string): vscode.MarkdownString {
  const links = [
    [vscode.l10n.t('Test Call'), 'integrations.testCall'],
    [vscode.l10n.t('Open Model'), 'integrations.openModel'],
    [vscode.l10n.t('Show Problems'), 'workbench.actions.view.problems'],
  ] as const;
  const text = new vscode.MarkdownString(`${code(name)} · ${code(modelId)}\n\n`);
  text.isTrusted = { enabledCommands: links.map(([, command]) => command) };
  text.appendText(label);
  return text.appendMarkdown(`\n\n${links.map(([title, command]) => `[${title}](command:${command})`).join(' · ')}`);
}
