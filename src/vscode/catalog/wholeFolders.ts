// Folders that come or go as a whole, by a checkout, a rename or a deletion: VS Code tells of the folder alone.
import * as vscode from 'vscode';
import { isExcluded } from './excluded.ts';
import { Gathering } from '../gathering.ts';

export interface WholeFolders {
  /** There may be files that no watcher told of. */
  readonly came: (folders: readonly vscode.Uri[]) => void;
  /** What was deleted; of a folder, all below it is gone too. */
  readonly went: (uris: ReadonlySet<string>) => void;
}

/** Milliseconds in which a new folder gets its files, and its brothers come. */
const patience = 300;
/** Of more new files and folders at once it is not asked which is which. */
const many = 100;

export function watchWholeFolders(folder: vscode.WorkspaceFolder, { came, went }: WholeFolders): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'), false, true);
  const created = new Gathering<vscode.Uri>(patience, async (uris) => {
    if (uris.length > many || (await Promise.all(uris.map(isFolder))).includes(true)) came(uris);
  });
  const deleted = new Gathering<vscode.Uri>(patience, (uris) => went(new Set(uris.map(String))));
  watcher.onDidCreate((uri) => addIfOurs(created, uri));
  watcher.onDidDelete((uri) => addIfOurs(deleted, uri));
  return vscode.Disposable.from(watcher, created, deleted);
}

function addIfOurs(gathering: Gathering<vscode.Uri>, uri: vscode.Uri): void {
  if (!isExcluded(uri)) gathering.add(uri);
}

/** The addresses of all folders above. */
export const foldersOf = (uri: string): string[] => Array.from(uri.matchAll(/\//g), ({ index }) => uri.slice(0, index));

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  return stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
}
