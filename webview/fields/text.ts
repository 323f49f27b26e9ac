// A text, in one line or several.
import type { TextField } from '../../src/core/form.ts';
import type { Path } from '../../src/core/pointer.ts';
import type { TextInput } from '../toolkit.ts';
import type { Actions, CreateControl } from './control.ts';
import { typedInput } from './typed.ts';

export const textControl: CreateControl<TextField> = (path, actions, { multiline, splitsUrl }) => {
  const input = typedInput(path, actions, multiline ? 'lines' : 'line', splitsUrl && mayBeUrl);
  if (splitsUrl) splitOnPaste(input, path, actions);
  return {
    element: input.element,
    show(field, { held, locked, accessible }) {
      if (!held) input.write(field.present ? field.value : '');
      input.show({ ...accessible, placeholder: field.default, locked });
    },
  };
};

/** No host name has these; the host knows what to do with each text that does. */
const mayBeUrl = (text: string): boolean => /[/:]/.test(text) && !/\s/.test(text.trim());

/** At once where the URL becomes the whole text; a piece that is pasted into another text counts as typed. */
function splitOnPaste(input: TextInput, path: Path, { edits }: Actions): void {
  input.element.addEventListener('paste', (event) => {
    const value = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!mayBeUrl(value) || !input.isAllSelected()) return;
    event.preventDefault();
    input.write(value);
    edits.put(path, { type: 'paste', value }, 'once');
  });
}
