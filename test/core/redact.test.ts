// No secret passes, however it is written; everything else stays readable.
import assert from 'node:assert/strict';
import { createRedactor, redactHeaders } from '../../src/core/redact.ts';
import { isSecretName, MASK } from '../../src/core/redactNames.ts';
import type { Header } from '../../src/core/request.ts';

const plain = createRedactor([]);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const form = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
const lowerHex = (text: string): string => text.replaceAll(/%../g, (hex) => hex.toLowerCase());
const asciiJson = (text: string): string =>
  JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

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
  it('does not hang on hostile text', () => {
    const redact = createRedactor(['\\'.repeat(40), '%'.repeat(40), '"\\"\\"\\"\\"\\"\\"\\"\\"', 'a'.repeat(40)]);
    const start = performance.now();
    for (const unit of ['\\', '%25', '\\\\"', 'a', '"a":"', 'a=', '\\"a\\":\\"', '<a>', 'x://a:'])
      redact(unit.repeat(20_000));
    assert.ok(performance.now() - start < 5000);
  });
});

describe('redact by name', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"access_token":"abc","expires_in":3600}', `{"access_token":"${MASK}","expires_in":3600}`],
    ['{"refresh_token" : "a\\"b", "x":1}', `{"refresh_token" : "${MASK}", "x":1}`],
    ['{"clientSecret":"abc","client_id":"me"}', `{"clientSecret":"${MASK}","client_id":"me"}`],
    ['{"password":12345,"age":7}', `{"password":${MASK},"age":7}`],
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

describe('redact headers', () => {
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
