// The plan as a list in which everything is decided before anything is written.
import * as vscode from 'vscode';
import { inTurns } from '../../core/inTurns.ts';
import { itemText } from '../../core/sync/itemText.ts';
import type { ItemKind, SyncItem } from '../../core/sync/planItem.ts';
import { isUsual, type SyncPlan } from '../../core/sync/planSync.ts';
import { pauses } from '../pauses.ts';
import type { Choices } from './choices.ts';
import { groupedRows, separator } from './groupedRows.ts';

export interface PlanView {
  readonly title: string;
  readonly plan: SyncPlan;
  readonly choices: Choices;
  /** Why an item cannot be carried out, by what the user may do. */
  readonly refusal: (item: SyncItem) => string | undefined;
  readonly showDifference: (item: SyncItem) => void;
}

/** Of models, the id. */
export interface Picked {
  readonly does: 'run' | 'dryRun' | 'properties';
  /** Whose properties are to be chosen. */
  readonly of?: SyncItem;
  readonly items: readonly SyncItem[];
  readonly models: readonly string[];
}

type Row = vscode.QuickPickItem & { readonly item?: SyncItem; readonly model?: string };

/** What was ticked when the list was last shown. */
export type Ticked = Pick<Picked, 'items' | 'models'>;

/** Undefined when somebody leaves it. */
export async function pickPlan(view: PlanView, ticked: Ticked | undefined): Promise<Picked | undefined> {
  const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
  const dryRun = button('beaker', vscode.l10n.t('Dry Run'));
  const difference = button('diff', vscode.l10n.t('Show Differences'));
  const properties = button('list-selection', vscode.l10n.t('Choose Properties'));
  const rows = await rowsOf(view, { difference, properties });
  const ticks = await inTurns(rows, pauses(), tickedRow(view, ticked));
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = view.title;
  picker.placeholder = vscode.l10n.t('Tick what is to be written; the buttons of a row show its differences.');
  picker.canSelectMany = true;
  picker.ignoreFocusOut = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.buttons = [dryRun];
  picker.items = rows;
  picker.selectedItems = ticks;
  const picked = (does: Picked['does']): Picked => ({ does, ...tickedIn(picker.selectedItems) });
  return new Promise((resolve) => {
    const done = (value: Picked | undefined): void => {
      resolve(value);
      picker.dispose();
    };
    picker.onDidAccept(() => done(picked('run')));
    picker.onDidHide(() => done(undefined));
    picker.onDidTriggerButton((pressed) => pressed === dryRun && done(picked('dryRun')));
    picker.onDidTriggerItemButton(({ item: { item }, button: pressed }) => {
      if (!item) return;
      if (pressed === difference) view.showDifference(item);
      else done({ ...picked('properties'), of: item });
    });
    picker.show();
  });
}

function tickedRow(view: PlanView, ticked: Ticked | undefined): (row: Row) => Row[] {
  const [items, models] = [new Set(ticked?.items), new Set(ticked?.models)];
  const isTicked = ({ item, model }: Row): boolean => {
    if (ticked) return (item !== undefined && items.has(item)) || (model !== undefined && models.has(model));
    return model !== undefined || (item !== undefined && isUsual(item) && view.refusal(item) === undefined);
  };
  return (row) => (isTicked(row) ? [row] : []);
}

const tickedIn = (rows: readonly Row[]): Ticked => ({
  items: rows.flatMap(({ item }) => item ?? []),
  models: rows.flatMap(({ model }) => model ?? []),
});

interface Buttons {
  readonly difference: vscode.QuickInputButton;
  readonly properties: vscode.QuickInputButton;
}

async function rowsOf(
  { plan, refusal, choices }: PlanView,
  { difference, properties }: Buttons,
): Promise<readonly Row[]> {
  const models = plan.missingModels.filter(({ isInSource }) => isInSource);
  const itemRow = (item: SyncItem): Row => {
    const refused = refusal(item);
    const hasDocuments = item.source !== undefined && item.target !== undefined;
    const isChosen = item.kind === 'conflicting' && item.deletedIn === undefined && !choices.isOpen(item);
    return {
      item,
      label: `$(${icons[item.kind]}) ${item.name}`,
      description: isChosen ? vscode.l10n.t('decided') : itemText(item, plan),
      ...(refused !== undefined && { detail: refused }),
      buttons: [difference, ...(hasDocuments ? [properties] : [])],
    };
  };
  return [
    ...(models.length > 0 ? [separator(vscode.l10n.t('Models that are missing'))] : []),
    ...models.map(({ id, users }) => ({
      model: id,
      label: `$(symbol-class) ${id}`,
      description: vscode.l10n.t('brought first, for {0}', users.join(', ')),
    })),
    ...(await groupedRows(plan.items.filter(isShown), itemRow)),
  ];
}

/** What only the target has is none of the source's business; of what is the same, secrets may still be sent. */
const isShown = ({ kind, differences }: SyncItem): boolean =>
  kind === 'same' ? differences.length > 0 : kind !== 'only';

const icons: Readonly<Record<ItemKind, string>> = {
  new: 'add',
  changed: 'edit',
  removed: 'trash',
  conflicting: 'warning',
  same: 'check',
  only: 'circle-outline',
};
