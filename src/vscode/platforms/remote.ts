// One platform: what it lists, the documents of it that were read, and what its user may do.
import * as vscode from 'vscode';
import type { Entry, RemoteState } from '../../core/catalog.ts';
import { keepNewest } from '../../core/keepNewest.ts';
import type { ModelReader } from '../../core/models/modelReader.ts';
import {
  createDocuments,
  type Known,
  type RemoteDocument,
  type RemoteDocuments,
} from '../../core/platform/documents.ts';
import { may, type Permission } from '../../core/permissions.ts';
import type { Platform, PlatformConnection, PlatformUser, Refusal } from '../../core/platform/platform.ts';
import { outlineOf as integrationOf } from '../../core/platform/readAnswers.ts';
import type { Outcome } from '../../core/request.ts';
import { outlineOf, type Connections } from './connections.ts';
import { ExpectedError } from '../expectedError.ts';
import { integrationUri, modelUri } from './remoteAddress.ts';
import { listedIntegration, readListedModel } from './remoteEntries.ts';
import { saveQuestions, type AskOnSave } from './saveQuestions.ts';

export interface RemoteParts extends AskOnSave {
  readonly connections: Connections;
  readonly models: ModelReader;
  readonly log: vscode.LogOutputChannel;
  readonly known: Known;
}

/** Documents of models that are kept: the reader asks for the same bytes more than once. */
const mostModels = 3;

export class Remote {
  readonly connection: PlatformConnection;
  readonly platform: Platform;
  readonly documents: RemoteDocuments;
  readonly #parts: RemoteParts;
  readonly #entries = new Map<string, Entry>();
  readonly #modelBytes = new Map<string, Promise<Uint8Array>>();
  readonly #modelsBeingRead = new Map<string, Promise<void>>();
  readonly #pointers = new Map<string, readonly string[]>();
  readonly #abort = new AbortController();
  #opening: Promise<void> | undefined;
  #state: RemoteState = { state: 'closed', message: '' };
  #user: PlatformUser | undefined;
  #refusal: Refusal | undefined;
  /** When it was last listed, in milliseconds since the epoch. */
  #listedAt = 0;

  constructor(connection: PlatformConnection, platform: Platform, parts: RemoteParts) {
    this.connection = connection;
    this.platform = platform;
    this.#parts = parts;
    this.documents = createDocuments(
      platform,
      saveQuestions(parts, connection.id, (each) => this.may(each)),
      parts.known,
    );
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isOpen(): boolean {
    return this.#state.state === 'open';
  }

  /** Why it is not open, or who is signed in. */
  get message(): string {
    return this.#state.message;
  }

  /** The platform did not accept the secret when it was last to be opened. */
  get isRefused(): boolean {
    return this.#refusal?.isRefused === true;
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  get listedAt(): number {
    return this.#listedAt;
  }

  /** The names of the integrations that a model has, as they were last listed. */
  integrationsOf(modelId: string): readonly string[] {
    const all = [...this.#entries.values()];
    return all.flatMap((entry) => (entry.kind === 'integration' && entry.modelId === modelId ? [entry.name] : []));
  }

  /** JSON pointers into the connection configuration of what the platform says it encrypts. */
  async secretPointers(name: string): Promise<readonly string[]> {
    const known = this.#pointers.get(name);
    if (known) return known;
    const answered = await this.platform.secretPointers(name, this.signal);
    if (answered.ok) this.#pointers.set(name, answered.value);
    return answered.ok ? answered.value : [];
  }

  may(permission: Permission): boolean {
    return may(this.#user?.permissions, permission);
  }

  /** Signs in and lists, unless that was done or is under way. */
  open(): Promise<void> {
    return this.isOpen ? Promise.resolve() : this.reopen();
  }

  /** The same anew; one that is under way is enough. `insisting`: also with a secret that was refused. */
  reopen(insisting = false): Promise<void> {
    this.#opening ??= this.#open(insisting).finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  close(): void {
    this.#abort.abort(new vscode.CancellationError());
  }

  async readModel(id: string): Promise<void> {
    const reading = this.#modelsBeingRead.get(id) ?? this.#readModel(id);
    this.#modelsBeingRead.set(id, reading);
    await reading.finally(() => this.#modelsBeingRead.delete(id));
  }

  /** The bytes of a model's document, from the platform or from the last few. */
  modelBytes(id: string): Promise<Uint8Array> {
    const known = this.#modelBytes.get(id);
    const bytes = known ?? this.#exportModel(id);
    keepNewest(this.#modelBytes, id, bytes, mostModels);
    bytes.catch(() => this.#modelBytes.delete(id));
    return bytes;
  }

  /** A document that was read or saved, together with its model: whatever looks at it wants both. */
  async know(document: RemoteDocument): Promise<void> {
    const { name, modelId } = integrationOf(document.service);
    const entry = listedIntegration(this.connection.id, name, modelId);
    if (JSON.stringify(this.#entries.get(entry.uri)) !== JSON.stringify(entry)) {
      this.#entries.set(entry.uri, entry);
      this.#show([vscode.Uri.parse(entry.uri)]);
    }
    if (modelId !== '') await this.readModel(modelId);
  }

  forget(name: string): void {
    const uri = integrationUri(this.connection.id, name);
    this.documents.forget(name);
    this.#entries.delete(uri.toString());
    this.#show([uri]);
  }

  /** Its document is another one now. */
  async renewModel(id: string): Promise<void> {
    const uri = modelUri(this.connection.id, id);
    this.#modelBytes.delete(id);
    this.#entries.delete(uri.toString());
    await this.reopen();
    await this.readModel(id);
  }

  async #open(insisting: boolean): Promise<void> {
    // What is open stays as it is until it is known anew.
    const isNew = !this.isOpen;
    if (isNew) this.#setState({ state: 'opening', message: vscode.l10n.t('signing in…') });
    const user = await this.platform.signIn(this.signal, insisting);
    this.#refusal = user.ok ? undefined : user.failure;
    if (!user.ok) {
      this.#fail(user.failure);
      return;
    }
    this.#user = user.value;
    const counts = { integrations: 0, models: 0 };
    const tell = (key: keyof typeof counts) => (count: number) => {
      counts[key] = count;
      const message = vscode.l10n.t('{0} integrations, {1} models…', counts.integrations, counts.models);
      if (isNew) this.#setState({ state: 'opening', message });
    };
    const [integrations, models] = await Promise.all([
      this.may('Integrations.getIntegrations') ? this.platform.integrations(this.signal, tell('integrations')) : none,
      this.may('IntegrationModels.getIntegrationModels') ? this.platform.models(this.signal, tell('models')) : none,
    ]);
    if (!integrations.ok) {
      this.#fail(integrations.failure);
      return;
    }
    if (!models.ok) {
      this.#fail(models.failure);
      return;
    }
    this.#list(integrations.value, models.value);
    const { username, version, permissions } = user.value;
    const message = vscode.l10n.t('{0} at {1}', username, this.connection.url);
    this.#parts.log.info(`${this.connection.name}: ${username}, ${version}, ${permissions?.size ?? '?'} permissions`);
    this.#setState({ state: 'open', message, permissions });
  }

  #list(
    integrations: readonly { readonly name: string; readonly modelId: string }[],
    models: readonly { readonly id: string }[],
  ): void {
    const known = new Map(this.#entries);
    this.#entries.clear();
    this.#pointers.clear();
    for (const { id } of models) {
      const uri = modelUri(this.connection.id, id).toString();
      this.#entries.set(uri, known.get(uri) ?? { kind: 'model', uri, file: id, listed: id });
    }
    for (const { name, modelId } of integrations) {
      const entry = listedIntegration(this.connection.id, name, modelId);
      this.#entries.set(entry.uri, entry);
    }
    this.#listedAt = Date.now();
  }

  async #readModel(id: string): Promise<void> {
    const uri = modelUri(this.connection.id, id);
    const known = this.#entries.get(uri.toString());
    if (known?.kind === 'model' && known.model) return;
    const entry = await readListedModel(uri, id, () => this.modelBytes(id), this.#parts.models, this.signal);
    this.#entries.set(uri.toString(), { ...entry, listed: id });
    this.#show([uri]);
  }

  async #exportModel(id: string): Promise<Uint8Array> {
    const answered: Outcome<Uint8Array, Refusal> = await this.platform.exportModel(id, this.signal);
    if (!answered.ok) throw new ExpectedError(answered.failure.message);
    return answered.value;
  }

  #fail({ message, short }: Refusal): void {
    this.#parts.log.error(`${this.connection.name}: ${message}`);
    this.#setState({ state: 'failed', message, short });
  }

  #setState(state: RemoteState, uris: readonly string[] = []): void {
    this.#state = state;
    this.#show(uris.map((uri) => vscode.Uri.parse(uri)));
  }

  #show(uris: readonly vscode.Uri[]): void {
    if (this.signal.aborted) return;
    const { connections } = this.#parts;
    connections.show(
      this.connection.id,
      { ...outlineOf(this.connection), entries: this.#entries, remote: this.#state },
      uris,
    );
  }
}

const none = { ok: true, value: [] } as const;
