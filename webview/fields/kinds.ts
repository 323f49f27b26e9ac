// Which control each kind of field has; a kind without one does not compile.
import type { Field } from '../../src/core/form.ts';
import type { Actions, Control, CreateControl } from './control.ts';
import { choiceControl } from './choice.ts';
import { listControl } from './list.ts';
import { mapControl } from './map.ts';
import { numberControl } from './number.ts';
import { oneOfControl } from './oneOf.ts';
import { pemControl } from './pem.ts';
import { rawControl } from './raw.ts';
import { secretControl } from './secret.ts';
import { switchControl } from './switch.ts';
import { textControl } from './text.ts';
import { urlControl } from './url.ts';

const controls: { readonly [K in Field['kind']]: CreateControl<Extract<Field, { kind: K }>> } = {
  text: textControl,
  url: urlControl,
  pem: pemControl,
  number: numberControl,
  switch: switchControl,
  choice: choiceControl,
  list: listControl,
  map: mapControl,
  secret: secretControl,
  oneOf: oneOfControl((field, actions) => createControl(field, actions)),
  raw: rawControl,
};

export function createControl(field: Field, actions: Actions): Control {
  const create = controls[field.kind] as CreateControl<Field>;
  return create(field.path, actions, field);
}
