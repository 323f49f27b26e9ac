// Text that is typed: it is sent in pauses, at the latest when the field is left.
import { toPointer, type Path } from '../../src/core/pointer.ts';
import { textInput, type TextInput } from '../toolkit.ts';
import type { Actions } from './control.ts';

export function typedInput(path: Path, { edits }: Actions, kind: 'line' | 'lines' | 'url'): TextInput {
  const input = textInput(kind);
  const { element } = input;
  const value = (): string => (kind === 'url' ? input.read().trim() : input.read());
  element.addEventListener('input', () => edits.put(path, { type: 'set', value: value() }));
  element.addEventListener('focusout', () => edits.hurry());
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter' && kind !== 'lines') edits.hurry();
    if (key === 'Escape') edits.revert(toPointer(path));
  });
  return input;
}
