// What the user arranges: closed groups, the chosen scheme, the search; and that all of it comes back.
import assert from 'node:assert/strict';
import type { Field, Form } from '../../src/core/form.ts';
import { textsIn } from '../help/l10n.mjs';
import { open, waitFor } from './open.ts';
import { formOf, fullSnapshot, secret, snapshotOf, text } from './samples.ts';

const group = (id: string, title: string, fields: readonly Field[]) => ({ id, title, description: '', fields });
const alternative = (id: string) => ({ of: '/authentication', id, title: 'Scheme', label: `${id} scheme` });
const broken = { severity: 'error', message: 'Wrong.', fixes: [] } as const;
const twoSchemes = (): Form => ({
  ...formOf([]),
  tabs: [
    {
      id: 'configuration',
      title: 'Configuration',
      groups: [
        group('/server', 'Server', [text('Host')]),
        { ...group('/a', 'A', [secret('Password')]), alternative: alternative('a') },
        { ...group('/a/token', 'A: Token', [text('Kind')]), alternative: alternative('a') },
        { ...group('/b', 'B', [text('Key', { problems: [broken] })]), alternative: alternative('b') },
      ],
    },
  ],
});
const many = () =>
  snapshotOf(
    formOf(
      Array.from({ length: 30 }, (_, place) => text(`Field ${place}`)),
      [text('Log name')],
    ),
  );

describe('webview: what the user arranges', () => {
  it('a group closes and opens by mouse and keyboard, and is closed after a reload', async () => {
    const { page, field, reload } = await open({ snapshot: fullSnapshot() });
    const opener = page.getByRole('button', { name: 'Server' });
    await opener.press('Enter');
    assert.equal(await field('Host').isVisible(), false);
    assert.equal(await opener.getAttribute('aria-expanded'), 'false');
    assert.equal(await opener.locator('.badge').innerText(), '1');
    await reload();
    await opener.waitFor();
    assert.equal(await field('Host').isVisible(), false);
    await opener.click();
    assert.equal(await field('Host').isVisible(), true);
  });
  it('shows the chosen scheme with all its groups, and remembers it', async () => {
    const { page, field, reload } = await open({ snapshot: snapshotOf(twoSchemes()) });
    assert.deepEqual(
      [await field('Password').isVisible(), await field('Kind').isVisible(), await field('Key').isVisible()],
      [true, true, false],
    );
    const choice = page.getByRole('combobox', { name: 'Scheme' });
    assert.deepEqual(await choice.locator('option').allInnerTexts(), ['a scheme', 'b scheme (1 problem)']);
    await choice.selectOption('b');
    assert.equal(await field('Key').isVisible(), true);
    await reload();
    await field('Key').waitFor();
    assert.equal(await field('Password').isVisible(), false);
  });
  it('keeps what is typed in a scheme that is not shown', async () => {
    const { page, field } = await open({ snapshot: snapshotOf(twoSchemes()), host: () => undefined });
    await field('Kind').getByRole('textbox').fill('typed');
    await page.getByRole('combobox', { name: 'Scheme' }).selectOption('b');
    await page.getByRole('combobox', { name: 'Scheme' }).selectOption('a');
    assert.equal(await field('Kind').getByRole('textbox').inputValue(), 'typed');
  });
  it('a problem that is revealed opens its group and chooses its scheme', async () => {
    const { page, field, send } = await open({ snapshot: snapshotOf(twoSchemes()) });
    await page.getByRole('combobox', { name: 'Scheme' }).selectOption('b');
    await page.getByRole('button', { name: 'B', exact: true }).click();
    await page.getByRole('combobox', { name: 'Scheme' }).selectOption('a');
    await send({ type: 'reveal', path: ['properties', 'key'] });
    await waitFor(async () => (await field('Key').isVisible()) || undefined);
  });
  it('searches titles, words and values, over all tabs', async () => {
    const { page, field } = await open({ snapshot: many() });
    const search = page.getByRole('searchbox', { name: 'Search fields' });
    await page.keyboard.press('Control+f');
    await page.keyboard.type('field 7');
    assert.equal(await field('Field 7').isVisible(), true);
    assert.equal(await field('Field 8').isVisible(), false);
    await page.getByRole('status').getByText('Configuration: 3', { exact: true }).waitFor();
    await search.fill('log name');
    await page.getByText('No field on this tab matches.').filter({ visible: true }).waitFor();
    await page.getByRole('status').getByText('Logging: 1').waitFor();
    await search.press('Escape');
    assert.equal(await field('Field 8').isVisible(), true);
  });
  for (const width of [320, 420, 800])
    it(`has the search at the end of its line at ${width} px`, async () => {
      const { page } = await open({ snapshot: many(), context: { viewport: { width, height: 600 } } });
      const ends = ['.tabbar', '.search'].map(async (part) => {
        const { x, width: wide } = (await page.locator(part).boundingBox())!;
        return Math.round(x + wide);
      });
      const [bar, search] = await Promise.all(ends);
      assert.equal(search, bar);
    });
  it('undoes in the search what is searched for, not the document', async () => {
    const { page } = await open({ snapshot: many() });
    await page.evaluate(`window.addEventListener('keydown', ({ key }) => (window.undone ||= key === 'z'))`);
    const search = page.getByRole('searchbox', { name: 'Search fields' });
    await search.pressSequentially('7');
    await search.press('Control+z');
    await waitFor(async () => (await search.inputValue()) === '' || undefined);
    assert.notEqual(await page.evaluate('window.undone'), true);
  });
  it('has no search where the eye is faster', async () => {
    const { page } = await open({ snapshot: snapshotOf([text('Host')]) });
    assert.equal(await page.getByRole('searchbox').count(), 0);
  });
});

describe('webview: in another language', () => {
  it('shows no word of its own in English', async () => {
    const words = Object.fromEntries(textsIn('webview').map((key) => [key, `⟦${key}⟧`]));
    const { page } = await open({ snapshot: many(), words });
    await page.getByRole('button', { name: '⟦More Actions⟧' }).click();
    const own = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('header, .tablist, .searching, [role=menu]')]
      .flatMap((part) => [...part.querySelectorAll('*')])
      .flatMap((element) => [element.getAttribute('aria-label'), element.getAttribute('title'), element.getAttribute('placeholder'),
        ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent)])
      .map((text) => (text ?? '').trim()).filter((text) => /[a-z]/i.test(text) && !text.includes('⟦'))`);
    const given = ['netbox', 'NetBox:1.0.0', 'Configuration', 'Logging'];
    assert.deepEqual(
      own.filter((text) => !given.includes(text)),
      [],
    );
  });
});

describe('webview: other eyes', () => {
  it('nothing moves where motion is not wanted', async () => {
    const { page } = await open({ snapshot: fullSnapshot(), context: { reducedMotion: 'reduce' } });
    const moving = await page.evaluate(`[...document.querySelectorAll('*')].map((element) => getComputedStyle(element))
      .filter((style) => /[1-9]/.test(style.transitionDuration) && style.transitionProperty !== 'none').length`);
    assert.equal(moving, 0);
  });
  it('what counts is seen with forced colours', async () => {
    const { page } = await open({ snapshot: fullSnapshot(), context: { forcedColors: 'active' } });
    const [modified, plain] = await page.evaluate<string[]>(`['.field.modified', '.field:not(.modified)']
      .map((selector) => getComputedStyle(document.querySelector(selector)).borderInlineStartColor)`);
    assert.notEqual(modified, plain);
  });
});
