// Folders that come or go as a whole, by a checkout, a rename or a deletion: VS Code tells of the folder alone.
import * as vscode from 'vscode';
import { isExcluded } from './excluded.ts';

export interface WholeFolders {
  /** There may be files that no watcher told of. */
  readonly came: () => void;
  /** What was deleted; of a folder, all below it is gone too. */
  readonly went: (uris: ReadonlySet<string>) => void;
}

/** Milliseconds in which a new folder gets its files, and its brothers come. */
const patience = 300;
/** Of more new files and folders at once it is not asked which is which. */
const many = 100;

export function watchWholeFolders(folder: vscode.WorkspaceFolder, { came, went }: WholeFolders): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'), false, true);
  const created = new Gathering(async (uris) => {
    if (uris.length > many || (await Promise.all(uris.map(isFolder))).includes(true)) came();
  });
  const deleted = new Gathering((uris) => went(new Set(uris.map(String))));
  watcher.onDidCreate((uri) => created.add(uri));
  watcher.onDidDelete((uri) => deleted.add(uri));
  return vscode.Disposable.from(watcher, created, deleted);
}

/** Makes one call for all that happens in a moment. */
class Gathering implements vscode.Disposable {
  readonly #work: (uris: readonly vscode.Uri[]) => unknown;
  #uris: vscode.Uri[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(work: (uris: readonly vscode.Uri[]) => unknown) {
    this.#work = work;
  }

  add(uri: vscode.Uri): void {
    if (isExcluded(uri)) return;
    this.#uris.push(uri);
    this.#timer ??= setTimeout(() => this.#flush(), patience);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    const uris = this.#uris;
    this.#uris = [];
    this.#timer = undefined;
    this.#work(uris);
  }
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  return stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
}
