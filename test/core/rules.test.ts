import assert from 'node:assert/strict';
import { changeText } from '../../src/core/edit.ts';
import type { Json } from '../../src/core/json.ts';
import { createLanguage } from '../../src/core/language.ts';
import type { Model } from '../../src/core/model.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { changesOf, type Problem } from '../../src/core/problem.ts';
import type { Surroundings } from '../../src/core/rules/rule.ts';
import { createAuthority } from '../help/certificates.mjs';
import { around, integrationText, integrationValue, shop } from '../help/documents.ts';

type Connection = Record<string, Json>;
interface Given {
  readonly connection?: Connection;
  readonly service?: Connection;
  readonly model?: Model;
  readonly around?: Partial<Surroundings>;
}

async function found(text: string, model: Model, more: Partial<Surroundings> = {}): Promise<Problem[]> {
  const language = createLanguage();
  language.setModels([model]);
  return language.problems(text, around([model], more));
}
const problems = ({ connection, service, model = shop(), around: more }: Given): Promise<Problem[]> =>
  found(integrationText(connection, service), model, more);
const says = ({ code, severity, path }: Problem): string =>
  `${severity} ${code} ${toPointer(path).replace('/properties/properties', '')}`;
const said = async (given: Given): Promise<string[]> => (await problems(given)).map(says);

/** What is left to say after the first quick fix of the only problem. */
async function mended(given: Given, fix = 0): Promise<string[]> {
  const [problem, ...others] = await problems(given);
  assert.deepEqual(others, []);
  const text = changeText(integrationText(given.connection, given.service), changesOf(problem!.fixes![fix]!));
  return (await found(text, given.model ?? shop(), given.around)).map(says);
}

const server = (more: Connection): Given => ({ connection: { server: { host: 'shop.example.com', ...more } } });
const basic = (password: Json): Given => ({ connection: { authentication: { basicAuth: { password } } } });
const tls = (block: Json): Given => ({ connection: { tls: block } });

describe('rules of the server block', () => {
  const wrong: readonly [name: string, Connection, string, fixable?: true][] = [
    ['a port that is too high', { port: 70_000 }, 'error port-invalid /server/port'],
    ['a port of zero', { port: 0 }, 'error port-invalid /server/port'],
    ['half a port', { port: 80.5 }, 'error port-invalid /server/port'],
    ['a protocol in capitals', { protocol: 'HTTPS' }, 'error protocol-unknown /server/protocol', true],
    ['another protocol', { protocol: 'ftp' }, 'error protocol-unknown /server/protocol'],
    ['no host', { host: '' }, 'error host-missing /server/host'],
    ['a host with a path', { host: 'https://x/y' }, 'error host-not-plain /server/host'],
    ['a host with a gap', { host: '{region}.example.com' }, 'error placeholder-unresolved /server/host'],
    ['a base path with a query', { base_path: '/a?b' }, 'error base-path-not-plain /server/base_path'],
  ];
  for (const [name, block, expected, fixable] of wrong) {
    it(`find ${name}`, async () => assert.deepEqual(await said(server(block)), [expected]));
    if (fixable) it(`mend ${name}`, async () => assert.deepEqual(await mended(server(block)), []));
  }
  it('find a host that is not there, once', async () =>
    assert.deepEqual(await said({ connection: { server: {} } }), ['error host-missing /server/host']));
  for (const host of ['${env:HOST}', '$SECRET_a $KEY_b', '{a}${env:B}'])
    it(`wait for the call with ${host}`, async () => assert.deepEqual(await said(server({ host })), []));
  it('leave wrong types to the schema', async () =>
    assert.deepEqual(await said(server({ host: 7, base_path: [] })), [
      'error schema /server/host',
      'error schema /server/base_path',
    ]));
});

describe('rules of names', () => {
  it('name-with-slash', async () =>
    assert.deepEqual(await said({ service: { name: 'a/b' } }), [
      'error name-with-slash /name',
      'error id-is-not-name /properties/id',
    ]));
  it('name-with-slash mends name and id together', async () => {
    const properties = { ...(integrationValue()['properties'] as Connection), id: 'a/b' };
    assert.deepEqual(await mended({ service: { name: 'a/b', properties } }), []);
  });
  it('id-is-not-name is mended', async () => {
    const properties = { ...(integrationValue()['properties'] as Connection), id: 'other' };
    assert.deepEqual(await mended({ service: { properties } }), []);
  });
});

describe('rules of schemes', () => {
  const block = { username: 'me', password: '${secret:x}' };
  it('unknown-scheme takes the only scheme that is free', async () => {
    const given = { connection: { authentication: { basic: block } } };
    assert.deepEqual(await said(given), ['warning unknown-scheme /authentication/basic']);
    assert.deepEqual(await mended(given), []);
  });
  it('unknown-scheme knows another spelling', async () => {
    const schemes = { basicAuth: { type: 'http', scheme: 'basic' }, token: { type: 'http', scheme: 'bearer' } };
    const given = { connection: { authentication: { BasicAuth: block } }, model: shop({ schemes }) };
    assert.deepEqual(
      (await problems(given))[0]?.fixes?.map(({ title }) => title),
      ['Use "basicAuth"', 'Remove "BasicAuth"'],
    );
  });
  it('unknown-scheme only removes where nothing is free', async () =>
    assert.deepEqual(await mended({ connection: { authentication: { basicAuth: block, more: {} } } }), []));
});

describe('secret-over-http', () => {
  const http = (more: Connection = {}, password: Json = '${secret:x}'): Given => ({
    connection: {
      server: { protocol: 'http', host: 'shop.example.com', ...more },
      authentication: { basicAuth: { password } },
    },
  });
  const warning = ['warning secret-over-http /server/protocol'];
  it('is found', async () => assert.deepEqual(await said(http()), warning));
  it('is found where the model says http', async () =>
    assert.deepEqual(await said({ ...http({ protocol: '' }), model: shop({ url: 'http://shop.example.com' }) }), [
      ...['error value-not-allowed /server/protocol'],
      ...warning,
    ]));
  it('is mended, with the port', async () => {
    assert.deepEqual(await mended(http()), []);
    const [problem] = await problems(http({ port: 80 }));
    assert.deepEqual(
      changesOf(problem!.fixes![0]!).map(({ value }) => value),
      ['https', 443],
    );
  });
  for (const host of ['localhost', '127.0.0.1', '::1', '[::1]', 'api.localhost'])
    it(`is none on this machine: ${host}`, async () => assert.deepEqual(await said(http({ host })), []));
  for (const host of ['127.0.0.1.example.com', 'localhost.example.com'])
    it(`is one at ${host}`, async () => assert.deepEqual(await said(http({ host })), warning));
  it('is none without a secret', async () => assert.deepEqual(await said(http({}, '')), []));
});

describe('rules of TLS', () => {
  const schemes = { mtls: { type: 'mutualTLS' } };
  const certificate = (text: string, more: Connection = {}): Given => ({
    connection: {
      authentication: { mtls: { certificate: text, key: '${secret:key}' } },
      tls: { enabled: true, rejectUnauthorized: true },
      ...more,
    },
    model: shop({ schemes }),
  });
  for (const enabled of [true, false])
    it(`certificate-not-checked, ${enabled ? 'on' : 'off'}`, async () => {
      const given = tls({ enabled, rejectUnauthorized: false });
      assert.deepEqual(await said(given), ['warning certificate-not-checked /tls/rejectUnauthorized']);
      assert.deepEqual(await mended(given), []);
    });
  for (const block of [{ enabled: false }, {}, null])
    it(`mutual-tls-not-enforced ${JSON.stringify(block)}`, async () => {
      const given = certificate('${env:CERTIFICATE}', { tls: block });
      assert.deepEqual(await said(given), ['warning mutual-tls-not-enforced /tls/enabled']);
      assert.deepEqual(await mended(given), []);
    });
  it('mutual-tls-not-enforced waits for a certificate', async () =>
    assert.deepEqual(await said(certificate('', { tls: {} })), []));

  describe('certificates', () => {
    let good: string, expired: string, early: string;
    before(async () => {
      const { issue } = await createAuthority();
      const all = await Promise.all([issue(), issue({ expired: true }), issue({ early: true })]);
      [good, expired, early] = all.map(({ cert }) => cert) as [string, string, string];
    });
    it('that are good', async () => assert.deepEqual(await said(certificate(good)), []));
    it('that have expired', async () => {
      assert.deepEqual(await said(certificate(expired)), [
        'error certificate-expired /authentication/mtls/certificate',
      ]);
      assert.match((await problems(certificate(expired)))[0]!.message, /has expired \(\w{3}, \d\d \w{3} \d{4}/);
    });
    it('that have expired, in a chain', async () =>
      assert.deepEqual(await said(certificate(good + expired)), [
        'error certificate-expired /authentication/mtls/certificate',
      ]));
    it('that are not valid yet', async () =>
      assert.deepEqual(await said(certificate(early)), [
        'warning certificate-not-yet-valid /authentication/mtls/certificate',
      ]));
    for (const text of [
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\nMIIB=MII\n-----END CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----',
    ])
      it(`that cannot be read say nothing: ${JSON.stringify(text.slice(28, 36))}`, async () =>
        assert.deepEqual(await said(certificate(text)), []));
    it('with the key pasted along are secrets in plain text', async () => {
      const key = ['-----BEGIN', 'PRIVATE KEY-----\nx'].join(' ');
      assert.deepEqual(await said(certificate(`${good}${key}`)), [
        'warning literal-secret /authentication/mtls/certificate',
      ]);
    });
  });
});

describe('rules of secrets', () => {
  for (const password of ['Token $SECRET_a $KEY_b', ' $SECRET_a $KEY_b', '$SECRET_a $KEY_b ']) {
    it(`vault-reference-partial: "${password}"`, async () => {
      assert.deepEqual(await said(basic(password)), [
        'error vault-reference-partial /authentication/basicAuth/password',
      ]);
      assert.deepEqual(await mended(basic(password)), []);
    });
  }
  for (const password of ['$SECRET_a', '$SECRET_a$KEY_b', '$SECRET_a $KEY_b $SECRET_c $KEY_d'])
    it(`vault-reference-partial without a fix: "${password}"`, async () =>
      assert.deepEqual(
        (await problems(basic(password))).map(({ code, fixes }) => [code, fixes]),
        [['vault-reference-partial', []]],
      ));
  for (const password of ['$SECRET_/kv/team a/x $KEY_b', '$ENCab$SEC', '$GATEWAYSECRET_(a)'])
    it(`vault-reference-partial is none: "${password}"`, async () => assert.deepEqual(await said(basic(password)), []));
  it('secret-missing is a note', async () =>
    assert.deepEqual(
      await said({ ...basic('Token ${secret:a}${env:B}'), around: { has: ({ store }) => store === 'env' } }),
      ['information secret-missing /authentication/basicAuth/password'],
    ));
});
