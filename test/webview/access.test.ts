// Everybody can use it: screen readers, keyboards, every theme, narrow windows, large text.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../help/paths.mjs';
import { open } from './open.ts';
import { choice, fullSnapshot, secret, snapshotOf, text, toggle } from './samples.ts';
import { themeNames } from './site.ts';
import themes from './themes.json';

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(join(root, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}

/** What stands at the focus: the name that a screen reader says, and whether a ring in the theme's colour shows. */
const focused = `(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const host = at.getRootNode().host;
  const parts = host ? [host] : (at.shadowRoot?.querySelectorAll('*') ?? []);
  const around = [at, at.parentElement, ...at.querySelectorAll('*'), ...parts].filter((element) => element);
  const blue = 'rgb(0, 120, 212)';
  const ring = around.map((element) => getComputedStyle(element)).some(
    (style) => (style.outlineStyle !== 'none' && style.outlineColor === blue) || style.borderColor === blue);
  return (at.getAttribute('aria-label') ?? (host ?? at).innerText).replace(/\\s+/g, ' ').trim() + (ring ? '' : ' without ring');
})()`;

describe('webview: for everybody', () => {
  for (const theme of themeNames)
    it(`axe finds nothing in ${theme}`, async () => {
      const { page } = await open({ snapshot: fullSnapshot(), theme });
      assert.deepEqual(await violationsIn(page), []);
      await page.getByRole('tab', { name: 'Logging' }).click();
      await page.getByRole('button', { name: 'More Actions' }).click();
      assert.deepEqual(await violationsIn(page), []);
    });

  it('axe finds nothing in a broken and in a read-only document', async () => {
    const broken = await open({ snapshot: snapshotOf(undefined, { broken: { message: 'x', line: 0, column: 0 } }) });
    assert.deepEqual(await violationsIn(broken.page), []);
    const readOnly = await open({ snapshot: fullSnapshot({ editable: false }), theme: 'light' });
    assert.deepEqual(await violationsIn(readOnly.page), []);
  });

  it('Tab goes through everything in order, and every stop has a name and a visible ring', async () => {
    const fields = [text('Host'), toggle('Verify', { value: true }), choice('Level'), secret('Token')];
    const { page } = await open({ snapshot: snapshotOf(fields) });
    const seen: unknown[] = [];
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(focused));
    }
    const head = ['NetBox:1.0.0', 'Test Call', 'Advanced View', 'More Actions', 'Configuration', 'Server'];
    assert.deepEqual(seen, [...head, 'Host', 'Reset Verify to default', 'Verify', 'Level', 'Token', 'Show Token']);
  });

  it('a screen reader hears label, description, problem and state of every field', async () => {
    const problems = [{ severity: 'error', message: 'It is missing.', fixes: [] }] as const;
    const given = { description: 'What it is.', problems, required: true };
    const fields = [
      text('Host', given),
      toggle('Verify', given),
      choice('Level', given),
      secret('Token', given),
      text('Lines', { ...given, multiline: true }),
    ];
    const { page } = await open({ snapshot: snapshotOf(fields) });
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    for (const { title } of fields) {
      const node = nodes.find(
        ({ ignored, role, name }) =>
          !ignored && name?.value === title && /textbox|checkbox|combobox/.test(String(role?.value)),
      );
      assert.match(String(node?.description?.value), /What it is\..*Error: It is missing\./, title);
      const states = Object.fromEntries(
        (node?.properties ?? []).map((property) => [property.name, property.value.value as unknown]),
      );
      assert.equal(states['invalid'], 'true', title);
      if (node?.role?.value === 'textbox') assert.equal(states['required'], true, title);
    }
  });

  for (const [name, width, height] of [
    ['320 px', 320, 640],
    ['the narrowest editor', 220, 640],
    ['a window at 200 %', 400, 300],
  ] as const)
    it(`fits into ${name}`, async () => {
      const { page } = await open({ snapshot: fullSnapshot(), context: { viewport: { width, height } } });
      await page.getByRole('button', { name: 'More Actions' }).click();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      await page.keyboard.press('Escape');
      assert.equal(
        await page
          .getByRole('textbox', { name: 'Host' })
          .boundingBox()
          .then((box) => box!.x + box!.width <= width),
        true,
      );
    });

  it('a field that gets the focus is not under the head', async () => {
    const { page } = await open({ snapshot: fullSnapshot(), context: { viewport: { width: 800, height: 500 } } });
    await page.getByRole('combobox', { name: 'Protocol' }).focus();
    for (let stop = 0; stop < 12; stop++) await page.keyboard.press('Tab');
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Shift+Tab');
      const covered = `document.activeElement.getBoundingClientRect().top < document.querySelector('header').getBoundingClientRect().bottom && !document.activeElement.closest('header')`;
      assert.equal(await page.evaluate(covered), false);
    }
  });

  it('the style has no colour of its own and only names that VS Code has', async () => {
    const style = await readFile(join(root, 'webview/style.css'), 'utf8');
    assert.equal(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.exec(style.replaceAll(/content: '[^']*'/g, '')), null);
    const known = new Set(Object.values(themes).flatMap(({ tokens }) => Object.keys(tokens)));
    const used = [...style.matchAll(/var\((--vscode-[\w-]+)/g)].map(([, name]) => name!);
    assert.deepEqual(
      used.filter((name) => !known.has(name)),
      [],
    );
  });
});
