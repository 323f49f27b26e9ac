// Follows what users may do on their platforms: when that changes, VS Code asks anew whether open documents are read-only.
import * as vscode from 'vscode';
import type { Connections } from './connections.ts';
import { isRemote, remoteHome } from './remoteAddress.ts';
import type { RemoteFiles } from './remoteFiles.ts';

export function followRights(connections: Connections, files: RemoteFiles): vscode.Disposable {
  /** By home, as they were last known. */
  const known = new Map<string, string>();
  return connections.onDidChange(() => {
    for (const { id, remote } of connections.homes) {
      // While it is closed nobody knows, and what was open stays as it is.
      if (remote?.state !== 'open') continue;
      const now = remote.permissions ? [...remote.permissions].join(' ') : 'all';
      if ((known.get(id) ?? 'all') !== now) files.tell(documentsOf(id));
      known.set(id, now);
    }
  });
}

const documentsOf = (home: string): vscode.Uri[] =>
  vscode.workspace.textDocuments.map(({ uri }) => uri).filter((uri) => isRemote(uri) && remoteHome(uri) === home);
