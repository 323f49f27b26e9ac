// Whether a field differs from its default, and what going back is called.
import * as l10n from '@vscode/l10n';
import type { Field } from '../../src/core/form.ts';

export function isModified(field: Field): boolean {
  if (field.kind === 'secret') return field.state !== 'empty';
  if (field.kind === 'map') return field.entries.length > 0;
  if (field.kind === 'oneOf') return field.isModified;
  if (field.kind === 'list') return field.items.join('\n') !== field.default.join('\n');
  return field.present && (field.kind === 'raw' || field.value !== field.default);
}

/** The reset button's label; undefined when there is nothing useful to go back to. */
export function resetLabel(field: Field): string | undefined {
  // A map is emptied entry by entry: one click must not take all of them.
  if (!isModified(field) || field.kind === 'raw' || field.kind === 'map') return undefined;
  if (field.kind === 'secret') return l10n.t('Remove the secret of {0}', field.title);
  const hasDefault = field.kind === 'oneOf' ? field.hasDefault : field.default !== '';
  if (hasDefault) return l10n.t('Reset {0} to default', field.title);
  // Without a default, going back removes the property: a required one must not vanish by a click on an arrow.
  return field.required ? undefined : l10n.t('Remove {0}', field.title);
}
