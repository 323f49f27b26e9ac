// Runs a test module inside the extension host of the VS Code for the browser and reports how it ended.
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { launchChromium } from '../chromium.mjs';
import { developExtensions } from './develop.mjs';
import { startHost } from './host.mjs';

/** Lines of VS Code itself that say nothing about a test. */
const noise = new RegExp(
  [
    '%c',
    'Canceled',
    'No search provider',
    '\\[(AgentHost|AccountPolicy|Service Worker|reconnection-)',
    'Resolv(ing|ed) connection token',
    'Creating a socket',
    '(Ignoring fetching|Updating) additional builtin',
    'Error while fetching the extension under development',
  ]
    .map((start) => `^${start}`)
    .join('|'),
);

/**
 * @typedef {{
 *   readonly folder: string, readonly extensions: readonly string[], readonly tests: string, readonly workspace?: string | undefined,
 *   readonly env?: Record<string, string>, readonly timeout?: number, readonly browserFlags?: readonly string[],
 *   readonly onWindow?: (page: import('playwright-core').Page) => Promise<Record<string, string>>
 * }} InsideOptions
 */

/**
 * Gives the exit code of the tests: 0 when all is well, 124 when the time was up, other when tests failed or the
 * extension host ended. `onWindow` sees the page before anything is loaded and adds to the environment of the host.
 * @param {InsideOptions} options
 * @returns {Promise<number>}
 */
export async function runTestsInHost(options) {
  const { folder, workspace, env = {}, timeout = 300_000, browserFlags, onWindow } = options;
  rmSync(folder, { recursive: true, force: true });
  const browser = await launchChromium(browserFlags);
  let server;
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const added = (await onWindow?.(page)) ?? {};
    server = await startHost({ folder, env: { ...env, ...added }, idleSeconds: 61 });
    await developExtensions(context, server.port, options);
    const exited = exitOf(page);
    await page.goto(server.url(workspace));
    const code = await Promise.race([exited, wait(timeout, 124, { ref: false })]);
    if (code === 124)
      console.error(`The tests in VS Code did not end within ${timeout / 1000} s (log: ${server.log}).`);
    return await verdict(code, browser, server);
  } finally {
    await browser.close();
    await server?.stop();
  }
}

/** The workbench calls two functions of its window when it runs tests: one for each console line, one at the end. */
function exitOf(page) {
  return new Promise((resolve, reject) => {
    const print = (type, args) => {
      const line = format(...args);
      if (!noise.test(line)) console[type === 'error' ? 'error' : 'log'](line);
    };
    page.once('crash', () => reject(new Error('The page with VS Code crashed.')));
    page.exposeFunction('codeAutomationLog', print).catch(reject);
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
}

async function verdict(code, browser, server) {
  await browser.close();
  await wait(200);
  await server.stop();
  const crashes = server.crashes();
  if (crashes.length === 0) return code;
  console.error(`The extension host ended: ${crashes.join('; ')}.`);
  return code || 1;
}
