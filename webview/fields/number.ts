// A number, sent as it is typed: the host knows which texts are numbers, and a 64-bit one keeps all its digits.
import * as l10n from '@vscode/l10n';
import type { NumberField } from '../../src/core/form.ts';
import { make, setText } from '../dom.ts';
import type { CreateControl } from './control.ts';
import { typedInput } from './typed.ts';

export const numberControl: CreateControl<NumberField> = (path, actions) => {
  const input = typedInput(path, actions, 'line');
  const hint = make('p', { class: 'hint' });
  input.element.classList.add('number');
  return {
    element: input.element,
    hint,
    show(field, { held, locked, accessible }) {
      setText(hint, rangeOf(field));
      if (!held) input.write(field.present ? field.value : '');
      input.show({ ...accessible, placeholder: field.default, locked });
    },
  };
};

function rangeOf({ minimum, maximum }: NumberField): string {
  if (minimum !== undefined && maximum !== undefined) return l10n.t('From {0} to {1}.', minimum, maximum);
  if (minimum !== undefined) return l10n.t('At least {0}.', minimum);
  return maximum === undefined ? '' : l10n.t('At most {0}.', maximum);
}
