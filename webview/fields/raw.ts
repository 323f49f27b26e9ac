// A value that has no field of its own: shown as JSON, edited in the Advanced View.
import * as l10n from '@vscode/l10n';
import type { RawField } from '../../src/core/form.ts';
import { make, setAttributes } from '../dom.ts';
import { linkButton } from '../native.ts';
import type { CreateControl } from './control.ts';

export const rawControl: CreateControl<RawField> = (path, actions) => {
  const json = make('pre', { tabindex: '0', role: 'group' });
  const open = linkButton(l10n.t('Edit in Advanced View'), () => actions.command('advancedView', path));
  return {
    element: make('div', { class: 'raw' }, json, open),
    show(field, { accessible }) {
      if (json.textContent !== field.value) json.textContent = field.value;
      json.hidden = field.value === '';
      const describedBy = accessible.describedBy.filter((element) => !element.hidden).map((element) => element.id);
      setAttributes(json, { 'aria-label': accessible.label, 'aria-describedby': describedBy.join(' ') || undefined });
    },
  };
};
