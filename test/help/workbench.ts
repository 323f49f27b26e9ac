// For tests from outside: a VS Code in the browser with this extension, a fresh sample workspace and the sample service.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { launchChromium } from './chromium.mjs';
import { developExtensions } from './host/develop.mjs';
import { startHost } from './host/host.mjs';
import { root, work } from './paths.mjs';
import { startSampleService, type SampleService } from './sample-service.mjs';
import { copySamples } from './sample-workspace.mjs';
import { shotName, untilStarted, webviewOf, workbenchActions } from './workbench-actions.mjs';

export interface WorkbenchOptions {
  /** Extensions under development: this one unless told otherwise. */
  readonly extensions?: readonly string[];
  /** Settings of the user, besides the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** True: VS Code asks whether to trust the workspace (Restricted Mode). */
  readonly trust?: boolean;
  /** A `.code-workspace` file in the folder that is opened instead of the folder itself; null opens neither. */
  readonly opens?: string | null;
  /** Changes the workspace before it is opened. */
  readonly prepare?: (workspace: string) => void;
  /** Changes what the page of the window is like before it is loaded. */
  readonly onContext?: (context: BrowserContext) => Promise<void>;
}

/** All actions of workbench-actions.mjs, and Playwright's own objects for what they do not cover. */
export type Workbench = ReturnType<typeof workbenchActions> & {
  readonly page: Page;
  readonly service: SampleService;
  /** The folder that is open. */
  readonly workspace: string;
  readonly treeItem: (name: string | RegExp) => Locator;
  readonly frame: () => FrameLocator;
  readonly close: () => Promise<void>;
};

/** The windows that are open: what they show when a test fails says more than a timeout. */
const open = new Set<ReturnType<typeof workbenchActions>>();

Object.assign(globalThis, {
  afterFailedTest: async (title: string): Promise<string> => {
    const seen = [...open].map(async ({ screenshot, describe }) => {
      console.log(`window of "${title}": ${await screenshot(shotName(title))}`);
      return describe();
    });
    return (await Promise.all(seen)).join('\n');
  },
});

/** Opens a window of its own, for a whole test file: `before(async () => { workbench = await openWorkbench(); })`. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  mkdirSync(work, { recursive: true });
  const folder = mkdtempSync(join(work, 'outside-'));
  const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const service = await startSampleService();
    closers.push(service.close);
    const workspace = copySamples(join(folder, 'workspace'), service.ports);
    options.prepare?.(workspace);
    const page = await openPage(folder, workspace, service, options, closers);
    const treeItem = (name: string | RegExp): Locator => page.getByRole('treeitem', { name }).first();
    const frame = (): FrameLocator => webviewOf(page);
    const actions = workbenchActions(page);
    open.add(actions);
    closers.push(() => open.delete(actions));
    return { ...actions, page, service, workspace, treeItem, frame, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(
  folder: string,
  workspace: string,
  service: SampleService,
  { extensions = [root], settings = {}, trust = false, opens = '', onContext }: WorkbenchOptions,
  closers: (() => unknown)[],
): Promise<Page> {
  const env = { SAMPLE_HTTP: service.http, SAMPLE_HTTPS: service.https };
  const server = await startHost({ folder: join(folder, 'host'), settings, trust, env, idleSeconds: 61 });
  closers.push(server.stop);
  const browser = await launchChromium();
  closers.push(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await developExtensions(context, server.port, { extensions });
  await onContext?.(context);
  const page = await context.newPage();
  await page.goto(server.url(opens === null ? undefined : join(workspace, opens)));
  await untilStarted(page);
  return page;
}
