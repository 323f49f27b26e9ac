// The search across the fields of a large form.
import * as l10n from '@vscode/l10n';
import type { Form } from '../src/core/form.ts';
import { make, setText, type Part } from './dom.ts';
import { keepUndo } from './keys.ts';
import type { Look } from './look.ts';

/** With fewer fields the eye is faster. */
const worthSearching = 20;

export function createSearch(look: Look): Part<Form> {
  const input = make('input', {
    type: 'search',
    class: 'search',
    placeholder: l10n.t('Search fields'),
    'aria-label': l10n.t('Search fields'),
    spellcheck: 'false',
  });
  const found = make('span', { class: 'found', role: 'status' });
  const element = make('div', { class: 'searching', role: 'search', hidden: true }, found, input);
  input.addEventListener('input', () => look.search(input.value));
  keepUndo(input, () => true);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || input.value === '') return;
    event.stopPropagation();
    input.value = '';
    look.search('');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || element.hidden) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  return {
    element,
    show(form) {
      const fields = form.tabs.flatMap(({ groups }) => groups.flatMap((group) => group.fields));
      element.hidden = fields.length < worthSearching && !look.isSearching;
      if (!look.isSearching) input.value = '';
      setText(found, look.isSearching ? foundInWords(form, look) : '');
    },
  };
}

function foundInWords(form: Form, look: Look): string {
  const counts = form.tabs.map(({ title, groups }) => {
    const count = groups.flatMap((group) => group.fields.filter((field) => look.matches(field, group))).length;
    return { title, count };
  });
  const hits = counts.filter(({ count }) => count > 0);
  if (hits.length === 0) return l10n.t('No field matches.');
  return hits.map(({ title, count }) => l10n.t('{0}: {1}', title, count)).join(', ');
}
