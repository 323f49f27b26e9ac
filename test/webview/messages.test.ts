// What the host may say: whole documents in every state, and what no host would say.
import assert from 'node:assert/strict';
import { open, waitFor } from './open.ts';
import { choice, formOf, fullSnapshot, raw, secret, snapshotOf, text, toggle } from './samples.ts';

const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>{0}`;

describe('webview: messages', () => {
  it('ignores whatever is not a message of the host', async () => {
    const { page, field, send, sent } = await open({ snapshot: snapshotOf([text('Host', { value: 'a' })]) });
    const good = snapshotOf([text('Other')]);
    const bad = [
      ...[null, 7, 'snapshot', [], {}, { type: 'snapshot' }, { type: 'evil' }, { type: '__proto__' }],
      ...[
        { ...good, form: 5 },
        { ...good, form: { tabs: 'x' } },
        { ...good, notices: 'x' },
        { ...good, name: {} },
      ],
      ...[
        { type: 'answer', id: -1, ok: true },
        { type: 'answer', id: 'x', ok: true },
        { type: 'answer', id: 99, ok: false },
      ],
      ...[
        { type: 'reveal', path: 'x' },
        { type: 'reveal', path: [{}] },
        { type: 'reveal', path: ['no', 'such'] },
      ],
    ];
    for (const message of bad) await send(message);
    assert.equal(await field('Host').getByRole('textbox').inputValue(), 'a');
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'netbox');
    assert.deepEqual(sent, []);
  });

  it('shows markup as text, wherever it comes from', async () => {
    const problems = [{ severity: 'error', message: evil, fixes: [evil] }] as const;
    const all = { description: evil, problems };
    const fields = [
      text(evil, { ...all, value: evil, default: evil, path: ['a'] }),
      choice('Choice', { ...all, value: evil, options: [{ value: evil, label: evil }] }),
      secret('Secret', { ...all, shown: evil, state: 'stored' }),
      raw('Raw', { ...all, value: evil }),
      toggle('Toggle', { ...all, disabled: evil }),
    ];
    const notices = [{ severity: 'error', message: evil, fixes: [evil] }] as const;
    const lastTest = { ok: false, summary: evil, message: evil };
    const { page } = await open({
      snapshot: snapshotOf(formOf(fields, [], [[evil]]), { name: evil, model: evil, notices, lastTest }),
    });
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), evil);
    assert.equal(await page.locator('img, main script').count(), 0);
    assert.equal(await page.title(), evil);
  });

  it('broken JSON: says where, leads to the Advanced View, shows no field', async () => {
    const { page, field, send, said } = await open({ snapshot: snapshotOf([text('Host', { value: 'a' })]) });
    await send(snapshotOf(undefined, { broken: { message: 'A value is expected', line: 2, column: 7 }, version: 2 }));
    await page.getByText('The JSON cannot be read: A value is expected at line 3, column 8').waitFor();
    assert.equal(await field('Host').isVisible(), false);
    await page.getByRole('button', { name: 'Open Advanced View' }).click();
    assert.equal((await said('command')).command, 'advancedView');
    await send(snapshotOf([text('Host', { value: 'b' })], { version: 3 }));
    await field('Host').waitFor();
    assert.equal(await page.getByText('The JSON cannot be read').isVisible(), false);
  });

  it('a read-only document is shown, not edited', async () => {
    const { page } = await open({ snapshot: fullSnapshot({ editable: false }) });
    await page.getByText('Read-only').waitFor();
    const panel = page.getByRole('tabpanel');
    for (const box of await panel.getByRole('textbox').all()) assert.equal(await box.isEditable(), false);
    const fields = panel.locator('.field');
    for (const box of await fields.getByRole('checkbox').or(fields.getByRole('combobox')).all())
      assert.equal(await box.isDisabled(), true);
    assert.equal(await panel.getByRole('button', { name: /Reset|Remove|Add syslog/ }).count(), 0);
  });

  it('names what it does not show', async () => {
    const { page, said } = await open({ snapshot: fullSnapshot() });
    await page.getByText('Also in this file, not shown here:').waitFor();
    assert.deepEqual(await page.locator('.unknown code').allInnerTexts(), [
      'properties.properties.proxyOverride',
      'profiling',
    ]);
    await page.getByRole('button', { name: 'Edit in Advanced View: profiling' }).click();
    const { command, path } = await said('command');
    assert.deepEqual([command, path], ['advancedView', ['profiling']]);
  });

  it('offers what mends the whole document as a button', async () => {
    const notices = [
      { severity: 'information', message: 'Well.', fixes: [] },
      { severity: 'warning', message: 'There is no such model.', fixes: ['Import Model…', 'Use Shop:1.0.0'] },
    ] as const;
    const { page, said } = await open({ snapshot: snapshotOf([text('Host')], { version: 7, notices }) });
    await page.getByRole('button', { name: 'Use Shop:1.0.0' }).click();
    const { path, problem, fix, version } = await said('fix');
    assert.deepEqual({ path, problem, fix, version }, { path: [], problem: 1, fix: 1, version: 7 });
  });

  it('reads out why a command was not carried out', async () => {
    const { page } = await open({
      snapshot: fullSnapshot(),
      host: ({ id }, send) => void send({ type: 'answer', id, ok: false, message: 'The file is gone.' }),
    });
    await page.getByRole('button', { name: 'Test Call' }).click();
    await page.getByRole('status').getByText('The file is gone.').waitFor();
  });

  it('speaks the language that the host gives it', async () => {
    const words = { 'Test Call': 'Testaufruf', 'From {0} to {1}.': 'Von {0} bis {1}.', 'Not set': '</script><b>' };
    const { page } = await open({ snapshot: fullSnapshot(), words });
    await page.getByRole('button', { name: 'Testaufruf' }).waitFor();
    await page.getByText('Von 1 bis 65535.').waitFor();
    await page.getByText('</script><b>').first().waitFor();
  });

  it('follows a change of the theme', async () => {
    const { page } = await open({ snapshot: fullSnapshot() });
    await page.evaluate(`document.documentElement.style.setProperty('--vscode-button-background', 'rgb(1, 2, 3)');
      document.body.className = 'vscode-light'`);
    const colour = `getComputedStyle(document.querySelector('vscode-button')).backgroundColor`;
    await waitFor(async () => (await page.evaluate(colour)) === 'rgb(1, 2, 3)' || undefined);
  });

  it('works without the relaxation for the library: only its probe is blocked', async () => {
    const { page, faults } = await open({ snapshot: fullSnapshot(), strict: true, theme: 'light' });
    const colour = `getComputedStyle(document.querySelector('vscode-button')).backgroundColor`;
    assert.equal(await page.evaluate(colour), 'rgb(0, 95, 184)');
    assert.deepEqual(
      faults.splice(0).map((fault) => fault.split(' ')[0]),
      ['style-src-elem'],
    );
  });
});
