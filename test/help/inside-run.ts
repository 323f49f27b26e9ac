// The module that VS Code runs in the extension host to test: it runs the inside suite and leaves the counts in a file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMocha } from './mocha.mjs';
import { ui } from './ui.ts';
import { shotName } from './workbench-actions.mjs';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  Object.assign(globalThis, { afterFailedTest: showWindow });
  if (process.env['INTEGRATION_TEST_UI'] !== undefined) await ui.started();
  const counts = await runMocha(join(__dirname, 'inside.js'), { timeout: 60_000 });
  const { INTEGRATION_TEST_RESULT: file } = process.env;
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed in the extension host`);
}

/** A picture of the window says more than a timeout. */
async function showWindow(title: string): Promise<string> {
  console.log(`window of "${title}": ${await ui.screenshot(shotName(title))}`);
  return ui.describe();
}
