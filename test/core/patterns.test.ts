// Patterns of documents: none may keep the editor waiting, and the ordinary ones are held against every text.
import assert from 'node:assert/strict';
import { kindOf } from '../../src/core/form/branches.ts';
import { createJsonService } from '../../src/core/jsonLanguage.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { normalizeSchema } from '../../src/core/normalize.ts';
import { documentPart } from '../../src/core/part.ts';
import { longestText } from '../../src/core/patterns/longestText.ts';
import { readPattern } from '../../src/core/patterns/pattern.ts';
import { checkValue, uncheckedNotes } from '../../src/core/requests/checkInput.ts';

/** Each with a text that a backtracking engine would be at until the end of the world. */
const hostile: readonly [pattern: string, text: string][] = [
  ['^([a-z]+)*$', `${'a'.repeat(60)}!`],
  ['^(a|a)*$', `${'a'.repeat(80)}!`],
  ['(a|aa)+$', `${'a'.repeat(120)}!`],
  ['(.*)*$', `${'a'.repeat(60)}\n!`],
  ['(x+x+)+y', 'x'.repeat(80)],
  ['^(\\w+\\s?)*$', `${'word '.repeat(20)}!`],
  ['^(a?){50}a{50}$', 'a'.repeat(49)],
  ['^((a*|b*)c)*$', `${'c'.repeat(60)}!`],
  ['b(?:b+[ab]){50}', `${'b'.repeat(90)}!`],
  ['^(a{1,30}){1,30}$', `${'a'.repeat(200)}!`],
  ['^(?=(a+)+$)a', `${'a'.repeat(60)}!`],
  ['^(a+)+\\1$', `${'a'.repeat(60)}!`],
  ['^([^@\\s]+)@([^@\\s]+\\.)+[a-z]{2,}$', `a@${'a.'.repeat(60)}!`],
  ['^.*.*.*.*.*.*=.*$', 'a'.repeat(2_000)],
  ['(a+)\\1+$', 'a'.repeat(100_001)],
  ['\\s+$', `${' '.repeat(500_000)}!`],
  ['(?:a{100}){100}b', 'a'.repeat(60_000)],
  ['(a)(\\1{50})(\\2{50})(\\3{50})b', 'a'.repeat(60_000)],
  ['^(\\p{Script=Armenian}+)*$', `${'\u0561'.repeat(60)}!`],
  ['^(?:[\\p{Extender}!]|\\p{L})*$', `${'\u30fc'.repeat(60)}1`],
];
const ordinary: readonly [pattern: string, fits: string, fitsNot: string][] = [
  ['^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$', 'a-b.example.com', 'a-.example'],
  ['^((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)$', '192.168.10.255', '192.168.10.256'],
  ['^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', '123e4567-e89b-12d3-a456-426614174000', '123e4567'],
  ['^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})$', '2024-01-01T10:00:00Z', '2024'],
  ['^([0-9]|[1-9][0-9])(,([0-9]|[1-9][0-9]))*$', '1,22,3', '1,222'],
  ['^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,}$', 'Abcdefg1', 'abcdefg1'],
  ['^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$', 'host-1', 'host-'],
  ['^\\p{L}[\\p{L}\\p{N} ]*$', 'Größe 1', '1'],
  ['^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$', 'YWJj', 'YWJ'],
  ['^[^/]+(/[^/]+)*$', 'a/b/c', 'a//b'],
  ['^arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9]{12}:.+$', 'arn:aws:iam::123456789012:role/x', 'arn:aws'],
  ['[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', 'a', '\u0100'],
  ['^(?:\\p{L}|\\p{N}|[-_ ])+$', 'Größe 1', '!'],
  ['(["\'])[a-z]\\1', '"a"', '"a'],
  ['.*', '', ''],
];

const normalized = (schema: JsonObject): JsonObject => normalizeSchema(documentPart({}), schema);
const diagnose = (schema: JsonObject, text: string) => {
  const service = createJsonService();
  service.setSchema(schema);
  return service.diagnose(service.document('integration:///x', 'integration', 0, text));
};

describe('patterns', () => {
  for (const [source, text] of hostile) {
    const schema = { type: 'string', pattern: source };
    describe(source, () => {
      it('is not held against what may take for ever, and says so', () => {
        assert.equal(readPattern(source)?.test(text), undefined);
        assert.equal(checkValue(normalized(schema), text), undefined);
        const [note = '', ...more] = uncheckedNotes(normalized(schema), () => text);
        assert.ok(note.includes(source) && more.length === 0, note);
      });
      it('is noted at its place in the editor', async () =>
        assert.deepEqual(
          (await diagnose({ properties: { x: schema } }, JSON.stringify({ x: text }))).map((each) => [
            each.code,
            each.severity,
            each.path,
          ]),
          [['pattern-unchecked', 'information', ['x']]],
        ));
      it('does not hold up the form', () => assert.equal(kindOf([schema, { type: 'null' }], text), 0));
    });
  }

  for (const [source, fits, fitsNot] of ordinary) {
    it(`${source} is held against texts of any length`, () => {
      assert.equal(longestText(source), Infinity);
      assert.equal(checkValue({ pattern: source }, fits), undefined);
      assert.equal(checkValue({ pattern: source }, fitsNot) === undefined, new RegExp(source, 'u').test(fitsNot));
    });
  }

  it('are held against short texts though long ones may take for ever', async () => {
    const schema = { type: 'string', pattern: '^([a-z]+)*$' };
    assert.match(checkValue(schema, 'abc!') ?? '', /must match pattern "\^\(\[a-z\]\+\)\*\$"/);
    assert.equal(checkValue(schema, 'abc'), undefined);
    assert.deepEqual(
      (await diagnose(schema, '"abc!"')).map(({ message }) => message),
      ['String does not match the pattern of "^([a-z]+)*$".'],
    );
    assert.deepEqual(await diagnose(schema, '"abc"'), []);
  });
  it('are judged in no time themselves', () => {
    for (const inner of ['', '^', 'a?', 'a', '(?=a)'])
      for (const often of ['+', '*', '{2}', '{0,9}'])
        assert.ok(longestText(`${'(?:'.repeat(90)}${inner}${`)${often}`.repeat(90)}`) >= 0);
    assert.equal(longestText('(a'.repeat(100_000)), 0);
    const ranges = Array.from({ length: 600 }, (_, index) => `[a-${String.fromCharCode(0x4e00 + index)}]`);
    assert.equal(longestText(`(?:${ranges.join('|')})*$`), 0);
    assert.equal(longestText(`(?:${'a|'.repeat(1_900)}b)*$`), 0);
  });
  it('of more characters than are looked at one by one may take for ever too', () => {
    const many = String.fromCharCode(...Array.from({ length: 110 }, (_, index) => 0xa1 + index));
    assert.ok(longestText(`^[${many}]?(?:[\\u3400-\\u3401]|[\\u3400-\\u3402])*$`) < 60);
  });
  it('that list many words are held against every text', () => {
    const words = Array.from({ length: 900 }, (_, index) => `region-${index}`);
    assert.equal(longestText(`^(${words.join('|')})$`), Infinity);
  });
  it('that grow with the square of a text are held against a thousand characters', () => {
    assert.ok(longestText('\\d+$') >= 900);
    assert.ok(longestText('.*\\S.*') >= 900);
  });
  it('are not the only thing that may take for ever', () => {
    const schema = { uniqueItems: true };
    const many = Array.from({ length: 300_000 }, (_, index) => [index]);
    assert.equal(checkValue(schema, many), undefined);
    assert.match(checkValue(schema, [...many, [0]]) ?? '', /duplicate/);
    assert.match(
      checkValue(schema, [
        { a: 1, b: [] },
        { b: [], a: 1 },
      ]) ?? '',
      /duplicate/,
    );
  });
  it('of names that may take for ever allow any name', () => {
    const schema = normalized({
      patternProperties: { '^([a-z]+)*$': { type: 'string' } },
      additionalProperties: false,
    });
    assert.equal(checkValue(schema, { [`${'a'.repeat(60)}!`]: 1 }), undefined);
  });
  it('of names are held against names', async () => {
    const schema = normalized({ patternProperties: { '[a-z]+$': { type: 'string' } }, additionalProperties: false });
    assert.ok(checkValue(schema, { a: 1 }) && checkValue(schema, { 1: 'x' }));
    assert.equal((await diagnose(schema, JSON.stringify({ [`${'a'.repeat(300_000)}!`]: '' }))).length, 0);
  });
});
