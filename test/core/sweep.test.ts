// Sweeps: who runs when, which operation, and what comes out of it for people and tools.
import assert from 'node:assert/strict';
import type { CallInput } from '../../src/core/requests/callInput.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { documentPart } from '../../src/core/part.ts';
import { readOperation } from '../../src/core/models/readOperation.ts';
import type { Report } from '../../src/core/report.ts';
import { safeOperation, type LastCall } from '../../src/core/calls/safeOperation.ts';
import { runSweep } from '../../src/core/calls/sweep.ts';
import { toJUnit, toSweepJson } from '../../src/core/calls/sweepReport.ts';
import { calledResult, countsOf, countsText, type Sweep, type SweepResult } from '../../src/core/calls/sweepResult.ts';
import { modelOf, openApi } from '../help/documents.ts';

/** Runs jobs named `server number` that end only when the test says so. */
function running(jobs: readonly string[], limits = { perKey: 2, total: 3 }) {
  const open = new Map<string, () => void>();
  const started: string[] = [];
  const abort = new AbortController();
  const run = (job: string) =>
    new Promise<void>((resolve, reject) => {
      started.push(job);
      open.set(job, resolve);
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason as Error));
    });
  const keyOf = (job: string) => job.split(' ')[0]!;
  const done = runSweep(jobs, { keyOf, run, signal: abort.signal, ...limits });
  const end = async (job: string) => {
    open.get(job)!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { started, end, done, abort };
}

describe('a sweep', () => {
  it('asks one server for few things at a time and goes on with the others', async () => {
    const { started, end } = running(['a 1', 'a 2', 'a 3', 'b 1']);
    assert.deepEqual(started, ['a 1', 'b 1', 'a 2']);
    await end('b 1');
    assert.deepEqual(started.length, 3);
    await end('a 1');
    assert.deepEqual(started.at(-1), 'a 3');
  });
  it('runs no more than its limit altogether', async () => {
    const { started, end } = running(['a 1', 'b 1', 'c 1', 'd 1', 'e 1']);
    assert.equal(started.length, 3);
    await end('c 1');
    assert.deepEqual(started, ['a 1', 'b 1', 'c 1', 'd 1']);
  });
  it('ends when everything has run', async () => {
    const { end, done } = running(['a 1', 'a 2', 'b 1']);
    for (const job of ['a 1', 'a 2', 'b 1']) await end(job);
    await done;
  });
  it('of nothing ends at once', () => running([]).done);
  it('starts nothing more once it is aborted', async () => {
    const { started, abort, done } = running(['a 1', 'a 2', 'a 3']);
    abort.abort(new Error('enough'));
    await done;
    assert.deepEqual(started, ['a 1', 'a 2']);
  });
  it('does not hide what a job fails with', async () => {
    const signal = new AbortController().signal;
    const run = () => Promise.reject(new Error('a bug'));
    await assert.rejects(runSweep([1, 2], { keyOf: () => '', run, perKey: 1, total: 1, signal }), /a bug/);
  });
  it('never exceeds a limit, whatever the order in which a thousand jobs end', async () => {
    const jobs = Array.from({ length: 1000 }, (_, at) => at);
    const keyOf = (job: number) => String(job % 4);
    const now = new Map<string, number>();
    let [all, most, mostOfOne, count] = [0, 0, 0, 0];
    const change = (job: number, by: number) => {
      now.set(keyOf(job), (now.get(keyOf(job)) ?? 0) + by);
      all += by;
      [most, mostOfOne] = [Math.max(most, all), Math.max(mostOfOne, now.get(keyOf(job))!)];
    };
    const run = async (job: number) => {
      change(job, 1);
      for (let turns = (job * 31) % 5; turns >= 0; turns--) await Promise.resolve();
      change(job, -1);
      count++;
    };
    await runSweep(jobs, { keyOf, run, perKey: 4, total: 16, signal: new AbortController().signal });
    assert.deepEqual({ count, most, mostOfOne, all }, { count: 1000, most: 16, mostOfOne: 4, all: 0 });
  });
});

const required = { name: 'q', in: 'query', required: true, schema: { type: 'string' } };
const document = openApi({
  paths: {
    '/old': { get: { operationId: 'old', deprecated: true, responses: {} } },
    '/new': { post: { operationId: 'create', responses: {} } },
    '/items/{id}': { get: { operationId: 'getItem', parameters: [{ ...required, name: 'id', in: 'path' }] } },
    '/search': { get: { operationId: 'search', parameters: [required] } },
    '/items': { head: { operationId: 'countItems' }, get: { operationId: 'listItems' } },
  },
}) as unknown as JsonObject;

async function chosen(last: LastCall, source = document) {
  const model = modelOf(source);
  const read: string[] = [];
  const found = await safeOperation(model, last, (operation) => {
    read.push(operation.id);
    return Promise.resolve(readOperation(documentPart(source), operation));
  });
  return { read, said: found.ok ? found.value.detail.operation.id : found.failure, found };
}

describe('the operation of a sweep', () => {
  const input: CallInput = { parameters: [{ in: 'query', name: 'q', value: 'x' }] };
  it('is the first that changes nothing and needs nothing', async () => {
    const first = (await chosen({ operation: undefined })).said;
    assert.ok(['countItems', 'listItems'].includes(first), first);
  });
  it('is what was called last, if that is safe', async () =>
    assert.equal((await chosen({ operation: 'old' })).said, 'old'));
  it('is not what was called last, if that changes something', async () =>
    assert.notEqual((await chosen({ operation: 'create', input })).said, 'create'));
  it('is what was called last with its input, while that is known', async () => {
    const { found, said } = await chosen({ operation: 'search', input });
    assert.equal(said, 'search');
    assert.equal(found.ok && found.value.input, input);
  });
  it('is not what was called last when nobody knows its input', async () =>
    assert.notEqual((await chosen({ operation: 'search' })).said, 'search'));
  it('is found without reading those with a template in their path', async () =>
    assert.ok(!(await chosen({ operation: undefined })).read.includes('getItem')));
  it('is missing with a reason', async () => {
    const paths = { '/search': { get: { operationId: 'search', parameters: [required] } } };
    const { said } = await chosen({ operation: undefined }, openApi({ paths }));
    assert.match(said, /no GET or HEAD operation without required parameters/);
  });
});

const base = { owner: 'file:///a', integration: 'shop <dev>', file: 'a.integration.json', modelId: 'Shop:1' };
const report = (more: Partial<Report>): Report => ({
  integration: 'shop <dev>',
  operation: 'list',
  startedAt: Date.UTC(2026, 0, 2),
  ms: 1234,
  response: {
    ...{ ok: true, method: 'GET', url: 'https://x.example/', status: 200, statusText: 'OK' },
    headers: {},
    body: '',
  },
  hops: [],
  problems: [],
  ...more,
});
const problem = (message: string) => ({ code: 'refused', severity: 'error', message, path: [] }) as const;
const results: readonly SweepResult[] = [
  calledResult(base, '1', report({})),
  calledResult(base, '2', report({ problems: [problem('wrong & "bad"\u0000\nnext')] })),
  calledResult(base, '3', report({ response: 'refused', problems: [problem('nobody is there')] })),
  { ...base, kind: 'skipped', reason: 'nothing to call' },
  { ...base, kind: 'broken', reason: 'unreadable', modelId: '' },
  { ...base, kind: 'cancelled', reason: 'stopped' },
];
const sweep: Sweep = { startedAt: Date.UTC(2026, 0, 2), ms: 2500, results };

describe('the results of a sweep', () => {
  it('are counted and said', () => {
    assert.equal(countsText(countsOf(results)), '1 passed, 3 failed, 1 skipped, 1 cancelled');
    assert.equal(countsText(countsOf(results.slice(0, 1))), '1 passed');
  });
  it('are a suite for each model in JUnit XML, with what its schema demands', () => {
    const xml = toJUnit(sweep);
    assert.match(
      xml,
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="Integrations" tests="6" failures="1" errors="2" skipped="2" time="2.500">\n/,
    );
    assert.match(
      xml,
      /<testsuite name="Shop:1" tests="5" failures="1" errors="1" skipped="2" time="3.702" timestamp="2026-01-02T00:00:00">/,
    );
    assert.match(xml, /<testsuite name="No model" tests="1" failures="0" errors="1"/);
    assert.match(
      xml,
      /<testcase name="shop &lt;dev&gt;: list" classname="Shop:1" file="a.integration.json" time="1.234"\/>/,
    );
    assert.match(xml, /<skipped message="nothing to call"\/>/);
    assert.match(xml, /<error message="no answer" type="refused">nobody is there<\/error>/);
  });
  it('hold nothing in JUnit XML that would break it', () =>
    assert.match(
      toJUnit(sweep),
      /<failure message="200 OK in 1234 ms" type="refused">wrong &amp; &quot;bad&quot;\uFFFD&#10;next</,
    ));
  it('are JSON that says all of it', () => {
    const { results: rows, ...head } = JSON.parse(toSweepJson(sweep)) as { results: Record<string, unknown>[] };
    const counts = { passed: 1, failed: 2, skipped: 1, broken: 1, cancelled: 1 };
    assert.deepEqual(head, { startedAt: '2026-01-02T00:00:00.000Z', ms: 2500, ...counts });
    assert.deepEqual(rows[0], {
      ...{ integration: 'shop <dev>', file: 'a.integration.json', model: 'Shop:1', result: 'passed' },
      ...{
        operation: 'list',
        startedAt: '2026-01-02T00:00:00.000Z',
        ms: 1234,
        status: 200,
        outcome: '200 OK in 1234 ms',
      },
    });
    assert.equal(rows[2]!['code'], 'refused');
    assert.equal(rows[3]!['reason'], 'nothing to call');
  });
});
