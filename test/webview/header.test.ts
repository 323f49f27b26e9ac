// The head of the page: facts, Test Call, the switch to the Advanced View, and the menu.
import assert from 'node:assert/strict';
import germanWords from '../../l10n/bundle.l10n.de.json';
import { open } from './open.ts';
import { fullSnapshot, snapshotOf, text } from './samples.ts';

const openMenu = async (given = {}) => {
  const opened = await open({ snapshot: snapshotOf([text('Host')], given) });
  const more = opened.page.getByRole('button', { name: 'More Actions' });
  const focused = () => opened.page.locator('[role=menuitem]:focus').innerText();
  return { ...opened, more, focused, menu: opened.page.getByRole('menu') };
};

describe('webview: head', () => {
  it('names the integration and leads to its model', async () => {
    const { page, said } = await open({ snapshot: fullSnapshot() });
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'netbox');
    await page.getByRole('button', { name: 'NetBox:1.0.0' }).click();
    assert.equal((await said('command')).command, 'openModel');
  });

  it('shows how the last test went, and reads a new result out', async () => {
    const { page, send } = await open({ snapshot: fullSnapshot() });
    await page.getByText('GET getItems · 401 Unauthorized · 12 ms').waitFor();
    await send(fullSnapshot({ lastTest: { ok: true, summary: 'GET getItems · 200 OK · 9 ms', message: '' } }));
    await page.getByRole('status').getByText('Test passed. GET getItems · 200 OK · 9 ms').waitFor();
  });

  it('has the file name when there is no name', async () => {
    const { page } = await open({ snapshot: snapshotOf([], { name: '' }) });
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'netbox.integration.json');
  });

  it('the switch asks for the Advanced View', async () => {
    const { page, said } = await open({ snapshot: fullSnapshot() });
    const toggle = page.getByRole('switch', { name: 'Advanced View' });
    assert.equal(await toggle.getAttribute('aria-checked'), 'false');
    await toggle.press('Space');
    assert.equal((await said('command')).command, 'advancedView');
  });

  it('Test Call is off when it cannot be', async () => {
    const { page } = await open({ snapshot: snapshotOf([], { can: { testCall: false, clone: true, delete: true } }) });
    assert.equal(await page.getByRole('button', { name: 'Test Call' }).isDisabled(), true);
  });

  it('the menu goes by keyboard and gives the focus back', async () => {
    const { page, more, menu, focused, said } = await openMenu();
    await more.press('Enter');
    assert.equal(await focused(), 'Clone');
    await page.getByRole('button', { name: 'More Actions', expanded: true }).waitFor();
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(), 'Show Log');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('r');
    assert.equal(await focused(), 'Reveal in Tree');
    await page.keyboard.press('Home');
    await page.keyboard.press('End');
    assert.equal(await focused(), 'Show Log');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await page.locator('vscode-button[aria-label="More Actions"]:focus').count(), 1);
    await more.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal((await said('command')).command, 'delete');
    await menu.waitFor({ state: 'hidden' });
  });

  it('the page stays where it is scrolled to when its head is used', async () => {
    const { page } = await open({ snapshot: fullSnapshot(), context: { viewport: { width: 800, height: 600 } } });
    const more = page.getByRole('button', { name: 'More Actions' });
    await page.evaluate('window.scrollTo(0, 600)');
    // A font that comes late moves what is above by a pixel or two.
    const staysThere = async () => assert.ok(Math.abs((await page.evaluate<number>('window.scrollY')) - 600) < 5);
    const { x, y } = (await more.boundingBox())!;
    await page.mouse.click(x + 5, y + 5);
    await page.locator('[role=menuitem]:focus').waitFor();
    await staysThere();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await page.locator('[role=switch]:focus').count(), 1);
    await page.keyboard.press('Shift+Tab');
    assert.equal(await page.locator('header vscode-button:focus').innerText(), 'Test Call');
    await staysThere();
  });

  it('its buttons stand together in German at 320 px', async () => {
    const { page } = await open({
      snapshot: snapshotOf([text('Host')]),
      words: germanWords,
      context: { viewport: { width: 320, height: 640 } },
    });
    const buttons = ['vscode-button', '.toggle', '.more'].map(async (selector) => {
      const { y, height } = (await page.locator(`header ${selector}`).first().boundingBox())!;
      return y + height / 2;
    });
    const middles = await Promise.all(buttons);
    assert.ok(Math.max(...middles) - Math.min(...middles) <= 2, middles.join(', '));
  });

  it('the menu closes by a click elsewhere and by Tab', async () => {
    const { page, more, menu } = await openMenu();
    await more.click();
    await page.getByRole('heading', { level: 1 }).click();
    await menu.waitFor({ state: 'hidden' });
    await more.click();
    await page.keyboard.press('Tab');
    await menu.waitFor({ state: 'hidden' });
  });

  it('the menu has only what is allowed', async () => {
    const { page, more } = await openMenu({ can: { testCall: true, clone: false, delete: false } });
    await more.click();
    assert.deepEqual(await page.getByRole('menuitem').allInnerTexts(), ['Reveal in Tree', 'Copy Path', 'Show Log']);
  });
});
