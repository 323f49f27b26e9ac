// Names with values, one row for each; the names are the user's own.
import * as l10n from '@vscode/l10n';
import type { MapField } from '../../src/core/form.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { make } from '../dom.ts';
import { textInput } from '../toolkit.ts';
import type { CreateControl } from './control.ts';
import { createRows, type Row } from './rows.ts';

export const mapControl: CreateControl<MapField> = (path, { edits }) => {
  const rows = createRows(entryRow, l10n.t('Add Entry'), (at) => {
    const entries = rows.read().map(([key = '', value = '']) => ({ key, value }));
    // A value waits for its name, and a name that is being replaced must not take its value along.
    if (entries.every(({ key }) => key !== '')) edits.put(path, { type: 'entries', value: entries }, at);
  });
  rows.element.addEventListener('focusout', () => edits.hurry());
  rows.element.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') edits.hurry();
    if (key === 'Escape') edits.revert(toPointer(path));
  });
  return {
    element: rows.element,
    show(field, { held, locked, accessible }) {
      const isUnnamed = rows.read().some(([key]) => key === '');
      if (!held && !(isUnnamed && rows.element.matches(':focus-within')))
        rows.write(field.entries.map(({ key, value }) => [key, value]));
      rows.show(accessible, locked);
    },
  };
};

function entryRow(): Row {
  const [key, value] = [textInput('line'), textInput('line')];
  return {
    element: make('div', { class: 'entry' }, key.element, value.element),
    read: () => [key.read(), value.read()],
    write([name = '', text = '']) {
      key.write(name);
      value.write(text);
    },
    focus: () => key.element.focus(),
    show({ accessible, number, locked }) {
      const look = { ...accessible, required: false, locked };
      key.show({ ...look, label: l10n.t('{0}, name {1}', accessible.label, number), placeholder: l10n.t('Name') });
      value.show({ ...look, label: l10n.t('{0}, value {1}', accessible.label, number), placeholder: l10n.t('Value') });
    },
  };
}
