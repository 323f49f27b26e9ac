import assert from 'node:assert/strict';
import { leftOutInWords, serverChanges, splitUrl } from '../../src/core/form/splitUrl.ts';

const parts = (text: string) => {
  const found = splitUrl(text);
  return found && [found.protocol, found.host, found.port, found.basePath];
};

describe('a URL pasted into the host', () => {
  for (const [text, expected] of [
    ['https://api.example.com:8443/v2/', ['https', 'api.example.com', 8443, '/v2']],
    [' HTTP://10.0.0.5 ', ['http', '10.0.0.5', undefined, '']],
    ['https://api.example.com:443', ['https', 'api.example.com', 443, '']],
    ['https://user:pw@api.example.com/a?b=c#d', ['https', 'api.example.com', undefined, '/a']],
    ['https://[2001:db8::1]:8443/x', ['https', '[2001:db8::1]', 8443, '/x']],
    ['api.example.com:8443/v2', [undefined, 'api.example.com', 8443, '/v2']],
    ['api.example.com/v2', [undefined, 'api.example.com', undefined, '/v2']],
    ['https://api.example.com/{tenant}', ['https', 'api.example.com', undefined, '/{tenant}']],
  ] as const)
    it(`${text} is taken apart`, () => assert.deepEqual(parts(text), expected));

  for (const text of [
    'api.example.com',
    '10.0.0.5',
    '::1',
    '2001:db8::1',
    '${env:HOST}',
    'ftp://x/y',
    'two words/x',
    '',
  ])
    it(`"${text}" is left alone`, () => assert.equal(splitUrl(text), undefined));

  for (const [text, words] of [
    ['https://api.example.com/a', undefined],
    ['https://api.example.com/a?b=c', 'Not taken from the URL: query.'],
    ['https://u:s3cret@a.example/?b#c', /^Not taken from the URL: user name, password, query, fragment\. Who signs in/],
    ['https://:s3cret@a.example', /^Not taken from the URL: password\. /],
  ] as const)
    it(`${text} says what has no place: ${String(words)}`, () => {
      const said = leftOutInWords(splitUrl(text)!);
      if (words instanceof RegExp) assert.match(said ?? '', words);
      else assert.equal(said, words);
      assert.doesNotMatch(said ?? '', /s3cret/);
    });

  it('without a port means the protocol’s own, and without a path says nothing of it', () =>
    assert.deepEqual(serverChanges(['s'], splitUrl('https://a.example')!), [
      { path: ['s', 'protocol'], value: 'https' },
      { path: ['s', 'host'], value: 'a.example' },
      { path: ['s', 'port'] },
    ]));
  it('without a protocol leaves protocol and port as they are', () =>
    assert.deepEqual(
      serverChanges(['s'], splitUrl('a.example/x')!).map(({ path }) => path[1]),
      ['host', 'base_path'],
    ));
});
