// Makes one call for all that happens in a moment.
import type * as vscode from 'vscode';

export class Gathering<T> implements vscode.Disposable {
  readonly #patience: number;
  readonly #work: (items: readonly T[]) => unknown;
  #items: T[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param patience milliseconds that the first waits for others */
  constructor(patience: number, work: (items: readonly T[]) => unknown) {
    this.#patience = patience;
    this.#work = work;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#timer ??= setTimeout(() => this.#flush(), this.#patience);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    const items = this.#items;
    this.#items = [];
    this.#timer = undefined;
    this.#work(items);
  }
}
