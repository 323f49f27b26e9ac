// The models and integrations in the folders of the workspace, found once and then kept up to date file by file.
import * as vscode from 'vscode';
import { entriesOf, integrationEntry, modelEntry, type Entry, type Home, type ModelEntry } from '../core/catalog.ts';
import { messageOf } from './messages.ts';
import { settings } from './settings.ts';

/** Reads through VS Code's file system only, so that remote and virtual workspaces work alike. */
export class FolderCatalog implements vscode.Disposable {
  /** By home and URI. */
  #entries = new Map<string, Map<string, Entry>>();
  /** The same, of a search that is under way. */
  #arriving: Map<string, Map<string, Entry>> | undefined;
  /** Whose reading counts, by URI. */
  readonly #reading = new Map<string, symbol>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #watchers: vscode.Disposable[] = [];
  readonly #subscriptions: vscode.Disposable[];
  #loading: Promise<void> | undefined;

  /** The documents that were added, changed or removed; also open integrations outside all folders. */
  readonly onDidChange = this.#changed.event;

  constructor() {
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

  /** Finds everything; later calls wait for the search under way. */
  load(): Promise<void> {
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
    return openText(uri) ?? decode(await vscode.workspace.fs.readFile(uri));
  }

  dispose(): void {
    vscode.Disposable.from(...this.#watchers, ...this.#subscriptions, this.#changed).dispose();
  }

  /** What was known stays until the new search is complete. */
  async #search(): Promise<void> {
    const outdated = this.#watchers.splice(0);
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.#arriving = new Map(folders.map((folder) => [folder.uri.toString(), new Map<string, Entry>()]));
    await Promise.all(folders.map((folder) => this.#searchFolder(folder)));
    const gone = [...this.#entries.values()].flatMap((entries) => [...entries.keys()]);
    this.#entries = this.#arriving;
    this.#arriving = undefined;
    vscode.Disposable.from(...outdated).dispose();
    const found = this.homes.flatMap((home) => [...home.entries.keys()]);
    this.#changed.fire([...new Set([...gone, ...found])].map((uri) => vscode.Uri.parse(uri)));
  }

  async #searchFolder(folder: vscode.WorkspaceFolder): Promise<void> {
    const files = Object.entries(settings.files(folder)) as [Entry['kind'], readonly string[]][];
    const patterns = files.flatMap(([kind, globs]) =>
      globs.map((glob) => ({ kind, pattern: new vscode.RelativePattern(folder, glob) })),
    );
    for (const { kind, pattern } of patterns) this.#watch(pattern, kind);
    await Promise.all(patterns.map(({ kind, pattern }) => this.#searchPattern(pattern, kind)));
  }

  async #searchPattern(pattern: vscode.RelativePattern, kind: Entry['kind']): Promise<void> {
    const found = (await vscode.workspace.findFiles(pattern, notOurs)).filter((uri) => isOfKind(uri, kind));
    await inBatches(found, 512, async (uri) => this.#arrive(uri, await this.#read(uri, kind)));
  }

  /** A file that changed while it was read has been read anew already. */
  #arrive(uri: vscode.Uri, entry: Entry | undefined): void {
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
    this.#reading.delete(uri.toString());
    this.#arriving?.get(home)?.delete(uri.toString());
    if (this.#entries.get(home)?.delete(uri.toString())) this.#changed.fire([uri]);
  }

  async #update(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    if (isExcluded(uri) || !isOfKind(uri, kind)) return;
    const turn = Symbol(uri.toString());
    this.#reading.set(uri.toString(), turn);
    const entry = await this.#read(uri, kind);
    // Of two changes in a row, the first must not be read last.
    if (this.#reading.get(uri.toString()) !== turn) return;
    this.#reading.delete(uri.toString());
    if (entry) this.#set(uri, entry);
    else this.#remove(uri);
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
    this.#arriving?.get(home)?.set(uri.toString(), entry);
    this.#entries.get(home)?.set(uri.toString(), entry);
    this.#changed.fire([uri]);
  }

  /** Undefined for a file that is gone; one that cannot be read is an entry that says why. */
  async #read(uri: vscode.Uri, kind: Entry['kind']): Promise<Entry | undefined> {
    const file = vscode.workspace.asRelativePath(uri, false);
    try {
      const read = kind === 'model' ? modelEntry : integrationEntry;
      return read(uri.toString(), file, await this.text(uri));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      const base = { uri: uri.toString(), file, error: messageOf(error) };
      return kind === 'model' ? { kind, ...base } : { kind, ...base, name: '', modelId: '' };
    }
  }
}

/** An integration is never a model, wherever it lies. */
const isOfKind = ({ path }: vscode.Uri, kind: Entry['kind']): boolean =>
  kind === 'integration' || !path.endsWith('.integration.json');

/** Never searched, whatever `files.exclude` says. */
const notOurs = '**/{node_modules,.git}/**';

const homeOf = (uri: vscode.Uri): string | undefined => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();

export function openText(uri: vscode.Uri): string | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.getText();
}

export function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** `files.exclude` as VS Code itself matches globs; the search applies it, a watcher does not. */
function isExcluded(uri: vscode.Uri): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (!folder) return true;
  const excludes = vscode.workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude', {});
  const globs = [...Object.keys(excludes).filter((glob) => excludes[glob] === true), '**/node_modules', '**/.git'];
  return globs.some((glob) => matchesGlob(uri, folder, glob) || matchesGlob(uri, folder, `${glob}/**`));
}

function matchesGlob(uri: vscode.Uri, folder: vscode.WorkspaceFolder, glob: string): boolean {
  const document = { uri, languageId: '' } as vscode.TextDocument;
  return vscode.languages.match({ pattern: new vscode.RelativePattern(folder, glob) }, document) > 0;
}

async function inBatches<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += size)
    await Promise.all(items.slice(start, start + size).map(work));
}
