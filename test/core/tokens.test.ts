// The store of tokens by itself: who waits for whom, what is kept, what is said of it.
import assert from 'node:assert/strict';
import { failed, ok } from '../../src/core/request.ts';
import { createTokens, hashOf, type GetToken, type Token } from '../../src/core/tokens.ts';

const slot = { owner: 'me', key: 'a' };
const never = new AbortController().signal;
let now = 0;
const token = (accessToken: string, seconds?: number): Token => ({
  accessToken,
  type: 'Bearer',
  obtainedAt: now,
  ...(seconds !== undefined && { expiresAt: now + seconds * 1000 }),
});
const gives =
  (accessToken: string, seconds?: number): GetToken<string> =>
  () =>
    Promise.resolve(ok(token(accessToken, seconds)));
const text = (outcome: Awaited<ReturnType<ReturnType<typeof createTokens>['take']>>) =>
  outcome.ok ? outcome.value.accessToken : outcome.failure;

describe('tokens', () => {
  let tokens = createTokens(() => now);
  beforeEach(() => {
    now = 1_000_000;
    tokens = createTokens(() => now);
  });
  const take = async (get: GetToken<string>, signal = never) => text(await tokens.take(slot, get, signal));

  it('keep what was got', async () => assert.deepEqual([await take(gives('1')), await take(gives('2'))], ['1', '1']));
  it('keep no failure', async () => {
    assert.equal(await take(() => Promise.resolve(failed('no'))), 'no');
    assert.equal(await take(gives('2')), '2');
  });
  for (const [life, margin] of [
    [3600, 30],
    [60, 6],
    [1, 0.1],
  ] as const) {
    it(`renew one of ${life} s ${margin} s before it expires`, async () => {
      await take(gives('1', life));
      now += (life - margin) * 1000 - 1;
      assert.equal(await take(gives('2')), '1');
      now += 1;
      assert.equal(await take(gives('2')), '2');
    });
  }
  it('hand the last one to whoever gets the next', async () => {
    await take(gives('1', 10));
    now += 10_000;
    assert.equal(await take((last) => Promise.resolve(ok(token(`after ${last?.accessToken}`)))), 'after 1');
  });
  it('give out no rejected one', async () => {
    await take(gives('1'));
    tokens.reject(slot, '1');
    assert.equal(tokens.state('me'), undefined);
    assert.equal(await take(gives('2')), '2');
  });
  it('keep a newer one than the rejected', async () => {
    await take(gives('2'));
    tokens.reject(slot, '1');
    assert.equal(await take(gives('3')), '2');
  });
  it('ask once for all who wait', async () => {
    let asked = 0;
    const get: GetToken<string> = () => Promise.resolve(ok(token(String(++asked))));
    assert.deepEqual(await Promise.all([take(get), take(get), take(get)]), ['1', '1', '1']);
  });
  it('stop asking when the last one leaves', async () => {
    const [one, other] = [new AbortController(), new AbortController()];
    let stopped = false;
    const get: GetToken<string> = (_, signal) =>
      new Promise((_done, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      });
    const waiting = [take(get, one.signal), take(get, other.signal)];
    one.abort(new Error('first'));
    await assert.rejects(waiting[0]!, /first/);
    assert.equal(stopped, false);
    other.abort(new Error('second'));
    await assert.rejects(waiting[1]!, /second/);
    assert.equal(stopped, true);
  });
  it('ask anew after everybody left', async () => {
    const leaving = new AbortController();
    const left = take(() => new Promise(() => undefined), leaving.signal);
    leaving.abort(new Error('left'));
    await assert.rejects(left, /left/);
    assert.equal(await take(gives('2')), '2');
  });
  it('ask nobody for one who has left already', async () => {
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    await assert.rejects(
      take(() => assert.fail('asked'), gone.signal),
      /gone/,
    );
  });
  it('pass on what is thrown', async () => {
    await assert.rejects(
      take(() => Promise.reject(new Error('bug'))),
      /bug/,
    );
  });
  it('do not keep one that was forgotten on its way', async () => {
    let give: (token: Token) => void = () => undefined;
    const coming = take(
      () =>
        new Promise((done) => {
          give = (value) => {
            done(ok(value));
          };
        }),
    );
    await Promise.resolve();
    tokens.forget('me');
    give(token('1'));
    assert.equal(await coming, '1');
    assert.equal(tokens.peek(slot), undefined);
  });
  it('belong to their owner', async () => {
    await take(gives('1'));
    await tokens.take({ ...slot, owner: 'you' }, gives('2'), never);
    tokens.forget('me');
    assert.deepEqual([tokens.peek(slot), tokens.peek({ ...slot, owner: 'you' })?.accessToken], [undefined, '2']);
  });
  it('say when they expire, but not what they are', () => {
    tokens.put(slot, { ...token('secret', 60), refreshToken: 'r', scope: 'read' });
    assert.deepEqual(tokens.state('me'), {
      obtainedAt: now,
      expiresAt: now + 60_000,
      scope: 'read',
      hasRefreshToken: true,
    });
  });
  it('tell who listens', async () => {
    const heard: string[] = [];
    const stop = tokens.onDidChange((owner) => heard.push(owner));
    await take(gives('1'));
    tokens.forget('me');
    tokens.forget('me');
    stop();
    await take(gives('2'));
    assert.deepEqual(heard, ['me', 'me']);
  });
  it('have keys without a secret in them', async () => {
    const key = await hashOf({ client_secret: 'hunter2' });
    assert.match(key, /^[\da-f]{64}$/);
    assert.notEqual(key, await hashOf({ client_secret: 'hunter3' }));
  });
});
