// Objects with properties that are made when they are looked at, and that nobody copies without them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyProperties, whole } from '../../src/core/lazy.ts';

const root = join(import.meta.dirname, '../..');

describe('properties that are made when they are looked at', () => {
  const made: string[] = [];
  const withName = lazyProperties<{ readonly first: string }, { name: string; length: number }>({
    name: ({ first }) => {
      made.push('name');
      return `${first}!`;
    },
    length: ({ first }) => first.length,
  });
  beforeEach(() => made.splice(0));

  it('are made once, and only then', () => {
    const object = withName({ id: 1 }, { first: 'a' });
    assert.deepEqual([object.id, object.length, made], [1, 1, []]);
    assert.deepEqual([object.name, object.name, made], ['a!', 'a!', ['name']]);
  });
  it('belong to each object alone', () =>
    assert.deepEqual([withName({}, { first: 'a' }).name, withName({}, { first: 'b' }).name], ['a!', 'b!']));
  it('are in a whole copy, and in JSON', () => {
    const object = withName({ id: 1 }, { first: 'a' });
    const expected = { id: 1, name: 'a!', length: 1 };
    assert.equal(JSON.stringify({ object }), JSON.stringify({ object: expected }));
    assert.deepEqual(whole(object), expected);
  });
  it('show nothing of what they are made from', () =>
    assert.deepEqual(Object.getOwnPropertyNames(withName({ id: 1 }, { first: 'hidden' })), ['id']));
});

describe('reports and responses', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true }).map(String);
  const copied = /\.\.\.(?:\w+\.)*(?:report|response)\b(?!\()/;
  it('are not copied by ..., which would leave out what is made later', () =>
    assert.deepEqual(
      files.filter((file) => file.endsWith('.ts') && copied.test(readFileSync(join(root, 'src', file), 'utf8'))),
      [],
    ));
});
