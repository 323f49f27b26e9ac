// No secret passes, however it is written; everything else stays readable.
import assert from 'node:assert/strict';
import { createRedactor, redactHeaders } from '../../src/core/secrets/redact.ts';
import { isSecretName, MASK } from '../../src/core/secrets/redactNames.ts';
import type { Header } from '../../src/core/request.ts';
import { cpuClock } from '../help/cpuClock.ts';

const plain = createRedactor([]);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const form = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
const lowerHex = (text: string): string => text.replaceAll(/%../g, (hex) => hex.toLowerCase());
const asciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const unit = (char: string): string => char.charCodeAt(0).toString(16).padStart(4, '0');
/** As .NET and Gson write it: no sign that HTML knows is left. */
const safeJson = (text: string): string =>
  JSON.stringify(text).replaceAll(/(?<!^)[<>&'=+`](?!$)/g, (char) => `\\u${unit(char).toUpperCase()}`);
const numbered = (text: string, write: (code: number) => string): string =>
  text.replaceAll(/[^a-z\d]/giu, (char) => `&#${write(char.codePointAt(0) ?? 0)};`);

/** Every way to write a secret that a log, a report or an export may contain, with something before and behind it. */
const writings: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => `<<${secret}>>`],
  ['in a component', (secret) => `/${encodeURIComponent(secret)}?`],
  ['in lower-case percent codes', (secret) => `/${lowerHex(encodeURIComponent(secret))}?`],
  ['in a URI', (secret) => `/${encodeURI(secret)}?`],
  ['in a form', (secret) => `x=${form(secret)}&`],
  ['encoded twice', (secret) => `x=${encodeURIComponent(encodeURIComponent(secret))}&`],
  ['in JSON', (secret) => JSON.stringify({ x: secret, y: 1 })],
  ['in ASCII JSON', (secret) => asciiJson(secret)],
  ['in JSON with escaped slashes', (secret) => JSON.stringify(secret).replaceAll('/', '\\/')],
  ['in JSON within JSON', (secret) => JSON.stringify(JSON.stringify({ x: secret }))],
  ['in XML', (secret) => `<x>${secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</x>`],
  ['in JSON that HTML can hold', (secret) => safeJson(secret)],
  ['in such JSON within JSON', (secret) => JSON.stringify(safeJson(secret))],
  ['in base64 in such JSON', (secret) => safeJson(`Basic ${base64(`me:${secret}`)}`)],
  ['in JSON in a form', (secret) => form(JSON.stringify({ x: secret }))],
  ['in XML by numbers', (secret) => numbered(secret, String)],
  ['in XML by hexadecimal numbers', (secret) => numbered(secret, (code) => `x${code.toString(16).toUpperCase()}`)],
  ['in a text of Python', (secret) => `'${JSON.stringify(secret).slice(1, -1).replaceAll("'", "\\'")}'`],
  ['for a shell', (secret) => `'${secret.replaceAll("'", "'\\''")}'`],
  ['in hex', (secret) => `x${Buffer.from(secret).toString('hex')}x`],
  ['in upper-case hex', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  ['in base64', (secret) => `${base64(secret)} `],
  ['in base64, one byte later', (secret) => base64(`a${secret}`)],
  ['in base64, two bytes later', (secret) => base64(`ab${secret}`)],
  ['as user:password', (secret) => base64(`someone:${secret}`)],
  ['in the middle of base64', (secret) => base64(`xyz${secret}xyz`)],
  ['in base64 of JSON', (secret) => base64(`{"x": "${secret}"}`)],
  ['in URL-safe base64', (secret) => Buffer.from(`k${secret}`).toString('base64url')],
  ['in percent-encoded base64', (secret) => encodeURIComponent(base64(`kk${secret}`))],
  ['in base64 in JSON with escaped slashes', (secret) => base64(secret).replaceAll('/', '\\/')],
];
const secrets: readonly (readonly [string, string])[] = [
  ['letters', 'hunter2hunter2'],
  ['four characters', 'k3y!'],
  ['every special character', `p@s s/w?o+r&d=%"'\\<>#;:,.~*()[]{}|^$\``],
  ['letters beyond ASCII', 'jelszó-Zürich-密码-🔑'],
  ['line breaks', 'first line\nsecond\r\nthird\ttab'],
  ['percent signs', '100%25%41%zz'],
  ['backslashes', 'C:\\\\temp\\new\\"x"\\'],
  ['a lone surrogate-free emoji', '🔑🔒'],
  ['a control character', 'abc\u0001def\u001f'],
];

describe('redact by value', () => {
  for (const [what, secret] of secrets) {
    for (const [how, write] of writings) {
      it(`masks ${what} ${how}`, () => expectMasked(secret, write));
    }
  }
  it('masks random secrets in every writing', () => {
    const random = numbers(20261124);
    for (let round = 0; round < 400; round++) {
      const secret = randomSecret(random);
      for (const [, write] of writings) expectMasked(secret, write);
    }
  });
  it('masks each of several, the longer one first', () => {
    assert.equal(
      createRedactor(['secret', 'secret-and-more'])('a secret-and-more b secret c'),
      `a ${MASK} b ${MASK} c`,
    );
  });
  it('masks both of two that overlap', () => {
    assert.equal(createRedactor(['abcdef', 'xxabc'])('1xxabcdef2'), `1${MASK}2`);
  });
  it('masks every occurrence', () =>
    assert.equal(createRedactor(['topsecret'])('topsecret,topsecret'), `${MASK},${MASK}`));
  it('masks the lines of a key one by one', () => {
    const lines = [
      '-----BEGIN PRIVATE KEY-----',
      'MIIEvQIBADANBgkqhkiG9w0BAQ',
      'abcdefghijklmnopqrstuvwxyz',
      '-----END PRIVATE KEY-----',
    ];
    const masked = createRedactor([lines.join('\n')])(lines.join('\r\n   '));
    assert.doesNotMatch(masked, /MIIEvQ|abcdefg/);
  });
  it('masks short values only where they stand alone', () => {
    const redact = createRedactor(['ab']);
    assert.equal(redact('ab "ab" x=ab&y cab abc tab.ab'), `${MASK} "${MASK}" x=${MASK}&y cab abc tab.ab`);
  });
  it('ignores empty values', () => assert.equal(createRedactor([''])('nothing to hide'), 'nothing to hide'));
  it('leaves other text alone', () => {
    const text = '{"id":12345678901234567890,"name":"Ünïcode 100%","token_type":"Bearer","list":[1,2]}';
    assert.equal(createRedactor(['s3cr3t-value'])(text), text);
  });
  it('is stable when done twice', () => {
    const redact = createRedactor(['topsecret']);
    const once = redact('{"password":"topsecret"} a=topsecret Authorization: Bearer topsecret');
    assert.equal(redact(once), once);
  });
  it('masks the credential that a scheme precedes', () => {
    const redact = createRedactor(['Token 0123456789abcdef', 'Bearer a1b2c', '  Basic  xy']);
    assert.equal(redact('Invalid credential 0123456789abcdef'), `Invalid credential ${MASK}`);
    assert.equal(redact('a1b2c of a Bearer'), `${MASK} of a Bearer`);
    assert.equal(redact('"xy" and xyz'), `"${MASK}" and xyz`);
    assert.doesNotMatch(redact(base64('u:0123456789abcdef')), /MDEyMzQ1|AxMjM0|wMTIzND/);
  });
  it('masks the longer words of a secret, but no scheme and no frame of a key', () => {
    const key = '-----BEGIN ENCRYPTED PRIVATE KEY----- MIIEvQIB AAAA -----END ENCRYPTED PRIVATE KEY-----';
    const redact = createRedactor(['AWS4-HMAC-SHA256 tiny Credential=AKIA', key]);
    assert.equal(
      redact('Credential=AKIA tiny MIIEvQIB AWS4-HMAC-SHA256 ENCRYPTED'),
      `${MASK} tiny ${MASK} AWS4-HMAC-SHA256 ENCRYPTED`,
    );
  });
  it('masks what a secret is without white space around it', () =>
    assert.equal(createRedactor(['abcde\n'])('x=abcde;'), `x=${MASK};`));
  it('keeps JSON whole when a number is a secret', () => {
    const redact = createRedactor(['12345678', '42', 'true']);
    const text = '{"a":12345678,"b":[42, 9123456780,-12345678e1],"c":"1, 42, 12345678, \\"","d":true,"e":428}';
    const masked = `{"a":"${MASK}","b":["${MASK}", "${MASK}","${MASK}"],"c":"1, ${MASK}, ${MASK}, \\"","d":"${MASK}","e":428}`;
    assert.equal(redact(text), masked);
    assert.doesNotThrow(() => JSON.parse(masked));
    assert.equal(redact('port: 12345678, x'), `port: ${MASK}, x`);
  });
  it('keeps JSON whole when a secret ends in a backslash', () => {
    const text = JSON.stringify({ a: 'share\\', b: JSON.stringify('share\\') });
    assert.deepEqual(JSON.parse(createRedactor(['share\\'])(text)), { a: MASK, b: `"${MASK}"` });
  });
  for (const [what, unit] of [
    ['one long line', 'abcdefghijklmnop0123456789+/🔑'],
    ['a long text', 'abcdefghijklmnop 0123456789+/"🔑\n'],
  ] as const) {
    it(`masks ${what} whole`, () => {
      const secret = unit.repeat(300);
      const redact = createRedactor([secret]);
      assert.equal(redact(`<<${secret}>>`), `<<${MASK}>>`);
      for (const [how, write] of writings) assert.doesNotMatch(redact(write(secret)), /[a-zA-Z\d]{14}/, how);
    });
  }
  it('does not hang on hostile text', () => {
    const redact = createRedactor(['\\'.repeat(40), '%'.repeat(40), '"\\"\\"\\"\\"\\"\\"\\"\\"', 'a'.repeat(40)]);
    const used = cpuClock();
    for (const unit of ['\\', '%25', '\\\\"', 'a', '"a":"', 'a=', '\\"a\\":\\"', '<a>', 'x://a:'])
      redact(unit.repeat(20_000));
    assert.ok(used() < 5000);
  });
});

describe('redact by name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"access_token":"abc","expires_in":3600}', `{"access_token":"${MASK}","expires_in":3600}`],
    ['{"refresh_token" : "a\\"b", "x":1}', `{"refresh_token" : "${MASK}", "x":1}`],
    ['{"clientSecret":"abc","client_id":"me"}', `{"clientSecret":"${MASK}","client_id":"me"}`],
    ['{"password":12345,"age":7}', `{"password":"${MASK}","age":7}`],
    ['{"token": -1.5e+3}', `{"token": "${MASK}"}`],
    ['{"body":"{\\"pin_token\\": 12}"}', `{"body":"{\\"pin_token\\": \\"${MASK}\\"}"}`],
    ['{"token":null,"password":true}', '{"token":null,"password":true}'],
    ['{"authorization":12}', `{"authorization":"${MASK}"}`],
    ['{"authorization":{"type":null},"x":1}', '{"authorization":{"type":null},"x":1}'],
    ['{"Authorization" : null}', '{"Authorization" : null}'],
    ["{'Authorization': 'Bearer abc', 'x': 1}", `{'Authorization': 'Bearer ${MASK}', 'x': 1}`],
    ['curl -H "Authorization: Basic dTpw" x', `curl -H "Authorization: Basic ${MASK}" x`],
    ['{"body":"{\\"token\\":\\"a\\\\\\"b\\\\nc\\",\\"x\\":1}"}', `{"body":"{\\"token\\":\\"${MASK}\\",\\"x\\":1}"}`],
    ['{"body":"{\\"token\\":\\"cut off"}', `{"body":"{\\"token\\":\\"${MASK}"}`],
    ['{"note":"use \\"token=abc\\" here"}', `{"note":"use \\"token=${MASK}\\" here"}`],
    ['{"url":"https:\\/\\/user:pass@host"}', `{"url":"https:\\/\\/user:${MASK}@host"}`],
    ['x-eyJhbGciOiJI.eyJzdWIiOiIx.sig', `x-${MASK}`],
    ['xeyJhbGciOi-eyJhbGciOiJI.eyJzdWIiOiIx.sig', `xeyJhbGciOi-${MASK}`],
    ['eyJhbGciOiJI.eyJzdWIiOiIx and eyJhbG.a.b', 'eyJhbGciOiJI.eyJzdWIiOiIx and eyJhbG.a.b'],
    ['a?token=b&x=password=c', `a?token=${MASK}&x=password=${MASK}`],
    ['{"id_token":"cut off he', `{"id_token":"${MASK}`],
    ['{"body":"{\\"api_key\\":\\"abc\\",\\"x\\":1}"}', `{"body":"{\\"api_key\\":\\"${MASK}\\",\\"x\\":1}"}`],
    [
      'grant_type=password&password=a%20b&client_secret=c',
      `grant_type=password&password=${MASK}&client_secret=${MASK}`,
    ],
    ['https://h/p?api_key=abc&page=2#x', `https://h/p?api_key=${MASK}&page=2#x`],
    ['https://h/p?X-Amz-Signature=abc&X-Amz-Date=1', `https://h/p?X-Amz-Signature=${MASK}&X-Amz-Date=1`],
    ['https://h/p?sv=1&sig=a%2Bb%3D', `https://h/p?sv=1&sig=${MASK}`],
    ['https://user:pass@host/x', `https://user:${MASK}@host/x`],
    ['<soap:Password>abc</soap:Password><b>c</b>', `<soap:Password>${MASK}</soap:Password><b>c</b>`],
    ['Authorization: Bearer abc.def\r\nAccept: x', `Authorization: Bearer ${MASK}\r\nAccept: x`],
    ['{"Authorization":"Basic dTpw"}', `{"Authorization":"${MASK}"}`],
    ['see eyJhbGciOiJI.eyJzdWIiOiIx.sig_nature ok', `see ${MASK} ok`],
    ['{"token":{"access_token":"abc"}}', `{"token":{"access_token":"${MASK}"}}`],
    ['Basic authentication with a bearer token', 'Basic authentication with a bearer token'],
    [
      '{"next_token":"page2","pageToken":"p","token_type":"Bearer"}',
      '{"next_token":"page2","pageToken":"p","token_type":"Bearer"}',
    ],
    ['{"token_url":"https://h/token","password_hint":"x"}', '{"token_url":"https://h/token","password_hint":"x"}'],
    ['{"monkeys":"3","design":"a","broken":"b"}', '{"monkeys":"3","design":"a","broken":"b"}'],
  ];
  for (const [text, masked] of cases) it(text, () => assert.equal(plain(text), masked));

  const secret = [
    'password',
    'X-Api-Key',
    'apikey',
    'x-auth-token',
    'client_secret',
    'aws_secret_access_key',
    'secretAccessKey',
    'sessionToken',
    'Ocp-Apim-Subscription-Key',
    'x-functions-key',
    'passphrase',
    'db.password',
    'PRIVATE-TOKEN',
    'X-Amz-Security-Token',
    'private_key',
    'X-Vault-Token',
    'JSESSIONID',
  ];
  for (const name of secret) it(`${name} is the name of a secret`, () => assert.ok(isSecretName(name)));
  const harmless = [
    'key',
    'author',
    'etag',
    'x-request-id',
    'token_type',
    'tokens',
    'www-authenticate',
    'nextPageToken',
    'primaryKey',
    'content-type',
    'passed',
    'scope',
    'idempotency-key',
    'secretary',
    'client_id',
    'username',
  ];
  for (const name of harmless) it(`${name} is not the name of a secret`, () => assert.ok(!isSecretName(name)));
});

/** What repeats, behind what: each made a pattern try again from every place, or would if it were written carelessly. */
const hostile: readonly (readonly [start: string, unit: string])[] = [
  ...['', 'authorization:', 'authorization: "', 'authorization: basic', '"token"', '"token":', 'token='].map(
    (start) => [start, ' '] as const,
  ),
  ...['', '"token', '"token":', '"token":"', '\\"token\\":\\"', 'authorization:', 'token='].map(
    (start) => [start, '\\'] as const,
  ),
  ...['eyJaaa-', 'eyJaaaaaa.', 'eyJaaaaaa.aaaaaa-', '.eyJaaaaaa'].map((unit) => ['', unit] as const),
  ...['a', 'a-', 'a_', '_token', 'session-', 'session-id=', '-', '.', '$'].map((unit) => ['', unit] as const),
  ...['"', '\\"', '"token"', '"token":', '"token":"', '"token":1', '\\"token\\":\\"', '"token": '].map(
    (unit) => ['', unit] as const,
  ),
  ...['token=', 'token=&', 'token\\', '<token>', '<a:token>', '<', '<a:'].map((unit) => ['', unit] as const),
  ...['authorization', 'authorization:', 'authorization ', "authorization'", 'authorization: basic '].map(
    (unit) => ['', unit] as const,
  ),
  ...['x://', 'x://a:', 'x://a:b', 'x:\\/\\/', '@', ':'].map((unit) => ['', unit] as const),
  ...['%', '%25', '%2525', '%61', '%252525'].map((unit) => ['', unit] as const),
  ['"token":', '1'],
  ['"token":"', 'a'],
  ['<token>', 'a'],
  ['token=', 'a'],
  ['x://a:', 'a'],
  ['x://', 'a'],
  ['eyJ', 'a'],
  ['eyJaaaaaa.', 'a'],
  ['[', '12345678,'],
  ['[', '12345678'],
  ['["', '12345678 '],
  ['', '-----BEGIN '],
];

describe('redact in time', () => {
  const redact = createRedactor(['12345678', 'p@s s/w?o+r&d=%"', 'Token 0123456789abcdef', 'ab']);
  for (const [start, unit] of hostile) {
    it(`1 MB of ${JSON.stringify(start)} and many ${JSON.stringify(unit)}`, () => {
      // It takes 0.1 s; in quadratic time the first would take many seconds, and the second is not begun.
      for (const length of [100_000, 1_000_000]) {
        const text = start + unit.repeat(length / unit.length);
        assert.ok(duration(() => redact(text)) < 3000, `${length} characters`);
      }
    });
  }
  it('a header of 1 MB', () => {
    for (const name of ['authorization', 'cookie', 'set-cookie', 'x-api-key', 'accept', 'token'.repeat(200_000)])
      for (const unit of [' ', 'a', '=', ';', '- '])
        assert.ok(duration(() => redactHeaders([[name, unit.repeat(1_000_000 / unit.length)]], redact)) < 3000);
  });
  it('a list of 1 MB in a small multiple of the time that it takes to read and write it', () => {
    const text = JSON.stringify(Array.from({ length: 40_000 }, (_, id) => ({ id, n: 0.5, t: 'x' })));
    const long = Array.from({ length: 30 }, (_, id) => `3f2b${id}c1e-9d4a-4b6f-8a7c-1234567890ab`);
    const short = Array.from({ length: 30 }, (_, id) => `q${id}`);
    const quick = createRedactor([...short, ...long]);
    const rounds = [1, 2, 3, 4, 5].map(() => ({
      ours: duration(() => quick(text)),
      json: duration(() => JSON.stringify(JSON.parse(text))),
    }));
    const ours = Math.min(...rounds.map((round) => round.ours));
    const json = Math.min(...rounds.map((round) => round.json));
    assert.ok(ours < 6 * json, `${ours} ms, JSON ${json} ms`);
  });
});

describe('redact headers', () => {
  it('masks what is known of a credential even where a scheme would stand', () => {
    const credential = createRedactor(['0123456789abcdef and-more']);
    assert.deepEqual(redactHeaders([['authorization', '0123456789abcdef and-more']], credential), [
      ['authorization', `${MASK} ${MASK}`],
    ]);
  });
  const cases: readonly (readonly [Header, string])[] = [
    [['Authorization', 'Basic dXNlcjpwYXNz'], `Basic ${MASK}`],
    [['authorization', 'Bearer a.b.c'], `Bearer ${MASK}`],
    [['Authorization', 'onlyonevalue'], MASK],
    [['Authorization', 'AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=abc'], `AWS4-HMAC-SHA256 ${MASK}`],
    [['Proxy-Authorization', 'Basic dTpw'], `Basic ${MASK}`],
    [['Cookie', 'sid=abc; theme=dark'], `sid=${MASK}; theme=${MASK}`],
    [['set-cookie', 'sid=abc; Path=/; HttpOnly'], `sid=${MASK}; Path=/; HttpOnly`],
    [['X-Api-Key', 'abc'], MASK],
    [['x-auth-token', 'abc'], MASK],
    [['X-Custom', 'has s3cr3t-value inside'], `has ${MASK} inside`],
    [['Location', 'https://h/cb?access_token=abc&x=1'], `https://h/cb?access_token=${MASK}&x=1`],
    [['Accept', 'application/json'], 'application/json'],
    [['etag', '"abc"'], '"abc"'],
    [['www-authenticate', 'Bearer error="invalid_token"'], 'Bearer error="invalid_token"'],
  ];
  const redact = createRedactor(['s3cr3t-value']);
  for (const [header, masked] of cases) {
    it(header.join(': '), () => assert.deepEqual(redactHeaders([header], redact), [[header[0], masked]]));
  }
  it('keeps order and repetition', () => {
    assert.deepEqual(
      redactHeaders(
        [
          ['a', '1'],
          ['b', '2'],
          ['a', '3'],
        ],
        redact,
      ).map(([name]) => name),
      ['a', 'b', 'a'],
    );
  });
});

function duration(action: () => unknown): number {
  const used = cpuClock();
  action();
  return used();
}

/** The mask is there, and of the secret no piece that says anything is left, in this writing or decoded from it. */
function expectMasked(secret: string, write: (secret: string) => string): void {
  const text = write(secret);
  const masked = createRedactor([secret])(text);
  const shown = `${JSON.stringify(text)} became ${JSON.stringify(masked)}`;
  assert.ok(masked.includes(MASK), shown);
  const rest = masked.replaceAll(MASK, '');
  // At most the last bits of the outermost characters of base64 may be left; the fixed text around is 20 characters at most.
  assert.ok(text.length - rest.length >= Math.min(secret.length, text.length / 2) - 1, shown);
  const decoded = Buffer.from(rest, 'base64').toString('latin1');
  for (const trace of [secret, encodeURIComponent(secret)])
    assert.ok(!rest.includes(trace) && !decoded.includes(trace), shown);
}

function randomSecret(random: () => number): string {
  const alphabets = [range(0x21, 0x7e), `${range(0x20, 0x7e)}\n\r\t"'\\/%&<>`, `${range(0x61, 0x7a)}éőüß漢字🔑€`];
  const alphabet = Array.from(alphabets[Math.floor(random() * alphabets.length)] ?? '');
  const length = 4 + Math.floor(random() * 40);
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

const range = (from: number, to: number): string =>
  String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** The same sequence in each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
