// A sweep for other tools: as JUnit XML, which build servers read, and as JSON.
import { countsOf, type Sweep, type SweepResult } from './sweepResult.ts';

/** The elements of Jenkins' and Ant's JUnit schema: a suite for each model, a case for each integration. */
export function toJUnit({ startedAt, ms, results }: Sweep): string {
  const suites = new Map<string, SweepResult[]>();
  for (const result of results) suites.set(result.modelId, [...(suites.get(result.modelId) ?? []), result]);
  const total = attributes({ name: 'Integrations', ...totals(results), time: seconds(ms) });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${total}>`,
    ...[...suites].flatMap(([modelId, own]) => suiteLines(modelId, own, startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** `passed`, `failed`, `skipped`, `broken` and `cancelled` count the results of these kinds. */
export function toSweepJson({ startedAt, ms, results }: Sweep): string {
  const shown = results.map((result) => {
    const { integration, file, modelId, kind, ...rest } = result;
    const { operation, status, outcome, code, ms: took } = { ...noCall, ...rest };
    const called = 'startedAt' in result ? { startedAt: new Date(result.startedAt).toISOString() } : {};
    const reason = result.reason === '' ? {} : { reason: result.reason };
    return {
      integration,
      file,
      model: modelId,
      result: kind,
      operation,
      ...called,
      ms: took,
      status,
      outcome,
      code,
      ...reason,
    };
  });
  const head = { startedAt: new Date(startedAt).toISOString(), ms, ...countsOf(results) };
  return `${JSON.stringify({ ...head, results: shown }, undefined, 2)}\n`;
}

interface CallParts {
  readonly operation?: string;
  readonly status?: number;
  readonly outcome?: string;
  readonly code?: string;
  readonly ms?: number;
}
const noCall: CallParts = {};

function suiteLines(modelId: string, results: readonly SweepResult[], startedAt: number): readonly string[] {
  const spent = results.reduce((sum, result) => sum + timeOf(result), 0);
  const timestamp = new Date(startedAt).toISOString().replace(/\.\d+Z$/, '');
  const head = { name: modelId || 'No model', ...totals(results), time: seconds(spent), timestamp };
  return [`  <testsuite${attributes(head)}>`, ...results.flatMap(caseLines), '  </testsuite>'];
}

function caseLines(result: SweepResult): readonly string[] {
  const { integration, file, modelId } = result;
  const name = 'operation' in result ? `${integration}: ${result.operation}` : integration;
  const head = attributes({ name, classname: modelId || 'No model', file, time: seconds(timeOf(result)) });
  const inner = verdictLine(result);
  return inner === '' ? [`    <testcase${head}/>`] : [`    <testcase${head}>`, `      ${inner}`, '    </testcase>'];
}

/** An answer that is not as it should be is a failure, a call without an answer an error. */
function verdictLine(result: SweepResult): string {
  switch (result.kind) {
    case 'passed':
      return '';
    case 'failed': {
      const { status, outcome, code = outcome, reason } = result;
      const element = status === undefined ? 'error' : 'failure';
      return `<${element}${attributes({ message: outcome, type: code })}>${escapeXml(reason)}</${element}>`;
    }
    case 'broken':
      return `<error${attributes({ message: result.reason, type: 'broken' })}/>`;
    case 'skipped':
    case 'cancelled':
      return `<skipped${attributes({ message: result.reason })}/>`;
  }
}

function totals(results: readonly SweepResult[]): Readonly<Record<string, string>> {
  const unanswered = results.filter(({ kind }) => kind === 'failed').filter((each) => !('status' in each)).length;
  const { failed, broken, skipped, cancelled } = countsOf(results);
  return {
    tests: String(results.length),
    failures: String(failed - unanswered),
    errors: String(broken + unanswered),
    skipped: String(skipped + cancelled),
  };
}

const timeOf = (result: SweepResult): number => ('ms' in result ? result.ms : 0);
const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const attributes = (all: Readonly<Record<string, string>>): string =>
  Object.entries(all)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML 1.0 section 2.2: some characters cannot stand in a document, not even escaped. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"]/g, (char) => entities[char] ?? char)
    .replaceAll(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}
