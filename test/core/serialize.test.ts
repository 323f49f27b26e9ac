import assert from 'node:assert/strict';
import { readExact } from '../../src/core/exact.ts';
import type { Json } from '../../src/core/json.ts';
import type { Parameter } from '../../src/core/model.ts';
import { cookiePairs, headerValue, pathSegment, queryPairs } from '../../src/core/requests/serialize.ts';

type Case = Pick<Parameter, 'in' | 'style' | 'explode'> & { readonly value: Json; readonly allowReserved?: boolean };

function serialize({ value, ...more }: Case): string {
  const parameter = { name: 'color', allowReserved: false, ...more };
  if (parameter.in === 'path') return pathSegment(parameter, value);
  if (parameter.in === 'cookie') return cookiePairs(parameter, value);
  return parameter.in === 'header' ? headerValue(parameter, value) : queryPairs(parameter, value);
}

const color = (more: Partial<Case>): Case => ({ in: 'query', value: 'blue', style: 'form', explode: true, ...more });

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
      assert.equal(serialize(color({ style, explode, value, in: place })), expected));
  }
  it('encode reserved characters', () =>
    assert.equal(serialize(color({ value: "a/b?c&d=e+f g'h" })), 'color=a%2Fb%3Fc%26d%3De%2Bf%20g%27h'));
  it('leave reserved characters where they are allowed', () =>
    assert.equal(serialize(color({ value: 'a/b?c=d%20e f', allowReserved: true })), 'color=a/b?c=d%20e%20f'));
  it('encode half a surrogate pair as its replacement', () =>
    assert.equal(serialize(color({ value: 'a\ud800b' })), 'color=a%EF%BF%BDb'));
  it('take a query value that is encoded already as it is', () => {
    assert.equal(serialize(color({ value: 'a%26b' })), 'color=a%26b');
    assert.equal(serialize(color({ value: 'a%26b c' })), 'color=a%2526b%20c');
    assert.equal(serialize(color({ value: '100%' })), 'color=100%25');
    assert.equal(serialize(color({ value: '%ff' })), 'color=%25ff');
  });
  it('encode everything in a path', () =>
    assert.equal(serialize(color({ in: 'path', style: 'simple', value: 'a%26b/' })), 'a%2526b%2F'));
  it('leave members without a value out', () => {
    assert.equal(serialize(color({ value: ['a', null, 'b'] })), 'color=a&color=b');
    assert.equal(serialize(color({ value: { a: null, b: 1 }, explode: false })), 'color=b,1');
    assert.equal(serialize(color({ value: [], explode: false })), '');
  });
  it('keep the digits of numbers', () => {
    const value = readExact('[12345678901234567890, 1.0, 1e400, 0.1]')!;
    assert.equal(serialize(color({ value, explode: false })), 'color=12345678901234567890,1.0,1e400,0.1');
    assert.equal(serialize(color({ value, in: 'header', style: 'simple' })), '12345678901234567890,1.0,1e400,0.1');
    const deep = readExact('{"a":{"b":12345678901234567890}}')!;
    assert.equal(serialize(color({ value: deep, style: 'deepObject' })), 'color%5Ba%5D%5Bb%5D=12345678901234567890');
  });
  it('write what declares content in its media type', () => {
    const value = readExact('{"id":12345678901234567890}')!;
    const parameter = { name: 'filter', style: 'form', explode: true, allowReserved: false } as const;
    const json = { ...parameter, contentType: 'application/json' };
    assert.equal(queryPairs(json, value), 'filter=%7B%22id%22%3A12345678901234567890%7D');
    assert.equal(headerValue(json, value), '{"id":12345678901234567890}');
    assert.equal(pathSegment(json, value), '%7B%22id%22%3A12345678901234567890%7D');
    assert.equal(queryPairs({ ...parameter, contentType: 'text/plain' }, 'a b'), 'filter=a%20b');
    assert.equal(queryPairs({ ...parameter, contentType: '' }, value), '');
  });
  it('separate cookies as the header wants it', () =>
    assert.equal(serialize(color({ in: 'cookie', style: 'cookie', value: { a: 'x y', b: 2 } })), 'a=x y; b=2'));
  it('write nested deep objects with brackets', () =>
    assert.equal(
      serialize(color({ style: 'deepObject', value: { a: { b: 1 }, c: [2] } })),
      'color%5Ba%5D%5Bb%5D=1&color%5Bc%5D%5B0%5D=2',
    ));
});
