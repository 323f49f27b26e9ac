// The eye beside a secret's input: it unmasks what is typed, or asks for the stored value and forgets it again.
import * as l10n from '@vscode/l10n';
import type { SecretField } from '../../src/core/form.ts';
import { setAttributes } from '../dom.ts';
import { iconButton } from '../native.ts';
import type { TextInput } from '../toolkit.ts';

export interface Peek {
  readonly element: HTMLElement;
  /** The stored value, while it is in the input. */
  shown(): string | undefined;
  hide(): void;
  /** What was typed is stored: it leaves the input, unless the user is looking at it. */
  stored(value: string, field: SecretField): void;
  show(look: { readonly field: SecretField; readonly title: string; readonly held: boolean }): void;
}

export function createPeek(input: TextInput, ask: () => Promise<string | undefined>): Peek {
  let shown: string | undefined;
  let isOpen = false;
  let last: { field: SecretField; title: string } | undefined;
  const element = iconButton('eye', () => {
    if (isOpen) hide();
    else void open();
  });
  // A click must not leave the input: that would store what is typed in it.
  element.addEventListener('pointerdown', (event) => event.preventDefault());
  const draw = (): void => {
    input.setMasked(!isOpen);
    const title = last?.title ?? '';
    const label = isOpen ? l10n.t('Hide {0}', title) : l10n.t('Show {0}', title);
    setAttributes(element, { 'aria-label': label, title: label, 'aria-pressed': String(isOpen) });
    element.classList.toggle('codicon-eye', !isOpen);
    element.classList.toggle('codicon-eye-closed', isOpen);
  };
  async function open(): Promise<void> {
    const hasStored = last?.field.state === 'stored' || last?.field.state === 'literal';
    if (input.read() === '' && hasStored) {
      const value = await ask();
      if (value === undefined || input.read() !== '') return;
      shown = value;
      input.write(value);
    }
    isOpen = true;
    draw();
  }
  function hide(): void {
    if (shown !== undefined && input.read() === shown) input.write('');
    shown = undefined;
    isOpen = false;
    draw();
  }
  // What is hidden is not looked at, and must not lie about in a page that comes back.
  document.addEventListener('visibilitychange', hide);
  window.addEventListener('pagehide', hide);
  return {
    element,
    shown: () => shown,
    hide,
    stored(value, field) {
      if (last) last = { ...last, field };
      if (isOpen) shown = value;
      else input.write('');
    },
    show({ held, ...look }) {
      // The field is about to change by what was typed in it, which is no reason to hide that.
      if (held && last) return;
      const before = last?.field;
      last = look;
      if (before && (before.state !== look.field.state || before.shown !== look.field.shown)) hide();
      else draw();
    },
  };
}
