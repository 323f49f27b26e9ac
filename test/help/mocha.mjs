// Runs one bundle of mocha tests and counts: in this process for the extension host, else as a program of its own
// (`node test/help/mocha.mjs BUNDLE RESULT_FILE TIMEOUT`). INTEGRATION_TEST_GREP and _REPORTER choose what is run and shown.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { exitOnStop } from './processes.mjs';
import { originalStack } from './stacks.mjs';

/**
 * @param {string} bundle
 * @param {{ readonly timeout: number, readonly afterFailure?: (title: string) => Promise<unknown> }} options
 *   `timeout` of a single test, in milliseconds
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export function runMocha(bundle, { timeout, afterFailure }) {
  const { INTEGRATION_TEST_GREP: grep, INTEGRATION_TEST_REPORTER: reporter = 'dot' } = process.env;
  // A click that meets a row of VS Code's tree while it is drawn anew is lost: a second try is allowed there, and told.
  const retries = timeout >= 60_000 ? 1 : 0;
  const mocha = new Mocha({ ui: 'bdd', timeout, slow: timeout, retries, reporter, ...(grep && { grep }) });
  mocha.addFile(bundle);
  const failures = [];
  return new Promise((done) => {
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      done({ passed: passes, failed, skipped: pending, failures });
    });
    if (afterFailure) runner.on('test', (test) => reportFailure(test, afterFailure));
    runner.on('retry', (test, error) =>
      console.log(`second try: ${test.fullTitle()}: ${error.message.split('\n', 1)[0]}`),
    );
    runner.on('fail', (test, error) => {
      if (error.stack) error.stack = originalStack(error.stack);
      failures.push(`${test.fullTitle()}: ${error.message}`);
    });
  });
}

/** Before the hooks of the test put everything back. */
function reportFailure(test, afterFailure) {
  const run = test.fn;
  test.fn = async function () {
    try {
      return await run.call(this);
    } catch (error) {
      await afterFailure(test.fullTitle());
      throw error;
    }
  };
}

async function main([bundle, resultFile, timeout]) {
  exitOnStop();
  const counts = await runMocha(bundle, { timeout: Number(timeout) });
  writeFileSync(resultFile, JSON.stringify(counts));
  process.exit(counts.failed === 0 ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) void main(process.argv.slice(2));
