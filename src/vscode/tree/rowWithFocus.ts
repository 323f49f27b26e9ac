// Which row of a tree has the focus, for keys pressed in it. VS Code tells only what is selected: the row that it toggles is it.
import * as vscode from 'vscode';
import { wait } from '../pauses.ts';

interface Row {
  readonly id: string;
}

/** While rows are drawn anew, VS Code forgets for a moment which nodes are selected: milliseconds until it is asked again. */
const pause = 50;
const mostTries = 20;

/** `draws` counts the questions of VS Code for rows: what it said while there was one may be half of it. */
export async function rowWithFocus<T extends Row>(
  view: vscode.TreeView<T>,
  draws: () => number,
): Promise<T | undefined> {
  // Where the view is hidden meanwhile, another list would be toggled.
  for (let tries = 0; tries < mostTries && view.visible; tries++) {
    const drawn = draws();
    const before = view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const toggled = view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const [row, ...others] = [...missing(toggled, before), ...missing(before, toggled)];
    const isWhole = drawn === draws() && isSame(before, view.selection);
    if (row && others.length === 0 && isWhole) return row;
    await wait(pause);
  }
  return undefined;
}

const missing = <T extends Row>(rows: readonly T[], among: readonly T[]): T[] =>
  rows.filter(({ id }) => !among.some((other) => other.id === id));

const isSame = <T extends Row>(some: readonly T[], others: readonly T[]): boolean =>
  missing(some, others).length + missing(others, some).length === 0;
