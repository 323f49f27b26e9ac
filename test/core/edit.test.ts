import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { isJsonNumber, setNumber, setValue } from '../../src/core/edit.ts';
import type { Json } from '../../src/core/json.ts';
import type { Path } from '../../src/core/pointer.ts';

const set = (text: string, path: Path, value: Json | undefined) => applyEdits(text, setValue(text, path, value));
const digits = (text: string, path: Path, number: string) => applyEdits(text, setNumber(text, path, number));

describe('editing a JSON text', () => {
  const text = '{\n    "a": {"b": 1,   "big": 12345678901234567890},\n    "c": "x"\n}';
  it('changes only the value', () => assert.equal(set(text, ['c'], 'y'), text.replace('"x"', '"y"')));
  it('leaves spacing and digits around it', () => assert.equal(set(text, ['a', 'b'], 2), text.replace('1,', '2,')));
  it('adds a property with the text’s indentation', () =>
    assert.equal(set('{\n\t"a": 1\n}', ['b'], true), '{\n\t"a": 1,\n\t"b": true\n}'));
  it('uses four spaces where the text shows none', () => assert.equal(set('{}', ['a'], 1), '{\n    "a": 1\n}'));
  it('keeps Windows line ends', () =>
    assert.equal(set('{\r\n  "a": 1\r\n}', ['b'], 2), '{\r\n  "a": 1,\r\n  "b": 2\r\n}'));
  it('makes the objects on the way', () =>
    assert.deepEqual(JSON.parse(set('{}', ['a', 'b', 'c'], 1)), { a: { b: { c: 1 } } }));
  it('replaces a null on the way', () =>
    assert.deepEqual(JSON.parse(set('{"a": null, "z": 1}', ['a', 'b'], 1)), { a: { b: 1 }, z: 1 }));
  it('removes a property', () =>
    assert.deepEqual(JSON.parse(set(text, ['c'], undefined)), { a: { b: 1, big: 12345678901234567000 } }));
  it('removes nothing where there is nothing', () => assert.equal(set(text, ['x', 'y'], undefined), text));
  it('writes the digits of a number as they are', () =>
    assert.equal(digits('{"n": 1}', ['n'], '12345678901234567890'), '{"n": 12345678901234567890}'));
  it('adds a number that was not there', () =>
    assert.equal(digits('{\n  "a": 1\n}', ['n'], '1e400'), '{\n  "a": 1,\n  "n": 1e400\n}'));
  it('writes a key called __proto__ as data', () =>
    assert.equal(set('{}', ['__proto__', 'x'], 1).includes('"__proto__"'), true));
  it('escapes what JSON must escape', () =>
    assert.equal(set('{"a": ""}', ['a'], 'q"\n\u0001'), '{"a": "q\\"\\n\\u0001"}'));
  for (const [number, good] of [
    ['0', true],
    ['-1.5e+10', true],
    ['01', false],
    ['1.', false],
    ['+1', false],
    ['NaN', false],
    ['', false],
    ['0x10', false],
    [' 1', false],
  ] as const) {
    it(`${good ? 'takes' : 'refuses'} "${number}" as a number`, () => assert.equal(isJsonNumber(number), good));
  }
  it('keeps an object on its one line', () =>
    assert.equal(set('{"a": {"b": 1, "c": 2}}', ['a', 'd'], 3), '{"a": {"b": 1, "c": 2,"d": 3}}'));
  it('changes the last of two keys of one name, which is the one that counts', () =>
    assert.equal(set('{"a": 1, "a": 2}', ['a'], 3), '{"a": 1, "a": 3}'));
  it('leaves everything outside the changed values byte for byte, over random edits', () => {
    let current = text;
    for (let step = 0; step < 300; step++) {
      const value = `v${step}`;
      const before = current.replace(/"c": "[^"]*"/, '');
      current = set(current, ['c'], value);
      assert.equal(current.replace(/"c": "[^"]*"/, ''), before);
    }
  });
});
