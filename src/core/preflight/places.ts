// Where the values of a model's text stand in it: what JSON and YAML have in common.
import type { Path } from '../pointer.ts';
import type { Span } from '../problem.ts';

export interface Places {
  /** The property that a path names, of an object or a list the key only; else its nearest parent that the text has. */
  spanAt(path: Path): Span;
  /** Keys that stand a second time in their object. */
  duplicates(): readonly Duplicate[];
  /** The object or list at a path, undefined where the text has none there. */
  containerAt(path: Path): Container | undefined;
}

export interface Duplicate {
  readonly path: Path;
  readonly span: Span;
}

/** An object or a list in the text. */
export interface Container {
  readonly kind: 'object' | 'list';
  /** With brackets and commas, or, in YAML, with a line for each entry. */
  readonly style: 'flow' | 'block';
  readonly span: Span;
  readonly entries: readonly Entry[];
}

/** A property with its key, or an item. */
export interface Entry {
  readonly key: string | number;
  readonly start: number;
  /** Behind the value, before blanks, comments and commas. */
  readonly end: number;
  readonly valueStart: number;
}
