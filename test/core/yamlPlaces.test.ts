// One parser gives the values of YAML and another their places: whether both mean the same, wherever a value stands.
import assert from 'node:assert/strict';
import { isObject, type Json } from '../../src/core/json.ts';
import { parseDocument } from '../../src/core/models/parseDocument.ts';
import type { Path } from '../../src/core/pointer.ts';
import { decodeText, readSource } from '../../src/core/preflight/read.ts';
import { yamlPlaces } from '../../src/core/preflight/yamlPlaces.ts';
import { bytesOf, listed } from '../help/corpus.ts';

/** Every path of a value, each object and list once. */
function pathsOf(value: Json, path: Path = [], seen = new Set<Json>(), paths: Path[] = []): Path[] {
  paths.push(path);
  if (typeof value !== 'object' || value === null || seen.has(value)) return paths;
  seen.add(value);
  for (const key of Object.keys(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    pathsOf((value as Record<string, Json>)[key]!, [...path, step], seen, paths);
  }
  return paths;
}

const at = (value: Json, path: Path): Json =>
  path.reduce<Json>((inner, key) => (inner as Record<string, Json>)[key]!, value);

/** What both say of a text, where they differ; merged keys have a span, but no container of their own. */
function differences(text: string, most = Infinity): string[] {
  const parsed = parseDocument(text);
  if ('error' in parsed) throw new Error(parsed.error);
  const places = yamlPlaces(text);
  const all = pathsOf(parsed.value);
  const step = Math.ceil(all.length / most);
  return all
    .filter((_, index) => index % step === 0)
    .flatMap((path) => {
      const value = at(parsed.value, path);
      const name = JSON.stringify(path);
      if (typeof value === 'object' && value !== null) {
        const container = places.containerAt(path);
        if (!container) return [];
        if (container.kind !== (isObject(value) ? 'object' : 'list')) return [`${name} is a ${container.kind}`];
        const keys = container.entries.map(({ key }) => String(key)).filter((key) => key !== '<<');
        return keys.filter((key) => !Object.hasOwn(value, key)).map((key) => `${name} has ${key}`);
      }
      const { offset, length } = places.spanAt(path);
      // Some texts say how far they are indented against what they stand in.
      const indent = offset - (text.lastIndexOf('\n', offset - 1) + 1);
      const slice = ' '.repeat(indent) + text.slice(offset, offset + length);
      return sliceMeans(slice, path.at(-1), value)
        ? []
        : [`${name} is ${JSON.stringify(value)} and stands as ${slice}`];
    });
}

/** The span is a whole property, an item, or the key alone where the value is behind an alias. */
function sliceMeans(slice: string, key: string | number | undefined, value: Json): boolean {
  const parsed = parseDocument(slice);
  const whole = 'value' in parsed ? parsed.value : null;
  // A list with objects as a key has no text that anyone could look for.
  if (slice.trimStart().startsWith('*') || String(key).includes('[object')) return true;
  if (typeof key === 'number' || key === undefined) return Object.is(whole, value);
  if (isObject(whole)) return Object.is(whole[key], value);
  return (typeof whole === 'object' ? 'null' : String(whole)) === key;
}

const odd: Readonly<Record<string, string>> = {
  'merge keys': 'a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc:\n  <<: [*a, *b]\n  y: 5\nd: {<<: *a, x: 6}\ne: {"<<": 7}\n',
  'merges of merges': 'a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n',
  'two merge keys': 'a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: *a\n  <<: *b\n',
  'anchors and aliases': 'a: &a one\nb: *a\nc: &c [1, *a]\nd: *c\n&k key: 5\n',
  tags: 'a: !!str 5\nb: !!int "7"\nc: !Ref name\nd: !include {x: 1}\ne: !!float 1\n',
  'numbers as keys':
    '1: a\n2.0: b\n0x10: c\n0o14: d\n1_000: e\n0b11: f\n+5: g\n-0: h\n1e3: i\n.inf: j\n014: k\n1.50: l\n',
  'numbers as values':
    'a: 1_000\nb: 0o14\nc: 0b11\nd: 014\ne: +5\nf: 1e3\ng: .5\nh: 0x1F\ni: 12345678901234567890\nj: 1.0\nk: .NaN\n',
  'words as keys': 'null: a\ntrue: b\nFalse: c\nyes: d\nno: e\non: f\n~: g\n2020-01-01: h\n12:30: i\n',
  'words as values':
    'a: yes\nb: NO\nc: on\nd: True\ne: Null\nf: ~\ng:\nh: 2020-01-01\ni: 2020-01-01T10:00:00Z\nj: 12:30:45\nk: 1.2.3\n',
  'quoted keys': '"200": a\n\'404\': b\n"a\\nb": c\n"\\u0041": d\n"true": e\n',
  'strange keys': '? [x, y]\n: b\n? {x: 1}\n: c\n? |\n  block\n: d\n',
  'duplicate keys': 'a: 1\nb: {c: 1, c: 2}\na: 3\n0x1: 4\n1: 5\n',
  'names of prototypes': '__proto__: {x: 1}\nconstructor: 2\ntoString: 3\n',
  'texts in lines': 'a: |\n  one\n  two\nb: >-\n  three\n  four\nc: "five\n  six"\nd: seven\n  eight\ne: |2\n   nine\n',
  'long keys': '? a key that is\n  in two lines\n: 1\n? |\n  another\n: 2\n',
  'flow in block': 'a: {b: [1, {c: 2}], "d": e}\nf: [g: 1, h]\ni: {j, k: }\n',
  'lists in lists': '- - 1\n  - 2\n-\n  - 3\n- - - 4\n',
  'lists without indentation': 'a:\n- 1\n- b: 2\n  c: 3\nd:\n- 4\n',
  comments: '# first\na: 1 # one\nb: "# none"\nc: # none\n  d: 2\ne: x#y\n',
  'a document start and directives': '%YAML 1.2\n---\na: 1\n...\n',
  'several documents': 'a: 1\n---\nb: 2\n',
  'the version 1.1': '%YAML 1.1\n---\na: yes\nb: 014\nc: 1:30\n',
  'characters outside the plane': 'a: "😀"\n😀: b\nc: 日本\n',
};

describe('values and places of YAML', function () {
  this.timeout(60_000);
  for (const [what, text] of Object.entries(odd)) {
    for (const [how, written] of [
      ['', text],
      [' with Windows line ends', text.replaceAll('\n', '\r\n')],
    ] as const) {
      it(`agree on ${what}${how}`, () => assert.deepEqual(differences(written), []));
    }
    it(`are of the reader of models for ${what}`, () => {
      const parsed = parseDocument(text);
      assert.deepEqual(readSource(text).value, 'value' in parsed ? parsed.value : 'unreadable');
    });
  }
  it('are those of a document behind a byte order mark', async () => {
    const text = decodeText(Buffer.from('\uFEFFopenapi: 3.0.3\ninfo: 5\n'));
    assert.deepEqual((await readSource(text).places()).spanAt(['info']), { offset: 15, length: 7 });
  });
  it('are those of a document in UTF-16', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('openapi: 3.0.3\n', 'utf16le')]);
    assert.deepEqual(readSource(decodeText(bytes)).value, { openapi: '3.0.3' });
  });
  it('of flow style are no JSON', () =>
    assert.deepEqual(readSource('{openapi: 3.0.3, paths: {}}').value, { openapi: '3.0.3', paths: {} }));
  for (const { file } of listed.filter(({ format, size }) => format === 'yaml' && size < 600_000)) {
    it(`agree on ${file}`, () => {
      const text = decodeText(bytesOf(file));
      assert.deepEqual(differences(text, 300), []);
      const parsed = parseDocument(text);
      assert.deepEqual(readSource(text).value, 'value' in parsed && parsed.value);
    });
  }
});
