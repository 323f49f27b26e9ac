// Opens VS Code's workbench in a page with extensions under development, as F5 does on the desktop.
import { resolve } from 'node:path';

/**
 * Makes every workbench of this browser context load `extensions`, and run the module `tests` in their host.
 * There is no public switch for it: the workbench's configuration element is amended before its script reads it.
 * @param {import('playwright-core').BrowserContext} context
 * @param {number} port of the VS Code server
 * @param {{ readonly extensions: readonly string[], readonly tests?: string | undefined }} options
 */
export async function developExtensions(context, port, { extensions, tests }) {
  const uri = (path) => ({ scheme: 'vscode-remote', authority: `127.0.0.1:${port}`, path: resolve(path) });
  const options = { extensions: extensions.map(uri), ...(tests !== undefined && { extensionTestsPath: uri(tests) }) };
  await context.addInitScript((added) => {
    document.addEventListener('readystatechange', () => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      if (document.readyState !== 'interactive' || !element) return;
      const configuration = JSON.parse(element.getAttribute('data-settings') ?? '{}');
      configuration.developmentOptions = { ...configuration.developmentOptions, ...added };
      element.setAttribute('data-settings', JSON.stringify(configuration));
    });
  }, options);
}
