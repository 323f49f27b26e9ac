// What a person can do and see in VS Code's workbench, one function each; arguments and results are plain data, so that
// a test inside the extension host can ask for them too (see ui.ts).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { press, pressInMenu } from './clicks.mjs';
import { shots } from './paths.mjs';

/** Milliseconds that a window may take until it, or the extension in it, is there. */
const STARTING = 60_000;

/** The title of each kind of colour theme, and the class that the workbench then has. */
export const themes = {
  dark: ['Dark Modern', 'vs-dark'],
  light: ['Light Modern', 'vs'],
  'high-contrast': ['Dark High Contrast', 'hc-black'],
  'high-contrast-light': ['Light High Contrast', 'hc-light'],
};

/**
 * @param {import('playwright-core').Page} page
 * @param {number} [timeout] of each action, in milliseconds
 */
export function workbenchActions(page, timeout = 15_000) {
  const place = { timeout };
  const row = (name) => page.getByRole('treeitem', { name }).first();
  const inWebview = (selector) => webviewOf(page).locator(selector).first();
  const quickInput = page.locator('.quick-input-widget');
  const answers = 'input:is([type="text"], [type="password"])';
  const command = async (/** @type {string} */ title, tries = 3) => {
    const soon = { timeout: timeout / 3 };
    try {
      await page.keyboard.press('F1');
      await quickInput.locator('input[type="text"]').first().fill(`>${title}`, soon);
      await press(quickInput.getByRole('option', { name: title }).first(), soon);
    } catch (error) {
      // Whatever takes the focus meanwhile closes the palette.
      if (tries === 1) throw error;
      await command(title, tries - 1);
    }
  };

  /** @returns {Promise<string[]>} */
  const names = () =>
    page
      .getByRole('treeitem')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('aria-label') ?? each.innerText));
  /** Rows that come or go a moment later would put another one under the mouse. */
  const still = async () => {
    for (let before = '', now = '-', tries = 0; before !== now && tries < 20; tries++) {
      before = now;
      await page.waitForTimeout(150);
      now = (await names()).join('\n');
    }
  };

  return {
    /** Clicks what a CSS or Playwright selector names, anywhere in the workbench outside webviews. */
    click: (/** @type {string} */ selector) => press(page.locator(selector).first(), place),
    /** Rests the mouse on it. */
    hover: (/** @type {string} */ selector) => page.locator(selector).first().hover(place),
    text: (/** @type {string} */ selector) => page.locator(selector).first().innerText(place),
    texts: (/** @type {string} */ selector) => page.locator(selector).allInnerTexts(),
    count: (/** @type {string} */ selector) => page.locator(selector).count(),
    /** Waits until something is seen, or with `false` until it is gone. */
    waitFor: (/** @type {string} */ selector, seen = true) =>
      page
        .locator(selector)
        .first()
        .waitFor({ ...place, state: seen ? 'visible' : 'hidden' }),

    /** Makes the window one that answers only every so many milliseconds, as on a busy machine; with 0 as it was. */
    slow: (/** @type {number} */ milliseconds) => page.evaluate(slow, milliseconds),

    started: () => untilStarted(page),

    /** Shows a view container of the activity bar by its title, with what stands in it: that may have to be started. */
    openView: async (title = 'Integrations') => {
      await untilStarted(page);
      const tab = page.locator('.activitybar').getByRole('tab', { name: title }).first();
      await tab.waitFor({ timeout: STARTING });
      if ((await tab.getAttribute('aria-selected')) !== 'true') await press(tab, place);
      const content = page.locator('.sidebar').locator('[role="treeitem"], .welcome-view-content');
      await content.filter({ visible: true }).first().waitFor({ timeout: STARTING });
    },

    /** Runs a command from the palette by its title, with or without its category. */
    command,

    tree: {
      click: async (/** @type {string} */ name) => {
        await row(name).waitFor(place);
        await still();
        await press(row(name), place);
      },
      doubleClick: async (/** @type {string} */ name) => {
        await row(name).waitFor(place);
        await still();
        await press(row(name), { ...place, count: 2 });
      },
      /**
       * The accessible names of all rows that are shown.
       * @returns {Promise<string[]>}
       */
      names,
      still,
      waitFor: (/** @type {string} */ name) => row(name).waitFor(place),
      /** Chooses from the context menu of a row; a row that is drawn anew closes its menu, then once more. */
      menu: async (/** @type {string} */ name, /** @type {string} */ title) => {
        const item = page.locator('.monaco-menu').getByRole('menuitem', { name: title }).first();
        for (let tries = 1; ; tries++) {
          await row(name).waitFor(place);
          await still();
          await press(row(name), { ...place, button: 'right' });
          try {
            if (await pressInMenu(item, { timeout: timeout / 3 })) return;
            throw new Error(`The menu of ${name} closed before ${title} was pressed.`);
          } catch (error) {
            if (tries === 3) throw error;
            await page.keyboard.press('Escape');
          }
        }
      },
      /**
       * What the context menu of a row offers, or a submenu of it.
       * @returns {Promise<string[]>}
       */
      offers: async (/** @type {string} */ name, /** @type {string | undefined} */ submenu) => {
        const menus = page.locator('.monaco-menu');
        await still();
        await press(row(name), { ...place, button: 'right' });
        await menus.first().getByRole('menuitem').first().waitFor(place);
        if (submenu !== undefined) {
          await menus.first().getByRole('menuitem', { name: submenu }).first().hover(place);
          await menus.nth(1).getByRole('menuitem').first().waitFor(place);
        }
        const items = await menus
          .last()
          .locator('.action-label[aria-label]')
          .evaluateAll((labels) => labels.map((label) => label.getAttribute('aria-label') ?? ''));
        for (let left = await menus.count(); left > 0; left--) await page.keyboard.press('Escape');
        await menus.first().waitFor({ ...place, state: 'hidden' });
        await page.mouse.move(0, 0);
        return items.filter((item) => item !== '');
      },
      /** Presses an inline button of a row. */
      button: async (/** @type {string} */ name, /** @type {string} */ title) => {
        for (let tries = 1; ; tries++) {
          await still();
          await page.mouse.move(0, 0);
          await row(name).hover(place);
          try {
            await press(row(name).getByRole('button', { name: title }).first(), { timeout: timeout / 5 });
            return;
          } catch (error) {
            // A row that was drawn anew under the mouse does not know that it is there.
            if (tries === 5) throw error;
          }
        }
      },
    },

    quickPick: {
      /** What is offered, in order. */
      items: async () => {
        await quickInput.getByRole('option').first().waitFor(place);
        return quickInput.getByRole('option').allInnerTexts();
      },
      title: () => quickInput.locator('.quick-input-title').innerText(place),
      message: () => quickInput.locator('.quick-input-message').innerText(place),
      /** The text in the input; undefined when nothing is asked. */
      shownValue: async () => {
        const shown = quickInput.filter({ visible: true }).locator(answers);
        return (await shown.evaluateAll((inputs) => inputs.map(({ value }) => value)))[0];
      },
      value: () => quickInput.locator('input[type="text"]').first().inputValue(place),
      type: (/** @type {string} */ text) => quickInput.locator(answers).first().fill(text, place),
      /** Where several can be chosen, each is a checkbox. */
      choose: (/** @type {string} */ name) =>
        press(quickInput.getByRole('option', { name }).or(quickInput.getByRole('checkbox', { name })).first(), place),
      accept: async () => {
        await quickInput.locator(answers).first().click(place);
        await page.keyboard.press('Enter');
      },
    },

    keyboard: {
      press: (/** @type {string} */ keys) => page.keyboard.press(keys),
      type: (/** @type {string} */ text) => page.keyboard.type(text),
    },

    editor: {
      /** The lines of the active text editor that are on the screen. */
      text: async () => {
        const lines = page.locator('.editor-group-container.active .editor-instance .view-lines .view-line');
        await lines.first().waitFor(place);
        const placed = await lines.evaluateAll((all) =>
          all.map((line) => ({ top: line.offsetTop, text: line.textContent })),
        );
        const sorted = placed.sort((one, other) => one.top - other.top);
        return sorted.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n');
      },
      /** The title of the active tab. */
      title: () => page.locator('.editor-group-container.active .tab.active').getAttribute('data-resource-name', place),
      /** Presses a button in the title of the active editor. */
      button: (/** @type {string} */ title) =>
        press(
          page.locator('.editor-group-container.active .editor-actions').getByRole('button', { name: title }),
          place,
        ),
      /** What the suggestion list offers. */
      suggestions: async () => {
        await page.locator('.suggest-widget .monaco-list-row').first().waitFor(place);
        return page.locator('.suggest-widget .monaco-list-row .label-name').allInnerTexts();
      },
    },

    toast: {
      press: (/** @type {string} */ button) =>
        press(page.locator('.notification-toast').getByRole('button', { name: button }).first(), place),
    },

    dialog: {
      text: () => page.locator('.monaco-dialog-box .dialog-message-container').innerText(place),
      press: (/** @type {string} */ button) =>
        press(page.locator('.monaco-dialog-box').getByRole('button', { name: button }).first(), place),
    },

    /** The same inside the webview that is shown. */
    webview: {
      click: (/** @type {string} */ selector) => press(inWebview(selector), place),
      fill: (/** @type {string} */ selector, /** @type {string} */ text) => inWebview(selector).fill(text, place),
      press: (/** @type {string} */ selector, /** @type {string} */ keys) => inWebview(selector).press(keys, place),
      text: (/** @type {string} */ selector) => inWebview(selector).innerText(place),
      value: (/** @type {string} */ selector) => inWebview(selector).inputValue(place),
      attribute: (/** @type {string} */ selector, /** @type {string} */ name) =>
        inWebview(selector).getAttribute(name, place),
      count: (/** @type {string} */ selector) => webviewOf(page).locator(selector).count(),
      waitFor: (/** @type {string} */ selector, seen = true) =>
        inWebview(selector).waitFor({ ...place, state: seen ? 'visible' : 'hidden' }),
      /**
       * How much a text stands out from what lies behind it, as WCAG counts: from 1 to 21.
       * @returns {Promise<number>}
       */
      contrast: (/** @type {string} */ selector) => inWebview(selector).evaluate(contrastOf, undefined, place),
      /** Sends a message to the host as a script of the page could, through the frame that the page lies in. */
      post: (/** @type {unknown} */ message) =>
        page
          .locator('iframe.webview')
          .filter({ visible: true })
          .last()
          .contentFrame()
          .locator('html')
          .evaluate(
            (_, sent) => window.__vscode_post_message__('onmessage', { message: sent, transfer: [] }),
            message,
            place,
          ),
    },

    /** Changes the colour theme and waits until it is seen. */
    setTheme: async (/** @type {keyof typeof themes} */ kind) => {
      const [title, mark] = themes[kind];
      await command('Preferences: Color Theme');
      await quickInput.locator('input[type="text"]').first().fill(title, place);
      await press(quickInput.getByRole('option', { name: title }).first(), place);
      await page.locator(`.monaco-workbench.${mark}`).waitFor(place);
      await quickInput.waitFor({ ...place, state: 'hidden' });
    },

    /**
     * What the window shows, in words: for the output of a test that failed where nobody sees a picture.
     * @returns {Promise<string>}
     */
    describe: async () => {
      const parts = {
        views: '.sidebar .title-label, .sidebar .pane-header .title',
        rows: '.sidebar [role="treeitem"]',
        tabs: '.editor-group-container .tab',
        question: '.quick-input-widget:not([style*="display: none"])',
        notifications:
          '.notifications-toasts .notification-list-item-message, .notifications-center .notification-list-item-message',
        dialog: '.monaco-dialog-box',
        menu: '.monaco-menu',
        panel: '.part.panel .composite-bar .checked',
        focus: ':focus',
      };
      const lines = await Promise.all(
        Object.entries(parts).map(async ([part, selector]) => {
          const texts = await page
            .locator(selector)
            .evaluateAll((found) => found.map((each) => each.getAttribute('aria-label') || each.innerText));
          return `  ${part}: ${texts.map((text) => text.replaceAll(/\s+/g, ' ').slice(0, 200)).join(' | ')}`;
        }),
      );
      return lines.join('\n');
    },

    /** Takes a picture of the window; gives its path. */
    screenshot: async (/** @type {string} */ name) => {
      mkdirSync(shots, { recursive: true });
      const path = join(shots, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

/**
 * Until VS Code has put a window back as it was, and has made what it makes when it is idle: before that, it shows the
 * Explorer over what a test has opened, and offers no command that needs a trusted workspace.
 * @param {import('playwright-core').Page} page
 */
export async function untilStarted(page) {
  await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: STARTING });
  const isStarted = () =>
    ['code/didStartWorkbench', 'code/didCreateWorkbenchContributions/3'].every(
      (name) => performance.getEntriesByName(name).length > 0,
    );
  for (let tries = 0; tries < 600 && !(await page.evaluate(isStarted)); tries++) await page.waitForTimeout(100);
}

/**
 * The page inside the webview that is shown: it lies two frames deep.
 * @param {import('playwright-core').Page} page
 */
export const webviewOf = (page) =>
  page
    .locator('iframe.webview')
    .filter({ visible: true })
    .last()
    .contentFrame()
    .locator('iframe#active-frame')
    .contentFrame();

/** Of a picture of the window in which a test failed. */
export const shotName = (/** @type {string} */ title) => `failed ${title}`.replaceAll(/\W+/g, '-').slice(0, 100);

/** Runs in the page. */
function contrastOf(element) {
  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color) =>
    numbers(color)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const backgroundOf = (node) => node.ownerDocument.defaultView.getComputedStyle(node).backgroundColor;
  let behind = element;
  while ((numbers(backgroundOf(behind))[3] ?? 1) === 0) behind = behind.parentElement ?? behind.getRootNode().host;
  const { color } = element.ownerDocument.defaultView.getComputedStyle(element);
  const [dark, light] = [luminance(color), luminance(backgroundOf(behind))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Runs in the page. */
function slow(milliseconds) {
  clearInterval(globalThis.slowness);
  const work = () => {
    for (const end = performance.now() + milliseconds; performance.now() < end;);
  };
  if (milliseconds > 0) globalThis.slowness = setInterval(work, 1);
}
