// The archive of calls in the shape that HTTP Archive 1.2 demands.
import assert from 'node:assert/strict';
import { get, type Json } from '../../src/core/json.ts';
import type { Report } from '../../src/core/report.ts';
import { toHar } from '../../src/core/requests/toHar.ts';

const report: Report = {
  integration: 'shop-dev',
  operation: 'listItems',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  ms: 40,
  request: {
    method: 'POST',
    url: 'https://x.example/a?b=%5B1%5D&key=••••••&c',
    headers: [
      ['Content-Type', 'application/json'],
      ['Cookie', 'sid=••••••; t=••••••'],
    ],
    body: '{"id":12345678901234567890}',
  },
  response: {
    ...{ ok: true, method: 'POST', url: 'https://x.example/a', status: 201, statusText: 'Created', body: '{"é":1}' },
    headers: { 'content-type': 'application/json', 'set-cookie': ['a=••••••; Path=/', 'b=••••••'], location: '/a/1' },
  },
  hops: [
    { phase: 'resolve', ms: 1 },
    { phase: 'connect', ms: 2 },
    { phase: 'tls', ms: 3 },
    { phase: 'request', ms: 4 },
    { phase: 'response', ms: 5 },
  ],
  problems: [],
};
const archive = (...reports: Report[]) => JSON.parse(toHar(reports, { name: 'tool', version: '1' })) as Json;
const entry = (each: Report = report) => get(archive(each), 'log', 'entries', 0);

/** What the format requires of each object (HAR 1.2, "HAR Data Structure"). */
const required: readonly (readonly [readonly (string | number)[], string])[] = [
  [[], 'startedDateTime time request response cache timings'],
  [['request'], 'method url httpVersion cookies headers queryString headersSize bodySize'],
  [['response'], 'status statusText httpVersion cookies headers content redirectURL headersSize bodySize'],
  [['response', 'content'], 'size mimeType'],
  [['timings'], 'send wait receive'],
];

describe('calls as an archive', () => {
  for (const [name, each] of [
    ['that were answered', report],
    ['without an answer', { ...report, response: 'refused' }],
  ] as const)
    it(`have what the format requires: ${name}`, () => {
      for (const [path, names] of required)
        assert.deepEqual(
          names.split(' ').filter((key) => get(entry(each), ...path, key) === undefined),
          [],
          path.join('.'),
        );
    });
  it('say when and how long', () => {
    assert.equal(get(entry(), 'startedDateTime'), '2026-01-02T03:04:05.678Z');
    assert.equal(get(entry(), 'time'), 15);
    const timings = { blocked: -1, dns: 1, connect: 5, ssl: 3, send: 0, wait: 4, receive: 5 };
    assert.deepEqual(get(entry(), 'timings'), timings);
  });
  it('say what did not happen on a connection that was open', () => {
    const hops = [{ phase: 'connect', ms: 0, reused: true } as const, { phase: 'request', ms: 4 } as const];
    const timings = get(entry({ ...report, hops }), 'timings');
    assert.deepEqual([get(timings, 'dns'), get(timings, 'connect'), get(timings, 'ssl')], [-1, -1, -1]);
  });
  it('have the query decoded', () =>
    assert.deepEqual(get(entry(), 'request', 'queryString'), [
      { name: 'b', value: '[1]' },
      { name: 'key', value: '••••••' },
      { name: 'c', value: '' },
    ]));
  it('have the body as it was sent', () =>
    assert.deepEqual(get(entry(), 'request', 'postData'), {
      mimeType: 'application/json',
      text: '{"id":12345678901234567890}',
    }));
  it('have the answer', () => {
    const response = get(entry(), 'response');
    assert.deepEqual([get(response, 'status'), get(response, 'redirectURL')], [201, '/a/1']);
    assert.deepEqual(get(response, 'content'), { size: 8, mimeType: 'application/json', text: '{"é":1}' });
    assert.deepEqual(get(response, 'cookies'), [
      { name: 'a', value: '••••••' },
      { name: 'b', value: '••••••' },
    ]);
  });
  it('leave out calls that were never built', () => {
    const unbuilt = Object.fromEntries(
      Object.entries(report).filter(([key]) => key !== 'request'),
    ) as unknown as Report;
    assert.deepEqual(get(archive(unbuilt, report), 'log', 'entries', 1), undefined);
  });
});
