// What the form costs in a browser: from a snapshot of the host to the painted page, and a key in a form of 200 fields.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../help/chromium.mjs';
import { root } from '../help/paths.mjs';

/** Milliseconds of one frame at 60 Hz. */
const frame = 1000 / 60;
const dist = (name) => readFileSync(join(root, 'dist', name), 'utf8');

const field = (place, value) => ({
  kind: ['text', 'number', 'switch', 'choice'][place % 4],
  path: ['properties', `field_${place}`],
  title: `Field ${place}`,
  description: 'Words about it.',
  required: false,
  present: true,
  problems: [],
  multiline: false,
  options: [{ value: 'a', label: 'a' }],
  ...[
    { value, default: '' },
    { value: '1', default: '' },
    { value: true, default: false },
    { value: 'a', default: 'a' },
  ][place % 4],
});
const snapshot = (count, version) => ({
  type: 'snapshot',
  version,
  name: 'bench',
  fileName: 'bench.integration.json',
  model: 'Bench:1.0.0',
  notices: [],
  editable: true,
  dirty: true,
  can: { testCall: true, clone: true, delete: true },
  form: {
    unknown: [],
    tabs: [
      {
        id: 'configuration',
        title: 'Configuration',
        groups: [
          {
            id: '/g',
            title: 'Group',
            description: '',
            fields: Array.from({ length: count }, (_, place) => field(place, `v${version}`)),
          },
        ],
      },
    ],
  },
});

/** From the message to the frame in which the page is painted: a task after an animation frame runs when that is done. */
const painted = `(data) => new Promise((resolve) => requestAnimationFrame(() => {
  const start = performance.now();
  window.dispatchEvent(new MessageEvent('message', { data }));
  document.body.offsetHeight;
  const work = performance.now() - start;
  requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve({ work, painted: performance.now() - start }); channel.port2.postMessage(0); });
}))`;

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(page, count) {
  const times = [];
  for (let version = 1; version <= 25; version++)
    times.push(await page.evaluate(`(${painted})(${JSON.stringify(snapshot(count, version))})`));
  const work = median(times.slice(4).map((time) => time.work));
  const whole = median(times.slice(4).map((time) => time.painted));
  console.log(
    `${count} fields, half of them changed: drawn and laid out in ${work.toFixed(1)} ms (${(work / frame).toFixed(2)} frames), painted after ${whole.toFixed(1)} ms; first time ${times[0].work.toFixed(0)} ms`,
  );
}

const browser = await launchChromium();
try {
  for (const count of [20, 60, 200]) {
    const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
    await page.addInitScript(`window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })`);
    await page.setContent('<!DOCTYPE html><body><main id="app"></main></body>');
    await page.addStyleTag({ content: dist('style.css') });
    await page.evaluate(`window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })`);
    await page.addScriptTag({ content: dist('webview.js') });
    await measure(page, count);
    await page.close();
  }
} finally {
  await browser.close();
}
