// What every kind of field gives to the frame around it, and what it gets.
import type { Field } from '../../src/core/form.ts';
import type { Path } from '../../src/core/pointer.ts';
import type { PageCommand } from '../../src/protocol.ts';
import type { Edits } from '../edits.ts';
import type { Accessible } from '../toolkit.ts';

export interface Control<F extends Field = Field> {
  /** The element that takes the input, or holds what does. */
  readonly element: HTMLElement;
  /** What gets the focus, where that is not the element itself. */
  readonly input?: HTMLElement;
  /** Words of its own, between description and input: a range, a secret's state. */
  readonly hint?: HTMLElement;
  show(field: F, status: Status): void;
}

export interface Status {
  /** The user's own text is newer than this field: it must not be overwritten. */
  readonly held: boolean;
  /** Shown, not editable. */
  readonly locked: boolean;
  readonly accessible: Accessible;
}

/** What fields may do; the page provides it. */
export interface Actions {
  readonly edits: Edits;
  readonly command: (command: PageCommand, path?: Path) => void;
  /** The value of a secret, which the user has asked to see; undefined when there is none to show. */
  readonly showSecret: (path: Path) => Promise<string | undefined>;
  /** Whether a secret is being typed that is not sent yet. */
  readonly typing: (path: Path, isTyped: boolean) => void;
  /** `title` is the fix that the user saw. */
  readonly fix: (path: Path, problem: number, fix: number, title: string) => void;
}

/** How a control is made; `path` never changes during its life. */
export type CreateControl<F extends Field> = (path: Path, actions: Actions, field: F) => Control<F>;
