// Runs in the extension host for host.mjs: measures and writes what it measured.
const Module = require('node:module');
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const vscode = require('vscode');

exports.run = async () => {
  const extension = vscode.extensions.getExtension('integration-essentials.integration-essentials');
  if (extension.isActive) throw new Error('The extension was active before it was asked for.');
  const activation = watchActivation(join(extension.extensionPath, 'dist/extension.js'));
  await extension.activate();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const listing = await timed(() => vscode.commands.executeCommand('integrations.refresh'));
  await problemsArrive();
  delay.disable();
  const floor = await timed(readAll);
  const pause = delay.max / 1e6;
  writeFileSync(process.env.BENCH_RESULT, JSON.stringify({ ...activation, listing, floor, pause }));
};

/** Fills in how long the code took to load and to activate, as VS Code's "Show Running Extensions" counts. */
function watchActivation(main) {
  const times = { load: 0, activate: 0 };
  const { _load: original } = Module;
  Module._load = (request, ...rest) => {
    if (request !== main) return original(request, ...rest);
    const start = performance.now();
    const loaded = original(request, ...rest);
    times.load = performance.now() - start;
    return { ...loaded, activate: (context) => activateTimed(loaded, context, times) };
  };
  return times;
}

function activateTimed(loaded, context, times) {
  const start = performance.now();
  loaded.activate(context);
  times.activate = performance.now() - start;
}

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
