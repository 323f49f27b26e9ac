// The rows of a plan under a heading for each kind, made in turns, as there may be thousands.
import * as vscode from 'vscode';
import { inTurns } from '../../core/inTurns.ts';
import { kinds, kindTitle } from '../../core/sync/itemText.ts';
import type { SyncItem } from '../../core/sync/planItem.ts';
import { pauses } from '../pauses.ts';

export const separator = (label: string): vscode.QuickPickItem => ({
  label,
  kind: vscode.QuickPickItemKind.Separator,
});

export async function groupedRows<Row extends vscode.QuickPickItem>(
  items: readonly SyncItem[],
  rowOf: (item: SyncItem) => Row,
): Promise<(Row | vscode.QuickPickItem)[]> {
  const pause = pauses();
  const all: (Row | vscode.QuickPickItem)[] = [];
  for (const kind of kinds) {
    const found = items.filter((item) => item.kind === kind);
    const rows = await inTurns(found, pause, (item) => [rowOf(item)]);
    if (rows.length > 0) all.push(separator(`${kindTitle(kind)} (${rows.length})`), ...rows);
  }
  return all;
}
