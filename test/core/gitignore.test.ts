import assert from 'node:assert/strict';
import { isIgnored, type IgnoreFile } from '../../src/core/secrets/gitignore.ts';

const at = (text: string, folder = ''): IgnoreFile => ({ folder, text });

describe('.gitignore', () => {
  const ignoring = [
    ...['.env', '/.env', '*', '.*', '.e??', '.[de]nv', '.[!a]nv', '**/.env', '# x\n\n.env  ', '.env\r\n', '\\.env'],
    ...['!.env\n.env', '.env*', '[z-a]\n.env', '.en[]v]'],
  ];
  for (const text of ignoring) it(`ignores by ${JSON.stringify(text)}`, () => assert.ok(isIgnored('.env', [at(text)])));
  for (const text of [
    '',
    '#.env',
    '.env/',
    'a/.env',
    '.env\n!.env',
    '.environment',
    'env',
    '.env.*',
    '\\!.env',
    '?env\\ ',
  ])
    it(`does not ignore by ${JSON.stringify(text)}`, () => assert.ok(!isIgnored('.env', [at(text)])));

  it('counts for the folders below', () => assert.ok(isIgnored('a/b/.env', [at('.env')])));
  it('ties a pattern with a slash to its folder', () => {
    assert.ok(!isIgnored('a/.env', [at('/.env')]));
    assert.ok(isIgnored('a/.env', [at('/.env', 'a')]));
    assert.ok(isIgnored('a/.env', [at('a/*')]));
    assert.ok(!isIgnored('a/b/.env', [at('a/*.env')]));
    assert.ok(isIgnored('a/b/.env', [at('a/**/.env')]) && isIgnored('a/.env', [at('a/**/.env')]));
    assert.ok(isIgnored('a/b/.env', [at('a/**')]));
  });
  it('counts more the nearer it is', () => {
    assert.ok(!isIgnored('a/.env', [at('.env'), at('!.env', 'a')]));
    assert.ok(isIgnored('b/.env', [at('.env'), at('!.env', 'a')]));
  });
  it('ignores all of an ignored folder', () => {
    assert.ok(isIgnored('a/b/.env', [at('a/'), at('!.env', 'a/b')]));
    assert.ok(isIgnored('a/b/.env', [at('b')]));
  });
});
