// Tells the title of an editor what would be refused on its document: a menu there knows nothing but the address.
import * as vscode from 'vscode';
import { titleCommands } from '../../core/platform/commandNeeds.ts';
import type { FolderCatalog } from '../catalog/folderCatalog.ts';
import { refusalFor } from './permitted.ts';
import { isRemote } from './remoteAddress.ts';

/** The manifest's `integrations.refused.COMMAND` hold the addresses of open documents. */
export function followTitles(catalog: FolderCatalog): vscode.Disposable {
  const told = new Map<string, string>();
  const tell = (): void => {
    const open = openDocuments();
    for (const command of titleCommands) {
      const refused = open.filter((uri) => refusalFor({ catalog }, command, uri) !== undefined).map(String);
      if (told.get(command) === String(refused)) continue;
      told.set(command, String(refused));
      void vscode.commands.executeCommand('setContext', `integrations.refused.${command}`, refused);
    }
  };
  return vscode.Disposable.from(vscode.window.tabGroups.onDidChangeTabs(tell), catalog.onDidChange(tell));
}

function openDocuments(): vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(({ input }) =>
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) && isRemote(input.uri)
      ? [input.uri]
      : [],
  );
}
