// What differs between two homes, as a list to walk along: each row shows its difference, nothing is written.
import * as vscode from 'vscode';
import { itemText } from '../../core/sync/itemText.ts';
import type { SyncItem } from '../../core/sync/planItem.ts';
import type { SyncPlan } from '../../core/sync/planSync.ts';
import { groupedRows } from './groupedRows.ts';

type Row = vscode.QuickPickItem & { readonly item?: SyncItem };

/** Stays open until somebody leaves it. */
export async function comparePicker(title: string, plan: SyncPlan, show: (item: SyncItem) => void): Promise<void> {
  const rows = await groupedRows<Row>(plan.items, (item) => ({
    item,
    label: item.name,
    description: itemText(item, plan),
  }));
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
