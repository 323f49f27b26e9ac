// The browser of the webview suite starts and runs scripts.
import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../help/chromium.mjs';

describe('browser for webview tests', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it('shows a page', async () => {
    const page = await browser.newPage();
    await page.setContent('<button onclick="this.textContent = 1 + 1">add</button>');
    await page.getByRole('button').click();
    assert.equal(await page.getByRole('button').innerText(), '2');
  });
});
