// Text that is typed: it is sent in pauses, at the latest when the field is left.
import { toPointer, type Path } from '../../src/core/pointer.ts';
import { textInput, type TextInput } from '../toolkit.ts';
import type { Actions } from './control.ts';

/** What `isTakenApart` is sent as a whole when the field is left: half of it, or a password in it, is nothing for a file. */
export function typedInput(
  path: Path,
  { edits }: Actions,
  kind: 'line' | 'lines' | 'url',
  isTakenApart: (text: string) => boolean = () => false,
): TextInput {
  const input = textInput(kind);
  const { element } = input;
  const read = (): string => (kind === 'url' ? input.read().trim() : input.read());
  element.addEventListener('input', () => {
    const value = read();
    if (isTakenApart(value)) edits.put(path, { type: 'paste', value: value.trim() }, 'leave');
    else edits.put(path, { type: 'set', value });
  });
  element.addEventListener('focusout', () => edits.hurry());
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter' && kind !== 'lines') edits.hurry();
    if (key === 'Escape') edits.revert(toPointer(path));
  });
  return input;
}
