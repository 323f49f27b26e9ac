// `npm run test:desktop`: the inside suite in a desktop VS Code, which @vscode/test-electron downloads.
// VSCODE_EXECUTABLE uses another one; VSCODE_VERSION (stable, insiders, 1.103.0) chooses what is downloaded.
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { chromium } from 'playwright-core';
import { withInsideSetup } from './inside-setup.mjs';
import { exitOnStop } from './processes.mjs';
import { startUiBridge } from './ui-bridge.mjs';
import { workbenchActions } from './workbench-actions.mjs';

exitOnStop();
const { values } = parseArgs({ options: { grep: { type: 'string' } } });
if (values.grep !== undefined) process.env.INTEGRATION_TEST_GREP = values.grep;

const { passed, failed } = await withInsideSetup('desktop', runOnDesktop);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function runOnDesktop({ folder, workspace, extensions, tests, env }) {
  const port = await freePort();
  const window = windowAt(port);
  const bridge = await startUiBridge(window.actions);
  const { VSCODE_EXECUTABLE: vscodeExecutablePath, VSCODE_VERSION: version } = process.env;
  try {
    return await runTests({
      ...(vscodeExecutablePath && { vscodeExecutablePath }),
      ...(version && { version }),
      extensionDevelopmentPath: extensions,
      extensionTestsPath: tests,
      extensionTestsEnv: { ...env, INTEGRATION_TEST_UI: bridge.url },
      launchArgs: [workspace, `--user-data-dir=${folder}`, `--remote-debugging-port=${port}`],
    });
  } catch (error) {
    console.error(error.message);
    return error.code ?? 1;
  } finally {
    await bridge.close();
    await window.close();
  }
}

/** The actions of the window that listens on the debugging port; it is connected to when a test first needs it. */
function windowAt(port) {
  let connected;
  const connect = async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return { browser, actions: workbenchActions(await workbenchPage(browser)) };
  };
  const at = (path) =>
    new Proxy(() => undefined, {
      get: (_, key) => at([...path, key]),
      apply: async (_, _this, args) => {
        const { actions } = await (connected ??= connect());
        return path.reduce((object, key) => object[key], actions)(...args);
      },
    });
  return { actions: at([]), close: async () => (await connected)?.browser.close() };
}

async function workbenchPage(browser) {
  for (;;) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    for (const page of pages) if ((await page.locator('.monaco-workbench').count()) > 0) return page;
    await wait(100);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
