// What was deleted on platforms: a copy is kept before each deletion, and brought back when somebody wants it.
import * as vscode from 'vscode';
import { setAside, type SetAside } from '../../core/platform/backup.ts';
import { secretsBy } from '../../core/platform/hidden.ts';
import { createJournal, type Deleted, type Journal } from '../../core/platform/journal.ts';
import { withKnown } from '../../core/platform/masked.ts';
import type { Kept } from '../../core/sync/platformTarget.ts';
import type { KeyStore } from '../../core/secrets/secretStore.ts';
import type { Remote } from './remote.ts';
import { integrationUri, modelUri } from './remoteAddress.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { recordFolder } from './recordFolder.ts';

export interface TrashParts {
  /** The extension's own folder on this machine. */
  readonly storage: vscode.Uri;
  readonly keys: KeyStore;
  readonly secrets: Secrets;
  readonly log: vscode.LogOutputChannel;
}

export class Trash {
  readonly journal: Journal;
  readonly #parts: TrashParts;
  /** The last of each address. */
  readonly #latest = new Map<string, Deleted>();

  constructor(parts: TrashParts) {
    this.#parts = parts;
    const files = recordFolder(vscode.Uri.joinPath(parts.storage, 'deleted'));
    this.journal = createJournal({ files, secrets: parts.keys }, () => Date.now());
  }

  /** The document with what of its secrets this machine can keep; undefined when the platform does not give it out. */
  async setAside(remote: Remote, name: string): Promise<SetAside | undefined> {
    const { platform, signal, connection } = remote;
    const service = await platform.integration(name, signal);
    if (!service.ok) return undefined;
    const aside = setAside(service.value, secretsBy(await remote.secretPointers(name)));
    const uri = integrationUri(connection.id, name);
    return withKnown(aside, name, (reference) => this.#parts.secrets.read(reference, uri));
  }

  /** Undefined where there is nothing to keep; then what is deleted is gone. */
  async keepIntegration(remote: Remote, name: string, modelId: string): Promise<Deleted | undefined> {
    const aside = await this.setAside(remote, name);
    if (!aside) this.#parts.log.warn(`${remote.connection.name}: ${name} could not be read, no copy of it is kept`);
    const place = { connection: remote.connection.id, url: remote.connection.url, name };
    return (
      aside &&
      this.#note(
        integrationUri(place.connection, name),
        await this.journal.addIntegration({ ...place, modelId }, aside),
      )
    );
  }

  /** The same for a run that can be taken back. */
  async keepCopy(remote: Remote, name: string, modelId: string): Promise<Kept | undefined> {
    const kept = await this.keepIntegration(remote, name, modelId);
    return kept && { id: kept.id, drop: () => this.journal.drop(kept) };
  }

  async keepModel(remote: Remote, id: string): Promise<Deleted | undefined> {
    const document = await remote.platform.exportModel(id, remote.signal);
    if (!document.ok) this.#parts.log.warn(`${remote.connection.name}: ${document.failure.message}`);
    const place = { connection: remote.connection.id, url: remote.connection.url, name: id };
    return document.ok
      ? this.#note(modelUri(place.connection, id), await this.journal.addModel(place, document.value))
      : undefined;
  }

  /** What is there again needs no copy. */
  async forget(id: string): Promise<void> {
    const copy = (await this.journal.all()).find((each) => each.id === id);
    if (copy) await this.journal.drop(copy);
  }

  /** The copy of what was last deleted at an address. */
  latest(uri: vscode.Uri): Deleted | undefined {
    return this.#latest.get(uri.toString());
  }

  #note(uri: vscode.Uri, deleted: Deleted): Deleted {
    this.#latest.set(uri.toString(), deleted);
    return deleted;
  }
}
