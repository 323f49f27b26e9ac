// `npm test`: checks and tests everything, one suite after the other. `npm test -- unit inside --grep tree` runs less;
// `npm test -- inside outside --floor` runs in the oldest VS Code that is supported.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTests } from './build-tests.mjs';
import { ensureChromium } from './chromium.mjs';
import { failedCheck, passedCheck, readCounts } from './counts.mjs';
import { runTestsInHost } from './host/run-tests.mjs';
import { withInsideSetup } from './inside-setup.mjs';
import { bundles, root } from './paths.mjs';
import { exitOnStop, runProcess } from './processes.mjs';
import { startUiBridge } from './ui-bridge.mjs';
import { workbenchActions } from './workbench-actions.mjs';

const minutes = (count) => count * 60_000;

/** A check passes or fails as a whole and counts no tests. */
const check =
  (...commands) =>
  async () => {
    for (const [script, ...args] of commands) {
      const code = await runProcess(process.execPath, [script, ...args], { cwd: root, timeout: minutes(5) });
      if (code !== 0) return failedCheck(`${script} ${args.join(' ')} ended with code ${code}.`);
    }
    return passedCheck();
  };

const mochaSuite =
  (suite, { testTimeout, timeout }) =>
  async () => {
    if (suite !== 'unit') ensureChromium();
    const bundle = await buildTests(suite);
    const result = join(bundles, `${suite}.json`);
    rmSync(result, { force: true });
    const args = ['--enable-source-maps', join(import.meta.dirname, 'mocha.mjs'), bundle, result, String(testTimeout)];
    const code = await runProcess(process.execPath, args, { cwd: root, timeout });
    return readCounts(result, code);
  };

const tsc = 'node_modules/typescript/bin/tsc';

const checks = {
  lint: check(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']),
  format: check(['node_modules/prettier/bin/prettier.cjs', '--check', '.']),
  types: check(...['.', 'src/core', 'webview'].map((project) => [tsc, '-p', project])),
  /** What is tested is what ships. */
  build: check(['esbuild.mjs', '--production']),
};

const tests = {
  unit: mochaSuite('unit', { testTimeout: 10_000, timeout: minutes(10) }),
  webview: mochaSuite('webview', { testTimeout: 30_000, timeout: minutes(10) }),
  inside: () => withInsideSetup('inside', runInside),
  outside: mochaSuite('outside', { testTimeout: 90_000, timeout: minutes(15) }),
};

/** What all of them test, at least in part, is the built extension. */
const needBuild = Object.keys(tests);

const names = Object.keys({ ...checks, ...tests });

async function runInside(setup) {
  ensureChromium();
  let bridge;
  const onWindow = async (page) => {
    bridge = await startUiBridge(workbenchActions(page));
    return { INTEGRATION_TEST_UI: bridge.url };
  };
  try {
    return await runTestsInHost({ ...setup, timeout: minutes(10), onWindow });
  } finally {
    await bridge?.close();
  }
}

async function runSuite(name, built) {
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const counts = needBuild.includes(name) && !built ? failedCheck('Not run: the build failed.') : await countsOf(name);
  const words =
    name in tests ? `${counts.passed} passed, ${counts.failed} failed` : counts.failed > 0 ? 'failed' : 'ok';
  console.log(`${name}: ${words} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return { name, ...counts };
}

/** Whatever goes wrong with a suite is a failure that is counted. */
async function countsOf(name) {
  try {
    if (name in checks) return await checks[name]();
    const counts = await tests[name]();
    return counts.passed + counts.failed > 0 || values.grep !== undefined
      ? counts
      : failedCheck('The suite ran no test.');
  } catch (error) {
    return failedCheck(error.message);
  }
}

function chosen(wanted) {
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no suite ${unknown.join(', ')}; there are ${names.join(', ')}.`);
    process.exit(2);
  }
  const build = wanted.some((name) => needBuild.includes(name)) ? ['build'] : [];
  return wanted.length === 0 ? names : names.filter((name) => [...build, ...wanted].includes(name));
}

function report(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log();
  for (const { name, failures } of results) for (const failure of failures) console.log(`FAILED ${name}: ${failure}`);
  if (total('skipped') > 0) console.log(`${total('skipped')} skipped`);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  const someTest = total('passed') > 0 || results.every(({ name }) => name in checks);
  return total('failed') === 0 && someTest ? 0 : 1;
}

exitOnStop();
const { values, positionals } = parseArgs({
  options: { grep: { type: 'string' }, floor: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.grep !== undefined) process.env.INTEGRATION_TEST_GREP = values.grep;
if (values.floor) process.env.INTEGRATION_TEST_FLOOR = '1';
if (positionals.length > 0) process.env.INTEGRATION_TEST_REPORTER = 'spec';

const results = [];
for (const name of chosen(positionals)) {
  const built = !results.some((result) => result.name === 'build' && result.failed > 0);
  results.push(await runSuite(name, built));
}
process.exit(report(results));
