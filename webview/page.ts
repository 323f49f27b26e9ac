// The whole page: draws each snapshot, carries out what the user asks for, and comes back as it was left.
import * as l10n from '@vscode/l10n';
import { parsePointer, type Path } from '../src/core/pointer.ts';
import type { Reveal, Snapshot } from '../src/protocol.ts';
import { createActions } from './actions.ts';
import { createAnnouncer, type Announcer } from './announce.ts';
import { Edits } from './edits.ts';
import type { Actions } from './fields/control.ts';
import { createForm, type FormPart } from './form.ts';
import { createHeader } from './header.ts';
import type { Host } from './host.ts';
import type { Memories } from './memory.ts';
import { createBroken, createNotices, createUnknown } from './notices.ts';

export interface Page {
  readonly edits: Edits;
  receive(message: Snapshot | Reveal): void;
}

export function createPage(root: HTMLElement, host: Host, memories: Memories): Page {
  const announcer = createAnnouncer();
  let last: Snapshot | undefined;
  let wanted: Path | undefined;
  const told = new Map<string, string | undefined>();
  const edits = new Edits(
    (question) => host.ask(question),
    (key) => {
      form.redraw(key);
      const news = edits.refusal(key) ?? edits.note(key);
      if (news !== undefined && news !== told.get(key)) announcer.say(news);
      told.set(key, news);
    },
  );
  const actions = createActions(host, edits, announcer, { last: () => last, reveal: (path) => form.reveal(path) });
  const form = createForm(actions, memories, (tab) => {
    edits.hurry();
    memories.keep({ tab });
  });
  const draw = layOut(root, form, actions, announcer);
  const revealWanted = (): void => {
    if (wanted && last?.form && form.reveal(wanted)) wanted = undefined;
  };
  return {
    edits,
    receive(message) {
      if (message.type === 'reveal') wanted = message.path;
      else {
        edits.seen(message.version, message.dirty);
        draw(message);
        announceNews(announcer, last, message);
        const isFirst = last?.form === undefined && message.form !== undefined;
        last = message;
        if (isFirst) restore(form, memories, wanted !== undefined);
      }
      revealWanted();
    },
  };
}

function layOut(root: HTMLElement, form: FormPart, actions: Actions, announcer: Announcer) {
  const header = createHeader(actions.command);
  const notices = createNotices(actions.fix);
  const broken = createBroken(actions.command);
  const unknown = createUnknown(actions.command);
  // The live regions are in the page before they have anything to say: only changes of a region are read out.
  root.append(notices.element, announcer.element);
  return (snapshot: Snapshot): void => {
    if (!header.element.isConnected) {
      root.prepend(header.element);
      notices.element.after(broken.element, form.element, unknown.element);
    }
    document.title = snapshot.name || snapshot.fileName;
    header.show(snapshot);
    notices.show(snapshot.notices);
    broken.show(snapshot.broken);
    form.element.hidden = snapshot.form === undefined;
    if (snapshot.form) form.show(snapshot.form, snapshot.editable);
    unknown.show(snapshot.form?.unknown ?? []);
  };
}

function announceNews(announcer: Announcer, before: Snapshot | undefined, { lastTest }: Snapshot): void {
  if (!before || !lastTest) return;
  const { ok, summary, message } = lastTest;
  const old = before.lastTest;
  if (old?.ok === ok && old.summary === summary && old.message === message) return;
  announcer.say([ok ? l10n.t('Test passed.') : l10n.t('Test failed.'), summary, message].join(' '));
}

/** As it was left; the focus only comes back when the page has it, it must not be taken from another editor. */
function restore(form: FormPart, memories: Memories, isRevealing: boolean): void {
  const { tab, scroll, field } = memories.recall();
  if (tab !== undefined) form.selectTab(tab);
  if (isRevealing) return;
  if (scroll !== undefined) window.scrollTo({ top: scroll, behavior: 'instant' });
  if (field === undefined) return;
  const focus = (): void => {
    if (document.activeElement === document.body) form.focus(parsePointer(field));
  };
  if (document.hasFocus()) focus();
  else window.addEventListener('focus', focus, { once: true });
}
