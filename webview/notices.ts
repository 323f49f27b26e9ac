// What is true of the whole document: an unknown model, a read-only file, JSON that cannot be read, unseen properties.
import * as l10n from '@vscode/l10n';
import type { Form } from '../src/core/form.ts';
import { toPointer, type Path } from '../src/core/pointer.ts';
import type { Broken, Notice, PageCommand } from '../src/protocol.ts';
import { icon, listIn, make, setAttributes, setText, type Part } from './dom.ts';
import type { Actions } from './fields/control.ts';
import { problemList } from './fields/problems.ts';
import { linkButton } from './native.ts';
import { button } from './toolkit.ts';

export function createNotices(fix: Actions['fix']): Part<readonly Notice[]> {
  const list = problemList((...chosen) => fix([], ...chosen), 'notice');
  setAttributes(list.element, { 'aria-label': l10n.t('Notices') });
  return {
    element: make('div', { class: 'notices', role: 'status' }, list.element),
    show: (notices) => list.show(notices),
  };
}

export function createBroken(command: (command: PageCommand) => void): Part<Broken | undefined> {
  const message = make('p');
  const open = button({ label: l10n.t('Open Advanced View'), appearance: 'primary' }, () => command('advancedView'));
  const element = make(
    'div',
    { class: 'broken', role: 'status' },
    icon('error'),
    make('div', {}, message, open.element),
  );
  return {
    element,
    show(broken) {
      element.hidden = broken === undefined;
      if (broken) setText(message, inWords(broken));
    },
  };
}

const inWords = ({ message, line, column }: Broken): string =>
  l10n.t('The JSON cannot be read: {0} at line {1}, column {2}', message.replace(/\.$/, ''), line + 1, column + 1);

/** Each leads to its own place in the text. */
export function createUnknown(command: (command: PageCommand, path?: Path) => void): Part<Form['unknown']> {
  const list = make('ul', { class: 'names', role: 'list' });
  const draw = listIn<Path>(list, toPointer, (path) => {
    const open = linkButton(l10n.t('Edit in Advanced View'), () => command('advancedView', path));
    const name = make('code', {}, path.join('.'));
    open.setAttribute('aria-label', `${l10n.t('Edit in Advanced View')}: ${path.join('.')}`);
    return { element: make('li', {}, name, ' ', open), show: () => undefined };
  });
  const title = make('p', {}, l10n.t('Also in this file, not shown here:'));
  const element = make('div', { class: 'unknown' }, title, list);
  return {
    element,
    show(paths) {
      element.hidden = paths.length === 0;
      draw(paths);
    },
  };
}
