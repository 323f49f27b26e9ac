// The one place that knows the element library: the elements of the form that a library draws, behind our own names.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeTextArea,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type TextArea,
  type TextField,
} from '@vscode/webview-ui-toolkit';
import { moveCaret } from './caret.ts';
import { icon, make, setAttributes, type Attributes } from './dom.ts';

/** What assistive technology is told of an element. */
export interface Accessible {
  readonly label: string;
  readonly describedBy: readonly HTMLElement[];
  readonly invalid: boolean;
  readonly required: boolean;
}

/** An element into which text is typed; it may be drawn only when it is in the page. */
export interface TextInput {
  readonly element: HTMLElement;
  read(): string;
  /** Puts in a text that was not typed here; the caret stays beside its characters. */
  write(text: string): void;
  /** Whether what is typed or pasted now replaces the whole text. */
  isAllSelected(): boolean;
  /** For secrets: shows the characters, or dots in their place. */
  setMasked(masked: boolean): void;
  show(look: Accessible & { readonly placeholder: string; readonly locked: boolean }): void;
}

export interface CheckInput {
  readonly element: HTMLElement;
  show(look: Accessible & { readonly checked: boolean; readonly locked: boolean }): void;
}

export interface ButtonLook {
  readonly label: string;
  readonly appearance: 'primary' | 'secondary' | 'icon';
  /** The codicon of an icon button; its label is then a tooltip. */
  readonly icon?: string;
}

export interface PushButton {
  readonly element: HTMLElement;
  setEnabled(enabled: boolean): void;
  /** For a button that opens a menu. */
  setMenuOpen(open: boolean): void;
}

interface LibraryElements {
  'vscode-button': Button;
  'vscode-checkbox': Checkbox;
  'vscode-text-area': TextArea;
  'vscode-text-field': TextField;
}

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeTextArea(), vsCodeTextField());

export function button({ label, appearance, icon: name }: ButtonLook, onClick: () => void): PushButton {
  const element = create('vscode-button', { appearance });
  if (name === undefined) element.textContent = label;
  else {
    element.append(icon(name));
    setAttributes(element, { 'aria-label': label, title: label });
  }
  element.addEventListener('click', onClick);
  return {
    element,
    setEnabled: (enabled) => (element.disabled = !enabled),
    // As properties: of attributes, this element hands only the label and `disabled` on to its inner button.
    setMenuOpen(open) {
      element.ariaHaspopup = 'menu';
      element.ariaExpanded = String(open);
    },
  };
}

export function textInput(kind: 'line' | 'url' | 'lines' | 'password' | 'hiddenLines'): TextInput {
  const lines = kind === 'lines' || kind === 'hiddenLines';
  const element = lines
    ? create('vscode-text-area', { resize: 'vertical', rows: '5', class: kind })
    : create('vscode-text-field', { type: kind === 'password' ? 'password' : 'text', class: kind });
  element.spellcheck = false;
  return {
    element,
    // The inner element knows first: the library copies in both directions, but one frame later.
    read: () => element.control.value,
    write: (text) => writeText(element, text),
    isAllSelected: () =>
      element.control.selectionStart === 0 && element.control.selectionEnd === element.control.value.length,
    setMasked(masked) {
      if (kind === 'hiddenLines') element.classList.toggle('hiddenLines', masked);
      else element.setAttribute('type', masked ? 'password' : 'text');
    },
    show(look) {
      element.placeholder = look.placeholder;
      element.readOnly = look.locked;
      setAttributes(element.control, { autocomplete: 'off', ...(kind === 'url' && { inputmode: 'url' }) });
      describe(element, element.control, look);
    },
  };
}

/** `onChange` is called for the user's changes only; the library's own event also follows changes from the host. */
export function checkInput(onChange: (checked: boolean) => void): CheckInput {
  const element = create('vscode-checkbox');
  let shown = false;
  element.addEventListener('change', () => {
    if (element.checked === shown) return;
    shown = element.checked;
    onChange(shown);
  });
  return {
    element,
    show(look) {
      element.checked = shown = look.checked;
      element.disabled = look.locked;
      describe(element, element, look);
    },
  };
}

/** The library has its elements' types, the DOM does not know them. */
function create<T extends keyof LibraryElements>(tag: T, attributes: Attributes = {}): LibraryElements[T] {
  const element: HTMLElement = make(tag as 'div', attributes);
  return element as LibraryElements[T];
}

function writeText(element: TextField | TextArea, text: string): void {
  const { control } = element;
  const before = control.value;
  if (before === text) return;
  const { selectionStart, selectionEnd } = control;
  control.value = element.value = text;
  if (document.activeElement !== element) return;
  const [start, end] = [selectionStart, selectionEnd].map((place) => moveCaret(before, text, place ?? text.length));
  control.setSelectionRange(start ?? null, end ?? null);
}

/**
 * The element that has the focus may be inside a shadow root, where ids of the page do not reach: the description goes
 * there as element references. The label goes there as text too, because the library writes "Text field" when it is put in.
 */
function describe(outer: HTMLElement, inner: HTMLElement, { label, describedBy, invalid, required }: Accessible): void {
  setAttributes(outer, { 'aria-label': label });
  setAttributes(inner, {
    'aria-label': label,
    'aria-invalid': invalid ? 'true' : undefined,
    'aria-required': required ? 'true' : undefined,
  });
  outer.classList.toggle('invalid', invalid);
  inner.ariaDescribedByElements = describedBy.filter((element) => !element.hidden);
}
