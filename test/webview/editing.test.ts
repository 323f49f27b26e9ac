// Typing: nothing is lost at any speed, the caret stays, and nothing else than the user's text is sent.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openDocument } from './document.ts';
import { waitFor } from './open.ts';
import { number, secret, snapshotOf, text } from './samples.ts';

const valueBecomes = (read: () => unknown, value: unknown) => waitFor(() => (read() === value ? true : undefined));

/** 300 characters that no keyboard layout has on one key each, so that every one is its own input event. */
const long = Array.from({ length: 300 }, (_, place) => String.fromCharCode(97 + ((place * 7) % 26))).join('');

const waysToLeave: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  Enter: (page) => page.keyboard.press('Enter'),
  'leaving the field': (page) => page.keyboard.press('Tab'),
  'another tab': (page) => page.getByRole('tab', { name: 'Logging' }).dispatchEvent('click'),
  'the key that begins Save or Undo': (page) => page.keyboard.down('Control'),
  'leaving the page with the mouse': (page) =>
    page.evaluate(`void document.documentElement.dispatchEvent(new MouseEvent('mouseleave'))`),
  'hiding the page': (page) => page.evaluate(`void window.dispatchEvent(new Event('pagehide'))`),
};

describe('webview: editing', () => {
  it('300 characters typed fast, with snapshots in between, all arrive', async () => {
    const { page, field, value, refresh } = await openDocument([text('Host'), text('Note')]);
    const box = field('Host').getByRole('textbox');
    const typing = box.pressSequentially(long, { delay: 3 });
    for (let round = 0; round < 20; round++) {
      await refresh();
      await page.waitForTimeout(40);
    }
    await typing;
    await valueBecomes(() => value('Host'), long);
    await page.waitForTimeout(200);
    assert.equal(await box.inputValue(), long);
  });

  it('100 random edits in three fields end as the document has them', async () => {
    const titles = ['A', 'B', 'C'] as const;
    const { page, field, value, versions } = await openDocument(titles.map((title) => text(title)));
    const keys = ['x', 'y', 'Backspace', 'ArrowLeft', 'End', 'ArrowRight'];
    for (let step = 0; step < 100; step++) {
      if (step % 9 === 0)
        await field(titles[(step / 9) % 3]!)
          .getByRole('textbox')
          .focus();
      await page.keyboard.press(keys[(step * 5 + (step >> 3)) % keys.length]!);
      if (step % 13 === 0) await page.waitForTimeout(170);
    }
    await page.getByRole('heading', { level: 1 }).click();
    for (const title of titles) {
      const shown = await field(title).getByRole('textbox').inputValue();
      await valueBecomes(() => value(title) ?? '', shown);
    }
    assert.ok(versions() > 3);
  });

  it('one edit of a field is under way at a time', async () => {
    const { page, field, sent, said, send } = await openDocument([text('Host')], { host: () => undefined });
    const box = field('Host').getByRole('textbox');
    await box.pressSequentially('abc');
    const { id } = await said('set');
    await box.pressSequentially('defgh', { delay: 180 });
    await page.waitForTimeout(400);
    assert.equal(sent.length, 1);
    await send({ type: 'answer', id, ok: true, version: 2 });
    await waitFor(async () => (await said('set')).value === 'abcdefgh' || undefined);
    assert.equal(sent.length, 2);
  });

  it('a pause in typing sends one edit, not one per key', async () => {
    const { page, field, sent, value } = await openDocument([text('Host')]);
    await page.clock.install();
    await field('Host').getByRole('textbox').pressSequentially('abcdef');
    assert.deepEqual(sent, []);
    await page.clock.runFor(2000);
    await valueBecomes(() => value('Host'), 'abcdef');
    assert.equal(sent.length, 1);
  });

  it('the first key in a document without unsaved changes is sent at once, the others with the pause', async () => {
    const { page, field, sent, said } = await openDocument([text('Host')], {
      snapshot: snapshotOf([text('Host')], { dirty: false }),
    });
    await page.clock.install();
    const box = field('Host').getByRole('textbox');
    await box.pressSequentially('a');
    assert.equal((await said('set')).value, 'a');
    await box.pressSequentially('bc');
    assert.equal(sent.length, 1);
    await page.clock.runFor(2000);
    await waitFor(async () => (await said('set')).value === 'abc' || undefined);
  });

  for (const [way, leave] of Object.entries(waysToLeave))
    it(`${way} sends at once`, async () => {
      const { page, field, sent, said } = await openDocument([text('Host')]);
      // The clock of the page stands still: what is sent now was not sent by a pause.
      await page.clock.install();
      await field('Host').getByRole('textbox').pressSequentially('abc');
      assert.deepEqual(sent, []);
      await leave(page);
      assert.equal((await said('set')).value, 'abc');
    });

  it('a command is sent after the edit is in the document', async () => {
    const { page, field, sent } = await openDocument([text('Host')], { delay: () => 100 });
    await field('Host').getByRole('textbox').pressSequentially('abc');
    await page.getByRole('button', { name: 'Test Call' }).click();
    await waitFor(() => sent.find(({ type }) => type === 'command'));
    const [edit, command] = sent.slice(-2);
    assert.deepEqual([edit?.type === 'set' && edit.value, command?.type], ['abc', 'command']);
  });

  it('a refused text stays, says why, and keeps the test call back', async () => {
    const message = 'abc is no number.';
    const { page, field, sent } = await openDocument([number('Port'), text('Host')], {
      refuse: ({ type }) => (type === 'set' ? message : undefined),
    });
    const box = field('Port').getByRole('textbox');
    await box.fill('abc');
    await page.getByRole('button', { name: 'Test Call' }).click();
    await field('Port').getByText(message).waitFor();
    await page.getByRole('status').getByText(`Not tested: a value was refused. ${message}`).waitFor();
    assert.equal(await box.inputValue(), 'abc');
    assert.equal(await box.getAttribute('aria-invalid'), 'true');
    assert.equal(
      sent.some(({ type }) => type === 'command'),
      false,
    );
  });

  it('Escape gives a refused text up', async () => {
    const { field } = await openDocument([number('Port', { value: '80' })], { refuse: () => 'No.' });
    const box = field('Port').getByRole('textbox');
    await box.fill('abc');
    await field('Port').getByText('No.').waitFor();
    await box.press('Escape');
    await field('Port').getByText('No.').waitFor({ state: 'hidden' });
    assert.equal(await box.inputValue(), '80');
  });

  it('a refused text outlives snapshots until the value changes elsewhere', async () => {
    const { field, refresh, change } = await openDocument([number('Port', { value: '80' })], { refuse: () => 'No.' });
    const box = field('Port').getByRole('textbox');
    await box.fill('abc');
    await field('Port').getByText('No.').waitFor();
    await refresh();
    assert.equal(await box.inputValue(), 'abc');
    await change('Port', '81');
    await waitFor(async () => (await box.inputValue()) === '81' || undefined);
    assert.equal(await field('Port').getByText('No.').count(), 0);
  });

  it('undo in the document shows in a field that has the focus, with the caret at its place', async () => {
    const { page, field, change } = await openDocument([text('Host', { value: 'one two three' })]);
    const box = field('Host').getByRole('textbox');
    await box.focus();
    await page.keyboard.press('End');
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowLeft');
    await change('Host', 'one three');
    await waitFor(async () => (await box.inputValue()) === 'one three' || undefined);
    await page.keyboard.type('X');
    assert.equal(await box.inputValue(), 'one Xthree');
  });

  it('a late snapshot of an older version does not bring the old text back', async () => {
    const { field, send, said } = await openDocument([text('Host', { value: 'old' })], { host: () => undefined });
    const box = field('Host').getByRole('textbox');
    await box.fill('new');
    const { id } = await said('set');
    await send({ type: 'answer', id, ok: true, version: 7 });
    await send(snapshotOf([text('Host', { value: 'old' })], { version: 6 }));
    assert.equal(await box.inputValue(), 'new');
    await send(snapshotOf([text('Host', { value: 'NEW' })], { version: 7 }));
    await waitFor(async () => (await box.inputValue()) === 'NEW' || undefined);
  });

  it('an answer without a version: the text stays until the next snapshot', async () => {
    const { field, send, said } = await openDocument([text('Host', { value: 'old' })], { host: () => undefined });
    const box = field('Host').getByRole('textbox');
    await box.fill('new');
    await send({ type: 'answer', id: (await said('set')).id, ok: true });
    assert.equal(await box.inputValue(), 'new');
    await send(snapshotOf([text('Host', { value: 'NEW' })], { version: 2 }));
    await waitFor(async () => (await box.inputValue()) === 'NEW' || undefined);
  });

  it('a fix whose problem has moved is not carried out', async () => {
    const problems = [{ severity: 'error', message: 'Wrong.', fixes: ['Mend'] }] as const;
    let click = (): void => undefined;
    // The answer takes the button away: it comes after the click.
    const clicked = new Promise<void>((resolve) => (click = resolve));
    const { page, field, sent, send } = await openDocument([text('Host', { problems })], {
      host: ({ id }, answer) =>
        void clicked
          .then(() => answer({ type: 'answer', id, ok: true, version: 2 }))
          .then(() => send(snapshotOf([text('Host')], { version: 2 }))),
    });
    await field('Host').getByRole('textbox').fill('a');
    await field('Host').getByRole('button', { name: 'Mend' }).click();
    click();
    await page.getByRole('status').getByText('The text has changed meanwhile; choose again.').waitFor();
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['set'],
    );
  });

  it('a secret half typed is in no message before Enter', async () => {
    const { page, field, sent } = await openDocument([secret('Token')]);
    await field('Token').locator('input').pressSequentially('s3cr');
    await page.waitForTimeout(400);
    assert.deepEqual(
      sent.map((message) => ({ ...message, id: 0 })),
      [{ type: 'typing', id: 0, path: secret('Token').path, value: true }],
    );
  });

  it('Undo takes back what is typed of a secret, and is the document’s again when nothing is', async () => {
    const { page, field } = await openDocument([secret('Token')]);
    const input = field('Token').locator('input');
    await page.evaluate(
      `window.undone = 0; window.addEventListener('keydown', ({ key }) => (window.undone += key === 'z' ? 1 : 0))`,
    );
    await input.pressSequentially('s');
    await input.press('Control+z');
    await waitFor(async () => (await input.inputValue()) === '' || undefined);
    assert.equal(await page.evaluate('window.undone'), 0);
    await input.press('Control+z');
    assert.equal(await page.evaluate('window.undone'), 1);
  });
});
