// Tells screen readers what happened away from the focus: a test's result, a refused edit.
import { make } from './dom.ts';

export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
}

export function createAnnouncer(): Announcer {
  const element = make('div', { class: 'only-for-screen-readers', role: 'status', 'aria-live': 'polite' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element,
    say(text) {
      // The same text twice is news twice, but only when the region was empty in between.
      element.textContent = '';
      clearTimeout(timer);
      timer = setTimeout(() => (element.textContent = text), 50);
    },
  };
}
