// Opens the details page in a real browser with a host of the test's making behind it.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchChromium } from '../help/chromium.mjs';
import type { Snapshot, ToHost, ToWebview } from '../../src/protocol.ts';
import { startSite, vscodeApi, type PageOptions, type Site } from './site.ts';

export interface Opened {
  readonly page: Page;
  /** What the page has said, without `ready`. */
  readonly sent: Exclude<ToHost, { type: 'ready' }>[];
  /** Blocked content and uncaught errors; a test ends with none. */
  readonly faults: string[];
  /** The field with this title: its frame. */
  readonly field: (title: string) => Locator;
  /** Sends anything, also what no host would say. */
  readonly send: (message: unknown) => Promise<void>;
  /** Waits until the page has said something of this type and gives the last one. */
  readonly said: <T extends ToHost['type']>(type: T) => Promise<Extract<ToHost, { type: T }>>;
  readonly reload: () => Promise<void>;
}

export interface OpenOptions extends PageOptions {
  readonly snapshot?: Snapshot;
  /** Answers a message; by default nothing is answered. */
  readonly host?: (message: Exclude<ToHost, { type: 'ready' }>, send: (message: ToWebview) => Promise<void>) => void;
  readonly context?: BrowserContextOptions;
}

let browser: Browser | undefined;
let site: Site | undefined;
const opened: Opened[] = [];

export async function open({ snapshot, host, context, ...pageOptions }: OpenOptions = {}): Promise<Opened> {
  browser ??= await launchChromium();
  site ??= await startSite();
  const page = await browser.newPage({ viewport: { width: 800, height: 900 }, ...context });
  const sent: Opened['sent'] = [];
  const faults: string[] = [];
  const send = (message: unknown): Promise<void> =>
    page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.exposeFunction('toHost', (message: ToHost | { fault: string }) => {
    if ('fault' in message) faults.push(message.fault);
    else if (message.type === 'ready') return snapshot && send(snapshot);
    else {
      sent.push(message);
      host?.(message, send);
    }
    return undefined;
  });
  await page.addInitScript(vscodeApi);
  await page.goto(site.address(pageOptions));
  if (snapshot) await drawn(page);
  const result: Opened = {
    page,
    sent,
    faults,
    field: (title) => page.locator('.field', { has: page.locator(`label:text-is(${JSON.stringify(title)})`) }),
    send,
    said: (type) => waitFor(() => ofType(sent, type).at(-1)),
    reload: async () => {
      await page.reload();
      await drawn(page);
    },
  };
  opened.push(result);
  return result;
}

/** The element library puts attributes in place with the next frame. */
async function drawn(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

function ofType<T extends ToHost['type']>(sent: readonly ToHost[], type: T): Extract<ToHost, { type: T }>[] {
  return sent.filter((message): message is Extract<ToHost, { type: T }> => message.type === type);
}

/** Polls, because what is waited for happens in another process. */
export async function waitFor<T>(read: () => T | undefined | Promise<T | undefined>, time = 20_000): Promise<T> {
  const end = performance.now() + time;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`nothing within ${time} ms: ${String(read)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

afterEach(async function () {
  const faults = opened.flatMap((each) => each.faults);
  await Promise.all(opened.splice(0).map(({ page }) => page.close()));
  if (faults.length > 0 && this.currentTest?.state !== 'failed')
    throw new Error(`faults in the page: ${faults.join('\n')}`);
});

after(async () => {
  await browser?.close();
  site?.close();
});
