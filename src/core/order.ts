// Keys of a map in the order of their coming, the oldest first. A map has that order too, but a walk over it also meets what
// was deleted at its beginning, which makes a queue of thousands slow.

export class Order<T> {
  readonly #map: ReadonlyMap<string, T>;
  /** Also those that are gone since. */
  #keys: string[] = [];
  #first = 0;

  constructor(map: ReadonlyMap<string, T>) {
    this.#map = map;
  }

  /** The map must have got it already. */
  add(key: string): void {
    this.#keys.push(key);
    if (this.#keys.length < 2 * this.#map.size + 100) return;
    this.#keys = this.#keys.filter((each) => this.#map.has(each));
    this.#first = 0;
  }

  /** What is deleted on the way does not disturb it. */
  *[Symbol.iterator](): Generator<string> {
    while (this.#first < this.#keys.length && !this.#map.has(this.#keys[this.#first] ?? '')) this.#first++;
    for (let at = this.#first; at < this.#keys.length; at++) {
      const key = this.#keys[at] ?? '';
      if (this.#map.has(key)) yield key;
    }
  }
}
