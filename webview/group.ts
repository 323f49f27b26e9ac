// A group of fields under a heading that opens and closes it.
import * as l10n from '@vscode/l10n';
import type { Field, FormGroup } from '../src/core/form.ts';
import { toPointer } from '../src/core/pointer.ts';
import { icon, listIn, make, setAttributes, setText, type Part } from './dom.ts';
import type { Actions } from './fields/control.ts';
import { needsSyslog, type FieldPart, type ShownField } from './fields/frame.ts';
import type { Look } from './look.ts';
import { linkButton } from './native.ts';

/** What all groups of a form share. */
export interface GroupContext {
  readonly actions: Actions;
  readonly look: Look;
  readonly createFieldPart: (field: Field) => FieldPart;
  readonly isEditable: () => boolean;
}

let groups = 0;

export function createGroup(
  { id }: FormGroup,
  { actions, look, createFieldPart, isEditable }: GroupContext,
): Part<FormGroup> {
  // Not the group's own id: names of schemes hold spaces, and a list of ids is separated by them.
  const label = `group-${groups++}`;
  const heading = createHeading(label, (group) => look.setOpen(group, !look.isOpen(group)));
  const description = make('p', { class: 'description' });
  const note = make('span');
  const noteLine = make('p', { class: 'note' }, icon('info'), note);
  const reason = make('span', { id: `${label}-reason` });
  const addSyslog = linkButton(l10n.t('Add syslog block'), () => actions.command('addSyslog'));
  const reasonLine = make('p', { class: 'note' }, icon('info'), make('span', {}, reason, ' ', addSyslog));
  const fields = make('div', { class: 'fields' });
  const commands = createCommands(actions);
  const content = make('div', { id: `${label}-content` }, description, noteLine, reasonLine, fields, commands.element);
  const drawFields = listIn<ShownField>(
    fields,
    ({ field }) => keyOf(field),
    ({ field }) => createFieldPart(field),
  );
  return {
    element: make('section', { id, 'aria-labelledby': `${label}-title` }, heading.element, content),
    show(group) {
      const editable = isEditable();
      const shared = sharedReason(group);
      heading.show({ group, isOpen: look.isOpen(group) });
      content.hidden = !look.isOpen(group);
      setText(description, group.description);
      setText(note, group.note ?? '');
      noteLine.hidden = note.hidden;
      setText(reason, shared ?? '');
      reasonLine.hidden = shared === undefined;
      commands.show(group);
      addSyslog.hidden = !editable || !group.fields.some(needsSyslog);
      const reasonAbove = shared === undefined ? undefined : reason;
      const shown = group.fields.map((field) => ({
        field,
        editable,
        reasonAbove,
        isFound: look.matches(field, group),
      }));
      drawFields(shown);
    },
  };
}

type Command = NonNullable<FormGroup['commands']>[number];

function createCommands(actions: Actions): Part<FormGroup> {
  const element = make('p', { class: 'group-commands' });
  const draw = listIn<Command>(
    element,
    ({ id }) => id,
    ({ id, title }) => ({ element: linkButton(title, () => actions.command(id)), show: () => undefined }),
  );
  return {
    element,
    show({ commands }) {
      element.hidden = commands === undefined;
      draw(commands ?? []);
    },
  };
}

function createHeading(label: string, toggle: (group: FormGroup) => void): Part<{ group: FormGroup; isOpen: boolean }> {
  const title = make('span');
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true' });
  const button = make(
    'button',
    { type: 'button', class: 'opener', id: `${label}-title`, 'aria-controls': `${label}-content` },
    icon('chevron-down'),
    title,
    badge,
  );
  let last: FormGroup | undefined;
  button.addEventListener('click', () => last && toggle(last));
  return {
    element: make('h2', {}, button),
    show({ group, isOpen }) {
      last = group;
      setText(title, group.title);
      setAttributes(button, { 'aria-expanded': String(isOpen) });
      // What is closed must not hide that something is wrong in it.
      const problems = isOpen ? 0 : countProblems(group);
      setText(badge, problems === 0 ? '' : String(problems));
    },
  };
}

/** Those that ask for something to be done. */
export function countProblems({ fields }: FormGroup): number {
  return fields.flatMap((field) => field.problems).filter(({ severity }) => severity !== 'information').length;
}

/** Why all fields of a group are disabled, when it is the same for all: then it is said once. */
function sharedReason({ fields }: FormGroup): string | undefined {
  const first = fields[0]?.disabled;
  return fields.length > 1 && fields.every(({ disabled }) => disabled === first) ? first : undefined;
}

/** A field that changes its kind is another field: it gets another element. */
const keyOf = (field: Field): string =>
  [field.kind, 'multiline' in field && field.multiline, toPointer(field.path)].join(' ');
