import assert from 'node:assert/strict';
import { asArray, asObject, get, parseJson, readJson, readJsonText, valueOf } from '../../src/core/json.ts';
import { parsePointer, samePath, startsWith, toPointer } from '../../src/core/pointer.ts';

const read = (text: string) => valueOf(readJsonText(text).root);

describe('JSON values', () => {
  it('gets a value by its path', () => assert.equal(get({ a: [{ b: 1 }] }, 'a', 0, 'b'), 1));
  it('has nothing at a path that leads nowhere', () => assert.equal(get({ a: 1 }, 'a', 'b'), undefined));
  it('does not see inherited properties', () => assert.equal(get({}, 'constructor'), undefined));
  it('sees an own property called constructor', () =>
    assert.equal(get(JSON.parse('{"constructor":1}'), 'constructor'), 1));
  it('sees an own property called __proto__', () =>
    assert.deepEqual(get(JSON.parse('{"__proto__":{"x":1}}'), '__proto__', 'x'), 1));
  it('treats a list as no object', () => assert.deepEqual(asObject([1]), {}));
  it('treats an object as no list', () => assert.deepEqual(asArray({ a: 1 }), []));
  it('parses behind a byte order mark', () => assert.deepEqual(parseJson('\uFEFF{"a":1}'), { a: 1 }));
  it('answers undefined for broken JSON', () => assert.equal(parseJson('{'), undefined));
});

describe('JSON texts', () => {
  it('reads a whole text', () => assert.deepEqual(read('{"a":[1,true,null,"x"]}'), { a: [1, true, null, 'x'] }));
  it('reads what it can of a broken text', () => assert.deepEqual(read('{"a": 1, "b": '), { a: 1 }));
  it('says where a text is broken', () => assert.equal(readJsonText('{"a": 1,}').errors[0]?.offset, 8));
  it('refuses comments, as strict JSON does', () => assert.equal(readJsonText('{} // x').errors.length, 1));
  it('keeps a key called __proto__ as data', () => {
    const value = read('{"__proto__": {"polluted": true}}');
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.deepEqual(Object.keys(value as object), ['__proto__']);
  });
  it('has no root for an empty text', () => assert.equal(readJsonText('').root, undefined));
  for (const [name, text] of Object.entries({
    lists: '['.repeat(100_000),
    objects: '{"a":'.repeat(100_000),
    words: 'nonsense'.repeat(1000),
    zero: '\0\0\0',
  })) {
    it(`never throws: ${name}`, () => assert.ok(readJsonText(text).errors.length > 0));
  }
});

describe('JSON texts, read for their value', () => {
  for (const text of [
    '{"a":{"b":[1,-0,1e400,"\\ud800"]},"2":0,"1":0,"a":3}',
    '{"__proto__":{"x":1}}',
    '\uFEFF{"a":1}',
    '{"a": 1, "b": ',
    '{"a":1} // x',
    '["\t"]',
    '01',
    '',
    '['.repeat(999) + ']'.repeat(999),
    '['.repeat(100_000) + ']'.repeat(100_000),
  ]) {
    it(`are what their tree says: ${text.slice(0, 30)}`, () => {
      const [quick, whole] = [readJson(text), readJsonText(text)];
      assert.deepEqual(quick.value, valueOf(whole.root));
      assert.deepEqual(quick.errors, whole.errors);
      assert.deepEqual(quick.root()?.length, whole.root?.length);
    });
  }
});

describe('JSON pointers', () => {
  for (const [path, pointer] of [
    [[], ''],
    [['a'], '/a'],
    [['a/b', 0], '/a~1b/0'],
    [['m~n'], '/m~0n'],
    [[''], '/'],
  ] as const) {
    it(`writes ${JSON.stringify(path)}`, () => assert.equal(toPointer(path), pointer));
    it(`reads ${JSON.stringify(pointer)}`, () => assert.deepEqual(parsePointer(pointer), path.map(String)));
  }
  it('knows what stands inside', () => assert.ok(startsWith(['a', 'b', 'c'], ['a', 'b'])));
  it('knows what does not', () => assert.ok(!startsWith(['a'], ['a', 'b'])));
  it('compares indexes with their text', () => assert.ok(samePath(['a', 0], ['a', '0'])));
});
