// Where the values of secrets live: VS Code's secret storage, the environment, and the `.env` file of a workspace folder.
import * as vscode from 'vscode';
import { readDotenv } from '../core/secrets.ts';
import type { SecretReference } from '../core/world.ts';
import { decode } from './documentText.ts';

const prefix = 'integrations/secret/';

export class Secrets {
  readonly #storage: vscode.SecretStorage;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(storage: vscode.SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#storage = storage;
    this.#environment = environment;
  }

  /** Also when another window changed a secret, and when the workspace becomes trusted. */
  onDidChange(listener: () => void): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.workspace.onDidGrantWorkspaceTrust(listener),
      this.#storage.onDidChange(({ key }) => {
        if (key.startsWith(prefix)) listener();
      }),
    );
  }

  /**
   * The value behind a reference in `document`. Nothing is read for a workspace that the user does not trust: its
   * files choose the names.
   */
  async read({ store, name }: SecretReference, document: vscode.Uri): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    if (store === 'secret') return this.#storage.get(prefix + name);
    return this.#environment[name] ?? (await readEnvFile(document)).get(name);
  }

  async store(name: string, value: string): Promise<void> {
    if (!vscode.workspace.isTrusted)
      throw new Error(vscode.l10n.t('Secrets are off in Restricted Mode. Trust the workspace first.'));
    await this.#storage.store(prefix + name, value);
  }
}

/** The `.env` of the document's own folder: another project's values must not go to this one's server. */
async function readEnvFile(document: vscode.Uri): Promise<ReadonlyMap<string, string>> {
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri ?? vscode.Uri.joinPath(document, '..');
  try {
    return readDotenv(decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.env'))));
  } catch {
    // Most folders have none.
    return new Map();
  }
}
