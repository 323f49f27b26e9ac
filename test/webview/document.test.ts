// The page against the code that the extension host runs on the text: a thousand edits, with changes from elsewhere among them.
import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { buildForm } from '../../src/core/form/buildForm.ts';
import { setNumber, setValue, type Edit } from '../../src/core/edit.ts';
import { setEntries, setItems } from '../../src/core/editMembers.ts';
import { readIntegration } from '../../src/core/integration.ts';
import { get, parseJson } from '../../src/core/json.ts';
import { parsePointer } from '../../src/core/pointer.ts';
import type { Snapshot, ToHost, ToWebview } from '../../src/protocol.ts';
import { integrationText, shop } from '../help/documents.ts';
import { open, waitFor } from './open.ts';
import { snapshotOf } from './samples.ts';

type Message = Exclude<ToHost, { type: 'ready' }>;

/** One text, as the editor holds it. */
class Text {
  text = integrationText({ variables: { region: 'eu' } }, { description: 'first' });
  version = 1;

  snapshot(): Snapshot {
    const integration = readIntegration(this.text);
    const source = { integration, text: this.text, model: shop(), problems: [], has: () => true };
    return snapshotOf(buildForm(source), { version: this.version });
  }

  change(edits: readonly Edit[]): void {
    this.text = applyEdits(this.text, [...edits]);
    this.version++;
  }

  async answer(message: Message, send: (message: ToWebview) => Promise<void>): Promise<void> {
    if (message.type !== 'command') this.change(editsOf(this.text, message));
    await send({ type: 'answer', id: message.id, ok: true, version: this.version });
    await send(this.snapshot());
  }
}

function editsOf(text: string, message: Message): Edit[] {
  if (message.type === 'items') return setItems(text, message.path, message.value);
  if (message.type === 'entries') return setEntries(text, message.path, message.value);
  if (message.type !== 'set') return [];
  const { path, value } = message;
  if (path.at(-1) === 'port')
    return value === '' ? setValue(text, path, undefined) : setNumber(text, path, String(value));
  return setValue(text, path, value);
}

/** Types into one input after the other, some of it faster than the page sends, and gives what each holds in the end. */
const thousandEdits = `(async () => {
  let seed = 42;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  const pointers = ['/properties/properties/server/host', '/properties/properties/server/base_path', '/properties/properties/server/port',
    '/description', '/properties/properties/authentication/basicAuth/username', '/properties/properties/variables'];
  const inputOf = (pointer) => [...document.querySelectorAll('[data-field="' + pointer + '"] vscode-text-field')].at(-1);
  const last = {};
  for (let step = 0; step < 1000; step++) {
    const pointer = pointers[random(pointers.length)];
    const field = inputOf(pointer);
    const value = pointer.endsWith('port') ? String(1 + random(60000)) : 'v' + step + ' "\\\\ ü';
    field.control.value = value;
    field.control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    last[pointer] = value;
    if (random(10) === 0) await new Promise((resolve) => setTimeout(resolve, random(12)));
  }
  return last;
})()`;

describe('webview: page and text', () => {
  it('1,000 random edits, with changes from elsewhere among them, end as the text has them, and touch nothing else', async function () {
    this.timeout(90_000);
    const document = new Text();
    const before = document.text;
    let queue = Promise.resolve();
    const { page, send } = await open({
      snapshot: document.snapshot(),
      host: (message, reply) => {
        queue = queue.then(() => document.answer(message, reply));
      },
    });
    let isTyping = true;
    const elsewhere = (async () => {
      for (let round = 0; isTyping; round++) {
        document.change(setValue(document.text, ['properties', 'properties', 'version'], `2.${round}`));
        await send(document.snapshot());
        await page.waitForTimeout(30);
      }
    })();
    const last = await page.evaluate<Record<string, string>>(thousandEdits);
    isTyping = false;
    await elsewhere;
    const read = (pointer: string) => get(parseJson(document.text), ...parsePointer(pointer));
    for (const [pointer, value] of Object.entries(last)) {
      const wanted = pointer.endsWith('port')
        ? Number(value)
        : pointer.endsWith('variables')
          ? { region: value }
          : value;
      await waitFor(() => (JSON.stringify(read(pointer)) === JSON.stringify(wanted) ? true : undefined), 20_000);
    }
    assert.match(JSON.stringify(read('/properties/properties/version')), /^"2\./);
    const blank = (text: string) =>
      text
        .replace(/\n *"(port|version)": [^\n]*/g, '')
        .replace(/"(host|base_path|description|username|region)": "(\\.|[^"\\])*",?/g, '"$1"')
        .replace(/,(?=\n *[}\]])/g, '');
    assert.equal(blank(document.text), blank(before));
    assert.equal(await page.locator('[data-field="/description"] input').inputValue(), last['/description']);
  });
});
