// Rows of the Integrations view, reached with the keyboard: a click opens a form, whose page takes the focus when it is there.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ui } from '../../help/ui.ts';
import { eventually } from '../eventually.ts';

/** The row that keys are for. */
export const focusedRow = ':focus-within [role="treeitem"].focused';

/** Goes down row by row, and from the top again when the row was not drawn yet. */
export async function focusRow(name: string): Promise<void> {
  await vscode.commands.executeCommand('integrations.focus');
  await ui.keyboard.press('Home');
  let last = '';
  await eventually(async () => {
    const row = await ui.text(focusedRow);
    if (row.startsWith(name)) return;
    await ui.keyboard.press(row === last ? 'Home' : 'ArrowDown');
    last = row;
    assert.fail(row);
  });
}
