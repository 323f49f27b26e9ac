// What was read out of a field's value: a certificate's subject and dates, whether a key belongs to it.
import * as l10n from '@vscode/l10n';
import type { Detail } from '../../src/core/form.ts';
import { icon, listIn, make, setText, type Part } from '../dom.ts';

export function detailList(): Part<readonly Detail[]> {
  const element = make('ul', { class: 'details', role: 'list' });
  const draw = listIn<Detail>(element, ({ label, state }) => `${label} ${state}`, createDetail);
  return {
    element,
    show(details) {
      element.hidden = details.length === 0;
      draw(details);
    },
  };
}

function createDetail({ label, state }: Detail): Part<Detail> {
  const words = make('span');
  const element = make('li', { class: `detail ${state}` });
  if (state !== 'plain') element.append(icon(state === 'good' ? 'pass' : state));
  if (label !== '') element.append(make('span', { class: 'name' }, l10n.t('{0}:', label)));
  element.append(words);
  return { element, show: ({ value }) => setText(words, value) };
}
