// The platforms that are in use, and their documents as files: the bundle that is loaded when the first is opened.
import * as vscode from 'vscode';
import { placeText } from '../core/platform/hidden.ts';
import type { RemoteDocument } from '../core/platform/documents.ts';
import { denied } from '../core/platform/refusal.ts';
import type { Permission } from '../core/platform/permissions.ts';
import type { Deleted } from '../core/platform/journal.ts';
import type { Answered, Platform, PlatformConnection, PlatformUser, Refusal } from '../core/platform/platform.ts';
import { decode } from './documentText.ts';
import { guarded } from './guarded.ts';
import { isSchema, schemaBytes, schemaStat } from './schemaFile.ts';
import type { PlatformStore } from './platformStore.ts';
import { caution } from './notify.ts';
import { Remote, type RemoteParts } from './remote.ts';
import { integrationUri, isRemote, placeOf, remoteHome, type RemotePlace } from './remoteAddress.ts';
import { trustOf, type Trust, type TrustParts } from './onPlatform/connectionFiles.ts';
import { modelInUse } from './onPlatform/modelInUse.ts';
import { ModelReplacing, type ReplacingParts } from './onPlatform/modelReplacing.ts';
import { Trash, type TrashParts } from './onPlatform/trash.ts';
import type { RemoteFiles } from './remoteFiles.ts';
import { TheirVersions } from './saveQuestions.ts';

export interface PlatformParts extends Omit<RemoteParts, 'theirs'>, TrashParts, ReplacingParts {
  readonly files: RemoteFiles;
  /** The platform behind a connection, with the password or client secret that `secret` gives. */
  readonly createPlatform: (
    connection: PlatformConnection,
    secret: () => Promise<string | undefined>,
    trust: () => Promise<Trust>,
  ) => Promise<Platform>;
  readonly checkCertificate: TrustParts['check'];
}

/** Milliseconds: a platform that was listed so lately is not listed again because the window gets the focus. */
const settled = 30_000;

/** Milliseconds after a saving in which another one may still have been under way. */
const soon = 3000;

export class Platforms implements PlatformStore, vscode.Disposable {
  readonly trash: Trash;
  readonly replacing: ModelReplacing;
  readonly #parts: PlatformParts;
  readonly #theirs = new TheirVersions();
  readonly #remotes = new Map<string, Promise<Remote>>();
  readonly #focus: vscode.Disposable;
  /** Files are younger than what an earlier window left of them. */
  readonly #born = Date.now();
  /** By address, how often VS Code must take a text for a new one although it wrote it itself. */
  readonly #renewals = new Map<string, number>();

  constructor(parts: PlatformParts) {
    this.#parts = parts;
    this.trash = new Trash(parts);
    this.replacing = new ModelReplacing(parts, (remote) => this.#refresh(remote));
    this.#focus = vscode.window.onDidChangeWindowState(({ focused }) => focused && void this.#refreshOld());
  }

  async open(home: string): Promise<void> {
    const remote = await this.remote(vscode.Uri.parse(home).authority);
    await remote.open();
    if (remote.isOpen) void guarded(this.#parts, 'repair', () => this.replacing.offerRepairs(remote));
  }

  /** Listed anew, for what goes through many documents of a platform at once; refuses with the reason where it is not open. */
  async opened(id: string): Promise<Remote> {
    const remote = await this.remote(id);
    await remote.reopen();
    if (!remote.isOpen) throw failure(remote.message);
    return remote;
  }

  /** Lists a platform anew, and takes what it has by now into the editors. */
  async refresh(id: string): Promise<void> {
    await this.#refresh(await this.remote(id));
  }

  /** Forgets what is known and signs in anew. */
  async retry(id: string): Promise<void> {
    this.disconnect(id);
    await this.open(remoteHome({ authority: id }));
  }

  disconnect(id: string): void {
    const remote = this.#remotes.get(id);
    this.#remotes.delete(id);
    void remote?.then((each) => each.close());
    this.#parts.connections.close(id);
  }

  /** Whether a connection that is not stored yet works. */
  async test(
    connection: PlatformConnection,
    { secret, passphrase }: { readonly secret: string; readonly passphrase: string },
    signal: AbortSignal,
  ): Answered<PlatformUser> {
    const trust = this.#trust(connection, () => Promise.resolve(passphrase));
    const platform = await this.#parts.createPlatform(connection, () => Promise.resolve(secret), trust);
    return platform.signIn(signal);
  }

  async readModel(uri: vscode.Uri): Promise<void> {
    const place = placeOf(uri);
    if (place?.kind === 'model') await (await this.remote(uri.authority)).readModel(place.id);
  }

  /** After something else than a saving changed a document there. */
  async reread(uri: vscode.Uri): Promise<void> {
    const place = placeOrFail(uri);
    if (place.kind !== 'integration') return;
    await this.#read(await this.remote(uri.authority), place.name, uri);
    this.#parts.files.tell([uri]);
  }

  async reload(): Promise<void> {
    const remotes = await Promise.all(this.#remotes.values());
    await Promise.all(remotes.map((remote) => this.#refresh(remote)));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isSchema(uri)) return schemaStat(this.#born);
    const place = placeOrFail(uri);
    if (place.kind === 'folder')
      return { type: vscode.FileType.Directory, ctime: this.#born, mtime: this.#born, size: 0 };
    const remote = await this.remote(uri.authority);
    const file = { type: vscode.FileType.File, ctime: this.#born };
    const readonly = vscode.FilePermission.Readonly;
    if (place.kind === 'model') {
      const { length } = await this.#modelBytes(remote, place.id, uri);
      return { ...file, mtime: this.#born, size: length, permissions: readonly };
    }
    const document = remote.documents.known(place.name) ?? (await this.#read(remote, place.name, uri));
    const mtime = this.#born + document.revision + (this.#renewals.get(uri.toString()) ?? 0);
    const mayWrite =
      remote.may('Integrations.updateIntegration') || remote.may('Integrations.updateIntegrationProperties');
    const { length } = new TextEncoder().encode(document.text);
    return { ...file, mtime, size: length, ...(!mayWrite && { permissions: readonly }) };
  }

  async list(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const remote = await this.remote(uri.authority);
    await remote.open();
    const inside = uri.path.replace(/\/*$/, '/');
    const paths = [...remote.entries.keys()].map((each) => vscode.Uri.parse(each).path);
    const files = paths.filter((path) => path.startsWith(inside) && !path.slice(inside.length).includes('/'));
    const folders: [string, vscode.FileType][] = inside === '/' ? [['models', vscode.FileType.Directory]] : [];
    return [
      ...folders,
      ...files.map((path): [string, vscode.FileType] => [path.slice(inside.length), vscode.FileType.File]),
    ];
  }

  async read(uri: vscode.Uri): Promise<Uint8Array> {
    if (isSchema(uri)) return schemaBytes();
    const place = placeOrFail(uri);
    const remote = await this.remote(uri.authority);
    if (place.kind === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
    if (place.kind === 'model') return (await this.#modelBytes(remote, place.id, uri)).slice();
    const document = await this.#read(remote, place.name, uri);
    await remote.know(document);
    return new TextEncoder().encode(document.text);
  }

  async write(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const place = placeOrFail(uri);
    if (place.kind !== 'integration') throw vscode.FileSystemError.NoPermissions(uri);
    const remote = await this.remote(uri.authority);
    await remote.open();
    if (!remote.isOpen) throw failure(remote.message);
    const text = decode(content);
    const isNew = !remote.entries.has(uri.toString());
    if (isNew) this.#require(remote, 'Integrations.createIntegration', place.name);
    const saved = await (isNew
      ? remote.documents.create(text, remote.signal)
      : remote.documents.save(place.name, text, remote.signal));
    if (!saved.ok && saved.failure.kind !== 'theirs') throw failure(saved.failure.message);
    if (saved.ok && !isNew)
      setTimeout(() => void guarded(this.#parts, 'save', () => this.#lookAgain(remote, place.name, text)), soon);
    const document = saved.ok ? saved.value : remote.documents.known(place.name);
    if (!document) return;
    await remote.know(document);
    if (document.text !== text) this.#renew(uri);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    const place = placeOrFail(uri);
    const remote = await this.remote(uri.authority);
    if (place.kind === 'folder') throw vscode.FileSystemError.NoPermissions(uri);
    await (place.kind === 'model' ? this.#deleteModel(remote, place.id) : this.#deleteIntegration(remote, place.name));
    this.#parts.files.tell([uri], vscode.FileChangeType.Deleted);
  }

  dispose(): void {
    for (const remote of this.#remotes.values()) void remote.then((each) => each.close());
    this.#focus.dispose();
    this.#theirs.dispose();
  }

  #trust(connection: PlatformConnection, passphrase: TrustParts['passphrase']): () => Promise<Trust> {
    return trustOf(connection, { passphrase, check: this.#parts.checkCertificate });
  }

  /** Of a connection's id; nothing is sent yet. */
  remote(id: string): Promise<Remote> {
    const known = this.#remotes.get(id);
    if (known) return known;
    const connection = this.#parts.connections.all.find((each) => each.id === id);
    if (!connection)
      throw vscode.FileSystemError.Unavailable(vscode.l10n.t('There is no connection "{0}" any more.', id));
    const { connections } = this.#parts;
    const made = this.#parts
      .createPlatform(
        connection,
        async () => connections.secret(id),
        this.#trust(connection, () => connections.passphrase(id)),
      )
      .then((platform) => new Remote(connection, platform, { ...this.#parts, theirs: this.#theirs }));
    this.#remotes.set(id, made);
    return made;
  }

  async #deleteIntegration(remote: Remote, name: string): Promise<void> {
    this.#require(remote, 'Integrations.deleteIntegration', name);
    const entry = remote.entries.get(integrationUri(remote.connection.id, name).toString());
    const kept = await this.trash.keepIntegration(remote, name, entry?.kind === 'integration' ? entry.modelId : '');
    const done = await remote.platform.deleteIntegration(name, remote.signal);
    if (!done.ok) return this.#notDeleted(kept, done.failure);
    remote.forget(name);
  }

  /** The platform would refuse it as well; which they are, only the list tells. */
  async #deleteModel(remote: Remote, id: string): Promise<void> {
    this.#require(remote, 'IntegrationModels.deleteIntegrationModel', id);
    const users = remote.integrationsOf(id);
    if (users.length > 0) throw failure(modelInUse(id, users));
    const kept = await this.trash.keepModel(remote, id);
    const done = await remote.platform.deleteModel(id, remote.signal);
    if (!done.ok) return this.#notDeleted(kept, done.failure);
    await remote.reopen();
  }

  /** Where no answer came, it may be gone all the same: then its copy stays. */
  async #notDeleted(kept: Deleted | undefined, { kind, message }: Refusal): Promise<never> {
    if (kept && kind !== 'unreachable') await this.trash.journal.drop(kept);
    throw failure(message);
  }

  async #read(remote: Remote, name: string, uri: vscode.Uri): Promise<RemoteDocument> {
    if (remote.isOpen && !remote.entries.has(uri.toString())) throw vscode.FileSystemError.FileNotFound(uri);
    const answered = await remote.documents.read(name, remote.signal);
    if (answered.ok) return answered.value;
    if (answered.failure.kind === 'missing') throw vscode.FileSystemError.FileNotFound(uri);
    throw failure(answered.failure.message);
  }

  async #modelBytes(remote: Remote, id: string, uri: vscode.Uri): Promise<Uint8Array> {
    if (remote.isOpen && !remote.entries.has(uri.toString())) throw vscode.FileSystemError.FileNotFound(uri);
    return remote.modelBytes(id);
  }

  #require(remote: Remote, permission: Permission, name: string): void {
    if (remote.may(permission)) return;
    throw vscode.FileSystemError.NoPermissions(denied({ what: name, permission }).message);
  }

  /** Whoever saved at the same moment did not see the change. */
  async #lookAgain(remote: Remote, name: string, mine: string): Promise<void> {
    const lost = await remote.documents.lost(name, remote.signal).catch(() => []);
    if (lost.length === 0) return;
    const uri = integrationUri(remote.connection.id, name);
    const show = vscode.l10n.t('Compare');
    const message = vscode.l10n.t(
      '{0}: somebody saved at the same moment and took back what you changed ({1}).',
      name,
      lost.map(placeText).join(', '),
    );
    if ((await caution(message, show)) !== show) return;
    const answered = await remote.documents.read(name, remote.signal);
    this.#parts.files.tell([uri]);
    const title = vscode.l10n.t('{0}: what you saved ↔ the platform', name);
    if (answered.ok) await vscode.commands.executeCommand('vscode.diff', this.#theirs.show(uri, mine), uri, title);
  }

  /** VS Code holds what it wrote for what the file says; here the platform has made another text of it. */
  #renew(uri: vscode.Uri): void {
    setTimeout(() => {
      this.#renewals.set(uri.toString(), (this.#renewals.get(uri.toString()) ?? 0) + 1);
      this.#parts.files.tell([uri]);
    }, 50);
  }

  async #refreshOld(): Promise<void> {
    const remotes = await Promise.all(this.#remotes.values());
    const old = remotes.filter((remote) => remote.isOpen && Date.now() - remote.listedAt > settled);
    await Promise.all(old.map((remote) => this.#refresh(remote)));
  }

  /** A document with unsaved changes keeps what it was made on: its saving finds out. */
  async #refresh(remote: Remote): Promise<void> {
    await remote.reopen();
    const home = remoteHome({ authority: remote.connection.id });
    for (const { uri, isDirty } of vscode.workspace.textDocuments) {
      const place = isRemote(uri) && remoteHome(uri) === home && !isDirty ? placeOf(uri) : undefined;
      if (place?.kind !== 'integration') continue;
      const before = remote.documents.known(place.name);
      const answered = await remote.documents.read(place.name, remote.signal);
      const isGone = !answered.ok && answered.failure.kind === 'missing';
      if (isGone) this.#parts.files.tell([uri], vscode.FileChangeType.Deleted);
      else if (answered.ok && answered.value !== before) this.#parts.files.tell([uri]);
    }
  }
}

function placeOrFail(uri: vscode.Uri): RemotePlace {
  const place = placeOf(uri);
  if (!place) throw vscode.FileSystemError.FileNotFound(uri);
  return place;
}

/** VS Code puts the message behind "Failed to save". */
const failure = (message: string): vscode.FileSystemError => new vscode.FileSystemError(message);
