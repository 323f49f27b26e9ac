// What somebody has decided about a plan so far.
import type { Decision } from '../../core/sync/runSync.ts';
import { usualChoice, type SyncItem } from '../../core/sync/planItem.ts';

export class Choices {
  /** By name, the differences that are taken over, where somebody has chosen. */
  readonly #chosen = new Map<string, ReadonlySet<string>>();

  chosenOf(item: SyncItem): ReadonlySet<string> {
    return this.#chosen.get(item.name) ?? usualChoice(item);
  }

  choose({ name }: SyncItem, chosen: ReadonlySet<string>): void {
    this.#chosen.set(name, chosen);
  }

  /** A conflict is decided by a look at its properties, or by taking it at all where one side has deleted it. */
  isOpen({ name, kind, deletedIn }: SyncItem): boolean {
    return kind === 'conflicting' && deletedIn === undefined && !this.#chosen.has(name);
  }

  decisionOf(item: SyncItem): Decision {
    const isRemoval = item.kind === 'removed' || item.deletedIn === 'source';
    const all = new Set(item.differences.map(({ pointer }) => pointer));
    const chosen = item.target ? this.chosenOf(item) : all;
    return { item, does: isRemoval ? 'remove' : 'write', chosen };
  }
}
