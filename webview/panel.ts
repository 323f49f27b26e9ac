// One tab's groups, and the choice among those of which only one counts.
import * as l10n from '@vscode/l10n';
import type { Alternative, FormGroup, FormTab } from '../src/core/form.ts';
import { listIn, make, setText, type Part } from './dom.ts';
import { countProblems, createGroup, type GroupContext } from './group.ts';
import { choiceInput, type Option } from './native.ts';
import { inWords } from './tabs.ts';

type Entry =
  /** One that is not shown stays in the page, with what is typed in it. */
  | { readonly kind: 'group'; readonly group: FormGroup; readonly isShown: boolean }
  | {
      readonly kind: 'choice';
      readonly alternative: Alternative;
      readonly options: readonly Option[];
      readonly chosen: string;
    };

export function createPanel(context: GroupContext): Part<FormTab> {
  const { look } = context;
  const content = make('div');
  const nothing = make('p', { class: 'nothing' });
  const draw = listIn<Entry>(content, keyOf, (entry) => createEntry(entry, context));
  return {
    element: make('div', {}, content, nothing),
    show({ groups }) {
      const entries = entriesOf(groups, context);
      draw(entries);
      const isEmpty = entries.every((entry) => entry.kind === 'group' && !entry.isShown);
      setText(nothing, look.isSearching && isEmpty ? l10n.t('No field on this tab matches.') : '');
    },
  };
}

function entriesOf(groups: readonly FormGroup[], { look }: GroupContext): Entry[] {
  const seen = new Set<string>();
  return groups.flatMap((group): Entry[] => {
    const { alternative } = group;
    const chosen = alternative && look.chosenOf(alternative.of, groups);
    // While one searches, everything that is found shows.
    const isShown = look.isSearching
      ? group.fields.some((field) => look.matches(field, group))
      : alternative?.id === chosen;
    const own: Entry = { kind: 'group', group, isShown };
    if (!alternative || look.isSearching || seen.has(alternative.of)) return [own];
    seen.add(alternative.of);
    const options = optionsOf(alternative.of, groups);
    return [{ kind: 'choice', alternative, options, chosen: chosen ?? alternative.id }, own];
  });
}

function optionsOf(of: string, groups: readonly FormGroup[]): Option[] {
  const own = groups.filter(({ alternative }) => alternative?.of === of);
  const ids = [...new Set(own.map(({ alternative }) => alternative?.id ?? ''))];
  return ids.map((value) => {
    const block = own.filter(({ alternative }) => alternative?.id === value);
    const problems = block.reduce((sum, group) => sum + countProblems(group), 0);
    const label = block[0]?.alternative?.label ?? value;
    return { value, label: problems === 0 ? label : `${label} (${inWords(problems)})` };
  });
}

const keyOf = (entry: Entry): string => (entry.kind === 'group' ? entry.group.id : `choice ${entry.alternative.of}`);

function createEntry(entry: Entry, context: GroupContext): Part<Entry> {
  if (entry.kind === 'choice') return createChoice(entry.alternative, context);
  const part = createGroup(entry.group, context);
  return {
    element: part.element,
    show(next) {
      if (next.kind !== 'group') return;
      part.element.hidden = !next.isShown;
      part.show(next.group);
    },
  };
}

function createChoice({ of }: Alternative, { look }: GroupContext): Part<Entry> {
  const title = make('span', { class: 'name' });
  const input = choiceInput((value) => look.choose(of, value));
  return {
    element: make('div', { class: 'alternatives' }, make('label', {}, title, input.element)),
    show(entry) {
      if (entry.kind !== 'choice') return;
      setText(title, entry.alternative.title);
      const accessible = { label: entry.alternative.title, describedBy: [], invalid: false, required: false };
      input.show({ ...accessible, value: entry.chosen, options: entry.options, locked: false });
    },
  };
}
