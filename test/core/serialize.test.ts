import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/json.ts';
import type { Parameter } from '../../src/core/model.ts';
import { headerValue, pathSegment, queryPairs } from '../../src/core/serialize.ts';

interface Case {
  readonly id: string;
  readonly name: string;
  readonly in: Parameter['in'];
  readonly value: Json;
  readonly expected: string | null;
  /** Every order of an object's keys is right. */
  readonly accept?: readonly string[];
  /** Several parameters in one text. */
  readonly parameters?: readonly (Pick<Case, 'name' | 'in' | 'value'> & {
    style: Parameter['style'];
    explode: boolean;
    allowReserved?: boolean;
  })[];
  readonly effectiveStyle: Parameter['style'];
  readonly effectiveExplode: boolean;
  readonly allowReserved?: boolean;
  readonly target: string;
  readonly grade: string;
}

function serialize(each: Case): string {
  if (each.parameters) {
    const parts = each.parameters
      // What has no value is left out, before it is serialized.
      .filter(({ value }) => (value ?? null) !== null)
      .map((part) => serialize({ ...color({}), ...part, effectiveStyle: part.style, effectiveExplode: part.explode }));
    return parts.join(each.in === 'query' ? '&' : '');
  }
  const parameter = {
    name: each.name,
    in: each.in,
    style: each.effectiveStyle,
    explode: each.effectiveExplode,
    allowReserved: each.allowReserved === true,
  } as Parameter;
  if (each.in === 'path') return pathSegment(parameter, each.value);
  return each.in === 'header' ? headerValue(parameter, each.value) : queryPairs(parameter, each.value);
}

const color = (more: Partial<Case>): Case => ({
  id: '',
  name: 'color',
  in: 'query',
  value: 'blue',
  expected: '',
  effectiveStyle: 'form',
  effectiveExplode: true,
  target: '',
  grade: 'must',
  ...more,
});

describe('parameters', () => {
  const list = ['blue', 'black', 'brown'];
  const object = { R: 100, G: 200, B: 150 };
  for (const [style, explode, value, place, expected] of [
    ['form', true, list, 'query', 'color=blue&color=black&color=brown'],
    ['form', false, list, 'query', 'color=blue,black,brown'],
    ['form', true, object, 'query', 'R=100&G=200&B=150'],
    ['form', false, object, 'query', 'color=R,100,G,200,B,150'],
    ['spaceDelimited', false, list, 'query', 'color=blue%20black%20brown'],
    ['pipeDelimited', false, list, 'query', 'color=blue%7Cblack%7Cbrown'],
    ['deepObject', true, object, 'query', 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
    ['simple', false, list, 'path', 'blue,black,brown'],
    ['simple', true, object, 'path', 'R=100,G=200,B=150'],
    ['label', true, list, 'path', '.blue.black.brown'],
    ['matrix', true, list, 'path', ';color=blue;color=black;color=brown'],
    ['matrix', false, object, 'path', ';color=R,100,G,200,B,150'],
    ['simple', true, object, 'header', 'R=100,G=200,B=150'],
  ] as const) {
    it(`${place} ${style} ${explode ? 'exploded' : 'in one'} ${JSON.stringify(value)}`, () =>
      assert.equal(serialize(color({ effectiveStyle: style, effectiveExplode: explode, value, in: place })), expected));
  }
  it('encode reserved characters', () =>
    assert.equal(serialize(color({ value: "a/b?c&d=e+f g'h" })), 'color=a%2Fb%3Fc%26d%3De%2Bf%20g%27h'));
  it('leave reserved characters where they are allowed', () =>
    assert.equal(serialize(color({ value: 'a/b?c=d%20e f', allowReserved: true })), 'color=a/b?c=d%20e%20f'));
  it('encode half a surrogate pair as its replacement', () =>
    assert.equal(serialize(color({ value: 'a\ud800b' })), 'color=a%EF%BF%BDb'));
  it('write nested deep objects with brackets', () =>
    assert.equal(
      serialize(color({ effectiveStyle: 'deepObject', value: { a: { b: 1 }, c: [2] } })),
      'color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B0%5D=2',
    ));
});

describe('parameters of the specification’s own tables', () => {
  const file = join(import.meta.dirname, '../../../shared/parameter-cases.json');
  if (!existsSync(file)) it.skip('the collection of cases is not on this machine');
  const { cases } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }) : { cases: [] };
  for (const each of cases.filter(
    ({ grade, expected, target }) =>
      grade === 'must' && expected !== null && ['segment', 'query', 'header'].includes(target),
  )) {
    it(`${each.id} ${each.in} ${each.effectiveStyle} ${each.effectiveExplode} ${JSON.stringify(each.value)}`, () =>
      assert.ok(
        (each.accept ?? [each.expected]).includes(serialize(each)),
        `${serialize(each)} is not ${each.expected}`,
      ));
  }
});
