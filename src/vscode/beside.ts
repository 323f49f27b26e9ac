// Where documents are shown that tell of others, such as responses.
import * as vscode from 'vscode';

/** Beside what is being worked on; where that is nothing, or a document of this kind itself, in its place. */
export function besideWork(scheme: string): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const isOwn = activeTab?.input instanceof vscode.TabInputText && activeTab.input.uri.scheme === scheme;
  return !activeTab || isOwn ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}
