// The More (⋯) button and its menu, for mouse, keyboard and screen reader alike.
import { listIn, make } from './dom.ts';
import { button } from './toolkit.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
}

export interface Menu {
  readonly element: HTMLElement;
  show(items: readonly MenuItem[]): void;
}

export function createMenu(label: string, onChoose: (id: string) => void): Menu {
  const list = make('div', { role: 'menu', class: 'menu', 'aria-label': label, hidden: true });
  const opener = button({ label, appearance: 'icon', icon: 'ellipsis' }, () => open(list.hidden));
  const element = make('div', { class: 'more' }, opener.element, list);
  const open = (isOpen: boolean, at = 0): void => {
    list.hidden = !isOpen;
    opener.setMenuOpen(isOpen);
    if (isOpen) focusItem(list, at);
  };
  const close = (): void => {
    open(false);
    opener.element.focus();
  };
  const draw = listIn<MenuItem>(
    list,
    ({ id }) => id,
    ({ id, label: words }) =>
      createItem(words, () => {
        close();
        onChoose(id);
      }),
  );
  opener.element.addEventListener('keydown', (event) => openByKey(event, open));
  list.addEventListener('keydown', (event) => moveByKey(event, list, close));
  // Also when the focus goes to another editor: a menu that stays open there is in the way.
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!element.contains(relatedTarget as Node | null)) open(false);
  });
  return {
    element,
    show(items) {
      opener.setMenuOpen(!list.hidden);
      draw(items);
    },
  };
}

function createItem(label: string, choose: () => void) {
  const element = make('button', { type: 'button', role: 'menuitem', tabindex: '-1' }, label);
  element.addEventListener('click', choose);
  return { element, show: () => undefined };
}

function openByKey(event: KeyboardEvent, open: (isOpen: boolean, at?: number) => void): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  open(true, event.key === 'ArrowDown' ? 0 : -1);
}

function moveByKey(event: KeyboardEvent, list: HTMLElement, close: () => void): void {
  const items = itemsOf(list);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const places: Record<string, number> = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 };
  const place = places[event.key] ?? placeByLetter(items, at, event.key);
  if (event.key === 'Escape' || event.key === 'Tab') close();
  if (place === undefined && event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  if (place !== undefined) focusItem(list, place);
}

/** The next item that starts with the letter, as in every menu. */
function placeByLetter(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const startsWithKey = (item: HTMLElement) => item.innerText.toLowerCase().startsWith(key.toLowerCase());
  const next = items.findIndex((item, place) => place > at && startsWithKey(item));
  const place = next >= 0 ? next : items.findIndex(startsWithKey);
  return place >= 0 ? place : undefined;
}

const itemsOf = (list: HTMLElement): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[role="menuitem"]')];
const focusItem = (list: HTMLElement, at: number): void => itemsOf(list).at(at)?.focus();
