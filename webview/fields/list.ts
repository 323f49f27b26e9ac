// A list of texts or numbers, one row for each; items of a fixed set are added by choosing them.
import * as l10n from '@vscode/l10n';
import type { ListField } from '../../src/core/form.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { choiceInput } from '../native.ts';
import { textInput } from '../toolkit.ts';
import type { Status } from './control.ts';
import type { Control, CreateControl } from './control.ts';
import { createRows, type Row, type Rows } from './rows.ts';

export const listControl: CreateControl<ListField> = (path, { edits }, first): Control<ListField> => {
  const rows = createRows(itemRow, l10n.t('Add Item'), (at) =>
    edits.put(path, { type: 'items', value: rows.read().map(([item = '']) => item) }, at),
  );
  rows.element.addEventListener('focusout', () => edits.hurry());
  rows.element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') edits.revert(toPointer(path));
    if (event.key !== 'Enter' || !(event.target instanceof Element) || event.target.matches('button, select')) return;
    event.preventDefault();
    edits.hurry();
    rows.add();
  });
  const chooser = first.options.length > 0 ? optionAdder(rows) : undefined;
  return {
    element: rows.element,
    show(field, status) {
      if (!status.held) rows.write((field.present ? field.items : []).map((item) => [item]));
      rows.show(status.accessible, status.locked);
      chooser?.(field, status);
    },
  };
};

function itemRow(): Row {
  const input = textInput('line');
  return {
    element: input.element,
    read: () => [input.read()],
    write: ([text = '']) => input.write(text),
    focus: () => input.element.focus(),
    show({ accessible, number, locked }) {
      const label = l10n.t('{0}, entry {1}', accessible.label, number);
      input.show({ ...accessible, label, required: false, placeholder: '', locked });
    },
  };
}

/** In place of "Add Item": what may be in the list and is not yet. */
function optionAdder(rows: Rows): (field: ListField, status: Status) => void {
  const choice = choiceInput((value) => {
    if (value !== '') rows.add([value]);
  });
  rows.element.querySelector(':scope > .link')?.remove();
  rows.element.append(choice.element);
  return ({ options }, { locked, accessible }) => {
    const there = rows.read().map(([item]) => item);
    const free = options.filter((option) => !there.includes(option)).map((value) => ({ value, label: value }));
    const label = l10n.t('Add to {0}', accessible.label);
    choice.element.hidden = locked || free.length === 0;
    choice.show({
      ...accessible,
      label,
      required: false,
      locked,
      value: '',
      options: [{ value: '', label: l10n.t('Add…') }, ...free],
    });
  };
}
