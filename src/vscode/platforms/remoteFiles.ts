// The documents of platforms as VS Code's files; all that happens to them is done by the bundle that is loaded with the first.
import * as vscode from 'vscode';
import { cannotRename } from './permitted.ts';
import type { PlatformStore } from './platformStore.ts';
import { remoteScheme } from './remoteAddress.ts';

export class RemoteFiles implements vscode.FileSystemProvider {
  readonly #platforms: () => Promise<PlatformStore>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

  readonly onDidChangeFile = this.#changed.event;

  constructor(platforms: () => Promise<PlatformStore>) {
    this.#platforms = platforms;
  }

  static register(files: RemoteFiles): vscode.Disposable {
    const options = { isCaseSensitive: true };
    return vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(remoteScheme, files, options),
      files.#changed,
    );
  }

  tell(uris: readonly vscode.Uri[], type = vscode.FileChangeType.Changed): void {
    this.#changed.fire(uris.map((uri) => ({ type, uri })));
  }

  /** What the platform has is looked at when the window gets the focus, not by watching. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#platforms()).documents.stat(uri);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return (await this.#platforms()).documents.list(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#platforms()).documents.read(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    return (await this.#platforms()).documents.write(uri, content);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    return (await this.#platforms()).documents.delete(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(cannotRename(uri.path));
  }
}
