// A URL: read from left to right in every language, without the spaces that come along when one is copied.
import type { UrlField } from '../../src/core/form.ts';
import type { CreateControl } from './control.ts';
import { typedInput } from './typed.ts';

export const urlControl: CreateControl<UrlField> = (path, actions) => {
  const input = typedInput(path, actions, 'url');
  return {
    element: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) input.write(field.present ? field.value : '');
      input.show({ ...accessible, placeholder: field.default, locked });
    },
  };
};
