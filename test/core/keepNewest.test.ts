import assert from 'node:assert/strict';
import { keepNewest } from '../../src/core/keepNewest.ts';

describe('a map of the newest', () => {
  it('lets go what was not used for longest', () => {
    const map = new Map<string, number>();
    for (const key of ['a', 'b', 'a', 'c']) keepNewest(map, key, 1, 2);
    assert.deepEqual([...map.keys()], ['a', 'c']);
  });
});
