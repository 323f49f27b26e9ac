// The platforms that are in use: the bundle that is loaded when the first is opened.
import * as vscode from 'vscode';
import { nothingKnown, type Known } from '../../core/platform/documents.ts';
import type { Answered, Platform, PlatformConnection, PlatformUser } from '../../core/platform/platform.ts';
import { ExpectedError } from '../expectedError.ts';
import { guarded } from '../guarded.ts';
import { onFocus } from '../onFocus.ts';
import type { PlatformStore } from './platformStore.ts';
import { Remote, type RemoteParts } from './remote.ts';
import { isRemote, placeOf, remoteHome } from './remoteAddress.ts';
import { trustOf, type Trust, type TrustParts } from './connectionFiles.ts';
import { followRights } from './rights.ts';
import { ModelReplacing, type ReplacingParts } from './modelReplacing.ts';
import { StoredDocuments } from './storedDocuments.ts';
import { Trash, type TrashParts } from './trash.ts';
import type { RemoteFiles } from './remoteFiles.ts';
import { TheirVersions } from './saveQuestions.ts';

export interface PlatformParts extends Omit<RemoteParts, 'theirs' | 'known'>, TrashParts, ReplacingParts {
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

export class Platforms implements PlatformStore, vscode.Disposable {
  readonly documents: StoredDocuments;
  readonly trash: Trash;
  readonly replacing: ModelReplacing;
  readonly #parts: PlatformParts;
  readonly #theirs = new TheirVersions();
  readonly #remotes = new Map<string, Promise<Remote>>();
  /** By connection. */
  readonly #known = new Map<string, Known>();
  readonly #subscriptions: vscode.Disposable;

  constructor(parts: PlatformParts) {
    this.#parts = parts;
    this.trash = new Trash(parts);
    const remote = (id: string): Promise<Remote> => this.remote(id);
    this.documents = new StoredDocuments({ ...parts, remote, trash: this.trash, theirs: this.#theirs });
    this.replacing = new ModelReplacing(parts, (remote) => this.#refresh(remote));
    this.#subscriptions = vscode.Disposable.from(
      onFocus(() => void this.#refreshOld()),
      followRights(parts.connections, parts.files),
    );
  }

  async open(home: string): Promise<void> {
    await this.#open(await this.remote(vscode.Uri.parse(home).authority));
  }

  async #open(remote: Remote, insisting = false): Promise<void> {
    const { listedAt } = remote;
    await (insisting ? remote.reopen(insisting) : remote.open());
    if (remote.listedAt !== listedAt) await this.#reread(remote);
    if (remote.isOpen) void guarded(this.#parts, 'repair', () => this.replacing.offerRepairs(remote));
  }

  /** Listed anew, for what goes through many documents of a platform at once; refuses with the reason where it is not open. */
  async opened(id: string): Promise<Remote> {
    const remote = await this.remote(id);
    await remote.reopen();
    if (!remote.isOpen) throw new ExpectedError(remote.message);
    return remote;
  }

  /** Lists a platform anew, and takes what it has by now into the editors. */
  async refresh(id: string): Promise<void> {
    await this.#refresh(await this.remote(id));
  }

  /** Forgets what is known and signs in anew; `insisting`: also with a secret that was refused. */
  async retry(id: string, insisting = false): Promise<Remote> {
    this.disconnect(id);
    const remote = await this.remote(id);
    await this.#open(remote, insisting);
    return remote;
  }

  disconnect(id: string): void {
    const remote = this.#remotes.get(id);
    this.#remotes.delete(id);
    void remote?.then((each) => each.close());
    this.#parts.connections.close(id);
  }

  /** Whether a connection that is not stored yet works; its secret has just been entered. */
  async test(
    connection: PlatformConnection,
    { secret, passphrase }: { readonly secret: string; readonly passphrase: string },
    signal: AbortSignal,
  ): Answered<PlatformUser> {
    const trust = this.#trust(connection, () => Promise.resolve(passphrase));
    const platform = await this.#parts.createPlatform(connection, () => Promise.resolve(secret), trust);
    return platform.signIn(signal, true);
  }

  async readModel(uri: vscode.Uri): Promise<void> {
    const place = placeOf(uri);
    if (place?.kind === 'model') await (await this.remote(uri.authority)).readModel(place.id);
  }

  async reload(): Promise<void> {
    const remotes = await Promise.all(this.#remotes.values());
    await Promise.all(remotes.map((remote) => this.#refresh(remote)));
  }

  dispose(): void {
    for (const remote of this.#remotes.values()) void remote.then((each) => each.close());
    this.#subscriptions.dispose();
    this.#theirs.dispose();
  }

  #trust(connection: PlatformConnection, passphrase: TrustParts['passphrase']): () => Promise<Trust> {
    return trustOf(connection, { passphrase, check: this.#parts.checkCertificate });
  }

  /** Of a connection's id; nothing is sent yet. */
  remote(id: string): Promise<Remote> {
    const remote = this.#remotes.get(id);
    if (remote) return remote;
    const connection = this.#parts.connections.all.find((each) => each.id === id);
    if (!connection)
      throw vscode.FileSystemError.Unavailable(vscode.l10n.t('There is no connection "{0}" any more.', id));
    const { connections } = this.#parts;
    const known = this.#known.get(id) ?? nothingKnown();
    this.#known.set(id, known);
    const made = this.#parts
      .createPlatform(
        connection,
        async () => connections.secret(id),
        this.#trust(connection, () => connections.passphrase(id)),
      )
      .then((platform) => new Remote(connection, platform, { ...this.#parts, theirs: this.#theirs, known }));
    this.#remotes.set(id, made);
    return made;
  }

  async #refreshOld(): Promise<void> {
    const remotes = await Promise.all(this.#remotes.values());
    const old = remotes.filter((remote) => remote.isOpen && Date.now() - remote.listedAt > settled);
    await Promise.all(old.map((remote) => this.#refresh(remote)));
  }

  async #refresh(remote: Remote): Promise<void> {
    await remote.reopen();
    await this.#reread(remote);
  }

  /** A document with unsaved changes keeps what it was made on: its saving finds out. All want their models. */
  async #reread(remote: Remote): Promise<void> {
    const home = remoteHome({ authority: remote.connection.id });
    for (const { uri, isDirty } of vscode.workspace.textDocuments) {
      const place = isRemote(uri) && remoteHome(uri) === home ? placeOf(uri) : undefined;
      if (place?.kind !== 'integration') continue;
      const before = remote.documents.known(place.name);
      if (before) await remote.know(before);
      if (isDirty) continue;
      const answered = await remote.documents.read(place.name, remote.signal);
      const isGone = !answered.ok && answered.failure.kind === 'missing';
      if (isGone) this.#parts.files.tell([uri], vscode.FileChangeType.Deleted);
      else if (answered.ok && answered.value !== before) this.#parts.files.tell([uri]);
    }
  }
}
