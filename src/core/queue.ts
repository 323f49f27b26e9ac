// Things in the order of their coming, the oldest first, of which any may leave. A map has that order too, but a walk over it
// also meets what was deleted at its beginning, which makes a queue of thousands slow.

export class Queue<T> {
  readonly #isIn: (item: T) => boolean;
  /** Also those that have left. */
  #items: T[] = [];
  #first = 0;
  /** The length at which those that have left are worth a walk. */
  #tidyAt = 100;

  /** @param isIn whether a thing has not left: nobody tells the queue of that */
  constructor(isIn: (item: T) => boolean) {
    this.#isIn = isIn;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#items.length < this.#tidyAt) return;
    this.#items = this.#items.filter(this.#isIn);
    this.#first = 0;
    this.#tidyAt = 2 * this.#items.length + 100;
  }

  /** What leaves on the way does not disturb it. */
  *[Symbol.iterator](): Generator<T> {
    for (let at = this.#first; at < this.#items.length; at++) {
      const item = this.#items[at] as T;
      if (this.#isIn(item)) yield item;
      else if (at === this.#first) this.#first++;
    }
  }
}
