// Where the values of secrets live: VS Code's secret storage, the environment, and the `.env` file of a workspace folder.
import * as vscode from 'vscode';
import { writeReference } from '../../core/secrets/secrets.ts';
import {
  createSecretStore,
  isSecretKey,
  type KeptSecret,
  type SecretPlace,
  type SecretStore,
} from '../../core/secrets/secretStore.ts';
import type { SecretSource } from '../../core/secrets/secretsTable.ts';
import type { SecretReference } from '../../core/world.ts';
import { EnvFiles } from './envFiles.ts';
import { homeOf } from '../homeOf.ts';
import { requireSecrets } from '../trust.ts';

export class Secrets implements vscode.Disposable {
  readonly envFiles = new EnvFiles();
  readonly #store: SecretStore;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #stored = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  /** Where values are, as far as it was asked, never the values: by home and reference. */
  readonly #sources = new Map<string, Promise<SecretSource | undefined>>();

  /** Also when another window changed a secret, somebody a `.env`, and when the workspace becomes trusted. */
  readonly onDidChange = this.#changed.event;
  /** In this window. */
  readonly onDidStore = this.#stored.event;

  constructor(storage: vscode.SecretStorage, environment: Readonly<Record<string, string | undefined>>) {
    this.#store = createSecretStore(storage);
    this.#environment = environment;
    const change = (): void => {
      this.#sources.clear();
      this.#changed.fire();
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#stored,
      this.envFiles,
      this.envFiles.onDidChange(change),
      vscode.workspace.onDidGrantWorkspaceTrust(change),
      storage.onDidChange(({ key }) => {
        if (isSecretKey(key)) change();
      }),
    );
  }

  /**
   * The value behind a reference in `document`. Nothing is read for a workspace that the user does not trust: its
   * files choose the names.
   */
  async read(reference: SecretReference, document: vscode.Uri): Promise<string | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    if (reference.store !== 'env') return this.#store.read(secretHome(document), nameOf(reference));
    return this.#environment[reference.name] ?? (await this.envFiles.read(document)).get(reference.name);
  }

  /** Where `read` finds the value, undefined where it finds none. */
  source(reference: SecretReference, document: vscode.Uri): Promise<SecretSource | undefined> {
    const key = `${secretHome(document)}\n${writeReference(reference)}`;
    // A store that cannot be opened is told of by the call that needs it.
    const known = this.#sources.get(key) ?? this.#find(reference, document).catch(() => undefined);
    this.#sources.set(key, known);
    return known;
  }

  /** Those of these references, as they are written, that have no value here; none where nobody can tell (Restricted Mode). */
  async lacking(references: readonly SecretReference[], document: vscode.Uri): Promise<ReadonlySet<string>> {
    if (!vscode.workspace.isTrusted) return new Set();
    const sources = await Promise.all(references.map((reference) => this.source(reference, document)));
    return new Set(references.filter((_, at) => sources[at] === undefined).map(writeReference));
  }

  /** Without a place: where the value is that counts now, else for the document's own folder. */
  async store(reference: SecretReference, value: string, document: vscode.Uri, place?: SecretPlace): Promise<void> {
    requireSecrets();
    const home = secretHome(document);
    const name = nameOf(reference);
    const chosen = place ?? (await this.#store.placeOf(home, name)) ?? 'home';
    await this.#store.write(home, name, value, chosen);
    this.#sources.clear();
    this.#stored.fire();
  }

  async forget(reference: SecretReference, document: vscode.Uri, place: SecretPlace): Promise<void> {
    await this.#store.forget(secretHome(document), nameOf(reference), place);
    this.#sources.clear();
  }

  /** Everything that is stored, also for folders that are not open. */
  kept(): Promise<readonly KeptSecret[]> {
    return this.#store.kept();
  }

  /** What another folder has under the same name. */
  readOf(home: string, reference: SecretReference): Promise<string | undefined> {
    return this.#store.read(home, nameOf(reference));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #find(reference: SecretReference, document: vscode.Uri): Promise<SecretSource | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    if (reference.store !== 'env') return this.#store.placeOf(secretHome(document), nameOf(reference));
    if (this.#environment[reference.name] !== undefined) return 'environment';
    return (await this.envFiles.read(document)).has(reference.name) ? 'envFile' : undefined;
  }
}

/** A workspace folder; of a document outside all of them the folder that it lies in. */
export const secretHome = (document: vscode.Uri): string =>
  homeOf(document) ?? vscode.Uri.joinPath(document, '..').toString();

/** No name of ours has a space in it. */
const platformPrefix = 'platform ';

const nameOf = ({ store, name }: SecretReference): string => (store === 'platform' ? platformPrefix + name : name);

/** The reference that a stored name belongs to. */
export const referenceOf = ({ name }: KeptSecret): SecretReference =>
  name.startsWith(platformPrefix)
    ? { store: 'platform', name: name.slice(platformPrefix.length) }
    : { store: 'secret', name };
