// Which files of a folder are models and integrations, by the settings, and what VS Code tells of them as they change.
import * as vscode from 'vscode';
import type { Entry } from '../../core/catalog.ts';
import { settings } from '../settings.ts';
import { search } from './search.ts';
import { watchWholeFolders, type WholeFolders } from './wholeFolders.ts';

export interface Pattern {
  readonly kind: Entry['kind'];
  readonly pattern: vscode.RelativePattern;
}

export function patternsOf(folder: vscode.WorkspaceFolder): Pattern[] {
  const files = Object.entries(settings.files(folder)) as [Entry['kind'], readonly string[]][];
  return files.flatMap(([kind, globs]) =>
    globs.map((glob) => ({ kind, pattern: new vscode.RelativePattern(folder, glob) })),
  );
}

export async function findFiles({ kind, pattern }: Pattern): Promise<vscode.Uri[]> {
  return (await search(pattern)).filter((uri) => isOfKind(uri, kind));
}

/** An integration or a call is never a model, wherever it lies. */
export const isOfKind = ({ path }: vscode.Uri, kind: Entry['kind']): boolean =>
  kind === 'integration' || !/\.(integration|call)\.json$/.test(path);

export interface Changes extends WholeFolders {
  readonly changed: (uri: vscode.Uri, kind: Entry['kind']) => void;
  readonly removed: (uri: vscode.Uri) => void;
}

export function watchFolder(
  folder: vscode.WorkspaceFolder,
  patterns: readonly Pattern[],
  changes: Changes,
): vscode.Disposable {
  const watchers = patterns.map(({ kind, pattern }) => {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate((uri) => changes.changed(uri, kind));
    watcher.onDidChange((uri) => changes.changed(uri, kind));
    watcher.onDidDelete(changes.removed);
    return watcher;
  });
  return vscode.Disposable.from(...watchers, watchWholeFolders(folder, changes));
}
