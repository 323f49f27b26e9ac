// How the user has arranged the form: closed groups, the chosen one of several blocks, and what is searched for.
import type { Field, FormGroup } from '../src/core/form.ts';
import type { Memories } from './memory.ts';

/** It has identity and lifetime: the part of the page's state that is the user's own. */
export class Look {
  readonly #closed: Set<string>;
  readonly #chosen: Map<string, string>;
  readonly #memories: Memories;
  readonly #changed: () => void;
  #words: readonly string[] = [];

  /** `changed` is called when the form is to be drawn again. */
  constructor(memories: Memories, changed: () => void) {
    const { closed = [], chosen = {} } = memories.recall();
    this.#memories = memories;
    this.#changed = changed;
    this.#closed = new Set(closed);
    this.#chosen = new Map(Object.entries(chosen));
  }

  get isSearching(): boolean {
    return this.#words.length > 0;
  }

  search(text: string): void {
    this.#words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.#changed();
  }

  /** Whether it has every word that is searched for in what one sees of it; the value of a secret is not seen. */
  matches(field: Field, group: FormGroup): boolean {
    if (!this.isSearching) return true;
    const value = field.kind === 'secret' ? field.shown : JSON.stringify('value' in field ? field.value : field);
    const text = [group.title, field.title, field.description, field.path.join('.'), value].join('\n').toLowerCase();
    return this.#words.every((word) => text.includes(word));
  }

  /** A search looks into closed groups too. */
  isOpen(group: FormGroup): boolean {
    return this.isSearching || !this.#closed.has(group.id);
  }

  setOpen({ id }: FormGroup, open: boolean): void {
    if (open) this.#closed.delete(id);
    else this.#closed.add(id);
    this.#memories.keep({ closed: [...this.#closed] });
    this.#changed();
  }

  /** Which of the blocks that exclude each other is shown; the first when none was chosen. */
  chosenOf(of: string, groups: readonly FormGroup[]): string | undefined {
    const ids = groups.flatMap(({ alternative }) => (alternative?.of === of ? [alternative.id] : []));
    const chosen = this.#chosen.get(of);
    return chosen !== undefined && ids.includes(chosen) ? chosen : ids[0];
  }

  choose(of: string, id: string): void {
    this.#chosen.set(of, id);
    this.#memories.keep({ chosen: Object.fromEntries(this.#chosen) });
    this.#changed();
  }

  /** Makes a group visible that a problem leads to. */
  uncover(group: FormGroup): void {
    this.#words = [];
    if (group.alternative) this.choose(group.alternative.of, group.alternative.id);
    this.setOpen(group, true);
  }
}
