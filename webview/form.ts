// The form: tabs of groups of fields, updated in place from each snapshot.
import { samePath, startsWith, toPointer, type Path } from '../src/core/pointer.ts';
import type { Field, Form } from '../src/core/form.ts';
import type { Actions } from './fields/control.ts';
import { createField, type FieldPart } from './fields/frame.ts';
import { Look } from './look.ts';
import type { Memories } from './memory.ts';
import { createPanel } from './panel.ts';
import { createSearch } from './search.ts';
import { createTabs } from './tabs.ts';

export interface FormPart {
  readonly element: HTMLElement;
  show(form: Form, editable: boolean): void;
  redraw(key: string): void;
  selectTab(id: string): void;
  /** Shows and focuses the field that edits `path`, or one near it; false when there is none. */
  reveal(path: Path): boolean;
  /** Focuses the field without scrolling to it. */
  focus(path: Path): void;
}

export function createForm(actions: Actions, memories: Memories, onSelectTab: (id: string) => void): FormPart {
  const parts = new Map<string, FieldPart>();
  let editable = false;
  let last: Form | undefined;
  const look = new Look(memories, () => draw());
  const createFieldPart = (field: Field): FieldPart => {
    const part = createField(field, actions);
    parts.set(toPointer(field.path), part);
    return part;
  };
  const context = { actions, look, createFieldPart, isEditable: () => editable };
  const search = createSearch(look);
  const tabs = createTabs(() => createPanel(context), search.element, onSelectTab);
  function draw(): void {
    if (!last) return;
    tabs.show(last.tabs);
    search.show(last);
  }
  return {
    element: tabs.element,
    show(form, isEditable) {
      editable = isEditable;
      last = form;
      draw();
    },
    focus: (path) => parts.get(toPointer(path))?.focus(),
    redraw: (key) => parts.get(key)?.redraw(),
    selectTab: (id) => tabs.select(id),
    reveal(path) {
      const found = last && nearest(last, path);
      if (!found) return false;
      look.uncover(found.group);
      tabs.select(found.tab);
      const part = parts.get(toPointer(found.field.path));
      part?.element.scrollIntoView({ block: 'center' });
      part?.focus();
      return part !== undefined;
    },
  };
}

/** The field itself, else the deepest one around the path, else the first one inside it. */
function nearest(form: Form, path: Path) {
  const all = form.tabs.flatMap(({ id, groups }) =>
    groups.flatMap((group) => group.fields.map((field) => ({ tab: id, group, field }))),
  );
  const around = all.filter(({ field }) => startsWith(path, field.path));
  return (
    all.find(({ field }) => samePath(field.path, path)) ??
    around.sort((a, b) => b.field.path.length - a.field.path.length)[0] ??
    all.find(({ field }) => startsWith(field.path, path))
  );
}
