// The platforms that the user has connected: kept for all workspaces, without secrets. What is more than that comes from a
// bundle of its own, once somebody opens one.
import * as vscode from 'vscode';
import type { Entry, Home } from '../../core/catalog.ts';
import { asArray, asString, get, type Json } from '../../core/json.ts';
import type { ConnectionFiles, PlatformConnection, PlatformSignIn } from '../../core/platform/platform.ts';
import type { OtherHomes } from '../catalog/otherHomes.ts';
import type { PlatformStore } from './platformStore.ts';
import { integrationUri, remoteHome } from './remoteAddress.ts';

const key = 'platforms';

export class Connections implements OtherHomes, vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #secrets: vscode.SecretStorage;
  readonly #platforms: () => Promise<PlatformStore>;
  readonly #changed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  readonly #homes = new Map<string, Home>();

  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, secrets: vscode.SecretStorage, platforms: () => Promise<PlatformStore>) {
    this.#memory = memory;
    this.#secrets = secrets;
    this.#platforms = platforms;
  }

  get all(): readonly PlatformConnection[] {
    return asArray(this.#memory.get<Json>(key)).flatMap(readConnection);
  }

  get homes(): readonly Home[] {
    return this.all.map((connection) => this.#homes.get(connection.id) ?? closedHome(connection));
  }

  home(id: string): Home | undefined {
    return this.homes.find((home) => home.id === remoteHome({ authority: id }));
  }

  /** Shows what is known of a platform. */
  show(id: string, home: Home, uris: readonly vscode.Uri[] = []): void {
    this.#homes.set(id, home);
    this.#changed.fire([integrationUri(id, ''), ...uris]);
  }

  /** As if nobody had asked for it yet. */
  close(id: string): void {
    const gone = [...(this.#homes.get(id)?.entries.keys() ?? [])].map((uri) => vscode.Uri.parse(uri));
    this.#homes.delete(id);
    this.#changed.fire([integrationUri(id, ''), ...gone]);
  }

  /** Adds a connection, or puts it in the place of `former`, of which nothing is kept where its id is another one. */
  async save(
    connection: PlatformConnection,
    secret: string,
    passphrase?: string,
    former = connection.id,
  ): Promise<void> {
    const known = this.all.some(({ id }) => id === former);
    const all = known ? this.all.map((each) => (each.id === former ? connection : each)) : [...this.all, connection];
    await this.#secrets.store(secretKey(connection.id), secret);
    if (passphrase) await this.#secrets.store(passphraseKey(connection.id), passphrase);
    else await this.#secrets.delete(passphraseKey(connection.id));
    await this.#memory.update(key, all);
    if (former !== connection.id) await this.#forget(former);
    this.close(connection.id);
  }

  async remove(id: string): Promise<void> {
    await this.#memory.update(
      key,
      this.all.filter((each) => each.id !== id),
    );
    await this.#forget(id);
  }

  async #forget(id: string): Promise<void> {
    await this.#secrets.delete(secretKey(id));
    await this.#secrets.delete(passphraseKey(id));
    this.close(id);
  }

  /** `by` places down; at the ends nothing happens. */
  async move(id: string, by: -1 | 1): Promise<void> {
    const ids = this.all.map((each) => each.id);
    const target = ids[ids.indexOf(id) + by];
    if (ids.includes(id) && target !== undefined) await this.place([id], target);
  }

  /** Puts connections where another one stands, which makes room for them; without one at the end. */
  async place(ids: readonly string[], target: string | undefined): Promise<void> {
    const { all } = this;
    const moved = all.filter(({ id }) => ids.includes(id));
    const rest = all.filter((each) => !moved.includes(each));
    const [from, to] = [all.findIndex(({ id }) => ids.includes(id)), all.findIndex(({ id }) => id === target)];
    const before = rest.findIndex(({ id }) => id === target);
    if (moved.length === 0 || (target !== undefined && before < 0)) return;
    const at = target === undefined ? rest.length : from < to ? before + 1 : before;
    await this.#memory.update(key, [...rest.slice(0, at), ...moved, ...rest.slice(at)]);
    this.#changed.fire(moved.map(({ id }) => integrationUri(id, '')));
  }

  /** The password or client secret. */
  secret(id: string): Thenable<string | undefined> {
    return this.#secrets.get(secretKey(id));
  }

  /** Of the key of its client certificate. */
  passphrase(id: string): Thenable<string | undefined> {
    return this.#secrets.get(passphraseKey(id));
  }

  async open(home: string): Promise<void> {
    await (await this.#platforms()).open(home);
  }

  async readModel(uri: vscode.Uri): Promise<void> {
    await (await this.#platforms()).readModel(uri);
  }

  async reload(): Promise<void> {
    if (this.#homes.size > 0) await (await this.#platforms()).reload();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const passphraseKey = (id: string): string => `integrations/platform-passphrase/${id}`;
const secretKey = (id: string): string => `integrations/platform/${id}`;

function closedHome(connection: PlatformConnection): Home {
  const entries = new Map<string, Entry>();
  return { ...outlineOf(connection), entries, remote: { state: 'closed', message: '' } };
}

export const outlineOf = ({ id, name }: PlatformConnection): Pick<Home, 'id' | 'label'> => ({
  id: remoteHome({ authority: id }),
  label: name,
});

/** Whatever the memory holds. */
function readConnection(value: Json): PlatformConnection[] {
  const text = (...path: string[]): string => asString(get(value, ...path)) ?? '';
  const [id, url] = [text('id'), text('url')];
  const way = text('signIn', 'way');
  if (id === '' || url === '') return [];
  const signIn: PlatformSignIn =
    way === 'oauth'
      ? { way, clientId: text('signIn', 'clientId') }
      : { way: way === 'basic' ? 'basic' : 'session', username: text('signIn', 'username') };
  const rejectUnauthorized = get(value, 'rejectUnauthorized') !== false;
  const tls = readFiles(get(value, 'tls'));
  return [{ id, url, name: text('name') || id, signIn, rejectUnauthorized, ...(tls && { tls }) }];
}

function readFiles(value: Json | undefined): ConnectionFiles | undefined {
  const entries = (['authority', 'certificate', 'key', 'pfx'] as const).flatMap((name) => {
    const path = asString(get(value, name));
    return path === undefined ? [] : [[name, path] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
