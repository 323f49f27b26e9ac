// Where the values of secrets live: VS Code's secret storage, the environment, and the `.env` file of a workspace folder.
import * as vscode from 'vscode';
import { readDotenv } from '../core/secrets.ts';
import type { SecretReference } from '../core/world.ts';
import { decode } from './folderCatalog.ts';

const prefix = 'integrations/secret/';

export class Secrets {
  readonly #storage: vscode.SecretStorage;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(storage: vscode.SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#storage = storage;
    this.#environment = environment;
  }

  /** Also when another window changed a secret. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.#storage.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener();
    });
  }

  /** Nothing is read for a workspace that the user does not trust: its files choose the names. */
  async read({ store, name }: SecretReference): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    return store === 'secret'
      ? this.#storage.get(prefix + name)
      : (this.#environment[name] ?? (await fromDotenv(name)));
  }

  async store(name: string, value: string): Promise<void> {
    await this.#storage.store(prefix + name, value);
  }
}

async function fromDotenv(name: string): Promise<string | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const value = (await readEnvFile(folder)).get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

async function readEnvFile(folder: vscode.WorkspaceFolder): Promise<ReadonlyMap<string, string>> {
  try {
    return readDotenv(decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, '.env'))));
  } catch {
    // Most folders have none.
    return new Map();
  }
}
