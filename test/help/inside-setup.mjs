// Prepares a run of the inside suite: the bundle, the sample service, a workspace, and the environment for the tests.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildTests } from './build-tests.mjs';
import { readCounts } from './counts.mjs';
import { bundles, root, work } from './paths.mjs';
import { startSampleService } from './sample-service.mjs';
import { copySamples } from './sample-workspace.mjs';

/**
 * Calls `run` with all that a test run in VS Code needs and gives what the tests counted.
 * @param {string} name of the folder for this run
 * @param {(setup: { folder: string, workspace: string, extensions: string[], tests: string, env: Record<string, string> }) => Promise<number>} run
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function withInsideSetup(name, run) {
  await buildTests('inside');
  const folder = join(work, name);
  const resultFile = join(work, `${name}.json`);
  rmSync(resultFile, { force: true });
  const service = await startSampleService();
  try {
    const workspace = copySamples(join(work, `${name}-workspace`), service.ports);
    // VS Code misses what happens in a folder that was made a moment after the one around it.
    for (const each of ['models', 'integrations']) mkdirSync(join(workspace, 'many', each), { recursive: true });
    const env = {
      ...chosen(),
      INTEGRATION_TEST_RESULT: resultFile,
      SAMPLE_HTTP: service.http,
      SAMPLE_HTTPS: service.https,
    };
    const code = await run({ folder, workspace, extensions: [root], tests: join(bundles, 'inside-run.js'), env });
    return readCounts(resultFile, code);
  } finally {
    await service.close();
  }
}

const chosen = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => /^INTEGRATION_TEST_(GREP|REPORTER)$/.test(name)));
