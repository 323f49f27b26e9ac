// The form: tabs of groups of fields, updated in place from each snapshot.
import { samePath, startsWith, toPointer, type Path } from '../src/core/pointer.ts';
import * as l10n from '@vscode/l10n';
import type { Field, Form, FormGroup, FormTab } from '../src/core/form.ts';
import { listIn, icon, make, setText, type Part } from './dom.ts';
import type { Actions } from './fields/control.ts';
import { createField, needsSyslog, type FieldPart, type ShownField } from './fields/frame.ts';
import { linkButton } from './native.ts';
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

export function createForm(actions: Actions, onSelectTab: (id: string) => void): FormPart {
  const fields = new Map<string, FieldPart>();
  let editable = false;
  const createFieldPart = (field: Field): FieldPart => {
    const part = createField(field, actions);
    fields.set(toPointer(field.path), part);
    return part;
  };
  const createPanel = (): Part<FormTab> => {
    const element = make('div');
    const draw = listIn<FormGroup>(
      element,
      ({ id }) => id,
      (group) => createGroup(group, actions, createFieldPart, () => editable),
    );
    return { element, show: ({ groups }) => draw(groups) };
  };
  const tabs = createTabs(createPanel, onSelectTab);
  return {
    element: tabs.element,
    show(form, isEditable) {
      editable = isEditable;
      tabs.show(form.tabs);
    },
    focus: (path) => fields.get(toPointer(path))?.focus(),
    redraw: (key) => fields.get(key)?.redraw(),
    selectTab: (id) => tabs.select(id),
    reveal(path) {
      const part = nearest(inPage(fields), path);
      if (!part) return false;
      tabs.select(part.element.closest('[role="tabpanel"]')?.id.replace('panel-', '') ?? '');
      part.element.scrollIntoView({ block: 'center' });
      part.focus();
      return true;
    },
  };
}

let groups = 0;

function createGroup(
  { id }: FormGroup,
  actions: Actions,
  createFieldPart: (field: Field) => FieldPart,
  isEditable: () => boolean,
): Part<FormGroup> {
  // Not the group's own id: names of schemes hold spaces, and a list of ids is separated by them.
  const label = `group-${groups++}`;
  const title = make('h2', { id: `${label}-title` });
  const description = make('p', { class: 'description' });
  const note = make('span');
  const noteLine = make('p', { class: 'note' }, icon('info'), note);
  const reason = make('span', { id: `${label}-reason` });
  const addSyslog = linkButton(l10n.t('Add syslog block'), () => actions.command('addSyslog'));
  const reasonLine = make('p', { class: 'note' }, icon('info'), make('span', {}, reason, ' ', addSyslog));
  const commands = make('p', { class: 'group-commands' });
  const drawCommands = listIn<Command>(
    commands,
    ({ id: command }) => command,
    ({ id: command, title: words }) => ({
      element: linkButton(words, () => actions.command(command)),
      show: () => undefined,
    }),
  );
  const content = make('div', { class: 'fields' });
  const drawFields = listIn<ShownField>(
    content,
    ({ field }) => keyOf(field),
    ({ field }) => createFieldPart(field),
  );
  return {
    element: make(
      'section',
      { id, 'aria-labelledby': title.id },
      title,
      description,
      noteLine,
      reasonLine,
      content,
      commands,
    ),
    show(group) {
      const editable = isEditable();
      const shared = sharedReason(group);
      setText(title, group.title);
      setText(description, group.description);
      setText(note, group.note ?? '');
      noteLine.hidden = note.hidden;
      setText(reason, shared ?? '');
      reasonLine.hidden = shared === undefined;
      drawCommands(group.commands ?? []);
      commands.hidden = group.commands === undefined;
      addSyslog.hidden = !editable || !group.fields.some(needsSyslog);
      const reasonAbove = shared === undefined ? undefined : reason;
      drawFields(group.fields.map((field) => ({ field, editable, reasonAbove })));
    },
  };
}

type Command = NonNullable<FormGroup['commands']>[number];

/** Why all fields of a group are disabled, when it is the same for all: then it is said once. */
function sharedReason({ fields }: FormGroup): string | undefined {
  const first = fields[0]?.disabled;
  return fields.length > 1 && fields.every(({ disabled }) => disabled === first) ? first : undefined;
}

/** A field that changes its kind is another field: it gets another element. */
const keyOf = (field: Field): string =>
  [field.kind, 'multiline' in field && field.multiline, toPointer(field.path)].join(' ');

/** Fields that the last snapshot did not have are no longer in the page. */
const inPage = (fields: ReadonlyMap<string, FieldPart>): FieldPart[] =>
  [...fields.values()].filter(({ element }) => element.isConnected);

/** The field itself, else the deepest one around the path, else the first one inside it. */
function nearest(fields: readonly FieldPart[], path: Path): FieldPart | undefined {
  const around = fields.filter((field) => startsWith(path, field.path));
  return (
    fields.find((field) => samePath(field.path, path)) ??
    around.sort((a, b) => b.path.length - a.path.length)[0] ??
    fields.find((field) => startsWith(field.path, path))
  );
}
