// Runs in the extension host for host.mjs: measures and writes what it measured.
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const vscode = require('vscode');

exports.run = async () => {
  const extension = vscode.extensions.getExtension('integration-essentials.integration-essentials');
  if (extension.isActive) throw new Error('The extension was active before it was asked for.');
  const loading = await timed(() => require(join(extension.extensionPath, 'dist/extension.js')));
  const activation = await timed(() => extension.activate());
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const listing = await timed(() => vscode.commands.executeCommand('integrations.refresh'));
  await problemsArrive();
  delay.disable();
  const floor = await timed(readAll);
  writeFileSync(
    process.env.BENCH_RESULT,
    JSON.stringify({ loading, activation, listing, floor, pause: delay.max / 1e6 }),
  );
};

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function readAll() {
  const folder = process.env.BENCH_WORKSPACE;
  for (const name of readdirSync(folder, { recursive: true })) {
    if (name.endsWith('.json')) JSON.parse(readFileSync(join(folder, name), 'utf8'));
  }
}

/** Until nothing more is checked; the samples have no problems, so this waits for quiet. */
const problemsArrive = () => new Promise((resolve) => setTimeout(resolve, 4000));
