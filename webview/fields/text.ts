// A text, in one line or several.
import type { TextField } from '../../src/core/form.ts';
import type { CreateControl } from './control.ts';
import { typedInput } from './typed.ts';

export const textControl: CreateControl<TextField> = (path, actions, { multiline }) => {
  const input = typedInput(path, actions, multiline ? 'lines' : 'line');
  return {
    element: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) input.write(field.present ? field.value : '');
      input.show({ ...accessible, placeholder: field.default, locked });
    },
  };
};
