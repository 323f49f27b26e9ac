// Runs one bundle of mocha tests and counts: in this process for the extension host, else as a program of its own
// (`node test/help/mocha.mjs BUNDLE RESULT_FILE TIMEOUT`). INTEGRATION_TEST_GREP and _REPORTER choose what is run and shown.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { exitOnStop } from './processes.mjs';
import { originalStack } from './stacks.mjs';

/**
 * A bundle may set `globalThis.afterFailedTest(title)`: it is awaited before the hooks of a failed test put everything back,
 * and what it gives is told with the failure.
 * @param {string} bundle
 * @param {{ readonly timeout: number }} options of a single test, in milliseconds
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export function runMocha(bundle, { timeout }) {
  const { INTEGRATION_TEST_GREP: grep, INTEGRATION_TEST_REPORTER: reporter = 'dot' } = process.env;
  const mocha = new Mocha({ ui: 'bdd', timeout, slow: timeout, reporter, ...(grep && { grep }) });
  mocha.addFile(bundle);
  const failures = [];
  return new Promise((done) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      done({ passed: passes, failed, skipped: pending, failures });
    });
    runner.on('test', reportFailure);
    runner.on('hook', reportFailure);
    runner.on('fail', (test, error) => {
      if (error.stack) error.stack = originalStack(error.stack);
      failures.push([`${test.fullTitle()}: ${error.message}`, test.fn?.seen].filter(Boolean).join('\n'));
    });
  });
}

function reportFailure(test) {
  const run = test.fn;
  // A hook is announced before each of its runs; one that takes a callback tells by it.
  if (run.isReporting || run.length > 0) return;
  test.fn = async function () {
    try {
      return await run.call(this);
    } catch (error) {
      test.fn.seen = await globalThis.afterFailedTest?.(test.fullTitle());
      throw error;
    }
  };
  test.fn.isReporting = true;
}

async function main([bundle, resultFile, timeout]) {
  exitOnStop();
  const counts = await runMocha(bundle, { timeout: Number(timeout) });
  writeFileSync(resultFile, JSON.stringify(counts));
  process.exit(counts.failed === 0 ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main(process.argv.slice(2));
