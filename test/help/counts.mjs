// What a suite counted, also when it broke off.
import { readFileSync } from 'node:fs';

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number, readonly failures: readonly string[] }} Counts */

/** @type {Counts} */
const none = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** @returns {Counts} */
export const passedCheck = () => none;

/**
 * A suite, or a check, that failed as a whole.
 * @param {string} why
 * @returns {Counts}
 */
export const failedCheck = (why) => ({ ...none, failed: 1, failures: [why] });

/**
 * The counts that a run left in a file; a run that left none, or ended badly without a failed test, has failed.
 * @param {string} file
 * @param {number} code with which the run ended
 * @returns {Counts}
 */
export function readCounts(file, code) {
  const counts = read(file);
  if (!counts) return failedCheck(`The suite ended without a result (code ${code}): it crashed or its time was up.`);
  if (counts.failed > 0 || code === 0) return counts;
  return { ...counts, failed: 1, failures: [`The tests passed, then their process ended with code ${code}.`] };
}

/** @returns {Counts | undefined} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
