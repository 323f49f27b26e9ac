// Texts of documents as Markdown that is read as its source.
import assert from 'node:assert/strict';
import { escapeReadably } from '../../src/core/markdown.ts';

describe('a text in Markdown', () => {
  for (const [text, expected] of [
    ['access_token_header: PRIVATE-TOKEN (v1.0)', 'access_token_header: PRIVATE-TOKEN (v1.0)'],
    ['parameters[1] of 3 & more, 1 < 2', 'parameters[1] of 3 & more, 1 < 2'],
    ['[press](command:evil) [a][b] [c]: d', '[press\\](command:evil) [a\\][b] [c\\]: d'],
    ['![x](http://tracker.example/x.png)', '![x\\](http://tracker.example/x.png)'],
    [
      '<img src=x> &lt; _emphasis_ **strong** `code` $x$ ~~gone~~',
      String.raw`\<img src=x> \&lt; \_emphasis\_ \*\*strong\*\* \`code\` \$x$ \~~gone\~~`,
    ],
    ['# no title\n> no quote\n 1. no list\n- no list', '\\# no title\n\\> no quote\n 1\\. no list\n\\- no list'],
  ] as const)
    it(`is itself: ${text.replaceAll('\n', ' / ')}`, () => assert.equal(escapeReadably(text), expected));
  it('is made in linear time', () => {
    for (const part of ['\n', ' ', '\t\n', '&', '_', '[', '`', '1'])
      assert.ok(escapeReadably(part.repeat(200_000)).length >= 200_000);
  });
});
