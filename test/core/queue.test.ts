// The order in which things came, whatever leaves.
import assert from 'node:assert/strict';
import { Queue } from '../../src/core/queue.ts';

describe('a queue', () => {
  const map = new Map<string, number>();
  const order = new Queue<string>((key) => map.has(key));
  const add = (key: string): void => {
    map.set(key, 0);
    order.add(key);
  };
  it('has the oldest first, without those that are gone', () => {
    for (const key of ['a', 'b', 'c', 'd']) add(key);
    map.delete('a');
    map.delete('c');
    assert.deepEqual([...order], ['b', 'd']);
  });
  it('lets go what is deleted on the way', () => {
    const seen: string[] = [];
    for (const key of order) {
      seen.push(key);
      map.delete(key);
    }
    assert.deepEqual([seen, [...order]], [['b', 'd'], []]);
  });
  it('stays right over thousands that come and go', () => {
    for (let at = 0; at < 5000; at++) {
      add(String(at));
      map.delete(String(at - 10));
    }
    assert.deepEqual([...order], [...map.keys()]);
  });
});
