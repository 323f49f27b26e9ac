// Tabs, what the page remembers when it is hidden or reloaded, and problems that lead to a field.
import assert from 'node:assert/strict';
import { open, waitFor } from './open.ts';
import { formOf, fullSnapshot, snapshotOf, text } from './samples.ts';

const many = Array.from({ length: 40 }, (_, place) => text(`Field ${place}`));
const tall = snapshotOf(formOf(many, [text('Log name')]));

describe('webview: tabs and memory', () => {
  it('shows one panel at a time, chosen by click or arrow keys', async () => {
    const { page } = await open({ snapshot: fullSnapshot() });
    const panel = page.getByRole('tabpanel');
    assert.equal(await page.getByRole('tabpanel', { name: 'Configuration' }).count(), 1);
    await page.getByRole('tab', { name: 'Logging' }).click();
    assert.equal(await panel.getByRole('heading').first().innerText(), 'Log levels');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('[role=tab]:focus').getAttribute('id'), 'tab-configuration');
    await page.keyboard.press('End');
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Logging');
    assert.equal(await panel.count(), 1);
  });

  it('the arrow keys turn around from right to left', async () => {
    const { page } = await open({ snapshot: fullSnapshot(), direction: 'rtl' });
    await page.getByRole('tab', { name: 'Configuration' }).press('ArrowLeft');
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Logging');
  });

  it('a tab tells how many problems it holds', async () => {
    const { page } = await open({ snapshot: fullSnapshot() });
    assert.equal(await page.getByRole('tab', { name: 'Configuration 2 problems' }).count(), 1);
  });

  it('the buttons of the Logging tab ask for the log, its preview and a test message', async () => {
    const commands = [
      { id: 'previewLog', title: 'Show what would be logged' },
      { id: 'openLog', title: 'Open log' },
      { id: 'sendSyslogTest', title: 'Send syslog test message' },
    ] as const;
    const form = formOf([text('Host')], [text('Log level')]);
    const tabs = form.tabs.map((tab) => ({ ...tab, groups: tab.groups.map((each) => ({ ...each, commands })) }));
    const { page, said, send } = await open({ snapshot: snapshotOf({ ...form, tabs }) });
    await page.getByRole('tab', { name: 'Logging' }).click();
    for (const { id, title } of commands) {
      await page.getByRole('tabpanel').getByRole('button', { name: title }).press('Enter');
      await waitFor(async () => (await said('command')).command === id || undefined);
    }
    await send(snapshotOf(form, { version: 2 }));
    await page.getByRole('button', { name: 'Open log' }).waitFor({ state: 'hidden' });
  });

  it('a level of syslog that cannot be set leads to its block, and adds one', async () => {
    const level = {
      ...text('Syslog level'),
      path: ['loggerProps', 'syslog', 'level'],
      disabled: 'There is no server.',
    };
    const { page, field, said } = await open({
      snapshot: snapshotOf(formOf([text('Host')], [text('Log level'), level])),
    });
    await page.getByRole('tab', { name: 'Logging' }).click();
    const ways = await field('Syslog level').getByRole('button').filter({ visible: true }).all();
    const [one, other] = await Promise.all(ways.map((way) => way.boundingBox()));
    assert.ok(other!.x - one!.x - one!.width >= 8, 'the two ways out run into each other');
    for (const [title, command] of [
      ['Configure syslog in the Advanced View', 'advancedView'],
      ['Add syslog block', 'addSyslog'],
    ] as const) {
      await page.getByRole('button', { name: title }).and(page.locator(':visible')).first().click();
      await waitFor(async () => (await said('command')).command === command || undefined);
    }
  });

  it('a new snapshot keeps tab, focus, caret and scroll', async () => {
    const { page, field, send } = await open({ snapshot: tall });
    const box = field('Field 30').getByRole('textbox');
    await box.fill('abc');
    await page.keyboard.press('ArrowLeft');
    const top = await page.evaluate('scrollY');
    await send({ ...tall, version: 2, form: formOf([text('New'), ...many]) });
    await field('New').waitFor();
    await page.keyboard.type('X');
    assert.equal(await box.inputValue(), 'abXc');
    assert.ok(Number(top) > 500);
  });

  it('comes back after a reload as it was left', async () => {
    const { page, field, reload } = await open({ snapshot: tall });
    await field('Field 30').getByRole('textbox').focus();
    await page.evaluate('scrollTo(0, 900)');
    const kept = `JSON.parse(sessionStorage.getItem('state') ?? '{}').scroll`;
    await waitFor(async () => Math.abs(Number(await page.evaluate(kept)) - 900) < 10 || undefined);
    await reload();
    await waitFor(async () => Math.abs(Number(await page.evaluate('scrollY')) - 900) < 10 || undefined);
    await waitFor(
      async () => (await page.locator('.field:has(:focus) label').allInnerTexts()).includes('Field 30') || undefined,
    );
    await page.getByRole('tab', { name: 'Logging' }).click();
    await reload();
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Logging');
  });

  it('state of another version of the page is no problem', async () => {
    const { page, reload } = await open({ snapshot: tall });
    for (const state of ['7', '{"tab":"gone","scroll":"x","field":"/no/such"}', '[]']) {
      await page.evaluate(`sessionStorage.setItem('state', ${JSON.stringify(state)})`);
      await reload();
      assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Configuration');
    }
  });

  it('a revealed field is shown and has the focus, also on another tab', async () => {
    const { page, send } = await open({ snapshot: tall });
    await send({ type: 'reveal', path: ['properties', 'log_name'] });
    await waitFor(
      async () => (await page.locator('.field:has(:focus) label').allInnerTexts()).includes('Log name') || undefined,
    );
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Logging');
    await send({ type: 'reveal', path: ['properties', 'field_39', 'inside'] });
    await waitFor(
      async () => (await page.locator('.field:has(:focus) label').allInnerTexts()).includes('Field 39') || undefined,
    );
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Configuration');
  });

  it('a reveal that comes before the first snapshot waits for it', async () => {
    const { page, send } = await open();
    await send({ type: 'reveal', path: ['properties', 'field_39'] });
    await send(tall);
    await waitFor(
      async () => (await page.locator('.field:has(:focus) label').allInnerTexts()).includes('Field 39') || undefined,
    );
  });
});
