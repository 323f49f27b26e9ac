// Pull and push of a whole platform in a real window: how long until the plan is shown, and how long the extension host
// stands still at most meanwhile (goal: 50 ms).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../help/build-tests.mjs';
import { runTestsInHost } from '../help/host/run-tests.mjs';
import { bundles, root, work } from '../help/paths.mjs';
import { startUiBridge } from '../help/ui-bridge.mjs';
import { workbenchActions } from '../help/workbench-actions.mjs';

/**
 * @param {{ url: string, username: string, password: string }} platform
 * @param {readonly Record<string, any>[]} services its integrations
 */
export async function measurePlanning({ url, username, password }, services) {
  await bundle({ entryPoints: ['test/bench/planning-in-host.ts'] }, 'planning-in-host');
  const [workspace, result] = [join(work, 'bench-planning-workspace'), join(work, 'bench-planning.json')];
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(join(workspace, 'integrations'), { recursive: true });
  // Nobody knows who changed the host: each of them is a conflict.
  for (const service of services) {
    const server = { protocol: 'https', host: 'mine.example.com', base_path: '/v1' };
    const authentication = { login: { username: 'svc', password: `\${secret:${service.name}/login/password}` } };
    const properties = { ...service.properties, properties: { authentication, server } };
    const text = JSON.stringify({ ...service, properties }, undefined, 4);
    writeFileSync(join(workspace, 'integrations', `${service.name}.integration.json`), text);
  }
  const env = {
    BENCH_RESULT: result,
    BENCH_URL: url,
    BENCH_USER: username,
    BENCH_SECRET: password,
    BENCH_COUNT: String(services.length),
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
  const { pull, push } = JSON.parse(readFileSync(result, 'utf8'));
  const line = (what, { time, block, often, heap }) =>
    console.log(
      `${what} of ${services.length} integrations: ${(time / 1000).toFixed(1)} s, longest pause of the host ${block.toFixed(0)} ms ` +
        `(goal: 50 ms; 99.9 % under ${often.toFixed(0)} ms), heap ${heap.toFixed(0)} MB`,
    );
  line('plan of a pull', pull);
  line('plan of a push', push);
}
