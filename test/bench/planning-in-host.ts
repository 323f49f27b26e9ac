// Runs in the extension host for planning.mjs: plans a pull and a push of everything, and writes what it measured.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { ui } from '../help/ui.ts';
import { eventually } from '../vscode/eventually.ts';
import { nothingIsChecked } from '../vscode/quiet.ts';

const { BENCH_RESULT = '', BENCH_COUNT = '', BENCH_URL = '', BENCH_USER = '', BENCH_SECRET = '' } = process.env;
const longest = 240_000;

export async function run(): Promise<void> {
  await ui.openView();
  await connect();
  // Files that were listed are checked for some time.
  await nothingIsChecked(4000);
  const results = {
    pull: await measured(() => planned('pullIntegrations')),
    push: await measured(() => planned('pushIntegrations')),
  };
  writeFileSync(BENCH_RESULT, JSON.stringify(results));
}

async function connect(): Promise<void> {
  void vscode.commands.executeCommand('integrations.connectPlatform');
  for (const text of [BENCH_URL, 'Large']) await typed(text);
  await ui.quickPick.choose('User and password');
  await typed(BENCH_USER);
  await ui.waitFor('.quick-input-widget input[type="password"]');
  await ui.keyboard.type(BENCH_SECRET);
  await ui.keyboard.press('Enter');
  await eventually(async () => {
    const said = await ui.texts('.notification-toast .notification-list-item-message');
    if (!said.some((text) => text.includes('Signed in as'))) throw new Error(`not connected: ${said.join()}`);
  }, longest);
}

async function typed(text: string): Promise<void> {
  await ui.quickPick.type(text);
  await ui.quickPick.accept();
  await eventually(async () => {
    if ((await ui.quickPick.shownValue()) === text) throw new Error(`${text} was not taken`);
  });
}

/** Until the plan is shown. */
async function planned(command: string): Promise<void> {
  void vscode.commands.executeCommand(`integrations.${command}`);
  await eventually(async () => {
    const [title = ''] = await titles();
    if (!title.includes(`${BENCH_COUNT} conflicting`)) throw new Error(`no plan: ${title}`);
  }, longest);
}

/** Of the question that is open. */
const titles = (): Promise<string[]> =>
  ui.texts('.quick-input-widget:not([style*="display: none"]) .quick-input-title');

async function measured(work: () => Promise<void>) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  await work();
  const time = performance.now() - start;
  delay.disable();
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  await eventually(async () => {
    if ((await titles()).length > 0) throw new Error('the plan is still shown');
  });
  return {
    time,
    block: delay.max / 1e6,
    often: delay.percentile(99.9) / 1e6,
    heap: process.memoryUsage().heapUsed / 1e6,
  };
}
