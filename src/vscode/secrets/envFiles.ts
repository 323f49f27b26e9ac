// The `.env` files of workspace folders, and whether git would take them along.
import * as vscode from 'vscode';
import { isIgnored, type IgnoreFile } from '../../core/secrets/gitignore.ts';
import { readDotenv } from '../../core/secrets/secrets.ts';
import { exists } from '../exists.ts';
import { decode } from '../documentText.ts';

const code = 'env-file-not-ignored';

export class EnvFiles implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('integration-env');
  readonly #watched = new Map<string, vscode.Disposable>();
  /** By file, the last check of it that was started. */
  readonly #checking = new Map<string, object>();
  readonly #provider = vscode.languages.registerCodeActionsProvider(
    { pattern: '**/.env' },
    { provideCodeActions: ({ uri }, _range, { diagnostics }) => fixesFor(uri, diagnostics) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );

  readonly onDidChange = this.#changed.event;

  /** The values for a document: of its own folder, as another project's must not go to this one's server. */
  async read(document: vscode.Uri): Promise<ReadonlyMap<string, string>> {
    const uri = envFileOf(document);
    this.#watch(uri);
    return readDotenv((await readText(uri)) ?? '');
  }

  /** Why a `.env` file is a danger, undefined when it is none or not there. */
  async warning(uri: vscode.Uri): Promise<string | undefined> {
    if (!(await exists(uri)) || (await isSafe(uri))) return undefined;
    return vscode.l10n.t('git does not ignore this file, so its secrets can get into a commit. Add it to .gitignore.');
  }

  /** Lets git ignore the file, and looks again: of a file that was written a moment ago no watcher may tell. */
  async ignore(uri: vscode.Uri): Promise<void> {
    await ignoreEnvFile(uri);
    await this.#check(uri);
  }

  dispose(): void {
    const own = [this.#changed, this.#diagnostics, this.#provider];
    vscode.Disposable.from(...own, ...this.#watched.values()).dispose();
  }

  /** From the first time that somebody refers to it: files of others are not judged. */
  #watch(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.#watched.has(key)) return;
    const folder = vscode.Uri.joinPath(uri, '..');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '{.env,.gitignore}'));
    const look = (): void => {
      void this.#check(uri);
      this.#changed.fire();
    };
    this.#watched.set(
      key,
      vscode.Disposable.from(watcher, watcher.onDidChange(look), watcher.onDidCreate(look), watcher.onDidDelete(look)),
    );
    void this.#check(uri);
  }

  async #check(uri: vscode.Uri): Promise<void> {
    const round = {};
    this.#checking.set(uri.toString(), round);
    const message = await this.warning(uri);
    // Of two at once, the one that started last knows more.
    if (this.#checking.get(uri.toString()) !== round) return;
    this.#diagnostics.set(uri, message === undefined ? [] : [diagnosticOf(message)]);
  }
}

function diagnosticOf(message: string): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 1), message, vscode.DiagnosticSeverity.Warning);
  return Object.assign(diagnostic, { code, source: 'integration' });
}

export const envFileOf = (document: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(
    vscode.workspace.getWorkspaceFolder(document)?.uri ?? vscode.Uri.joinPath(document, '..'),
    '.env',
  );

/** Shows the line for a name in the `.env` of a document, made if need be; before that git is told to ignore the file. */
export async function openEnvFile(document: vscode.Uri, name: string): Promise<void> {
  const uri = envFileOf(document);
  if (!(await isSafe(uri))) await ignoreEnvFile(uri);
  const before = (await readText(uri)) ?? '';
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  if (!readDotenv(before).has(name))
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${before}${gap}${name}=\n`));
  const editor = await vscode.window.showTextDocument(uri);
  const line = editor.document
    .getText()
    .split(/\r?\n/)
    .findIndex((each) => readDotenv(each).has(name));
  const end = editor.document.lineAt(Math.max(0, line)).range.end;
  editor.selection = new vscode.Selection(end, end);
}

/** Of the folder that holds it: there the last line counts most. */
async function ignoreEnvFile(uri: vscode.Uri): Promise<void> {
  const file = vscode.Uri.joinPath(uri, '../.gitignore');
  const before = (await readText(file)) ?? '';
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(`${before}${gap}.env\n`));
}

function fixesFor(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const own = diagnostics.filter((each) => each.code === code);
  if (own.length === 0) return [];
  const title = vscode.l10n.t('Add to .gitignore');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'integrations.ignoreEnvFile', title, arguments: [uri] };
  action.isPreferred = true;
  action.diagnostics = own;
  return [action];
}

/** Outside a repository there is nothing that a file could be committed to. */
async function isSafe(uri: vscode.Uri): Promise<boolean> {
  const folders = await foldersUpToRepository(uri);
  const [root] = folders;
  if (!root) return true;
  const below = ({ path }: vscode.Uri): string => path.slice(root.path.length).replace(/^\//, '');
  const ignored = await Promise.all(
    folders.map(async (folder): Promise<IgnoreFile> => {
      const text = await readText(vscode.Uri.joinPath(folder, '.gitignore'));
      return { folder: below(folder), text: text ?? '' };
    }),
  );
  const local = await readText(vscode.Uri.joinPath(root, '.git/info/exclude'));
  return isIgnored(below(uri), [{ folder: '', text: local ?? '' }, ...ignored]);
}

/** From the root of the repository to the folder of the file; empty when it lies in none. */
async function foldersUpToRepository(uri: vscode.Uri): Promise<vscode.Uri[]> {
  const folders: vscode.Uri[] = [];
  for (let folder = vscode.Uri.joinPath(uri, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    folders.unshift(folder);
    if (await exists(vscode.Uri.joinPath(folder, '.git'))) return folders;
    if (folder.path === '/' || folder.path === '') return [];
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  // Most folders have none.
  return vscode.workspace.fs.readFile(uri).then(decode, () => undefined);
}
