// Where the caret belongs after the text under it was changed from elsewhere (undo, another editor).

/** The text after the caret stays after it (as undo has it), else the text before it stays before it. */
export function moveCaret(before: string, after: string, caret: number): number {
  const rest = before.slice(caret);
  if (after.endsWith(rest)) return after.length - rest.length;
  return Math.min(caret, after.length);
}
