// Rows of the Integrations view, reached with the keyboard: a click opens a form, whose page takes the focus when it is there.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

/** The row that keys are for. */
export const focusedRow = ':focus-within [role="treeitem"].focused';

/** Goes down row by row, and from the top again where VS Code has lost the row with the focus while it drew rows anew. */
export async function focusRow(name: string): Promise<void> {
  await vscode.commands.executeCommand('integrations.focus');
  await ui.tree.waitFor(name);
  await ui.tree.still();
  let last: string | undefined;
  await eventually(async () => {
    const [row] = await ui.texts(focusedRow);
    if (row?.startsWith(name)) return;
    await ui.keyboard.press(row === last ? 'Home' : 'ArrowDown');
    last = row;
    assert.fail(`The row ${row} has the focus, not ${name}`);
  });
}
