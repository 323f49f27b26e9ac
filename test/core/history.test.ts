// The calls that were made: how many are kept, how much of them, and the rows that the view shows.
import assert from 'node:assert/strict';
import { callChildren, callRoots, type CallNode } from '../../src/core/calls/callNodes.ts';
import { History } from '../../src/core/calls/history.ts';
import type { Report } from '../../src/core/report.ts';

const report = (operation: string, body = '', more: Partial<Report> = {}): Report => ({
  integration: 'shop',
  operation,
  startedAt: 0,
  ms: 1,
  response: { ok: true, method: 'GET', url: 'https://x.example/', status: 200, statusText: 'OK', headers: {}, body },
  hops: [],
  problems: [],
  ...more,
});
const operations = (history: History, owner = 'a') => history.of(owner).map((call) => call.report.operation);
const bodyOf = (history: History, id: string) => {
  const response = history.get(id)?.report.response;
  return typeof response === 'object' ? response.body : response;
};

describe('the history of calls', () => {
  it('has the newest first, of one integration and of all', () => {
    const history = new History();
    history.add('a', report('one'));
    history.add('b', report('two'));
    history.add('a', report('three'));
    assert.deepEqual(operations(history), ['three', 'one']);
    assert.deepEqual(
      history.all().map((call) => call.report.operation),
      ['three', 'two', 'one'],
    );
  });
  it('follows an integration to its new address', () => {
    const history = new History();
    history.add('b', report('old'));
    const { id } = history.add('a', report('one'));
    history.add('a', report('two'));
    history.move('a', 'b');
    history.move('c', 'b');
    assert.deepEqual([operations(history), operations(history, 'b')], [[], ['two', 'one']]);
    assert.equal(history.get(id)?.owner, 'b');
  });
  it('keeps the last fifty of each integration', () => {
    const history = new History();
    history.add('b', report('other'));
    for (let at = 0; at < 60; at++) history.add('a', report(String(at)));
    assert.equal(history.of('a').length, 50);
    assert.deepEqual([operations(history)[0], operations(history)[49]], ['59', '10']);
    assert.equal(history.all().length, 51);
  });
  it('takes the bodies of the oldest when all together are too long', () => {
    const history = new History(100);
    const [first, second, third] = ['a', 'b', 'c'].map((owner) => history.add(owner, report('x', '0'.repeat(40))));
    assert.equal(bodyOf(history, first!.id), '<40 bytes that are no longer kept>');
    assert.equal(bodyOf(history, second!.id)?.length, 40);
    assert.deepEqual(
      [history.get(first!.id)?.report.excerpt, history.get(second!.id)?.report.excerpt],
      [true, undefined],
    );
    assert.equal(bodyOf(history, third!.id)?.length, 40);
  });
  it('takes those of the requests for tokens too', () => {
    const history = new History(100);
    const token = (body: string): Partial<Report> => {
      const { response } = report('', body);
      const request = { method: 'POST', url: 'https://x.example/token', headers: [], body: 'grant' };
      return { tokenRequests: [{ purpose: 'token', request, response, bytes: body.length, hops: [] }] };
    };
    const { id } = history.add('a', report('x', '', token('0'.repeat(60))));
    history.add('b', report('x', '', token('0'.repeat(60))));
    const [kept] = history.get(id)?.report.tokenRequests ?? [];
    const answer = typeof kept?.response === 'object' ? kept.response.body : '';
    assert.match(`${kept?.request.body} ${answer}`, /^<5 bytes .*> <60 bytes .*>$/);
  });
  it('looks at no report that says how much it holds, and neither does its view without a filter', () => {
    const history = new History(100);
    const unseen = Object.defineProperties(
      report('list', '', { held: 60 }),
      Object.fromEntries(['request', 'response', 'hops', 'debug'].map((key) => [key, { get: () => assert.fail(key) }])),
    );
    history.add('a', unseen);
    assert.deepEqual(kinds(callRoots(history.all(), undefined, '')), ['call']);
  });
  it('holds a bounded number of bytes, however many calls are made', () => {
    const history = new History(10_000);
    for (let at = 0; at < 2000; at++) history.add(`owner ${at}`, report('x', '0'.repeat(1000)));
    const whole = history.all().filter(({ id }) => bodyOf(history, id)?.length === 1000);
    assert.equal(whole.length, 10);
  });
  it('keeps a bounded number of calls, and of each integration the last', () => {
    const history = new History(100, 5);
    for (const owner of ['a', 'b', 'c', 'b', 'c', 'b', 'd', 'e', 'f']) history.add(owner, report('x'));
    const counts = ['a', 'b', 'c', 'd', 'e', 'f'].map((owner) => history.of(owner).length);
    assert.deepEqual(counts, [1, 1, 1, 1, 1, 1]);
  });
  it('finds the call before of the same operation', () => {
    const history = new History();
    const first = history.add('a', report('list'));
    history.add('b', report('list'));
    history.add('a', report('get'));
    const last = history.add('a', report('list'));
    assert.equal(history.before(last), first);
    assert.equal(history.before(first), undefined);
  });
  it('forgets an integration', () => {
    const history = new History();
    const { id } = history.add('a', report('one'));
    history.add('b', report('two'));
    history.forget('a');
    assert.deepEqual([history.of('a'), history.get(id)], [[], undefined]);
    assert.equal(history.all().length, 1);
  });
  it('knows no file of a call that is not the last', () => {
    const history = new History();
    const saved = { file: '/tmp/x', size: 2_000_000, sha256: '' };
    const { id } = history.add('a', report('one', '', { saved }));
    history.withoutFile(id);
    assert.equal(history.get(id)!.report.saved, undefined);
  });
});

const kinds = (nodes: readonly CallNode[]) => nodes.map(({ kind }) => kind);

describe('the rows of calls', () => {
  const history = new History();
  const [first] = [history.add('a', report('list', '{"name":"Edge-Router"}')), history.add('a', report('get'))];
  it('stand alone while there is one integration', () =>
    assert.deepEqual(kinds(callRoots(history.all(), undefined, '')), ['call', 'call']));
  it('are found by what the server answered, in any case', () =>
    assert.deepEqual(callRoots(history.all(), undefined, 'edge-router'), [
      { kind: 'call', id: `call ${first.id}`, call: first },
    ]));
  it('are found by their explanation', () => {
    const own = new History();
    const problems = [{ code: 'x', severity: 'error', message: 'The host is unknown.', path: [] }] as const;
    own.add('a', report('list', '', { response: 'none', problems }));
    assert.equal(callRoots(own.all(), undefined, 'host is').length, 1);
    assert.equal(callRoots(own.all(), undefined, 'port is').length, 0);
  });
  it('stand below their integrations when there are several, the latest first', () => {
    const own = new History();
    for (const owner of ['a', 'b', 'a', 'c', 'b']) own.add(owner, report(owner));
    const roots = callRoots(own.all(), undefined, '');
    assert.deepEqual(
      roots.map(({ id }) => id),
      ['calls b', 'calls c', 'calls a'],
    );
    assert.deepEqual(kinds(callChildren(roots[0]!, '')), ['call', 'call']);
    assert.deepEqual(kinds(callRoots(own.all(), undefined, 'c')), ['calls']);
  });
  it('have the last sweep on top, what needs a look first', () => {
    const result = (owner: string, kind: 'skipped' | 'broken') =>
      ({ owner, integration: owner, file: owner, modelId: '', kind, reason: '' }) as const;
    const sweep = { startedAt: 0, ms: 1, results: [result('a', 'skipped'), result('b', 'broken')] };
    const [top] = callRoots([], sweep, '');
    assert.equal(top?.kind, 'sweep');
    assert.deepEqual(
      callChildren(top, '').map(({ id }) => id),
      ['swept b', 'swept a'],
    );
    assert.deepEqual(callRoots([], sweep, 'nothing'), []);
  });
});
