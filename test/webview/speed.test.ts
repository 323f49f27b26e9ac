// A big form stays smooth: what nobody has touched is not drawn anew. How long it takes is measured by `npm run bench:form`.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDocument } from './document.ts';
import { open, waitFor } from './open.ts';
import { snapshotOf, text } from './samples.ts';

/** From now on counts what comes, goes or gets another text elsewhere than in the field with this title. */
const watchOthers = (page: Page, title: string): Promise<unknown> =>
  page.evaluate(`window.changes = 0; new MutationObserver((records) => {
    for (const { target } of records) {
      const field = (target.closest ? target : target.parentElement).closest('.field');
      if (field?.querySelector('label').textContent !== ${JSON.stringify(title)}) window.changes++;
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true })`);

describe('webview: speed', () => {
  it('typing among 200 fields stays smooth', async () => {
    const fields = Array.from({ length: 200 }, (_, place) =>
      text(`Field ${place}`, { description: 'Words about it.' }),
    );
    const { page, field, value } = await openDocument(fields);
    await watchOthers(page, 'Field 150');
    await field('Field 150').getByRole('textbox').pressSequentially('abcdefghij'.repeat(5), { delay: 20 });
    await waitFor(() => (value('Field 150')?.length === 50 ? true : undefined));
    assert.equal(await page.evaluate('window.changes'), 0);
  });

  it('a snapshot keeps the elements that are there', async () => {
    const fields = (value: string) => Array.from({ length: 60 }, (_, place) => text(`Field ${place}`, { value }));
    const { page, send, field } = await open({ snapshot: snapshotOf(fields('old')) });
    await page.evaluate(`window.before = [...document.querySelectorAll('.field *')]`);
    await send(snapshotOf(fields('new'), { version: 2 }));
    await waitFor(async () => (await field('Field 59').getByRole('textbox').inputValue()) === 'new' || undefined);
    assert.ok(
      await page.evaluate(`window.before.length > 60 && window.before.every(({ isConnected }) => isConnected)`),
    );
  });
});
