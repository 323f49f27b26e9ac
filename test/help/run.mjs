// `npm test`: checks and tests everything. `npm test -- unit inside --grep tree` runs less;
// `npm test -- inside outside --floor` runs in the oldest VS Code that is supported.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTests } from './build-tests.mjs';
import { ensureChromium } from './chromium.mjs';
import { failedCheck, passedCheck, readCounts } from './counts.mjs';
import { installHost } from './host/install.mjs';
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
  async (output = 'inherit') => {
    if (suite !== 'unit') ensureChromium();
    const bundle = await buildTests(suite);
    const result = join(bundles, `${suite}.json`);
    rmSync(result, { force: true });
    const args = ['--enable-source-maps', join(import.meta.dirname, 'mocha.mjs'), bundle, result, String(testTimeout)];
    const code = await runProcess(process.execPath, args, { cwd: root, timeout, output });
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

async function runSuite(name, isBuilt, output) {
  const started = Date.now();
  const counts =
    needBuild.includes(name) && !isBuilt ? failedCheck('Not run: the build failed.') : await countsOf(name, output);
  const words =
    name in tests ? `${counts.passed} passed, ${counts.failed} failed` : counts.failed > 0 ? 'failed' : 'ok';
  return { name, ...counts, line: `${name}: ${words} (${((Date.now() - started) / 1000).toFixed(1)} s)` };
}

/** Whatever goes wrong with a suite is a failure that is counted. */
async function countsOf(name, output) {
  try {
    if (name in checks) return await checks[name]();
    const counts = await tests[name](output);
    return counts.passed + counts.failed > 0 || values.grep !== undefined
      ? counts
      : failedCheck('The suite ran no test.');
  } catch (error) {
    return failedCheck(error.message);
  }
}

/** Suite after suite, each with its output. */
async function inTurn(suites, isBuilt) {
  const results = [];
  for (const name of suites) {
    console.log(`\n── ${name} ──`);
    const result = await runSuite(name, isBuilt);
    console.log(result.line);
    results.push(result);
  }
  return results;
}

/** Its output stands together at the end. */
async function besideOthers(name, isBuilt) {
  mkdirSync(bundles, { recursive: true });
  const file = join(bundles, `${name}.log`);
  const output = openSync(file, 'w');
  const result = await runSuite(name, isBuilt, output);
  closeSync(output);
  return { ...result, printed: readFileSync(file, 'utf8') };
}

/** What the suites with windows need; each says for itself what it cannot get. */
function getOnce() {
  try {
    ensureChromium();
    installHost();
  } catch (error) {
    console.error(error.message);
  }
}

/** The build first; then, beside the checks, the suite that waits for windows more than it works; what measures comes after. */
async function runAll(suites) {
  const built = await inTurn(suites.filter((name) => name === 'build'));
  const isBuilt = built.every(({ failed }) => failed === 0);
  const others = suites.filter((name) => name !== 'build' && name !== 'outside');
  const early = others.filter((name) => name in checks);
  if (!suites.includes('outside')) return [...built, ...(await inTurn(others, isBuilt))];
  if (early.length === 0) return [...built, ...(await inTurn([...others, 'outside'], isBuilt))];
  getOnce();
  const running = besideOthers('outside', isBuilt);
  const checked = await inTurn(early, isBuilt);
  const outside = await running;
  console.log(`\n── outside ──\n${outside.printed}\n${outside.line}`);
  const late = others.filter((name) => !early.includes(name));
  return [...built, ...checked, outside, ...(await inTurn(late, isBuilt))];
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

process.exit(report(await runAll(chosen(positionals))));
