import assert from 'node:assert/strict';
import { decodeText } from '../../src/core/models/decodeText.ts';
import { parseDocument } from '../../src/core/models/parseDocument.ts';
import { cpuClock } from '../help/cpuClock.ts';

function parse(text: string) {
  const parsed = parseDocument(text);
  return 'error' in parsed ? parsed.error : parsed.value;
}
function wrong(text: string) {
  const parsed = parseDocument(text);
  return 'error' in parsed ? parsed.error : '';
}
function notes(text: string) {
  const parsed = parseDocument(text);
  return 'error' in parsed
    ? [parsed.error]
    : parsed.notes.map(({ message, start }) => `${message} ${JSON.stringify(start)}`);
}

describe('a document in JSON or YAML', () => {
  for (const [what, text, value] of [
    ['JSON', '{"a": 1}', { a: 1 }],
    ['JSON behind a byte order mark and blanks', '\uFEFF \r\n{"a": [1]}', { a: [1] }],
    ['YAML', 'a: 1\nb:\n  - x\n', { a: 1, b: ['x'] }],
    ['YAML behind a byte order mark', '\uFEFFa: 1', { a: 1 }],
    ['YAML with Windows line ends', 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }],
    ['YAML that looks like JSON', '{a: 1}', { a: 1 }],
    [
      'anchors and merges',
      'base: &b {x: 1, y: 2}\nit:\n  <<: *b\n  y: 3\n',
      { base: { x: 1, y: 2 }, it: { x: 1, y: 3 } },
    ],
    [
      'several merges',
      'p: &p {a: 1}\nq: &q {b: 2}\nit: {<<: [*p, *q]}',
      { p: { a: 1 }, q: { b: 2 }, it: { a: 1, b: 2 } },
    ],
    ['a date as the text that it is', 'version: 2024-05-01', { version: '2024-05-01' }],
    ['status codes as names', '200: {description: x}', { 200: { description: 'x' } }],
    ['yes and no as texts', 'a: yes\nb: true', { a: 'yes', b: true }],
    [
      'tags of other tools',
      'a: !include x.yaml\nb: !Ref {c: 1}\nd: !!binary aGk=',
      { a: 'x.yaml', b: { c: 1 }, d: 'aGk=' },
    ],
    ['the first of several documents', 'a: 1\n---\nb: 2', { a: 1 }],
  ] as const) {
    it(`reads ${what}`, () => assert.deepEqual(parse(text), value));
  }
  it('keeps names of prototypes as data', () => {
    for (const text of ['{"__proto__": {"x": 1}, "constructor": 2}', '__proto__:\n  x: 1\nconstructor: 2\n']) {
      const value = parse(text) as object;
      assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
      assert.equal(Object.getPrototypeOf(value), Object.prototype);
    }
    assert.equal(Object.hasOwn(parse('a: &a {__proto__: 1}\nb: {<<: *a}') as { b: object }['b'], 'x'), false);
  });
  it('says which key stands twice, and takes the last', () => {
    assert.deepEqual(parse('a: 1\na: 2\n'), { a: 2 });
    assert.match(notes('a: 1\na: 2\n').join(), /twice.*"line":1,"character":0/);
  });
  it('says that a file holds several documents', () => assert.match(notes('a: 1\n---\nb: 2').join(), /several/));
  it('says where JSON is broken', () => assert.match(wrong('{"a": 1,\n "b" 2}'), /JSON.*line 2, column 6/));
  it('says where YAML is broken', () => assert.match(wrong('a: 1\nb: [1\n'), /YAML.*line 3, column 1/));
  it('says that there is nothing', () => assert.match(wrong(' \n'), /empty/));
});

describe('a bomb', () => {
  const time = (text: string) => {
    const used = cpuClock();
    const value = parse(text);
    return { value, ms: used() };
  };
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 30; level++) {
    const [name, before] = [level, level - 1].map((index) => String.fromCharCode(97 + (index % 26)) + String(index));
    laughs.push(
      `${name}: &${name} [${Array(9)
        .fill(level === 1 ? '*a' : `*${before}`)
        .join(', ')}]`,
    );
  }
  for (const [what, text] of [
    ['JSON nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['JSON objects nested 100,000 deep', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['YAML nested 100,000 deep', `a: ${'['.repeat(100_000)}`],
    ['YAML mappings nested 100,000 deep', `a: ${'{a: '.repeat(100_000)}`],
    ['YAML lists nested 100,000 deep', '- '.repeat(100_000)],
    ['YAML keys nested 100,000 deep', '? '.repeat(100_000)],
    ['a billion laughs', laughs.join('\n')],
    ['1,000 aliases', `a: &a {x: 1}\nb:\n${'  - *a\n'.repeat(1000)}`],
    [
      '1,000 merges of 1,000 keys',
      `a: &a {${Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join(', ')}}\n${Array.from({ length: 1000 }, (_, index) => `m${index}: {<<: *a}`).join('\n')}`,
    ],
    ['a text that never ends', `a: "${'x'.repeat(1_000_000)}`],
    ['a million blanks', ' '.repeat(1_000_000)],
    ['a million line ends', '\n'.repeat(1_000_000)],
    ['a hundred thousand anchors', Array.from({ length: 100_000 }, (_, index) => `- &a${index} x`).join('\n')],
  ] as const) {
    it(`of ${what} does no harm`, () => {
      const { ms } = time(text);
      assert.ok(ms < 3000, `${ms} ms`);
    });
  }
});

describe('bytes of a file', () => {
  const utf16 = (text: string, big: boolean) => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return new Uint8Array(big ? bytes.swap16() : bytes);
  };
  it('are UTF-8', () => assert.equal(decodeText(Buffer.from('é€😀')), 'é€😀'));
  it('may begin with a byte order mark', () => assert.equal(decodeText(Buffer.from('\uFEFFx')), 'x'));
  it('may be UTF-16', () =>
    assert.deepEqual([decodeText(utf16('é', false)), decodeText(utf16('é', true))], ['é', 'é']));
  it('may be anything', () => assert.equal(decodeText(Uint8Array.of(0xc3, 0x28, 0xff)).length, 3));
});
