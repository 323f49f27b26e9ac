import assert from 'node:assert/strict';
import {
  isPlatformSecret,
  readDotenv,
  referencesIn,
  resolveReferences,
  secretName,
  textsIn,
  writeReference,
} from '../../src/core/secrets/secrets.ts';
import { evidenceAt, spanAt } from '../../src/core/place.ts';
import { readJsonText } from '../../src/core/json.ts';
import { changesOf, underPath } from '../../src/core/problem.ts';

const resolve = (text: string, known: Record<string, string> = {}) =>
  resolveReferences(text, ({ name }) => Promise.resolve(known[name]));

describe('references to secrets', () => {
  it('are found in a text', () =>
    assert.deepEqual(referencesIn('Token ${secret:a/b} ${env:C}'), [
      { store: 'secret', name: 'a/b' },
      { store: 'env', name: 'C' },
    ]));
  for (const text of ['', '${other:a}', '$secret:a', '${secret:}', '${secret:a b}', '${secret:a'])
    it(`are not found in "${text}"`, () => assert.deepEqual(referencesIn(text), []));
  it('are written as they are read', () =>
    assert.deepEqual(referencesIn(writeReference({ store: 'secret', name: 'a' })), [{ store: 'secret', name: 'a' }]));
  it('are replaced', async () => assert.equal((await resolve('Token ${secret:a}', { a: 'x' })).text, 'Token x'));
  it('are replaced by values that look like references, once', async () =>
    assert.equal((await resolve('${secret:a}', { a: '${secret:a}$&$1' })).text, '${secret:a}$&$1'));
  it('are listed when they have no value', async () =>
    assert.deepEqual(
      (await resolve('${secret:a}${secret:b}', { a: 'x' })).found.map(({ value }) => value),
      ['x', undefined],
    ));
  it('have names that say whose they are', () =>
    assert.equal(secretName('my api', ['basicAuth', 'password']), 'my-api/basicAuth/password'));
  for (const text of ['$ENCabc', '$SECRET_a $KEY_b', '$GATEWAYSECRET_(a)'])
    it(`leave the platform’s own alone: ${text}`, () => assert.ok(isPlatformSecret(text)));
  it('do not take any dollar for the platform’s', () => assert.ok(!isPlatformSecret('$100')));
  it('are looked for in every text', () =>
    assert.deepEqual(
      [...textsIn({ a: ['x', { b: 'y' }], c: 1 })],
      [
        { path: ['a', 0], text: 'x' },
        { path: ['a', 1, 'b'], text: 'y' },
      ],
    ));
});

describe('.env files', () => {
  const read = (text: string) => Object.fromEntries(readDotenv(text));
  it('have names and values', () => assert.deepEqual(read('A=1\nB = two words \n'), { A: '1', B: 'two words' }));
  it('have comments and empty lines', () => assert.deepEqual(read('# A=1\n\nB=2 # two\n'), { B: '2' }));
  it('have quoted values', () =>
    assert.deepEqual(read(`A="x # y"\nB='a\\nb'\nC="a\\nb"`), { A: 'x # y', B: 'a\\nb', C: 'a\nb' }));
  it('may have values of several lines', () =>
    assert.deepEqual(read(`A="-----BEGIN\nx\r\n-----END" # key\nB='y\n#z'\nC=1`), {
      A: '-----BEGIN\nx\r\n-----END',
      B: 'y\n#z',
      C: '1',
    }));
  it('may have quotes inside', () =>
    assert.deepEqual(read(`A=it's\nB="say \\"x\\""\nC="open\nD=''`), { A: "it's", B: 'say "x"', C: '"open', D: '' }));
  it('may export', () => assert.deepEqual(read('export A=1\r\n'), { A: '1' }));
  it('may hold "="', () => assert.deepEqual(read('A=b=c'), { A: 'b=c' }));
  it('may hold nonsense', () => assert.deepEqual(read('nonsense\n=x\n\u0000'), {}));
});

describe('places of problems', () => {
  const text = '{"a": {"b": "x"}, "list": [1]}';
  const shown = (...path: (string | number)[]) => {
    const { offset, length } = spanAt(readJsonText(text).root, path);
    return text.slice(offset, offset + length);
  };
  it('are the property with its value', () => assert.equal(shown('a', 'b'), '"b": "x"'));
  it('are the key of an object', () => assert.equal(shown('a'), '"a"'));
  it('are the nearest parent of what is missing', () => assert.equal(shown('a', 'z', 'y'), '"a"'));
  it('are the item of a list', () => assert.equal(shown('list', 0), '1'));
  it('are the first character of a text without it', () => assert.equal(shown('zzz'), '{'));
  it('keep the value as evidence', () => assert.equal(evidenceAt(text, readJsonText(text).root, ['a', 'b']), '"x"'));
  it('have no evidence where nothing is', () =>
    assert.equal(evidenceAt(text, readJsonText(text).root, ['z']), undefined));
  it('move with all their fixes', () => {
    const problem = underPath(
      {
        code: 'x',
        severity: 'error',
        message: '',
        path: ['b'],
        fixes: [{ title: '', path: ['c'], also: [{ path: ['d'], value: 1 }] }],
      },
      ['a'],
    );
    assert.deepEqual(
      [problem.path, changesOf(problem.fixes![0]!).map(({ path }) => path)],
      [
        ['a', 'b'],
        [
          ['a', 'c'],
          ['a', 'd'],
        ],
      ],
    );
  });
});
