// Each kind of field: what it shows, what it says to the host, and its state in words.
import assert from 'node:assert/strict';
import { open, waitFor } from './open.ts';
import { choice, number, optionsOf, raw, secret, snapshotOf, text, toggle } from './samples.ts';

const one = (...fields: Parameters<typeof snapshotOf>[0] & object[]) => open({ snapshot: snapshotOf(fields) });
const path = (name: string) => ['properties', name];

describe('webview: fields', () => {
  it('a text shows its value, and its default as placeholder when it has none', async () => {
    const { field } = await one(
      text('Host', { value: 'example.com' }),
      text('Base path', { present: false, default: '/api' }),
    );
    assert.equal(await field('Host').getByRole('textbox').inputValue(), 'example.com');
    assert.equal(await field('Base path').getByRole('textbox').inputValue(), '');
    assert.equal(await field('Base path').getByRole('textbox').getAttribute('placeholder'), '/api');
  });

  it('a text is sent as it is typed', async () => {
    const { field, said } = await one(text('Host'));
    await field('Host').getByRole('textbox').fill('a"b\\c<d>');
    assert.deepEqual({ ...(await said('set')), id: 0 }, { type: 'set', id: 0, path: path('host'), value: 'a"b\\c<d>' });
  });

  it('a text of several lines keeps its line ends', async () => {
    const { field, said } = await one(text('Body', { multiline: true, value: 'one' }));
    const box = field('Body').getByRole('textbox');
    await box.press('ControlOrMeta+End');
    await box.press('Enter');
    await box.pressSequentially('two');
    assert.equal((await said('set')).value, 'one\ntwo');
  });

  it('a number is sent as its text, all digits of it', async () => {
    const { field, said } = await one(number('Port', { minimum: 1, maximum: 65535 }));
    await field('Port').getByRole('textbox').fill('12345678901234567890');
    assert.equal((await said('set')).value, '12345678901234567890');
    assert.equal(await field('Port').getByText('From 1 to 65535.').count(), 1);
  });

  it('a switch that is left out shows its default and is sent at once', async () => {
    const { field, said } = await one(toggle('Verify', { present: false, default: true }));
    const box = field('Verify').getByRole('checkbox');
    assert.equal(await box.isChecked(), true);
    await box.click();
    assert.equal((await said('set')).value, false);
  });

  it('a switch says nothing when the host changes it', async () => {
    const { field, send, sent } = await one(toggle('Verify'));
    await send(snapshotOf([toggle('Verify', { value: true })], { version: 2 }));
    await field('Verify').getByRole('checkbox', { checked: true }).waitFor();
    assert.deepEqual(sent, []);
  });

  it('a choice is sent at once', async () => {
    const { field, said } = await one(choice('Protocol'));
    await field('Protocol').getByRole('combobox').selectOption('https');
    assert.equal((await said('set')).value, 'https');
  });

  it('a choice shows a value that is not offered', async () => {
    const { field } = await one(
      choice('Protocol', { value: 'gopher' }),
      choice('Level', { present: false, default: '', options: optionsOf('a') }),
    );
    assert.equal(await field('Protocol').getByRole('combobox').inputValue(), 'gopher');
    assert.equal(await field('Level').getByRole('combobox').locator('option:checked').innerText(), 'Not set');
  });

  for (const [state, shown, words] of [
    ['empty', '', 'Not set'],
    ['stored', 'netbox.token', 'Stored in your secret store: netbox.token'],
    ['missing', 'netbox.token', 'Missing on this machine: netbox.token'],
    ['platform', '$SECRET_path $KEY_key', 'Managed by the platform: $SECRET_path $KEY_key'],
    ['literal', '', 'In plain text in this file'],
  ] as const)
    it(`a secret says that it is ${state}`, async () => {
      const { field } = await one(secret('Token', { state, shown }));
      assert.equal(await field('Token').getByText(words, { exact: true }).count(), 1);
      assert.equal(await field('Token').locator('input').inputValue(), '');
    });

  it('a secret is sent on Enter, once, and leaves the input when it is stored', async () => {
    const { field, said, send, sent } = await one(secret('Token'));
    const input = field('Token').locator('input');
    await input.fill('s3cret');
    assert.equal(await input.getAttribute('type'), 'password');
    assert.deepEqual(
      sent.map(({ type }) => type),
      ['typing'],
    );
    await input.press('Enter');
    const { id, value } = await said('secret');
    assert.equal(value, 's3cret');
    await send({ type: 'answer', id, ok: true, version: 1 });
    await waitFor(async () => (await input.inputValue()) === '' || undefined);
    await input.blur();
    assert.equal(sent.filter(({ type }) => type === 'secret').length, 1);
  });

  it('a secret is sent when it is left, and stays in the input when it is refused', async () => {
    const { field, said, send } = await one(secret('Token'));
    const input = field('Token').locator('input');
    await input.fill('s3cret');
    await input.blur();
    await send({ type: 'answer', id: (await said('secret')).id, ok: false, message: 'The secret store is locked.' });
    await field('Token').getByText('The secret store is locked.').waitFor();
    assert.equal(await input.inputValue(), 's3cret');
    await input.press('Escape');
    await waitFor(async () => !(await said('typing')).value || undefined);
  });

  it('a secret that is being typed is sent with Save', async () => {
    const { field, said } = await one(secret('Token'));
    await field('Token').locator('input').fill('s3cret');
    await field('Token').locator('input').press('Control+s');
    assert.equal((await said('secret')).value, 's3cret');
  });

  it('the host knows whether a secret is being typed, and nothing of it', async () => {
    const { field, sent } = await one(secret('Token'));
    const input = field('Token').locator('input');
    const told = () => sent.flatMap((message) => (message.type === 'typing' ? [message.value] : []));
    await input.pressSequentially('ab');
    await input.press('Escape');
    await input.pressSequentially('c');
    await input.press('Enter');
    await input.pressSequentially('d');
    await waitFor(() => told().length === 4 || undefined);
    assert.deepEqual(told(), [true, false, true, true]);
  });

  it('a secret of several lines is hidden as it is typed', async () => {
    const { page, field, said } = await one(secret('Key', { multiline: true }));
    const box = field('Key').locator('textarea');
    await box.fill('-----BEGIN\nEND-----');
    const security = `getComputedStyle(document.querySelector('vscode-text-area').control).webkitTextSecurity`;
    assert.equal(await page.evaluate(security), 'disc');
    await box.blur();
    assert.equal((await said('secret')).value, '-----BEGIN\nEND-----');
  });

  it('a raw value is shown as JSON and edited in the Advanced View', async () => {
    const { field, said } = await one(raw('Scopes', { value: '["read"]' }));
    await field('Scopes').getByText('["read"]').waitFor();
    await field('Scopes').getByRole('button', { name: 'Edit in Advanced View' }).click();
    assert.deepEqual(
      { ...(await said('command')), id: 0 },
      { type: 'command', id: 0, command: 'advancedView', path: path('scopes') },
    );
  });

  it('what differs from its default can go back to it', async () => {
    const { field, said } = await one(
      number('Port', { value: '8080', default: '443' }),
      number('Retries', { value: '3', default: '3' }),
    );
    assert.equal(await field('Retries').getByRole('button').count(), 0);
    await field('Port').getByRole('button', { name: 'Reset Port to default' }).click();
    assert.deepEqual((await said('reset')).path, path('port'));
  });

  it('a required text without default cannot be removed by a click', async () => {
    const { field } = await one(text('Host', { value: 'a', required: true }), text('Note', { value: 'a' }));
    assert.equal(await field('Host').getByRole('button').count(), 0);
    assert.equal(await field('Note').getByRole('button', { name: 'Remove Note' }).count(), 1);
  });

  it('a problem stands at its field and its fix is one click away', async () => {
    const problem = {
      severity: 'error',
      message: 'The port is no number.',
      fixes: ['Use 443', 'Remove the port'],
    } as const;
    const { field, said } = await one(number('Port', { problems: [problem] }));
    await field('Port').getByText('The port is no number.').waitFor();
    assert.equal(await field('Port').getByRole('textbox').getAttribute('aria-invalid'), 'true');
    await field('Port').getByRole('button', { name: 'Remove the port' }).click();
    const { id, ...fix } = await said('fix');
    assert.ok(id > 0);
    assert.deepEqual(fix, { type: 'fix', path: path('port'), problem: 0, fix: 1, version: 1 });
  });

  it('a disabled field says why, keeps its value and offers the way out', async () => {
    const disabled = 'Configure the syslog server first.';
    const level = choice('Level', { path: ['loggerProps', 'syslog', 'level'], disabled });
    const { field, said } = await one(level, text('Host', { value: 'a', disabled: 'Not here.' }));
    assert.equal(await field('Level').getByRole('combobox').isDisabled(), true);
    assert.equal(await field('Host').getByRole('textbox').isEditable(), false);
    await field('Level').getByText(disabled).waitFor();
    await field('Level').getByRole('button', { name: 'Add syslog block' }).click();
    assert.equal((await said('command')).command, 'addSyslog');
  });

  it('a reason that is the same for a whole group is said once', async () => {
    const { page } = await one(text('A', { disabled: 'Not now.' }), text('B', { disabled: 'Not now.' }));
    assert.equal(await page.getByText('Not now.').filter({ visible: true }).count(), 1);
  });

  it('a field that changes its kind is drawn anew in its place', async () => {
    const { page, field, send } = await one(text('A'), text('B'), text('C'));
    await send(snapshotOf([text('A'), raw('B', { value: '{}' }), text('C')], { version: 2 }));
    await field('B').getByText('{}').waitFor();
    assert.deepEqual(await page.locator('.title label').allInnerTexts(), ['A', 'B', 'C']);
  });
});
