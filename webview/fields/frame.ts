// The frame around every field: title, description, input, problems, and the way back to the default.
import * as l10n from '@vscode/l10n';
import type { Field, FieldProblem } from '../../src/core/form.ts';
import { toPointer, type Path } from '../../src/core/pointer.ts';
import { make, setAttributes, setText, type Part } from '../dom.ts';
import { iconButton, linkButton } from '../native.ts';
import type { Actions, Control } from './control.ts';
import { createControl } from './kinds.ts';
import { detailList } from './details.ts';
import { problemList } from './problems.ts';
import { isModified, resetLabel } from './reset.ts';

export interface FieldPart extends Part<ShownField> {
  readonly path: Path;
  /** Draws the last field again: what the page knows of its edits has changed. */
  redraw(): void;
  focus(): void;
}

export interface ShownField {
  readonly field: Field;
  readonly editable: boolean;
  /** The reason why it is disabled is said above the whole group. */
  readonly reasonAbove?: HTMLElement | undefined;
  /** Not what is searched for: it is not shown, but goes on living. */
  readonly isFound?: boolean;
}

let lastId = 0;

export function createField(first: Field, actions: Actions): FieldPart {
  const { path } = first;
  const key = toPointer(path);
  const control = createControl(first, actions);
  const frame = layOut(first, control, actions);
  let last: ShownField = { field: first, editable: false };
  const draw = (): void => drawField(frame, control, last, actions);
  return {
    path,
    element: frame.element,
    redraw: draw,
    focus: () => focusControl(control),
    show(next) {
      // A refused text stays until it is mended; a new value from elsewhere ends that.
      if (valueOf(next.field) !== valueOf(last.field)) actions.edits.forget(key);
      last = next;
      frame.element.hidden = next.isFound === false;
      draw();
    },
  };
}

type Frame = ReturnType<typeof layOut>;

function layOut(field: Field, control: Control, actions: Actions) {
  const id = `field-${++lastId}`;
  (control.input ?? control.element).id = id;
  const title = make('label', { for: id });
  const modified = make('span', { class: 'only-for-screen-readers' }, l10n.t('Modified'));
  const required = make('span', { class: 'required', 'aria-hidden': 'true', title: l10n.t('Required') }, '*');
  const reset = iconButton(field.kind === 'secret' ? 'trash' : 'discard', () => {
    actions.edits.put(field.path, { type: 'reset' }, 'once');
    focusControl(control);
  });
  const description = make('p', { class: 'description' });
  const disabled = make('p', { class: 'disabled-reason' });
  const addSyslog = linkButton(l10n.t('Add syslog block'), () => actions.command('addSyslog'));
  const configure = linkButton(l10n.t('Configure syslog in the Advanced View'), () =>
    actions.command('advancedView', field.path.slice(0, -2)),
  );
  const details = detailList();
  const problems = problemList((problem, fix, words) => actions.fix(field.path, problem, fix, words));
  const element = make('div', { class: `field ${field.kind}`, 'data-field': toPointer(field.path) });
  const head = [make('div', { class: 'title' }, title, required, modified, reset), description];
  element.append(
    ...head,
    ...(control.hint ? [control.hint] : []),
    control.element,
    details.element,
    disabled,
    configure,
    addSyslog,
    problems.element,
  );
  // What is referred to as the input's description needs a name.
  for (const part of [description, control.hint, details.element, disabled, problems.element])
    if (part) part.id = `${id}-${++lastId}`;
  return { element, title, modified, required, reset, description, disabled, configure, addSyslog, details, problems };
}

function drawField(
  frame: Frame,
  control: Control,
  { field, editable, reasonAbove }: ShownField,
  actions: Actions,
): void {
  const key = toPointer(field.path);
  const { edits } = actions;
  const refusal = edits.refusal(key);
  const locked = !editable || field.locked === true || field.disabled !== undefined;
  drawTitle(frame, field, locked);
  setText(frame.description, field.description);
  setText(frame.disabled, reasonAbove ? '' : (field.disabled ?? ''));
  for (const way of [frame.configure, frame.addSyslog])
    way.hidden = !editable || reasonAbove !== undefined || !needsSyslog(field);
  frame.details.show(field.details ?? []);
  frame.problems.show(problemsOf(field, refusal, edits.note(key)));
  const { description, details, disabled, problems } = frame;
  const parts = [description, control.hint, details.element, disabled, reasonAbove, problems.element];
  const describedBy = parts.filter((part) => part !== undefined);
  const invalid = refusal !== undefined || field.problems.some(({ severity }) => severity === 'error');
  const accessible = { label: field.title, describedBy, invalid, required: field.required };
  control.show(field, { held: edits.holds(key), locked, accessible });
}

function drawTitle(frame: Frame, field: Field, locked: boolean): void {
  setText(frame.title, field.title);
  frame.required.hidden = !field.required;
  frame.modified.hidden = !isModified(field);
  frame.element.classList.toggle('modified', isModified(field));
  const label = locked ? undefined : resetLabel(field);
  // A disabled one is unseen but keeps its space, so that nothing moves when the first character is typed.
  frame.reset.disabled = label === undefined;
  setAttributes(frame.reset, { 'aria-label': label, title: label });
}

function problemsOf({ problems }: Field, refusal?: string, note?: string): readonly FieldProblem[] {
  const told = (severity: FieldProblem['severity'], message?: string): FieldProblem[] =>
    message === undefined ? [] : [{ severity, message, fixes: [] }];
  // The host's problems keep their places, because a fix is named by place.
  return [...problems, ...told('error', refusal), ...told('information', note)];
}

/** Whether it is disabled for want of a syslog block, which one click can add. */
export const needsSyslog = ({ path, disabled }: Field): boolean => disabled !== undefined && path.includes('syslog');

function focusControl({ element, input }: Control): void {
  const first = 'vscode-text-field, select, button';
  const target = input ?? (element.matches('div') ? element.querySelector<HTMLElement>(first) : element);
  // Who focuses it decides where the page scrolls.
  target?.focus({ preventScroll: true });
}

function valueOf(field: Field): string {
  if (field.kind === 'oneOf') return `${field.chosen} ${field.inner ? valueOf(field.inner) : ''}`;
  if (field.kind === 'secret') return `${field.state} ${field.shown}`;
  if (field.kind === 'list') return JSON.stringify(field.items);
  return field.kind === 'map' ? JSON.stringify(field.entries) : `${field.present} ${field.value}`;
}
