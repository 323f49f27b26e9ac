// Elements of the form that are the browser's own, with the reason why the library's are not used.
import { make, setAttributes } from './dom.ts';
import type { Accessible } from './toolkit.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface ChoiceInput {
  readonly element: HTMLElement;
  show(look: Accessible & { value: string; options: readonly Option[]; locked: boolean }): void;
}

/**
 * The library's dropdown loses a value that is set before its options are in place, leaves `aria-controls` pointing to
 * nothing, and its list is cut off at the page's edge; the browser's own has none of that and types ahead.
 */
export function choiceInput(onChange: (value: string) => void): ChoiceInput {
  const element = make('select');
  element.addEventListener('change', () => onChange(element.value));
  return {
    element,
    show({ value, options, locked, ...accessible }) {
      showOptions(element, options);
      if (element.value !== value) element.value = value;
      element.disabled = locked;
      element.required = accessible.required;
      describe(element, accessible);
    },
  };
}

/** The library's link is an anchor, which a keyboard cannot reach without an address; ours starts a command. */
export function linkButton(label: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', class: 'link' }, label);
  element.addEventListener('click', onClick);
  return element;
}

/** One per field, so it must be cheap: a library button is a shadow tree of its own. */
export function iconButton(icon: string, onClick: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', class: `icon codicon codicon-${icon}` });
  element.addEventListener('click', onClick);
  return element;
}

/** The library has no switch. This one only asks: what it switches is told by the next snapshot. */
export function switchButton(label: string, onClick: () => void): HTMLButtonElement {
  const track = make('span', { class: 'track', 'aria-hidden': 'true' });
  const element = make(
    'button',
    { type: 'button', class: 'toggle', role: 'switch', 'aria-checked': 'false' },
    label,
    track,
  );
  element.addEventListener('click', onClick);
  return element;
}

function showOptions(element: HTMLSelectElement, options: readonly Option[]): void {
  const same =
    element.options.length === options.length &&
    options.every(
      ({ value, label }, index) => element.options[index]?.value === value && element.options[index].text === label,
    );
  if (!same) element.replaceChildren(...options.map(({ value, label }) => make('option', { value }, label)));
}

function describe(element: HTMLElement, { label, describedBy, invalid }: Accessible): void {
  const ids = describedBy.filter((described) => !described.hidden).map((described) => described.id);
  setAttributes(element, {
    'aria-label': label,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': invalid ? 'true' : undefined,
  });
}
