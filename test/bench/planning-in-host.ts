// Runs in the extension host for planning.mjs: plans a pull and a push of everything, pulls, and writes what it measured.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { ui } from '../help/ui.ts';
import { eventually } from '../vscode/eventually.ts';

const { BENCH_RESULT = '', BENCH_WORKSPACE = '', BENCH_URL = '', BENCH_USER = '', BENCH_SECRET = '' } = process.env;
const longest = 240_000;

export async function run(): Promise<void> {
  await ui.openView();
  await connect();
  const results = {
    pull: await measured(() => planned('pullIntegrations', /new/)),
    pulling: await measured(() => carriedOut()),
    push: await measured(async () => {
      for (const file of integrationFiles()) writeFileSync(file, readFileSync(file, 'utf8').replace('"api.', '"new.'));
      await planned('pushIntegrations', /changed/);
    }),
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
    if (!(await ui.tree.names()).some((name) => name.startsWith('Large, '))) throw new Error('not connected');
  }, longest);
}

async function typed(text: string): Promise<void> {
  await ui.quickPick.type(text);
  await ui.quickPick.accept();
  await eventually(async () => {
    if ((await ui.quickPick.shownValue()) === text) throw new Error(`${text} was not taken`);
  });
}

let running: Thenable<unknown> | undefined;

/** Until the plan is shown. */
async function planned(command: string, title: RegExp): Promise<void> {
  running = vscode.commands.executeCommand(`integrations.${command}`);
  await eventually(async () => {
    const [text = ''] = await ui.texts('.quick-input-widget .quick-input-title');
    if (!title.test(text)) throw new Error(`no plan: ${text}`);
  }, longest);
}

async function carriedOut(): Promise<void> {
  await ui.quickPick.accept();
  await running;
  const { length } = integrationFiles();
  if (length !== Number(process.env['BENCH_COUNT'])) throw new Error(`${length} files`);
}

const integrationFiles = (): string[] =>
  readdirSync(BENCH_WORKSPACE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.integration.json'))
    .map((name) => join(BENCH_WORKSPACE, name));

async function measured(work: () => Promise<void>) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  await work();
  const time = performance.now() - start;
  delay.disable();
  return {
    time,
    block: delay.max / 1e6,
    often: delay.percentile(99.9) / 1e6,
    heap: process.memoryUsage().heapUsed / 1e6,
  };
}
