// A certificate: its PEM text, and the ways to get it from a file.
import type { PemField } from '../../src/core/form.ts';
import { make } from '../dom.ts';
import type { CreateControl } from './control.ts';
import { takeFiles } from './files.ts';
import { typedInput } from './typed.ts';

export const pemControl: CreateControl<PemField> = (path, actions) => {
  const input = typedInput(path, actions, 'lines');
  input.element.classList.add('pem');
  const element = make('div', { class: 'with-file' }, input.element);
  const files = takeFiles(element, path, actions);
  element.append(files.element);
  return {
    element,
    input: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) input.write(field.present ? field.value : '');
      input.show({ ...accessible, placeholder: field.default || '-----BEGIN CERTIFICATE-----', locked });
      files.setLocked(locked);
    },
  };
};
