// Keys that stand twice in a JSON text, held against the syntax tree of another parser.
import assert from 'node:assert/strict';
import { parseTree } from 'jsonc-parser';
import { duplicateKeys } from '../../src/core/duplicateKeys.ts';
import type { Json } from '../../src/core/json.ts';
import { jsonPlaces } from '../../src/core/preflight/jsonPlaces.ts';
import { positionsIn } from '../../src/core/lines.ts';
import { lookCloser, openDocument } from '../../src/core/models/readDocument.ts';
import { bytesOf, listed } from '../help/corpus.ts';

const found = (text: string) => duplicateKeys(text, JSON.parse(text) as Json);
const places = (text: string) => found(text).map(({ start }) => `${start?.line}:${start?.character}`);

describe('keys that stand twice in a JSON text', () => {
  it('are named, with their places', () => {
    const [note] = found('{\n  "a": 1,\n  "a": 2\n}');
    assert.deepEqual([note?.code, note?.start], ['duplicate-key', { line: 2, character: 2 }]);
    assert.match(note?.message ?? '', /"a" stands twice/);
  });
  for (const [what, text, expected] of [
    ['of one object only', '{"a":{"x":1},"b":{"x":1}}', []],
    ['within lists', '[{"a":1,"a":2},{"a":1}]', ['0:8']],
    ['with blanks before the colon', '{"a" : 1, "a"\r\n\t: 2}', ['0:10']],
    ['that are written differently', '{"a":1,"\\u0061":2}', ['0:7']],
    ['with quotes and backslashes', '{"\\"":1,"\\\\":2,"\\"":3,"x\\\\\\"y":4}', ['0:15']],
    ['called as what every object has', '{"__proto__":1,"constructor":2,"__proto__":3}', ['0:31']],
    ['that are empty', '{"":1,"":2}', ['0:6']],
    ['three times', '{"a":1,"a":2,"a":3}', ['0:7', '0:13']],
    ['inside of what is lost', '{"a":{"b":1,"b":2},"a":{}}', ['0:12', '0:19']],
    ['not in texts that look like keys', '{"a":"\\"b\\":1,\\"b\\":2","c":":","d":["a:",":a"," : "]}', []],
  ] as const) {
    it(what, () => assert.deepEqual(places(text), expected));
  }
  it('are counted where there are many', () => {
    const notes = found(`{${Array.from({ length: 100 }, () => '"a":1').join()}}`);
    assert.equal(notes.length, 21);
    assert.match(notes.at(-1)?.message ?? '', /^79 more keys/);
  });
  it('are found in texts of any depth', () =>
    assert.deepEqual(places(`{"x":${'['.repeat(5000)}{"a":1,"a":2}${']'.repeat(5000)}}`), ['0:5012']));
  it('are found behind a byte order mark', () => {
    const bytes = Buffer.from('\uFEFF{"openapi":1,"openapi":2}');
    const document = openDocument(bytes);
    assert.deepEqual('error' in document ? [] : lookCloser(document, bytes)[0]?.start, { line: 0, character: 13 });
  });
  it('are the same that the syntax tree has, in vendors’ documents with some keys doubled', () => {
    const small = listed.filter(
      ({ size, format, file }) => format === 'json' && size < 60_000 && !file.includes('bom'),
    );
    for (const { file } of small) {
      const text = Buffer.from(bytesOf(file))
        .toString('utf8')
        .replaceAll(/("\w*e\w*"\s*:\s*(?:"[^"\\]*"|\d+))(?=\s*[,}])/g, '$1, $1');
      const positionAt = positionsIn(text);
      const expected = jsonPlaces(parseTree(text))
        .duplicates()
        .map(({ span }) => positionAt(span.offset));
      assert.ok(expected.length > 0, file);
      assert.deepEqual(
        found(text)
          .map(({ start }) => start)
          .slice(0, 20),
        expected.slice(0, 20),
        file,
      );
    }
  });
});
