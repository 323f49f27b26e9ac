// The models and integrations in the folders of the workspace, found once and then kept up to date file by file.
import * as vscode from 'vscode';
import { entriesOf, integrationEntry, modelEntry, type Entry, type Home, type ModelEntry } from '../core/catalog.ts';
import { isQuick, type ModelReader } from '../core/modelReader.ts';
import { isExcluded, notOurs } from './excluded.ts';
import { messageOf } from './messages.ts';
import { modelFile } from './modelFiles.ts';
import { exists } from './exists.ts';
import { settings } from './settings.ts';
import { watchWholeFolders } from './wholeFolders.ts';

/** Milliseconds after which a document that is still being read is listed as such. */
const patience = 150;

/** Reads through VS Code's file system only, so that remote and virtual workspaces work alike. */
export class FolderCatalog implements vscode.Disposable {
  /** By home and URI. */
  #entries = new Map<string, Map<string, Entry>>();
  /** The same, of a search that is under way. */
  #arriving: Map<string, Map<string, Entry>> | undefined;
  readonly #models: ModelReader;
  /** What ends a reading that no longer counts, by kind and URI. */
  readonly #reading = new Map<string, AbortController>();
  /** Large models that are listed but not read yet. */
  readonly #late = new Set<Promise<void>>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #watchers: vscode.Disposable[] = [];
  readonly #subscriptions: vscode.Disposable[];
  #loading: Promise<void> | undefined;
  #isListed = false;

  /** The documents that were added, changed or removed; also open integrations outside all folders. */
  readonly onDidChange = this.#changed.event;

  constructor(models: ModelReader) {
    this.#models = models;
    this.#subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('integrations.files') || event.affectsConfiguration('files.exclude'))
          void this.reload();
      }),
      vscode.workspace.onDidOpenTextDocument((document) => this.#textChanged(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#textChanged(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#textClosed(document)),
    ];
    // An integration that is open already may be what the extension was started for.
    setTimeout(() => vscode.workspace.textDocuments.forEach((document) => this.#textChanged(document)));
  }

  get homes(): readonly Home[] {
    return (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const id = folder.uri.toString();
      return { id, label: folder.name, entries: this.#entries.get(id) ?? new Map<string, Entry>() };
    });
  }

  /** Whether a first search has ended. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** Finds everything and waits until it is read; later calls wait for the search under way. */
  async load(): Promise<void> {
    await this.list();
    while (this.#late.size > 0) await Promise.all(this.#late);
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
    return this.#entries.get(homeOf(uri) ?? '')?.get(uri.toString());
  }

  /** The document of a model; of two with the same id the first counts. */
  modelEntry(id: string): ModelEntry | undefined {
    return entriesOf(this.homes, 'model').find(({ model }) => model?.id === id);
  }

  /** The document's text: of the open editor, saved or not, else of the file. */
  async text(uri: vscode.Uri): Promise<string> {
    const open = openText(uri);
    if (open !== undefined) return open;
    const bytes = await vscode.workspace.fs.readFile(uri);
    // Asked again: the document may have been opened and changed while the file was read.
    return openText(uri) ?? decode(bytes);
  }

  dispose(): void {
    for (const reading of this.#reading.values()) reading.abort();
    vscode.Disposable.from(...this.#watchers, ...this.#subscriptions, this.#changed).dispose();
  }

  /** What was known stays until the new search is complete. */
  async #search(): Promise<void> {
    const outdated = this.#watchers.splice(0);
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.#arriving = new Map(folders.map((folder) => [folder.uri.toString(), new Map<string, Entry>()]));
    await Promise.all(folders.map((folder) => this.#searchFolder(folder)));
    const gone = [...this.#entries.values()].flatMap((entries) => [...entries.keys()]);
    this.#entries = new Map([...this.#arriving].map(([home, entries]) => [home, sorted(entries)]));
    this.#isListed = true;
    this.#arriving = undefined;
    vscode.Disposable.from(...outdated).dispose();
    const found = this.homes.flatMap((home) => [...home.entries.keys()]);
    this.#changed.fire([...new Set([...gone, ...found])].map((uri) => vscode.Uri.parse(uri)));
  }

  async #searchFolder(folder: vscode.WorkspaceFolder): Promise<void> {
    const patterns = patternsOf(folder);
    for (const { kind, pattern } of patterns) this.#watch(pattern, kind);
    const came = (): void => void this.#searchNew(patterns);
    this.#watchers.push(watchWholeFolders(folder, { came, went: (uris) => this.#lookBelow(folder, uris) }));
    await Promise.all(patterns.map((each) => this.#searchPattern(each)));
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
      const signal = this.#startReading(uri, kind);
      this.#arrive(uri, await this.#read(uri, kind, signal), signal);
    });
  }

  /** A file that changed while it was read has been read anew already. */
  #arrive(uri: vscode.Uri, entry: Entry | undefined, signal: AbortSignal): void {
    if (signal.aborted) return;
    const entries = this.#arriving?.get(homeOf(uri) ?? '');
    if (entry && entries && !entries.has(uri.toString())) entries.set(uri.toString(), entry);
  }

  #watch(pattern: vscode.RelativePattern, kind: Entry['kind']): void {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate((uri) => void this.#update(uri, kind));
    watcher.onDidChange((uri) => void this.#update(uri, kind));
    watcher.onDidDelete((uri) => this.#remove(uri));
    this.#watchers.push(watcher);
  }

  #remove(uri: vscode.Uri): void {
    const home = homeOf(uri) ?? '';
    for (const kind of ['integration', 'model']) this.#reading.get(`${kind} ${uri.toString()}`)?.abort();
    this.#arriving?.get(home)?.delete(uri.toString());
    if (this.#entries.get(home)?.delete(uri.toString())) this.#changed.fire([uri]);
  }

  /** Read rather than removed: a folder may be back already, with other files. */
  #lookBelow(folder: vscode.WorkspaceFolder, deleted: ReadonlySet<string>): void {
    for (const { uri, kind } of this.#entries.get(folder.uri.toString())?.values() ?? [])
      if (foldersOf(uri).some((each) => deleted.has(each))) void this.#update(vscode.Uri.parse(uri), kind);
  }

  async #update(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    if (isExcluded(uri) || !isOfKind(uri, kind)) return;
    const signal = this.#startReading(uri, kind);
    const entry = await this.#read(uri, kind, signal);
    if (signal.aborted) return;
    if (entry) this.#set(uri, entry);
    else this.#remove(uri);
  }

  /** Of two changes in a row, the first must not be read last. */
  #startReading(uri: vscode.Uri, kind: Entry['kind']): AbortSignal {
    const key = `${kind} ${uri.toString()}`;
    const reading = new AbortController();
    this.#reading.get(key)?.abort();
    this.#reading.set(key, reading);
    return reading.signal;
  }

  #textChanged(document: vscode.TextDocument): void {
    const known = this.entry(document.uri);
    if (known?.kind === 'integration') {
      this.#set(document.uri, integrationEntry(known.uri, known.file, document.getText()));
    } else if (document.languageId === 'integration') void this.#openedElsewhere(document.uri);
  }

  /** Not (yet) found in a folder: what is wrong with it can be said once the models are known. */
  async #openedElsewhere(uri: vscode.Uri): Promise<void> {
    await this.load();
    if (!this.entry(uri)) this.#changed.fire([uri]);
  }

  /** A dirty document that is closed without saving leaves what the file says. */
  #textClosed(document: vscode.TextDocument): void {
    const known = this.entry(document.uri);
    if (known) void this.#update(document.uri, known.kind);
    else if (document.languageId === 'integration') this.#changed.fire([document.uri]);
  }

  #set(uri: vscode.Uri, entry: Entry): void {
    const home = homeOf(uri) ?? '';
    const key = uri.toString();
    this.#arriving?.get(home)?.set(key, entry);
    const entries = this.#entries.get(home);
    const isNew = entries?.has(key) === false;
    entries?.set(key, entry);
    if (entries && isNew) this.#entries.set(home, sorted(entries));
    this.#changed.fire([uri]);
  }

  /** Undefined for a file that is gone; one that cannot be read is an entry that says why. */
  async #read(uri: vscode.Uri, kind: Entry['kind'], signal: AbortSignal): Promise<Entry | undefined> {
    const file = vscode.workspace.asRelativePath(uri, false);
    try {
      if (kind === 'model') return await this.#readModel(uri, file, signal);
      return integrationEntry(uri.toString(), file, await this.text(uri));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      const base = { uri: uri.toString(), file, error: messageOf(error) };
      return kind === 'model' ? { kind, ...base } : { kind, ...base, name: '', modelId: '' };
    }
  }

  /** The list does not wait for a large document: it shows what is arriving, and later what has arrived. */
  async #readModel(uri: vscode.Uri, file: string, signal: AbortSignal): Promise<ModelEntry> {
    const document = await modelFile(uri);
    const reading = this.#models.read(document, signal).then((found) => modelEntry(uri.toString(), file, found));
    if (isQuick(uri.path, document.size)) return reading;
    const soon = await Promise.race([reading, new Promise<void>((resume) => setTimeout(resume, patience))]);
    if (soon) return soon;
    const late = this.#arriveLate(uri, file, reading, signal).finally(() => this.#late.delete(late));
    this.#late.add(late);
    return { kind: 'model', uri: uri.toString(), file, arriving: true };
  }

  async #arriveLate(uri: vscode.Uri, file: string, reading: Promise<ModelEntry>, signal: AbortSignal): Promise<void> {
    const base = { kind: 'model', uri: uri.toString(), file } as const;
    const entry = await reading.catch((error: unknown): ModelEntry => ({ ...base, error: messageOf(error) }));
    // The entry that says "arriving" must have its place before this one takes it.
    await new Promise((resume) => setTimeout(resume, 0));
    if (!signal.aborted) this.#set(uri, entry);
  }
}

interface Pattern {
  readonly kind: Entry['kind'];
  readonly pattern: vscode.RelativePattern;
}

function patternsOf(folder: vscode.WorkspaceFolder): Pattern[] {
  const files = Object.entries(settings.files(folder)) as [Entry['kind'], readonly string[]][];
  return files.flatMap(([kind, globs]) =>
    globs.map((glob) => ({ kind, pattern: new vscode.RelativePattern(folder, glob) })),
  );
}

async function findFiles({ kind, pattern }: Pattern): Promise<vscode.Uri[]> {
  return (await vscode.workspace.findFiles(pattern, notOurs)).filter((uri) => isOfKind(uri, kind));
}

/** An integration or a call is never a model, wherever it lies. */
const isOfKind = ({ path }: vscode.Uri, kind: Entry['kind']): boolean =>
  kind === 'integration' || !/\.(integration|call)\.json$/.test(path);

/** By address: which of two documents with one id counts must not depend on which was read first. */
const sorted = (entries: ReadonlyMap<string, Entry>): Map<string, Entry> =>
  new Map([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));

const foldersOf = (uri: string): string[] => Array.from(uri.matchAll(/\//g), ({ index }) => uri.slice(0, index));

export const homeOf = (uri: vscode.Uri): string | undefined => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();

export function openText(uri: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.getText();
}

export function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

async function inBatches<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += size)
    await Promise.all(items.slice(start, start + size).map(work));
}
