// Starts the details page of one integration inside the webview.
import * as l10n from '@vscode/l10n';
import { connectHost } from './host.ts';
import { createMemories, type Memories } from './memory.ts';
import { createPage } from './page.ts';
import type { Edits } from './edits.ts';

useLanguage();
const root = document.getElementById('app');
if (root) start(root);

function start(root: HTMLElement): void {
  const host = connectHost();
  const memories = createMemories(host);
  const page = createPage(root, host, memories);
  leaveNothingUnsent(page.edits);
  remember(memories);
  host.listen((message) => page.receive(message));
}

/** The host puts the translations of the user's language into the page. */
function useLanguage(): void {
  const contents = document.getElementById('l10n')?.textContent;
  if (contents) l10n.config({ contents });
}

function leaveNothingUnsent(edits: Edits): void {
  window.addEventListener('pagehide', () => edits.sendAll());
  window.addEventListener('blur', () => edits.sendAll());
  // Whoever closes the tab with the mouse leaves the page with it first.
  document.documentElement.addEventListener('mouseleave', () => edits.sendTyped());
  document.addEventListener('visibilitychange', () => edits.sendAll());
  // The workbench acts on Save and Undo by itself: the edit must be in the document before the second key is down.
  document.addEventListener(
    'keydown',
    ({ key }) => ['Control', 'Meta', 'Alt', 'F1'].includes(key) && edits.sendAll(),
    true,
  );
}

function remember(memories: Memories): void {
  let frame = 0;
  window.addEventListener('scroll', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => memories.keep({ scroll: window.scrollY }));
  });
  document.addEventListener('focusin', ({ target }) => {
    const field = target instanceof Element ? target.closest<HTMLElement>('[data-field]') : undefined;
    memories.keep({ field: field?.dataset['field'] ?? '' });
  });
}
