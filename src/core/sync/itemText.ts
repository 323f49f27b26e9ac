// What the plan says of one integration, in a few words.
import * as l10n from '@vscode/l10n';
import type { Difference, ItemKind, SyncItem } from './planItem.ts';
import type { SyncPlan } from './planSync.ts';
import { placeText } from '../platform/hidden.ts';

export const kinds: readonly ItemKind[] = ['conflicting', 'new', 'changed', 'removed', 'only', 'same'];

export function kindTitle(kind: ItemKind): string {
  switch (kind) {
    case 'new':
      return l10n.t('New');
    case 'changed':
      return l10n.t('Changed');
    case 'removed':
      return l10n.t('Removed in the source');
    case 'conflicting':
      return l10n.t('Conflicting');
    case 'only':
      return l10n.t('Only in the target');
    case 'same':
      return l10n.t('The same');
  }
}

type PlanModels = Pick<SyncPlan, 'missingModels' | 'differingModels'>;

/** How many properties differ, what is missing, and what a conflict is about. */
export function itemText(item: SyncItem, { missingModels, differingModels }: PlanModels): string {
  const isModelMissing = missingModels.some(({ id }) => id === item.modelId);
  const { kind, differences, missing, deletedIn } = item;
  const changes = differences.filter(({ state }) => state !== 'offered' && state !== 'kept').length;
  const kept = count(differences, 'kept');
  const parts = [
    deletedIn === 'source' ? l10n.t('deleted in the source, changed in the target') : '',
    deletedIn === 'target' ? l10n.t('deleted in the target') : '',
    kind === 'new' || deletedIn !== undefined || changes === 0 ? '' : properties(changes),
    kept > 0 ? l10n.t('{0} changed in the target stay', kept) : '',
    isModelMissing ? l10n.t('its model is missing') : '',
    (item.source && kind !== 'same' && differingModels?.get(item.modelId)) || '',
    missing.length > 0 ? l10n.t('without a value: {0}', missing.map(placeText).join(', ')) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const properties = (changes: number): string =>
  changes === 1 ? l10n.t('1 property') : l10n.t('{0} properties', changes);

const count = (differences: readonly Difference[], state: Difference['state']): number =>
  differences.filter((each) => each.state === state).length;
