import assert from 'node:assert/strict';
import type { Home } from '../../src/core/catalog.ts';
import { changedNames, nameKey, namesakesIn } from '../../src/core/namesakes.ts';

const home = (id: string, ...names: readonly string[]): Home => {
  const entries = names.map((name, at) => {
    const uri = `${id}/${at}`;
    return [uri, { kind: 'integration', uri, file: uri, name, modelId: '' }] as const;
  });
  return { id, label: id, entries: new Map(entries) };
};

describe('namesakes', () => {
  it('are counted in each home for itself', () => {
    const counts = namesakesIn([home('one', 'a', 'a', 'b'), home('two', 'a')]);
    const of = (id: string, name: string) => counts.get(nameKey(id, name));
    assert.deepEqual([of('one', 'a'), of('one', 'b'), of('two', 'a'), of('two', 'b')], [2, 1, 1, undefined]);
  });
  it('change where a name comes, goes, or is given once more', () => {
    const [before, now] = [namesakesIn([home('one', 'a', 'b', 'c')]), namesakesIn([home('one', 'a', 'a', 'c', 'd')])];
    assert.deepEqual(
      [...changedNames(before, now)].sort(),
      ['a', 'b', 'd'].map((name) => nameKey('one', name)),
    );
  });
});
