// Answering the questions that a command asks.
import assert from 'node:assert/strict';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

/** Answers one question after the other, each when the one before is gone. */
export async function answer(...answers: readonly string[]): Promise<void> {
  for (const text of answers) {
    await ui.quickPick.type(text);
    const asked = await ui.quickPick.question();
    await ui.quickPick.accept();
    await eventually(async () => assert.notEqual(await ui.quickPick.question(), asked));
  }
}
