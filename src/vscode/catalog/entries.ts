// The entries of all homes, with those of a search that is under way kept apart until it is complete.
import type * as vscode from 'vscode';
import type { Entry } from '../../core/catalog.ts';
import { homeOf } from '../homeOf.ts';

type ByUri = Map<string, Entry>;

export class Entries {
  /** By home and URI. */
  #entries = new Map<string, ByUri>();
  #arriving: Map<string, ByUri> | undefined;

  of(home: string): ReadonlyMap<string, Entry> {
    return this.#entries.get(home) ?? new Map<string, Entry>();
  }

  get(uri: vscode.Uri): Entry | undefined {
    return this.of(homeOf(uri) ?? '').get(uri.toString());
  }

  begin(homes: readonly string[]): void {
    this.#arriving = new Map(homes.map((home) => [home, new Map<string, Entry>()]));
  }

  /** What was found takes the place of what was known. */
  complete(): { readonly before: readonly string[]; readonly after: readonly string[] } {
    const before = addresses(this.#entries);
    this.#entries = new Map([...(this.#arriving ?? [])].map(([home, entries]) => [home, sorted(entries)]));
    this.#arriving = undefined;
    return { before, after: addresses(this.#entries) };
  }

  /** Found by the search; whether it counts: a file that changed in the meantime has been read anew already. */
  arrive(uri: vscode.Uri, entry: Entry): boolean {
    const entries = this.#arriving?.get(homeOf(uri) ?? '');
    if (!entries || entries.has(uri.toString())) return false;
    entries.set(uri.toString(), entry);
    return true;
  }

  set(uri: vscode.Uri, entry: Entry): void {
    const home = homeOf(uri) ?? '';
    const key = uri.toString();
    this.#arriving?.get(home)?.set(key, entry);
    const entries = this.#entries.get(home);
    const isNew = entries?.has(key) === false;
    entries?.set(key, entry);
    if (entries && isNew) this.#entries.set(home, sorted(entries));
  }

  /** Whether it was there. */
  delete(uri: vscode.Uri): boolean {
    const home = homeOf(uri) ?? '';
    this.#arriving?.get(home)?.delete(uri.toString());
    return this.#entries.get(home)?.delete(uri.toString()) === true;
  }
}

const addresses = (homes: ReadonlyMap<string, ByUri>): string[] =>
  [...homes.values()].flatMap((entries) => [...entries.keys()]);

/** By address: which of two documents with one id counts must not depend on which was read first. */
const sorted = (entries: ByUri): ByUri => new Map([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
