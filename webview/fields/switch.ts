// A switch for what is either on or off.
import type { SwitchField } from '../../src/core/form.ts';
import { checkInput } from '../toolkit.ts';
import type { CreateControl } from './control.ts';

export const switchControl: CreateControl<SwitchField> = (path, { edits }) => {
  const input = checkInput((value) => edits.put(path, { type: 'set', value }, 'once'));
  let shown = false;
  return {
    element: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) shown = field.present ? field.value : field.default;
      input.show({ ...accessible, checked: shown, locked });
    },
  };
};
