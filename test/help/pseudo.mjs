// A pseudo language for a whole window: whatever can be translated is shown in letters that nothing else has, so that a
// word in plain letters is either data or was never given to a translator.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle } from './l10n.mjs';
import { root } from './paths.mjs';

/** VS Code looks for translations by the name of the language; no language is called so. */
const language = 'qps-ploc';

/** What a translator leaves: placeholders, targets of links, code, icons, settings, addresses and marks of mnemonics. */
const kept = /(\{\w+\}|\]\([^)]*\)|`[^`]*`|\$\([^)]*\)|#[\w.]+#|\$\{[^}]*\}|\b(?:https?|command):[^\s)]+|<\/?\w+>)/;

/**
 * The text as the window shows it, in fullwidth letters.
 * @param {string} text
 * @returns {string}
 */
export const pseudo = (text) => translate(text, kept);

/** Runs in the page too. */
function translate(text, keep) {
  const wide = (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  const parts = text.split(keep);
  return parts.map((part, at) => (at % 2 === 0 ? part.replaceAll(/[A-Za-z]/g, wide) : part)).join('');
}

const translateAll = (texts) =>
  JSON.stringify(Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudo(text)])));

/**
 * Copies the built extension, with the pseudo language, into a folder.
 * @param {string} folder
 */
export function copyInPseudo(folder) {
  for (const name of ['package.json', 'package.nls.json', 'dist', 'l10n', 'media', 'schemas'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
  writeFileSync(join(folder, `package.nls.${language}.json`), translateAll(manifest));
  writeFileSync(join(folder, `l10n/bundle.l10n.${language}.json`), translateAll(readBundle()));
}

/**
 * Gives the windows of a browser context the pseudo language, for VS Code's own texts too, and collects what is shown in
 * plain letters from then on, however briefly: the places by the text. (See `readWebviews` for those.)
 * @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
export async function speakPseudo(context) {
  const shown = new Map();
  await context.exposeFunction('tellPlainText', (text, place) => shown.set(text, place));
  await context.addInitScript(`(${speak})(${JSON.stringify(language)}, ${translate}, ${kept})`);
  await context.addInitScript(watchTexts);
  return shown;
}

/**
 * Collects what the page of a webview shows: it is written into a frame that is there already, and not watched any more.
 * @param {import('playwright-core').Page} page
 */
export const readWebviews = (page) => Promise.all(page.frames().map((frame) => frame.evaluate(watchTexts)));

/** Runs in the page: VS Code reads its language and its texts from two variables, which a script before it sets. */
function speak(name, into, keep) {
  let messages;
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { value: name });
  Object.defineProperty(globalThis, '_VSCODE_NLS_MESSAGES', {
    get: () => messages,
    set: (texts) => {
      messages = texts.map((text) => (typeof text === 'string' ? into(text, keep) : text));
    },
  });
}

/** Runs in every frame. */
function watchTexts() {
  const attributes = [
    'aria-label',
    'aria-description',
    'aria-roledescription',
    'aria-valuetext',
    'title',
    'placeholder',
    'alt',
  ];
  /** Documents in an editor and code in a sentence are data; the palette shows the English titles of commands too. */
  const data = 'script, style, code, pre, .view-lines .view-line, .quick-input-list-label-meta';
  const isPalette = (element) =>
    element.closest('.quick-input-widget')?.querySelector('input[type="text"]')?.value.startsWith('>');
  const told = new Set();
  const selectorOf = (element) => [element?.localName, ...(element?.classList ?? [])].join('.');
  const tell = (text, element) => {
    const words = text?.replaceAll(/\s+/g, ' ').trim() ?? '';
    if (!/[A-Za-z]{2}/.test(words) || told.has(words) || element.closest(data) || isPalette(element)) return;
    told.add(words);
    void globalThis.tellPlainText(words, [element.parentElement, element].map(selectorOf).join(' > '));
  };
  const lookAt = (node) => {
    if (node?.nodeType === 3 && node.parentElement) tell(node.data, node.parentElement);
    if (node?.nodeType !== 1) return;
    for (const name of attributes) if (node.hasAttribute(name)) tell(node.getAttribute(name), node);
    for (const inner of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) lookAt(inner);
  };
  new window.MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) addedNodes.length > 0 ? addedNodes.forEach(lookAt) : lookAt(target);
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: attributes });
  lookAt(document.documentElement);
}
