// The kinds of fields that hold more than one text: lists, maps, certificates, secrets that are looked at, pasted URLs.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Field } from '../../src/core/form.ts';
import type { ToHost, ToWebview } from '../../src/protocol.ts';
import { open, waitFor } from './open.ts';
import { list, map, number, oneOf, pem, raw, secret, snapshotOf, text, url } from './samples.ts';

const one = (...fields: Parameters<typeof snapshotOf>[0] & object[]) => open({ snapshot: snapshotOf(fields) });
const inputsOf = (field: Locator) => field.getByRole('textbox');

/** As the browser does it after Ctrl+V, which headless browsers do without a clipboard only in part. */
const paste = (page: Page, text: string) =>
  page.evaluate(`(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    return at.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  })()`);

const drop = (page: Page, selector: string, fill: string) =>
  page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    ${fill}
    document.querySelector(${JSON.stringify(selector)})
      .dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  })()`);

describe('webview: lists and maps', () => {
  it('a list shows its items, and sends all of them when one changes', async () => {
    const { field, said } = await one(list('Groups', { items: ['a', 'b'] }));
    await inputsOf(field('Groups')).nth(1).fill('c');
    assert.deepEqual((await said('items')).value, ['a', 'c']);
  });
  it('a new item is in no message before something is typed into it', async () => {
    const { page, field, said, sent } = await one(list('Groups', { items: ['a'] }));
    await field('Groups').getByRole('button', { name: 'Add Item' }).click();
    await page.waitForTimeout(250);
    assert.deepEqual(sent, []);
    await page.keyboard.type('b');
    assert.deepEqual((await said('items')).value, ['a', 'b']);
    await page.keyboard.press('Enter');
    assert.equal(await inputsOf(field('Groups')).count(), 3);
  });
  it('an item goes by its button, and the focus stays in the list', async () => {
    const { page, field, said } = await one(list('Groups', { items: ['a', 'b'] }));
    await field('Groups').getByRole('button', { name: 'Remove Groups, entry 1' }).click();
    assert.deepEqual((await said('items')).value, ['b']);
    assert.equal(await page.evaluate(`document.activeElement.closest('.field') !== null`), true);
  });
  it('items of a fixed set are chosen, each once', async () => {
    const { field, said } = await one(list('Brokers', { items: ['device'], options: ['device', 'fault'] }));
    const choice = field('Brokers').getByRole('combobox', { name: 'Add to Brokers' });
    assert.deepEqual(await choice.locator('option').allInnerTexts(), ['Add…', 'fault']);
    await choice.selectOption('fault');
    assert.deepEqual((await said('items')).value, ['device', 'fault']);
  });
  it('an empty item that the document has is not lost when another is typed', async () => {
    const { field, said } = await one(list('Groups', { items: ['', 'b'] }));
    await inputsOf(field('Groups')).nth(1).fill('c');
    assert.deepEqual((await said('items')).value, ['', 'c']);
  });
  it('a map sends its entries, and a value waits for its name', async () => {
    const { page, field, said, sent } = await one(map('Variables', { entries: [{ key: 'a', value: '1' }] }));
    await field('Variables').getByRole('textbox', { name: 'Variables, value 1' }).fill('2');
    assert.deepEqual((await said('entries')).value, [{ key: 'a', value: '2' }]);
    const before = sent.length;
    await field('Variables').getByRole('button', { name: 'Add Entry' }).click();
    await field('Variables').getByRole('textbox', { name: 'Variables, value 2' }).fill('x');
    await page.waitForTimeout(250);
    assert.equal(sent.length, before);
  });
  it('what the host changes meanwhile shows in the rows', async () => {
    const { field, send } = await one(list('Groups', { items: ['a', 'b'] }));
    await send(snapshotOf([list('Groups', { items: ['x', 'b', 'c'] })], { version: 2 }));
    await waitFor(async () => (await inputsOf(field('Groups')).count()) === 3 || undefined);
    assert.equal(await inputsOf(field('Groups')).first().inputValue(), 'x');
  });
});

describe('webview: a value of several possible kinds', () => {
  const asNumber = oneOf('Retries', { chosen: 1, inner: number('Retries', { value: '3', minimum: 1 }) });
  const answering = (field: Field) =>
    open({
      snapshot: snapshotOf([field]),
      host: ({ id }, send) => void send({ type: 'answer', id, ok: true, version: 1 }),
    });
  const chosen = (opened: { field: (title: string) => Locator }) => opened.field('Retries').getByLabel('Retries, kind');

  it('shows the chosen kind and its value, and edits both', async () => {
    const opened = await answering(asNumber);
    const { field, said } = opened;
    assert.equal(await chosen(opened).inputValue(), '1');
    assert.equal(await field('Retries').getByRole('textbox').inputValue(), '3');
    await field('Retries').getByText('At least 1.').waitFor();
    await field('Retries').getByRole('textbox').fill('5');
    assert.equal((await said('set')).value, '5');
    await chosen(opened).selectOption('Nothing (null)');
    assert.equal((await said('choose')).option, 2);
  });
  it('has as much room for a text as any field', async () => {
    const inner = text('Audience', { value: 'a' });
    const { field } = await open({ snapshot: snapshotOf([oneOf('Audience', { chosen: 0, inner }), text('Host')]) });
    const widths = ['Audience', 'Host'].map((title) => field(title).locator('vscode-text-field').boundingBox());
    const [own, other] = await Promise.all(widths);
    assert.equal(own?.width, other?.width);
  });
  it('changes its input with the kind, and keeps the focus on the choice', async () => {
    const opened = await answering(asNumber);
    const { page, field, send } = opened;
    await chosen(opened).focus();
    await page.keyboard.press('ArrowUp');
    const asText = oneOf('Retries', { chosen: 0, inner: text('Retries', { value: 'x' }) });
    await send(snapshotOf([asText], { version: 2 }));
    await waitFor(async () => (await field('Retries').getByRole('textbox').inputValue()) === 'x' || undefined);
    assert.equal(await field('Retries').locator('.number').count(), 0);
    assert.ok(await page.evaluate(`document.activeElement.matches('.one-of > select')`));
    await send(snapshotOf([oneOf('Retries', { chosen: 2 })], { version: 3 }));
    await field('Retries').getByRole('textbox').waitFor({ state: 'hidden' });
  });
  it('says when nothing is chosen, or what is there is of no kind', async () => {
    const opened = await one(oneOf('Retries', { present: false, isModified: false }));
    assert.equal(await chosen(opened).locator('option:checked').innerText(), 'Not set');
    const foreign = oneOf('Retries', { inner: raw('Retries', { value: '[1]' }) });
    await opened.send(snapshotOf([foreign], { version: 2 }));
    await opened.field('Retries').getByText('[1]').waitFor();
    assert.equal(await chosen(opened).locator('option:checked').innerText(), 'Of no allowed kind');
  });
});

describe('webview: URLs and certificates', () => {
  it('a URL pasted over the whole host goes to the host at once', async () => {
    const { page, field, said } = await one(text('Host', { value: 'old', splitsUrl: true }));
    await field('Host').getByRole('textbox').selectText();
    assert.equal(await paste(page, ' https://api.example.com:8443/v2 '), false);
    assert.equal((await said('paste')).value, 'https://api.example.com:8443/v2');
  });
  it('a URL that is typed into the host stays in the page until it is left, and goes to the host as a whole', async () => {
    const { page, field, sent, said } = await one(text('Host', { splitsUrl: true }));
    await field('Host').getByRole('textbox').pressSequentially('https://me:s3cret@api.example.com/v2?x=y');
    await page.evaluate(`void document.documentElement.dispatchEvent(new MouseEvent('mouseleave'))`);
    await page.waitForTimeout(400);
    assert.doesNotMatch(JSON.stringify(sent), /:\/\//);
    await page.keyboard.press('Tab');
    assert.equal((await said('paste')).value, 'https://me:s3cret@api.example.com/v2?x=y');
  });
  it('what the host did not take of it is told at the field and read out, until the field is edited again', async () => {
    const note = 'Not taken from the URL: password.';
    const { page, field, send, said } = await open({ snapshot: snapshotOf([text('Host', { splitsUrl: true })]) });
    await field('Host').getByRole('textbox').fill('https://me:s3cret@api.example.com');
    await page.keyboard.press('Enter');
    const { id } = await said('paste');
    await send({ type: 'answer', id, ok: true, version: 2, message: note });
    await send(snapshotOf([text('Host', { value: 'api.example.com', splitsUrl: true })], { version: 2 }));
    await page.getByRole('status').getByText(note).waitFor();
    await field('Host').locator('.problem.information', { hasText: note }).waitFor();
    assert.equal(await field('Host').getByRole('textbox').inputValue(), 'api.example.com');
    await field('Host').getByRole('textbox').press('End');
    await page.keyboard.type('x');
    await field('Host').getByText(note).waitFor({ state: 'hidden' });
  });
  it('a piece of text pasted into it is just that', async () => {
    const { page, field, sent } = await one(text('Host', { value: 'old', splitsUrl: true }));
    await field('Host').getByRole('textbox').focus();
    await page.keyboard.press('End');
    assert.equal(await paste(page, 'https://api.example.com'), true);
    await field('Host').getByRole('textbox').selectText();
    assert.equal(await paste(page, 'api.example.com'), true);
    assert.deepEqual(sent, []);
  });
  it('a URL is sent without the blanks around it', async () => {
    const { field, said } = await one(url('Token URL'));
    await field('Token URL').getByRole('textbox').fill(' https://id.example.com/token ');
    assert.equal((await said('set')).value, 'https://id.example.com/token');
  });
  it('a certificate is taken from a dropped file, a dropped address, the clipboard, and a dialog of the host', async () => {
    const { page, field, said, sent } = await one(pem('Certificate'));
    const files = () => sent.filter((message): message is Extract<ToHost, { type: 'file' }> => message.type === 'file');
    const count = (number: number) => waitFor(() => (files().length === number ? true : undefined));
    await drop(page, '.with-file', `dataTransfer.items.add(new File([new Uint8Array([48, 130, 255])], 'a.cer'));`);
    await count(1);
    assert.equal(files()[0]!.data, Buffer.from([48, 130, 255]).toString('base64'));
    await said('file');
    await field('Certificate').getByRole('textbox').focus();
    assert.equal(await paste(page, '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----'), false);
    assert.equal(await paste(page, 'nothing of the kind'), true);
    await field('Certificate').getByRole('button', { name: 'Choose File…' }).click();
    await drop(page, '.with-file', `dataTransfer.setData('text/uri-list', 'file:///certs/client.pem');`);
    // The first has no answer yet: the last of the others waits for it, as with all that is typed.
    assert.equal(files().length, 1);
  });
  it('what is known of a certificate stands beside it and is read out with it', async () => {
    const details = [
      { label: 'Subject', value: 'CN=client', state: 'plain' },
      { label: 'Expired', value: '2020-01-01', state: 'error' },
    ] as const;
    const { page, field } = await one(pem('Certificate', { value: 'x', details }));
    assert.deepEqual(
      await field('Certificate').locator('.detail').allInnerTexts(),
      ['Subject: CN=client', 'Expired: 2020-01-01'].map((line) => line.replace(': ', ':')),
    );
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    assert.ok(
      nodes.some(
        ({ name, description }) => name?.value === 'Certificate' && /CN=client/.test(String(description?.value)),
      ),
    );
  });
});

describe('webview: a secret that is looked at', () => {
  const answering =
    (value: string | undefined) =>
    (message: ToHost, send: (message: ToWebview) => Promise<void>): void => {
      if (message.type === 'showSecret')
        void send({
          type: 'answer',
          id: message.id,
          ok: value !== undefined,
          ...(value === undefined ? { message: 'Not here.' } : { value }),
        });
    };
  const openWith = (value: string | undefined) =>
    open({
      snapshot: snapshotOf([secret('Token', { state: 'stored', shown: '${secret:t}' }), text('Note')]),
      host: answering(value),
    });

  it('comes from the host, and is gone when the field is left, unsent', async () => {
    const { page, field, sent } = await openWith('s3cret');
    const input = field('Token').locator('input');
    await field('Token').getByRole('button', { name: 'Show Token' }).click();
    await waitFor(async () => (await input.inputValue()) === 's3cret' || undefined);
    // The element library draws what it was told a moment later.
    await waitFor(async () => (await input.getAttribute('type')) === 'text' || undefined);
    assert.equal(await page.evaluate(`sessionStorage.getItem('state')?.includes('s3cret') ?? false`), false);
    await input.focus();
    await field('Note').getByRole('textbox').focus();
    await waitFor(async () => (await input.inputValue()) === '' || undefined);
    await waitFor(async () => (await input.getAttribute('type')) === 'password' || undefined);
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['showSecret'],
    );
  });
  it('is hidden by the same button, by Escape and when the page is hidden', async () => {
    const { page, field } = await openWith('s3cret');
    const input = field('Token').locator('input');
    const show = async () => {
      await field('Token').getByRole('button', { name: 'Show Token' }).click();
      await waitFor(async () => (await input.inputValue()) === 's3cret' || undefined);
    };
    const gone = () => waitFor(async () => (await input.inputValue()) === '' || undefined);
    await show();
    await field('Token').getByRole('button', { name: 'Hide Token', pressed: true }).click();
    await gone();
    await show();
    await input.press('Escape');
    await gone();
    await show();
    await page.evaluate(`void document.dispatchEvent(new Event('visibilitychange'))`);
    await gone();
  });
  it('says why there is nothing to see', async () => {
    const { page, field } = await openWith(undefined);
    await field('Token').getByRole('button', { name: 'Show Token' }).click();
    await page.getByRole('status').getByText('Not here.').waitFor();
  });
  for (const order of ['before', 'after'] as const)
    it(`one on its way to the store stays to be seen, the answer coming ${order} the stored state`, async () => {
      const referring = (shown: string, version: number) =>
        snapshotOf([secret('Token', { state: 'stored', shown }), text('Note')], { version });
      const after = referring('${secret:t-2}', 2);
      const opened = await open({ snapshot: referring('${secret:t}', 1) });
      const token = opened.field('Token');
      const input = token.locator('input');
      await input.pressSequentially('newest');
      await input.press('Tab');
      const { id } = await opened.said('secret');
      await token.getByRole('button', { name: 'Show Token' }).click();
      const answer: ToWebview = { type: 'answer', id, ok: true, version: 2 };
      for (const message of order === 'before' ? [answer, after] : [after, answer]) await opened.send(message);
      await token.getByText('${secret:t-2}').waitFor();
      await opened.page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
      assert.equal(await input.inputValue(), 'newest');
      await token.getByRole('button', { name: 'Hide Token' }).click();
      await waitFor(async () => (await input.inputValue()) === '' || undefined);
    });
  it('a secret half typed is unmasked without being sent', async () => {
    const { field, sent } = await openWith('s3cret');
    const input = field('Token').locator('input');
    await input.pressSequentially('new');
    await field('Token').getByRole('button', { name: 'Show Token' }).click();
    await waitFor(async () => (await input.getAttribute('type')) === 'text' || undefined);
    assert.equal(await input.inputValue(), 'new');
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['typing'],
    );
  });
});
