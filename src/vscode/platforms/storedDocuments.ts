// The documents of platforms as files: what VS Code reads of them, and what becomes of what it writes and deletes.
import * as vscode from 'vscode';
import { placeText } from '../../core/platform/hidden.ts';
import type { RemoteDocument } from '../../core/platform/documents.ts';
import type { Deleted } from '../../core/platform/journal.ts';
import type { Permission } from '../../core/permissions.ts';
import type { Refusal } from '../../core/platform/platform.ts';
import { denied } from '../../core/platform/denied.ts';
import { decode } from '../documentText.ts';
import { guarded } from '../guarded.ts';
import { caution } from '../notify.ts';
import type { DocumentStore } from './platformStore.ts';
import type { Remote } from './remote.ts';
import { integrationUri, placeOf, type RemotePlace } from './remoteAddress.ts';
import type { RemoteFiles } from './remoteFiles.ts';
import type { TheirVersions } from './saveQuestions.ts';
import { isSchema, schemaBytes, schemaStat } from './schemaFile.ts';
import { modelInUse } from './modelInUse.ts';
import type { Trash } from './trash.ts';
import { wait } from '../pauses.ts';

export interface StoredDocumentsParts {
  /** Of a connection's id. */
  readonly remote: (id: string) => Promise<Remote>;
  readonly files: RemoteFiles;
  readonly trash: Trash;
  readonly theirs: TheirVersions;
  readonly log: vscode.LogOutputChannel;
}

/** Milliseconds after a saving in which another one may still have been under way. */
const soon = 3000;
/** Milliseconds in which VS Code usually ends a saving. */
const shortest = 50;

export class StoredDocuments implements DocumentStore {
  readonly #parts: StoredDocumentsParts;
  /** Files are younger than what an earlier window left of them. */
  readonly #born = Date.now();
  /** By address, how often VS Code must take a text for a new one although it wrote it itself. */
  readonly #renewals = new Map<string, number>();

  constructor(parts: StoredDocumentsParts) {
    this.#parts = parts;
  }

  /** After something else than a saving changed a document there. */
  async reread(uri: vscode.Uri): Promise<void> {
    const place = placeOrFail(uri);
    if (place.kind !== 'integration') return;
    await this.#read(await this.#parts.remote(uri.authority), place.name, uri);
    this.#parts.files.tell([uri]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isSchema(uri)) return schemaStat(this.#born);
    const place = placeOrFail(uri);
    if (place.kind === 'folder')
      return { type: vscode.FileType.Directory, ctime: this.#born, mtime: this.#born, size: 0 };
    const remote = await this.#parts.remote(uri.authority);
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
    const remote = await this.#parts.remote(uri.authority);
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
    const remote = await this.#parts.remote(uri.authority);
    if (place.kind === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
    if (place.kind === 'model') return (await this.#modelBytes(remote, place.id, uri)).slice();
    const document = await this.#read(remote, place.name, uri);
    await remote.know(document);
    return new TextEncoder().encode(document.text);
  }

  async write(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const place = placeOrFail(uri);
    if (place.kind !== 'integration') throw vscode.FileSystemError.NoPermissions(uri);
    const remote = await this.#parts.remote(uri.authority);
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
    if (document.text !== text) void this.#renew(uri, text);
  }

  async delete(uri: vscode.Uri): Promise<void> {
    const place = placeOrFail(uri);
    const remote = await this.#parts.remote(uri.authority);
    if (place.kind === 'folder') throw vscode.FileSystemError.NoPermissions(uri);
    await (place.kind === 'model' ? this.#deleteModel(remote, place.id) : this.#deleteIntegration(remote, place.name));
    this.#parts.files.tell([uri], vscode.FileChangeType.Deleted);
  }

  async #deleteIntegration(remote: Remote, name: string): Promise<void> {
    this.#require(remote, 'Integrations.deleteIntegration', name);
    const entry = remote.entries.get(integrationUri(remote.connection.id, name).toString());
    const kept = await this.#parts.trash.keepIntegration(
      remote,
      name,
      entry?.kind === 'integration' ? entry.modelId : '',
    );
    const done = await remote.platform.deleteIntegration(name, remote.signal);
    if (!done.ok) return this.#notDeleted(kept, done.failure);
    remote.forget(name);
  }

  /** The platform would refuse it as well; which they are, only the list tells. */
  async #deleteModel(remote: Remote, id: string): Promise<void> {
    this.#require(remote, 'IntegrationModels.deleteIntegrationModel', id);
    const users = remote.integrationsOf(id);
    if (users.length > 0) throw failure(modelInUse(id, users));
    const kept = await this.#parts.trash.keepModel(remote, id);
    const done = await remote.platform.deleteModel(id, remote.signal);
    if (!done.ok) return this.#notDeleted(kept, done.failure);
    await remote.reopen();
  }

  /** Where no answer came, it may be gone all the same: then its copy stays. */
  async #notDeleted(kept: Deleted | undefined, { kind, message }: Refusal): Promise<never> {
    if (kept && kind !== 'unreachable') await this.#parts.trash.journal.drop(kept);
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
    if (answered.ok)
      await vscode.commands.executeCommand('vscode.diff', this.#parts.theirs.show(uri, mine), uri, title);
  }

  /**
   * VS Code holds what it wrote for what the file says; here the platform has made another text of it. What it is told before
   * its saving has come to an end it takes for its own, and how long that lasts is not said: so until it has read the file.
   */
  async #renew(uri: vscode.Uri, written: string): Promise<void> {
    const key = uri.toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    for (let pause = shortest; pause < soon; pause *= 2) {
      await wait(pause);
      if (pause > shortest && (!open || open.isClosed || open.getText() !== written)) return;
      this.#renewals.set(key, (this.#renewals.get(key) ?? 0) + 1);
      this.#parts.files.tell([uri]);
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
