// Pull and push of a whole platform in a real window: how long until the plan is shown, and how long the extension host
// stands still at most meanwhile (goal: 50 ms).
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../help/build-tests.mjs';
import { runTestsInHost } from '../help/host/run-tests.mjs';
import { bundles, root, work } from '../help/paths.mjs';
import { startUiBridge } from '../help/ui-bridge.mjs';
import { workbenchActions } from '../help/workbench-actions.mjs';

/** @param {{ url: string, username: string, password: string }} platform @param {number} count of its integrations */
export async function measurePlanning({ url, username, password }, count) {
  await bundle({ entryPoints: ['test/bench/planning-in-host.ts'] }, 'planning-in-host');
  const [workspace, result] = [join(work, 'bench-planning-workspace'), join(work, 'bench-planning.json')];
  rmSync(workspace, { recursive: true, force: true });
  for (const folder of ['integrations', 'models']) mkdirSync(join(workspace, folder), { recursive: true });
  const env = {
    BENCH_RESULT: result,
    BENCH_WORKSPACE: workspace,
    BENCH_URL: url,
    BENCH_USER: username,
    BENCH_SECRET: password,
    BENCH_COUNT: String(count),
  };
  let bridge;
  const onWindow = async (page) => {
    bridge = await startUiBridge(workbenchActions(page));
    return { INTEGRATION_TEST_UI: bridge.url };
  };
  const tests = join(bundles, 'planning-in-host.js');
  try {
    const folder = join(work, 'bench-planning');
    const code = await runTestsInHost({
      folder,
      workspace,
      extensions: [root],
      tests,
      env,
      onWindow,
      timeout: 290_000,
    });
    if (code !== 0) throw new Error(`the window ended with code ${code}`);
  } finally {
    await bridge?.close();
  }
  const { pull, pulling, push } = JSON.parse(readFileSync(result, 'utf8'));
  const line = (what, { time, block, often, heap }) =>
    console.log(
      `${what} of ${count} integrations: ${(time / 1000).toFixed(1)} s, longest pause of the host ${block.toFixed(0)} ms ` +
        `(goal: 50 ms; 99.9 % under ${often.toFixed(0)} ms), heap ${heap.toFixed(0)} MB`,
    );
  line('plan of a pull', pull);
  line('the pull', pulling);
  line('plan of a push', push);
}
