// The models and integrations in the folders of the workspace, found once and then kept up to date file by file.
import * as vscode from 'vscode';
import { entriesOf, integrationEntry, modelEntry, type Entry, type Home, type ModelEntry } from '../core/catalog.ts';
import { messageOf } from './messages.ts';
import { settings } from './settings.ts';

/** Reads through VS Code's file system only, so that remote and virtual workspaces work alike. */
export class FolderCatalog implements vscode.Disposable {
  readonly #entries = new Map<string, Map<string, Entry>>();
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #watchers: vscode.Disposable[] = [];
  readonly #subscriptions: vscode.Disposable[];
  #loading: Promise<void> | undefined;

  /** The documents that were added, changed or removed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.reload()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('integrations.files') || event.affectsConfiguration('files.exclude'))
          void this.reload();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#textChanged(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#textClosed(document)),
    ];
  }

  get homes(): readonly Home[] {
    return (vscode.workspace.workspaceFolders ?? []).map((folder) => {
      const id = folder.uri.toString();
      return { id, label: folder.name, entries: this.#entries.get(id) ?? new Map<string, Entry>() };
    });
  }

  get isLoading(): boolean {
    return this.#loading !== undefined;
  }

  /** Finds everything; later calls wait for the search under way. */
  load(): Promise<void> {
    return (this.#loading ??= this.#entries.size > 0 ? Promise.resolve() : this.#search());
  }

  async reload(): Promise<void> {
    await this.#loading;
    this.#loading = this.#search();
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

  async #search(): Promise<void> {
    vscode.Disposable.from(...this.#watchers.splice(0)).dispose();
    this.#entries.clear();
    const folders = vscode.workspace.workspaceFolders ?? [];
    await Promise.all(folders.map((folder) => this.#searchFolder(folder)));
    this.#loading = undefined;
    this.#changed.fire(this.homes.flatMap((home) => [...home.entries.keys()].map((uri) => vscode.Uri.parse(uri))));
  }

  async #searchFolder(folder: vscode.WorkspaceFolder): Promise<void> {
    const entries = new Map<string, Entry>();
    this.#entries.set(folder.uri.toString(), entries);
    for (const [kind, globs] of Object.entries(settings.files(folder))) {
      const patterns = globs.map((glob) => new vscode.RelativePattern(folder, glob));
      for (const pattern of patterns) this.#watch(pattern, kind as Entry['kind']);
      const found = (await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, notOurs)))).flat();
      await inBatches(found, 64, async (uri) => {
        entries.set(uri.toString(), await this.#read(uri, kind as Entry['kind']));
      });
    }
  }

  #watch(pattern: vscode.RelativePattern, kind: Entry['kind']): void {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const update = (uri: vscode.Uri): void => void this.#update(uri, kind);
    watcher.onDidCreate(update);
    watcher.onDidChange(update);
    watcher.onDidDelete((uri) => {
      if (this.#entries.get(homeOf(uri) ?? '')?.delete(uri.toString())) this.#changed.fire([uri]);
    });
    this.#watchers.push(watcher);
  }

  async #update(uri: vscode.Uri, kind: Entry['kind']): Promise<void> {
    if (isExcluded(uri)) return;
    const entry = await this.#read(uri, kind);
    this.#set(uri, entry);
  }

  #textChanged(document: vscode.TextDocument): void {
    const known = this.entry(document.uri);
    if (known?.kind === 'integration')
      this.#set(document.uri, integrationEntry(known.uri, known.file, document.getText()));
  }

  /** A dirty document that is closed without saving leaves what the file says. */
  #textClosed(document: vscode.TextDocument): void {
    const known = this.entry(document.uri);
    if (known) void this.#update(document.uri, known.kind);
  }

  #set(uri: vscode.Uri, entry: Entry): void {
    this.#entries.get(homeOf(uri) ?? '')?.set(uri.toString(), entry);
    this.#changed.fire([uri]);
  }

  async #read(uri: vscode.Uri, kind: Entry['kind']): Promise<Entry> {
    const file = vscode.workspace.asRelativePath(uri, false);
    try {
      const read = kind === 'model' ? modelEntry : integrationEntry;
      return read(uri.toString(), file, await this.text(uri));
    } catch (error) {
      const base = { uri: uri.toString(), file, error: messageOf(error) };
      return kind === 'model' ? { kind, ...base } : { kind, ...base, name: '', modelId: '' };
    }
  }
}

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
