// Pictures of the page in every theme, for people to look at; they land beside the other test results.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { shots } from '../help/paths.mjs';
import { open } from './open.ts';
import { fullSnapshot, snapshotOf } from './samples.ts';
import { themeNames, type Theme } from './site.ts';

describe('webview: pictures', () => {
  before(() => mkdir(shots, { recursive: true }));

  const picture = (name: string) => ({ path: join(shots, `webview-${name}.png`), fullPage: true });

  for (const theme of themeNames)
    it(`configuration, ${theme}`, async () => {
      const { page } = await open({ snapshot: fullSnapshot(), theme });
      await page.screenshot(picture(theme));
    });

  it('logging, menu open', async () => {
    const { page } = await open({ snapshot: fullSnapshot() });
    await page.getByRole('tab', { name: 'Logging' }).click();
    await page.getByRole('button', { name: 'More Actions' }).click();
    await page.screenshot(picture('logging'));
  });

  for (const [name, width, theme] of [
    ['320px', 320, 'dark'],
    ['320px-light', 320, 'light'],
  ] as const satisfies readonly [string, number, Theme][])
    it(name, async () => {
      const { page } = await open({ snapshot: fullSnapshot(), theme, context: { viewport: { width, height: 700 } } });
      await page.screenshot(picture(name));
    });

  it('right to left, broken, forced colours', async () => {
    const rtl = await open({ snapshot: fullSnapshot(), direction: 'rtl', theme: 'light' });
    await rtl.page.screenshot(picture('rtl'));
    const broken = { message: 'A comma or a closing brace is missing', line: 6, column: 4 };
    const { page } = await open({ snapshot: snapshotOf(undefined, { broken }) });
    await page.screenshot(picture('broken'));
    const forced = await open({ snapshot: fullSnapshot(), context: { forcedColors: 'active' } });
    await forced.page.screenshot(picture('forced-colors'));
  });
});
