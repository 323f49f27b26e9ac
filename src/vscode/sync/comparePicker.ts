// What differs between two homes, as a list to walk along: each row shows its difference, nothing is written.
import * as vscode from 'vscode';
import { inTurns } from '../../core/inTurns.ts';
import { itemText, kinds, kindTitle } from '../../core/sync/itemText.ts';
import type { SyncItem } from '../../core/sync/planItem.ts';
import type { SyncPlan } from '../../core/sync/planSync.ts';
import { pauses } from '../pauses.ts';

type Row = vscode.QuickPickItem & { readonly item?: SyncItem };

/** Stays open until somebody leaves it. */
export async function comparePicker(title: string, plan: SyncPlan, show: (item: SyncItem) => void): Promise<void> {
  const rows = await rowsOf(plan);
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Choose an integration to see how it differs.');
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.items = rows;
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.selectedItems;
      if (row?.item) show(row.item);
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve();
    });
    picker.show();
  });
}

async function rowsOf(plan: SyncPlan): Promise<readonly Row[]> {
  const pause = pauses();
  const all: Row[] = [];
  for (const kind of kinds) {
    const found = plan.items.filter((item) => item.kind === kind);
    const rows = await inTurns(found, pause, (item) => [{ item, label: item.name, description: itemText(item, plan) }]);
    const heading = { label: `${kindTitle(kind)} (${found.length})`, kind: vscode.QuickPickItemKind.Separator };
    if (rows.length > 0) all.push(heading, ...rows);
  }
  return all;
}
