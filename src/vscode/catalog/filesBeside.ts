// Files beside models: when one that a model refers to changes, comes or goes, the model is read again.
import * as vscode from 'vscode';
import { Gathering } from '../gathering.ts';
import { fileBeside } from '../models/modelFiles.ts';
import { foldersOf } from './wholeFolders.ts';

/** Milliseconds in which the files of one checkout change. */
const patience = 200;

export class FilesBeside implements vscode.Disposable {
  /** The models that refer to a file. */
  readonly #models = new Map<string, Set<string>>();
  /** The files that a model refers to. */
  readonly #files = new Map<string, readonly string[]>();
  /** One watcher a folder that has such models, however many files they refer to. */
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #touched: Gathering<string>;

  /** @param changed gets the models whose files have changed, each once for all that happens in a moment */
  constructor(changed: (models: ReadonlySet<string>) => void) {
    this.#touched = new Gathering(patience, (files) => {
      const models = new Set(files.flatMap((file) => [...(this.#models.get(file) ?? [])]));
      if (models.size > 0) changed(models);
    });
  }

  /** From now on the model refers to these files, by their paths as seen from it, and to no others. */
  set(model: vscode.Uri, paths: readonly string[]): void {
    const known = this.#files.get(model.toString());
    if (!known && paths.length === 0) return;
    for (const file of known ?? []) this.#models.get(file)?.delete(model.toString());
    const files = paths.flatMap((path) => fileBeside(model, path) ?? []).map(keyOf);
    if (files.length === 0) this.#files.delete(model.toString());
    else this.#files.set(model.toString(), files);
    for (const file of files) this.#refer(file, model.toString());
    if (files.length > 0) this.#watch(model);
    for (const file of known ?? []) if (this.#models.get(file)?.size === 0) this.#models.delete(file);
  }

  /** The models that refer to files below folders that came or went as a whole. */
  below(folders: readonly vscode.Uri[]): void {
    const all = new Set(folders.map(keyOf));
    for (const file of this.#models.keys()) if (foldersOf(file).some((each) => all.has(each))) this.#touched.add(file);
  }

  dispose(): void {
    vscode.Disposable.from(this.#touched, ...this.#watchers.values()).dispose();
  }

  #refer(file: string, model: string): void {
    const models = this.#models.get(file) ?? new Set();
    this.#models.set(file, models.add(model));
  }

  #watch(model: vscode.Uri): void {
    const folder = vscode.workspace.getWorkspaceFolder(model);
    const key = folder?.uri.toString() ?? '';
    if (!folder || this.#watchers.has(key)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'));
    const touch = (uri: vscode.Uri): void => {
      if (this.#models.has(keyOf(uri))) this.#touched.add(keyOf(uri));
    };
    watcher.onDidCreate(touch);
    watcher.onDidChange(touch);
    watcher.onDidDelete(touch);
    this.#watchers.set(key, watcher);
  }
}

/** Where file systems tell no capital letters, a document may name a file otherwise than a watcher. */
const keyOf = (uri: vscode.Uri): string => uri.toString().toLowerCase();
