// A value of several possible kinds: the choice among them, and below it the control of the chosen one.
import * as l10n from '@vscode/l10n';
import type { Field, OneOfField } from '../../src/core/form.ts';
import { make } from '../dom.ts';
import { choiceInput, type Option } from '../native.ts';
import type { Actions, Control, CreateControl, Status } from './control.ts';

type Inner = NonNullable<OneOfField['inner']>;

/** `create` makes the control of a field of any kind. */
export const oneOfControl =
  (create: (field: Field, actions: Actions) => Control): CreateControl<OneOfField> =>
  (path, actions) => {
    let shown = '';
    let inner: { readonly key: string; readonly control: Control } | undefined;
    const input = choiceInput((value) => {
      shown = value;
      if (value !== '') actions.edits.put(path, { type: 'choose', option: Number(value) }, 'once');
    });
    const place = make('div', { class: 'inner' });
    const draw = (field: Inner | undefined, chosen: number | undefined): Control | undefined => {
      const key = field && `${chosen} ${field.kind} ${'multiline' in field && field.multiline}`;
      if (key === inner?.key) return inner?.control;
      inner = field && key !== undefined ? { key, control: create(field, actions) } : undefined;
      const parts = inner ? [inner.control.hint, inner.control.element] : [];
      place.replaceChildren(...parts.filter((part) => part !== undefined));
      place.hidden = inner === undefined;
      return inner?.control;
    };
    return {
      element: make('div', { class: 'one-of' }, input.element, place),
      input: input.element,
      show(field, status) {
        if (!status.held) shown = String(field.chosen ?? '');
        const label = l10n.t('{0}, kind', field.title);
        input.show({ ...status.accessible, label, value: shown, options: optionsOf(field), locked: status.locked });
        const control = draw(field.inner, field.chosen);
        if (control && field.inner) control.show(field.inner, innerStatus(status));
      },
    };
  };

/** That it is required is said of the choice. */
const innerStatus = (status: Status): Status => ({
  ...status,
  accessible: { ...status.accessible, required: false },
});

function optionsOf({ options, chosen, present }: OneOfField): readonly Option[] {
  const all = options.map(({ label }, place) => ({ value: String(place), label }));
  if (chosen !== undefined) return all;
  return [{ value: '', label: present ? l10n.t('Of no allowed kind') : l10n.t('Not set') }, ...all];
}
