// A secret: its state in words, and a masked input for a new value; the stored one is shown only while the user looks at it.
import * as l10n from '@vscode/l10n';
import type { SecretField } from '../../src/core/form.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { make, setText } from '../dom.ts';
import { isSave, keepUndo } from '../keys.ts';
import { textInput } from '../toolkit.ts';
import type { CreateControl } from './control.ts';
import { takeFiles } from './files.ts';
import { createPeek } from './peek.ts';

export const secretControl: CreateControl<SecretField> = (path, actions, { multiline, pem }) => {
  const { edits } = actions;
  const input = textInput(multiline ? 'hiddenLines' : 'password');
  const hint = make('p', { class: 'hint secret-state' });
  const key = toPointer(path);
  const peek = createPeek(input, () => actions.showSecret(path));
  const element = make(
    'div',
    { class: 'secret-input' },
    make('div', { class: 'with-eye' }, input.element, peek.element),
  );
  const files = pem ? takeFiles(element, path, actions) : undefined;
  if (files) element.append(files.element);
  let sent = '';
  let told = false;
  const isTyped = (): boolean => input.read() !== '' && input.read() !== peek.shown();
  const send = (): void => {
    const value = input.read();
    if (!isTyped() || (value === sent && edits.refusal(key) === undefined)) return;
    sent = value;
    told = false;
    edits.put(path, { type: 'secret', value }, 'once');
  };
  const tell = (): void => {
    if (told !== isTyped()) actions.typing(path, (told = !told));
  };
  input.element.addEventListener('input', tell);
  keepUndo(input.element, isTyped);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    send();
    if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) peek.hide();
  });
  input.element.addEventListener('keydown', (event) => {
    if ((event.key === 'Enter' && !multiline) || isSave(event)) send();
    if (event.key !== 'Escape') return;
    peek.hide();
    input.write('');
    tell();
    edits.revert(key);
  });
  return {
    element,
    input: input.element,
    hint,
    show(field, { held, locked, accessible }) {
      setText(hint, stateInWords(field));
      hint.dataset['state'] = field.state;
      // The host counts what it refused as being typed.
      if (edits.refusal(key) !== undefined) told = true;
      if (!held && sent !== '') {
        if (input.read() === sent) peek.stored(sent, field);
        sent = '';
      }
      input.show({ ...accessible, placeholder: placeholderFor(field), locked });
      peek.show({ field, title: accessible.label, held });
      files?.setLocked(locked);
    },
  };
};

function stateInWords({ state, shown }: SecretField): string {
  const words: Record<SecretField['state'], () => string> = {
    empty: () => l10n.t('Not set'),
    stored: () =>
      shown.startsWith('${env:')
        ? l10n.t('Read from the environment or the .env file: {0}', shown)
        : l10n.t('Stored in your secret store: {0}', shown),
    missing: () => l10n.t('Missing on this machine: {0}', shown),
    platform: () => l10n.t('Managed by the platform: {0}', shown),
    literal: () => l10n.t('In plain text in this file'),
  };
  return words[state]();
}

const placeholderFor = ({ state }: SecretField): string =>
  state === 'empty' || state === 'missing' ? l10n.t('Enter a value') : l10n.t('Enter a new value');
