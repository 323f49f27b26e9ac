// Answering the questions that a command asks.
import assert from 'node:assert/strict';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

/** Answers one question after the other, each when the one before is gone. */
export async function answer(...answers: readonly string[]): Promise<void> {
  for (const text of answers) {
    await ui.quickPick.type(text);
    await ui.quickPick.accept();
    // What is said below the input changes while the answer is checked; the text stays until it is taken.
    await eventually(async () => assert.notEqual(await ui.quickPick.shownValue(), text));
  }
}
