// One of several values.
import * as l10n from '@vscode/l10n';
import type { ChoiceField } from '../../src/core/form.ts';
import { choiceInput, type Option } from '../native.ts';
import type { CreateControl } from './control.ts';

export const choiceControl: CreateControl<ChoiceField> = (path, { edits }) => {
  let shown = '';
  const input = choiceInput((value) => {
    shown = value;
    edits.put(path, { type: 'set', value }, 'once');
  });
  return {
    element: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) shown = field.present ? field.value : field.default;
      input.show({ ...accessible, value: shown, options: optionsOf(field, shown), locked });
    },
  };
};

/** A value that the schema does not offer is still the value: it is shown, and can be left but not chosen again. */
function optionsOf({ options }: ChoiceField, shown: string): readonly Option[] {
  if (options.some(({ value }) => value === shown)) return options;
  return [{ value: shown, label: shown === '' ? l10n.t('Not set') : shown }, ...options];
}
