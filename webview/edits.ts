// What the user has changed and the document does not have yet: one draft per field, sent in order, none lost.
import { toPointer, type Path } from '../src/core/pointer.ts';
import type { Entry } from '../src/core/form.ts';
import type { Answer } from '../src/protocol.ts';
import type { Question } from './host.ts';

export type Edit =
  | { readonly type: 'set'; readonly value: string | boolean }
  | { readonly type: 'paste'; readonly value: string }
  | { readonly type: 'choose'; readonly option: number }
  | { readonly type: 'items'; readonly value: readonly string[] }
  | { readonly type: 'entries'; readonly value: readonly Entry[] }
  | { readonly type: 'file'; readonly data?: string; readonly uri?: string }
  | { readonly type: 'reset' }
  | { readonly type: 'secret'; readonly value: string };

interface Draft {
  readonly key: string;
  readonly path: Path;
  unsent: Edit | undefined;
  /** When the oldest unsent key was pressed. */
  since: number | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** It waits for the field to be left, not for a pause. */
  waitsForLeave: boolean;
  unanswered: number;
  refused: string | undefined;
  /** The snapshot that will show the edit; until then older ones must not overwrite it. */
  version: number | undefined;
}

/** A pause in typing after which the edit is sent; also the grain of undo. */
const pause = 150;
/** Who types without a pause must not lose more than this when the window dies. */
const longestPause = 1000;
/** A snapshot that was promised and does not come must not block the field forever. */
const longestWait = 2000;

/** It has identity and lifetime: the page's only memory of edits that are on their way. */
export class Edits {
  readonly #drafts = new Map<string, Draft>();
  readonly #ask: (question: Question) => Promise<Answer>;
  readonly #changed: (key: string) => void;
  readonly #notes = new Map<string, string>();
  #waiting: (() => void)[] = [];
  #version = 0;
  #isDirty = false;

  /** `changed` is told the pointer of a field that is to be drawn again. */
  constructor(ask: (question: Question) => Promise<Answer>, changed: (key: string) => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /**
   * Takes an edit, to be sent after a pause in typing, when the field is left, or at once. The first key in a document
   * that has nothing unsaved does not wait: from then on VS Code asks before it closes the document, and meanwhile
   * the rest is sent.
   */
  put(path: Path, edit: Edit, at: 'pause' | 'leave' | 'once' = 'pause'): void {
    const draft = this.#draftOf(path);
    const isTold = this.#notes.delete(draft.key) || draft.refused !== undefined;
    draft.unsent = edit;
    draft.refused = draft.version = undefined;
    draft.since ??= performance.now();
    draft.waitsForLeave = at === 'leave';
    clearTimeout(draft.timer);
    draft.timer = undefined;
    const wait = at === 'once' || !this.#isDirty ? 0 : Math.min(pause, draft.since + longestPause - performance.now());
    if (at !== 'leave' && wait > 0) draft.timer = setTimeout(() => this.#due(draft), wait);
    else if (at !== 'leave') this.#due(draft);
    if (isTold) this.#changed(draft.key);
  }

  /** Whether the field shows something newer than any snapshot. */
  holds(key: string): boolean {
    return this.#drafts.has(key);
  }

  /** Why the host did not take the field's text. */
  refusal(key: string): string | undefined {
    return this.#drafts.get(key)?.refused;
  }

  /** What the host said beside taking the field's text. */
  note(key: string): string | undefined {
    return this.#notes.get(key);
  }

  /** Path of a field whose text was refused. */
  firstRefused(): Path | undefined {
    return [...this.#drafts.values()].find((draft) => draft.refused !== undefined)?.path;
  }

  /** Gives up a refused text, so that the document's value shows again. */
  forget(key: string): void {
    if (this.refusal(key) !== undefined) this.#drafts.delete(key);
  }

  /** Like `forget`, for the user who presses Escape. */
  revert(key: string): void {
    this.forget(key);
    this.#changed(key);
  }

  /** A snapshot has come: edits that it contains are history. */
  seen(version: number, isDirty: boolean): void {
    this.#version = version;
    this.#isDirty = isDirty;
    for (const draft of this.#drafts.values()) if (isShownBy(draft, version)) this.#drafts.delete(draft.key);
    this.#tellWaiting();
  }

  /** Sends what waits for a pause, after what is under way. */
  hurry(): void {
    for (const draft of this.#drafts.values()) this.#due(draft);
  }

  /** Sends everything now: the page may be gone before another answer comes. */
  sendAll(): void {
    for (const draft of this.#drafts.values()) if (draft.unsent) void this.#send(draft);
  }

  /** Like `sendAll`, while somebody may still be typing: what waits until its field is left goes on waiting. */
  sendTyped(): void {
    for (const draft of this.#drafts.values()) if (draft.unsent && !draft.waitsForLeave) void this.#send(draft);
  }

  /** Sends everything and waits for it; false when a text was refused. */
  async settle(): Promise<boolean> {
    this.hurry();
    while (this.#isBusy()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#drafts.size === 0;
  }

  #draftOf(path: Path): Draft {
    const key = toPointer(path);
    const draft = this.#drafts.get(key) ?? newDraft(key, path);
    this.#drafts.set(key, draft);
    return draft;
  }

  #due(draft: Draft): void {
    clearTimeout(draft.timer);
    draft.timer = undefined;
    draft.waitsForLeave = false;
    if (draft.unanswered === 0) void this.#send(draft);
  }

  async #send(draft: Draft): Promise<void> {
    if (!draft.unsent) return;
    const { unsent, path } = draft;
    draft.unsent = draft.since = undefined;
    draft.waitsForLeave = false;
    this.#isDirty = true;
    draft.unanswered++;
    const answer = await this.#ask({ ...unsent, path });
    draft.unanswered--;
    if (draft.unanswered === 0) this.#answered(draft, answer);
  }

  #answered(draft: Draft, answer: Answer): void {
    if (draft.unsent) {
      if (draft.timer === undefined && !draft.waitsForLeave) this.#due(draft);
      return;
    }
    if (answer.ok && answer.message !== undefined) {
      this.#notes.set(draft.key, answer.message);
      this.#changed(draft.key);
    }
    if (!answer.ok) draft.refused = answer.message ?? '';
    // Without a version, the next snapshot is taken for the one that shows it.
    else draft.version = answer.version ?? this.#version + 1;
    if (isShownBy(draft, this.#version)) this.#release(draft);
    else if (answer.ok) this.#releaseLater(draft, draft.version);
    else this.#redraw(draft);
  }

  #releaseLater(draft: Draft, version: number | undefined): void {
    setTimeout(() => {
      if (draft.version !== undefined && draft.version === version) this.#release(draft);
    }, longestWait);
  }

  #release(draft: Draft): void {
    if (this.#drafts.get(draft.key) === draft) this.#drafts.delete(draft.key);
    this.#redraw(draft);
  }

  #redraw(draft: Draft): void {
    this.#changed(draft.key);
    this.#tellWaiting();
  }

  #isBusy(): boolean {
    return [...this.#drafts.values()].some((draft) => draft.refused === undefined);
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function newDraft(key: string, path: Path): Draft {
  const nothing = { unsent: undefined, since: undefined, timer: undefined, refused: undefined, version: undefined };
  return { key, path, unanswered: 0, waitsForLeave: false, ...nothing };
}

const isShownBy = (draft: Draft, version: number): boolean => draft.version !== undefined && draft.version <= version;
