import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { renamedSecret, renameReferences } from '../../src/core/secrets/renameSecrets.ts';

describe('secrets of an integration that gets another name', () => {
  for (const [name, wanted] of [
    ['old/basicAuth/password', 'new-api/basicAuth/password'],
    ['older/basicAuth/password', undefined],
    ['shared', undefined],
    ['old', undefined],
  ] as const)
    it(`${name} becomes ${String(wanted)}`, () => assert.equal(renamedSecret(name, 'old', 'new api'), wanted));
  it('an integration without a name has none of its own', () =>
    assert.equal(renamedSecret('integration/x', '', 'new'), undefined));
  it('change where they are referred to, and nothing else does', () => {
    const text = '{ "a": "Token ${secret:old/a}", /* old/a */ "b": ["${secret:old/b}${env:old/a}", "old/a"] }';
    const after = applyEdits(text, renameReferences(text, new Map([['old/a', 'new/a']])));
    assert.equal(after, text.replace('${secret:old/a}', '${secret:new/a}'));
  });
});
