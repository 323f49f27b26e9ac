import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { setEntries, setItems } from '../../src/core/editMembers.ts';

const items = (text: string, to: readonly string[], digits = false) =>
  applyEdits(text, setItems(text, ['a'], to, digits));
const entries = (text: string, to: Record<string, string>, except: readonly string[] = []) =>
  applyEdits(
    text,
    setEntries(
      text,
      ['a'],
      Object.entries(to).map(([key, value]) => ({ key, value })),
      except,
    ),
  );

describe('a list of the form', () => {
  it('gets a new item', () => assert.equal(items('{"a": ["x"]}', ['x', 'y']), '{"a": ["x","y"]}'));
  it('loses one in the middle', () =>
    assert.deepEqual(JSON.parse(items('{"a": ["x", "y", "z"], "b": 1}', ['x', 'z'])), { a: ['x', 'z'], b: 1 }));
  it('is made where there is none', () => assert.deepEqual(JSON.parse(items('{}', ['x'])), { a: ['x'] }));
  it('is made where something else stands', () =>
    assert.deepEqual(JSON.parse(items('{"a": null}', ['x'])), { a: ['x'] }));
  it('keeps its layout around what changes', () =>
    assert.equal(
      items('{\n  "a": [\n    "x",\n    "y"\n  ]\n}', ['x', 'z']),
      '{\n  "a": [\n    "x",\n    "z"\n  ]\n}',
    ));
  it('keeps all digits', () =>
    assert.equal(
      items('{"a": [1.0, 12345678901234567890]}', ['1.0', '12345678901234567891'], true),
      '{"a": [1.0, 12345678901234567891]}',
    ));
  it('may become empty', () => assert.deepEqual(JSON.parse(items('{"a": ["x"]}', [])), { a: [] }));
});

describe('a map of the form', () => {
  it('gets a new entry at its end', () =>
    assert.equal(entries('{"a": {"x": "1"}}', { x: '1', y: '2' }), '{"a": {"x": "1","y": "2"}}'));
  it('loses one', () =>
    assert.deepEqual(JSON.parse(entries('{"a": {"x": "1", "y": "2"}}', { y: '2' })), { a: { y: '2' } }));
  it('renames one in its place', () =>
    assert.equal(entries('{"a": {"x": 1.0, "y": "2"}}', { z: '1.0', y: '2' }), '{"a": {"z": 1.0, "y": "2"}}'));
  it('lets a number be a number, and a text that looks like one a text', () =>
    assert.equal(
      entries('{"a": {"n": 1, "t": "1"}}', { n: '12345678901234567890', t: '2' }),
      '{"a": {"n": 12345678901234567890, "t": "2"}}',
    ));
  it('lets what is no longer a number be a text', () =>
    assert.equal(entries('{"a": {"n": 1}}', { n: 'one' }), '{"a": {"n": "one"}}'));
  it('leaves alone what has a field of its own', () =>
    assert.deepEqual(JSON.parse(entries('{"a": {"own": 1, "x": "1"}}', { y: '1' }, ['own'])), {
      a: { own: 1, y: '1' },
    }));
  it('takes any key', () =>
    assert.equal(entries('{"a": {}}', { ['__proto__']: 'x', 'a"b': 'y' }).includes('a\\"b'), true));
});
