// The head of the page: which integration this is, how its last test went, and what can be done with it.
import * as l10n from '@vscode/l10n';
import type { LastTest, PageCommand, Snapshot } from '../src/protocol.ts';
import { icon, make, setText, type Part } from './dom.ts';
import { createMenu, type MenuItem } from './menu.ts';
import { linkButton, switchButton } from './native.ts';
import { button } from './toolkit.ts';

export function createHeader(command: (command: PageCommand) => void): Part<Snapshot> {
  const name = make('h1');
  const model = linkButton('', () => command('openModel'));
  model.title = l10n.t('Open the model');
  const test = createLastTest();
  const testCall = button({ label: l10n.t('Test Call'), appearance: 'primary' }, () => command('testCall'));
  const advanced = switchButton(l10n.t('Advanced View'), () => command('advancedView'));
  const more = createMenu(l10n.t('More Actions'), (id) => command(id as PageCommand));
  const readOnly = make('span', { class: 'read-only' }, icon('lock'), l10n.t('Read-only'));
  const facts = make('div', { class: 'facts' }, model, readOnly);
  const actions = make('div', { class: 'actions' }, testCall.element, advanced, more.element);
  return {
    element: make('header', {}, make('div', { class: 'what' }, name, facts), actions, test.element),
    show(snapshot) {
      setText(name, snapshot.name || snapshot.fileName);
      setText(model, snapshot.model);
      readOnly.hidden = snapshot.editable;
      test.show(snapshot.lastTest);
      testCall.setEnabled(snapshot.can.testCall);
      more.show(menuItems(snapshot));
    },
  };
}

function createLastTest(): Part<LastTest | undefined> {
  const mark = icon('pass');
  const summary = make('span');
  const message = make('span', { class: 'message' });
  const element = make('div', { class: 'last-test' }, mark, make('span', {}, summary, message));
  return {
    element,
    show(test) {
      element.hidden = test === undefined;
      if (!test) return;
      mark.className = `codicon codicon-${test.ok ? 'pass' : 'error'}`;
      setText(summary, test.summary);
      setText(message, test.message);
    },
  };
}

type MenuCommand = Extract<PageCommand, 'clone' | 'delete' | 'revealInTree' | 'copyPath' | 'showLog'>;

function menuItems({ can }: Snapshot): readonly MenuItem[] {
  const items: readonly { id: MenuCommand; label: string; shown: boolean }[] = [
    { id: 'clone', label: l10n.t('Clone'), shown: can.clone },
    { id: 'delete', label: l10n.t('Delete'), shown: can.delete },
    { id: 'revealInTree', label: l10n.t('Reveal in Tree'), shown: true },
    { id: 'copyPath', label: l10n.t('Copy Path'), shown: true },
    { id: 'showLog', label: l10n.t('Show Log'), shown: true },
  ];
  return items.filter(({ shown }) => shown);
}
