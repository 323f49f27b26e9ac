// The models and integrations in the folders of the workspace, found once and then kept up to date file by file.
import * as vscode from 'vscode';
import { entriesOf, integrationEntry, type Entry, type Home, type ModelEntry } from '../../core/catalog.ts';
import type { ModelReader } from '../../core/models/modelReader.ts';
import { documentText } from '../documentText.ts';
import { Entries } from './entries.ts';
import { EntryReader } from './entryReader.ts';
import { isExcluded } from './excluded.ts';
import { exists } from '../exists.ts';
import { FilesBeside } from './filesBeside.ts';
import { findFiles, isOfKind, patternsOf, watchFolder, type Changes, type Pattern } from './folderFiles.ts';
import { watchOpenDocuments } from '../openDocuments.ts';
import type { OtherHomes } from './otherHomes.ts';
import { isRemote, remoteHome } from '../platforms/remoteAddress.ts';
import { foldersOf } from './wholeFolders.ts';

/** Reads through VS Code's file system only, so that remote and virtual workspaces work alike. */
export class FolderCatalog implements vscode.Disposable {
  readonly #entries = new Entries();
  readonly #reader: EntryReader;
  readonly #beside: FilesBeside;
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #watchers: vscode.Disposable[] = [];
  readonly #subscriptions: vscode.Disposable[];
  /** Files that have changed and are being read again. */
  readonly #updates = new Set<Promise<void>>();
  #loading: Promise<void> | undefined;
  #isListed = false;

  /** Where the platforms are. */
  readonly others: OtherHomes;

  /** The documents that were added, changed or removed; also open integrations outside all folders. */
  readonly onDidChange = this.#changed.event;

  constructor(models: ModelReader, others: OtherHomes) {
    this.others = others;
    this.#reader = new EntryReader(models, (uri, entry) => this.#set(uri, entry));
    this.#beside = new FilesBeside((changed) => {
      for (const uri of changed) void this.#update(vscode.Uri.parse(uri), 'model');
    });
    this.#subscriptions = [
      others.onDidChange((uris) => this.#changed.fire(uris)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('integrations.files') || event.affectsConfiguration('files.exclude'))
          void this.reload();
      }),
      watchOpenDocuments({
        changed: (document) => this.#textChanged(document),
        closed: (document) => this.#textClosed(document),
      }),
    ];
  }

  /** The folders of the workspace, then the platforms. */
  get homes(): readonly Home[] {
    return [...this.folders, ...this.others.homes];
  }

  get folders(): readonly Home[] {
    return (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const id = folder.uri.toString();
      return { id, label: folder.name, entries: this.#entries.of(id) };
    });
  }

  /** Whether a first search has ended. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** Finds everything and waits until it is read; later calls wait for the search under way. */
  async load(): Promise<void> {
    await this.list();
    while (this.#updates.size > 0) await Promise.all(this.#updates);
    await this.#reader.settled();
  }

  /** Finds everything; large models may still be `arriving`. */
  list(): Promise<void> {
    return (this.#loading ??= this.#search());
  }

  /** Searches again, after a search that is under way. */
  reload(): Promise<void> {
    const search = (): Promise<void> => this.#search();
    this.#loading = this.#loading ? this.#loading.then(search, search) : this.#search();
    return this.#loading;
  }

  entry(uri: vscode.Uri): Entry | undefined {
    if (isRemote(uri)) return this.others.homes.find(({ id }) => id === remoteHome(uri))?.entries.get(uri.toString());
    return this.#entries.get(uri);
  }

  /** The document of a model; of two with the same id the first counts. */
  modelEntry(id: string): ModelEntry | undefined {
    return entriesOf(this.homes, 'model').find(({ model }) => model?.id === id);
  }

  /** The document's text: of the open editor, saved or not, else of the file. */
  text(uri: vscode.Uri): Promise<string> {
    return documentText(uri);
  }

  dispose(): void {
    vscode.Disposable.from(
      this.#reader,
      this.#beside,
      ...this.#watchers,
      ...this.#subscriptions,
      this.#changed,
    ).dispose();
  }

  /** What was known stays until the new search is complete. */
  async #search(): Promise<void> {
    const outdated = this.#watchers.splice(0);
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.#entries.begin(folders.map((folder) => folder.uri.toString()));
    await Promise.all(folders.map((folder) => this.#searchFolder(folder)));
    const { before, after } = this.#entries.complete();
    this.#isListed = true;
    vscode.Disposable.from(...outdated).dispose();
    this.#changed.fire([...new Set([...before, ...after])].map((uri) => vscode.Uri.parse(uri)));
  }

  async #searchFolder(folder: vscode.WorkspaceFolder): Promise<void> {
    const patterns = patternsOf(folder);
    this.#watchers.push(watchFolder(folder, patterns, this.#changesIn(folder, patterns)));
    await Promise.all(patterns.map((each) => this.#searchPattern(each)));
  }

  #changesIn(folder: vscode.WorkspaceFolder, patterns: readonly Pattern[]): Changes {
    return {
      changed: (uri, kind) => void this.#update(uri, kind),
      removed: (uri) => this.#remove(uri),
      came: (folders) => {
        this.#beside.below(folders);
        void this.#searchNew(patterns);
      },
      went: (uris) => this.#lookBelow(folder, uris),
    };
  }

  /** Reads only what is not known yet. */
  async #searchNew(patterns: readonly Pattern[]): Promise<void> {
    for (const { kind, pattern } of patterns)
      for (const uri of await findFiles({ kind, pattern })) if (!this.entry(uri)) void this.#updateNew(uri, kind);
  }

  /** Of a file in a new folder no watcher may tell that it goes again. */
  async #updateNew(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    await this.#update(uri, kind);
    if (!(await exists(uri))) this.#remove(uri);
  }

  async #searchPattern({ kind, pattern }: Pattern): Promise<void> {
    await inBatches(await findFiles({ kind, pattern }), 512, async (uri) => {
      const signal = this.#reader.start(uri, kind);
      const entry = await this.#reader.read(uri, kind, signal);
      if (entry && !signal.aborted && this.#entries.arrive(uri, entry)) this.#refer(uri, entry);
    });
  }

  #remove(uri: vscode.Uri): void {
    this.#reader.stop(uri);
    this.#beside.set(uri, []);
    if (this.#entries.delete(uri)) this.#changed.fire([uri]);
  }

  /** Read rather than removed: a folder may be back already, with other files. */
  #lookBelow(folder: vscode.WorkspaceFolder, deleted: ReadonlySet<string>): void {
    for (const { uri, kind } of this.#entries.of(folder.uri.toString()).values())
      if (foldersOf(uri).some((each) => deleted.has(each))) void this.#update(vscode.Uri.parse(uri), kind);
    this.#beside.below([...deleted].map((uri) => vscode.Uri.parse(uri)));
  }

  #update(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    const update = this.#readAgain(uri, kind).finally(() => this.#updates.delete(update));
    this.#updates.add(update);
    return update;
  }

  async #readAgain(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    if (isExcluded(uri) || !isOfKind(uri, kind)) return;
    const signal = this.#reader.start(uri, kind);
    const entry = await this.#reader.read(uri, kind, signal);
    if (signal.aborted) return;
    if (entry) this.#set(uri, entry);
    else this.#remove(uri);
  }

  #textChanged(document: vscode.TextDocument): void {
    if (isRemote(document.uri)) {
      this.#changed.fire([document.uri]);
      return;
    }
    const known = this.entry(document.uri);
    if (known?.kind === 'integration') {
      this.#set(document.uri, integrationEntry(known.uri, known.file, document.getText()));
    } else if (document.languageId === 'integration') void this.#notKnown(document.uri);
  }

  /**
   * Not (yet) found in a folder: what is wrong with it can be said once the models are known. A search under way may have
   * read it before it changed.
   */
  async #notKnown(uri: vscode.Uri): Promise<void> {
    await this.load();
    if (this.entry(uri)?.kind === 'integration') await this.#update(uri, 'integration');
    else this.#changed.fire([uri]);
  }

  /** A dirty document that is closed without saving leaves what the file says. */
  #textClosed(document: vscode.TextDocument): void {
    if (isRemote(document.uri)) {
      this.#changed.fire([document.uri]);
      return;
    }
    const known = this.entry(document.uri);
    if (known) void this.#update(document.uri, known.kind);
    else if (document.languageId === 'integration') void this.#notKnown(document.uri);
  }

  #set(uri: vscode.Uri, entry: Entry): void {
    this.#refer(uri, entry);
    this.#entries.set(uri, entry);
    this.#changed.fire([uri]);
  }

  #refer(uri: vscode.Uri, entry: Entry): void {
    // What is arriving refers to what it did until it is there.
    if (entry.kind === 'model' && !entry.arriving) this.#beside.set(uri, entry.files ?? []);
  }
}

async function inBatches<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += size)
    await Promise.all(items.slice(start, start + size).map(work));
}
