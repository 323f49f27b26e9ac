// The tabs of the form: which panel shows, the keys that move between them, and how many problems each holds.
import * as l10n from '@vscode/l10n';
import type { FormTab } from '../src/core/form.ts';
import { listIn, make, setAttributes, setText, type Part } from './dom.ts';
import { countProblems } from './group.ts';

export interface Tabs extends Part<readonly FormTab[]> {
  select(id: string): void;
}

/**
 * The library's panels are not used: a tab that is chosen while the page is hidden (a problem was clicked elsewhere) leaves
 * their mark under the old tab, because it waits for the end of a transition that never runs; and they scroll on their own.
 */
export function createTabs(
  createPanel: (tab: FormTab) => Part<FormTab>,
  beside: HTMLElement,
  onSelect: (id: string) => void,
): Tabs {
  const bar = make('div', { role: 'tablist', class: 'tablist', 'aria-label': l10n.t('Settings') });
  const panels = make('div', { class: 'panels' });
  const drawTabs = listIn<FormTab>(bar, ({ id }) => id, createTab);
  const drawPanels = listIn<FormTab>(
    panels,
    ({ id }) => id,
    (tab) => inPanel(tab.id, createPanel(tab)),
  );
  let selected = '';
  const select = (id: string): void => {
    if (!bar.querySelector(`[data-tab="${CSS.escape(id)}"]`)) return;
    selected = id;
    mark(bar, panels, id);
    onSelect(id);
  };
  bar.addEventListener('click', ({ target }) => select(tabOf(target)?.dataset['tab'] ?? selected));
  bar.addEventListener('keydown', (event) => moveByKey(event, bar, select));
  return {
    element: make('div', { class: 'tabs' }, make('div', { class: 'tabbar' }, bar, beside), panels),
    select,
    show(tabs) {
      drawTabs(tabs);
      if (!tabs.some(({ id }) => id === selected)) selected = tabs[0]?.id ?? '';
      drawPanels(tabs);
      mark(bar, panels, selected);
    },
  };
}

function createTab({ id }: FormTab): Part<FormTab> {
  const title = make('span');
  const badge = make('span', { class: 'badge', 'aria-hidden': 'true' });
  const spoken = make('span', { class: 'only-for-screen-readers' });
  const attributes = { type: 'button', role: 'tab', id: `tab-${id}`, 'data-tab': id, 'aria-controls': `panel-${id}` };
  const element = make('button', attributes, title, badge, spoken);
  return {
    element,
    show(tab) {
      const problems = tab.groups.reduce((sum, group) => sum + countProblems(group), 0);
      setText(title, tab.title);
      setText(badge, problems === 0 ? '' : String(problems));
      setText(spoken, problems === 0 ? '' : inWords(problems));
    },
  };
}

export const inWords = (problems: number): string =>
  problems === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', problems);

function inPanel(id: string, content: Part<FormTab>): Part<FormTab> {
  const element = make('div', { role: 'tabpanel', id: `panel-${id}`, 'aria-labelledby': `tab-${id}` }, content.element);
  return { element, show: (tab) => content.show(tab) };
}

function mark(bar: HTMLElement, panels: HTMLElement, selected: string): void {
  for (const tab of bar.children) {
    const isSelected = tab.id === `tab-${selected}`;
    setAttributes(tab, { 'aria-selected': String(isSelected), tabindex: isSelected ? '0' : '-1' });
  }
  for (const panel of panels.children) setAttributes(panel, { hidden: panel.id !== `panel-${selected}` });
}

function moveByKey(event: KeyboardEvent, bar: HTMLElement, select: (id: string) => void): void {
  const tabs = [...bar.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = tabs.findIndex((tab) => tab === tabOf(event.target));
  const forward = getComputedStyle(bar).direction === 'rtl' ? -1 : 1;
  const places: Record<string, number> = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: -1 };
  const place = places[event.key];
  const next = place === undefined ? undefined : tabs.at(place % tabs.length);
  if (!next) return;
  event.preventDefault();
  select(next.dataset['tab'] ?? '');
  next.focus();
}

const tabOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[role="tab"]') : null;
