// Which properties of one integration are taken over: those that are ticked come from the source, the others stay.
import * as vscode from 'vscode';
import type { Difference, DifferenceState, SyncItem } from '../../core/sync/planItem.ts';
import { placeText } from '../../core/platform/hidden.ts';
import { shownValue } from '../../core/sync/syncReport.ts';

const icons: Readonly<Record<DifferenceState, string>> = {
  changed: 'arrow-right',
  conflict: 'warning',
  kept: 'history',
  offered: 'key',
};

/** `which` of how many, where one comes after the other. Undefined when somebody leaves it. */
export async function pickProperties(
  { name, differences }: SyncItem,
  chosen: ReadonlySet<string>,
  homes: { readonly source: string; readonly target: string },
  [which, all]: readonly [number, number],
): Promise<ReadonlySet<string> | undefined> {
  const items = differences.map((difference) => itemOf(difference, chosen.has(difference.pointer)));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    title:
      all === 1
        ? vscode.l10n.t('{0}: what to take over', name)
        : vscode.l10n.t('{0} ({1} of {2}): what to take over', name, which, all),
    placeHolder: vscode.l10n.t('Ticked: as {0} has it. Not ticked: stays as {1} has it.', homes.source, homes.target),
  });
  return picked && new Set(picked.map(({ pointer }) => pointer));
}

interface PropertyItem extends vscode.QuickPickItem {
  readonly pointer: string;
}

function itemOf(difference: Difference, picked: boolean): PropertyItem {
  const { pointer, state, before, value, isSecret } = difference;
  const shown = [shownValue(before, isSecret), shownValue(value, isSecret)].join(' → ');
  return {
    pointer,
    picked,
    label: `$(${icons[state]}) ${placeText(pointer)}`,
    description: shown,
    detail: detailOf(state),
  };
}

function detailOf(state: DifferenceState): string {
  switch (state) {
    case 'changed':
      return vscode.l10n.t('changed in the source');
    case 'conflict':
      return vscode.l10n.t('changed in both, or nobody knows where');
    case 'kept':
      return vscode.l10n.t('changed in the target alone');
    case 'offered':
      return vscode.l10n.t('a secret that the platform does not show: send it only when it is to replace that one');
  }
}
