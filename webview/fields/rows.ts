// The rows of a list or map: what the document has, and new ones that are not in it before something is typed into them.
import * as l10n from '@vscode/l10n';
import { make } from '../dom.ts';
import { iconButton, linkButton } from '../native.ts';
import type { Accessible } from '../toolkit.ts';

/** One row's inputs; `values` as the document has them. */
export interface Row {
  readonly element: HTMLElement;
  read(): readonly string[];
  write(values: readonly string[]): void;
  show(look: RowLook): void;
  focus(): void;
}

export interface RowLook {
  readonly accessible: Accessible;
  /** From 1. */
  readonly number: number;
  readonly locked: boolean;
}

export interface Rows {
  readonly element: HTMLElement;
  /** Of those rows that something was typed into. */
  read(): readonly (readonly string[])[];
  write(values: readonly (readonly string[])[]): void;
  show(accessible: Accessible, locked: boolean): void;
  add(values?: readonly string[]): void;
}

interface Kept {
  readonly row: Row;
  readonly element: HTMLElement;
  readonly remove: HTMLButtonElement;
  isNew: boolean;
}

/** `changed` is called for what the user did; `at` once when it is complete in itself. */
export function createRows(make_: () => Row, addLabel: string, changed: (at: 'pause' | 'once') => void): Rows {
  const list = make('ul', { class: 'rows', role: 'list' });
  const add = linkButton(addLabel, () => addRow(undefined));
  const element = make('div', { class: 'row-list' }, list, add);
  let kept: Kept[] = [];
  let look: { accessible: Accessible; locked: boolean } | undefined;
  const drawLooks = (): void => {
    if (look) for (const [place, each] of kept.entries()) drawRow(each, place, look.accessible, look.locked);
  };
  const removeRow = (gone: Kept): void => {
    const place = kept.indexOf(gone);
    kept = kept.filter((each) => each !== gone);
    gone.element.remove();
    drawLooks();
    const next = kept[Math.min(place, kept.length - 1)];
    if (next) next.row.focus();
    else add.focus();
    if (!gone.isNew) changed('once');
  };
  const append = (isNew: boolean): Kept => {
    const row = make_();
    const remove = iconButton('trash', () => removeRow(created));
    const created: Kept = { row, remove, isNew, element: make('li', { class: 'row' }, row.element, remove) };
    row.element.addEventListener('input', () => {
      created.isNew = false;
      changed('pause');
    });
    kept.push(created);
    list.append(created.element);
    return created;
  };
  function addRow(values: readonly string[] | undefined): void {
    const created = append(values === undefined);
    if (values) created.row.write(values);
    drawLooks();
    if (values) changed('once');
    else created.row.focus();
  }
  return {
    element,
    read: () => kept.filter(({ isNew }) => !isNew).map(({ row }) => row.read()),
    add: (values) => addRow(values),
    write(values) {
      // New rows stay where the user has them, at the end.
      const fresh = kept.filter(({ isNew }) => isNew);
      kept = kept.filter(({ isNew }) => !isNew);
      for (const gone of kept.splice(values.length)) gone.element.remove();
      while (kept.length < values.length) append(false);
      for (const each of fresh) list.append(each.element);
      for (const [place, value] of values.entries()) kept[place]?.row.write(value);
      kept.push(...fresh);
    },
    show(accessible, locked) {
      look = { accessible, locked };
      add.hidden = locked;
      drawLooks();
    },
  };
}

function drawRow({ row, remove }: Kept, place: number, accessible: Accessible, locked: boolean): void {
  row.show({ accessible, number: place + 1, locked });
  const label = l10n.t('Remove {0}, entry {1}', accessible.label, place + 1);
  remove.setAttribute('aria-label', label);
  remove.title = label;
  remove.hidden = locked;
}
