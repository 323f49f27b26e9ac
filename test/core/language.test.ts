import assert from 'node:assert/strict';
import { createLanguage, TextDocument } from '../../src/core/language.ts';
import type { Json } from '../../src/core/json.ts';
import type { Model } from '../../src/core/model.ts';
import type { Problem } from '../../src/core/problem.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { cpuClock } from '../help/cpuClock.ts';
import { around, integrationText, integrationValue, shop } from '../help/documents.ts';

const bearer = { token: { type: 'http', scheme: 'bearer' } };
const models = [shop(), shop({ title: 'Bank', schemes: bearer, url: 'https://bank.example.com:8443' })];

function languageOf(which: readonly Model[] = models) {
  const language = createLanguage();
  language.setModels(which);
  return language;
}
async function problems(text: string, namesakes = 1): Promise<Problem[]> {
  return languageOf().problems(text, around(models, { namesakes: () => namesakes }));
}
async function codes(text: string, namesakes = 1): Promise<string[]> {
  return (await problems(text, namesakes)).map(({ code, path }) => `${code} ${toPointer(path)}`);
}
const connection = (more: Record<string, Json>) => integrationText(more);
const server = (more: Record<string, Json>) => connection({ server: { host: 'shop.example.com', ...more } });

/** The labels offered at the place of `|` in the text. */
async function offered(marked: string): Promise<string[]> {
  const offset = marked.indexOf('|');
  const document = TextDocument.create('file:///x.integration.json', 'integration', 1, marked.replace('|', ''));
  const list = await languageOf().complete(document, document.positionAt(offset));
  return (list?.items ?? []).map(({ label }) => label);
}
async function hovered(text: string, word: string): Promise<string> {
  const document = TextDocument.create('file:///x.integration.json', 'integration', 1, text);
  const hover = await languageOf().hover(document, document.positionAt(text.indexOf(word) + 1));
  return JSON.stringify(hover?.contents ?? '');
}

describe('problems of an integration', () => {
  it('are none for a good one', async () => assert.deepEqual(await codes(integrationText()), []));
  it('are none for one that is wrapped by GET', async () =>
    assert.deepEqual(await codes(JSON.stringify({ metadata: {}, data: integrationValue() })), []));
  it('are none for one that is wrapped for POST', async () =>
    assert.deepEqual(await codes(JSON.stringify({ properties: integrationValue() })), []));
  it('are found inside a wrapper too', async () => {
    const data = integrationValue({ server: { host: 'x', port: 'eighty' } });
    assert.deepEqual(await codes(JSON.stringify({ metadata: {}, data })), [
      'port-invalid /data/properties/properties/server/port',
    ]);
  });
  it('name a syntax error with its place', async () => {
    const [first] = await problems('{\n  "name": "x",\n}');
    assert.deepEqual([first?.code, first?.span?.offset], ['syntax', 15]);
  });
  it('name nothing but the syntax while that is broken', async () =>
    assert.ok((await codes('{"name": "a/b", }')).every((code) => /^syntax/.test(code))));
  it('name a duplicate key', async () =>
    assert.ok((await codes('{"name": "a", "name": "b"}')).some((code) => code.startsWith('duplicate-key'))));
  it('name a wrong type', async () =>
    assert.deepEqual(await codes(server({ port: '443' })), ['schema /properties/properties/server/port']));
  it('name a port out of range', async () =>
    assert.deepEqual(await codes(server({ port: 70000 })), ['port-invalid /properties/properties/server/port']));
  it('name a value that is not in the list', async () =>
    assert.deepEqual(await codes(server({ protocol: 'ftp' })), [
      'protocol-unknown /properties/properties/server/protocol',
    ]));
  it('name a host with a path', async () =>
    assert.match((await problems(server({ host: 'https://x/y' })))[0]?.message ?? '', /is not a host name/));
  for (const host of ['api.example.com', '10.0.0.1', '::1', '[fe80::1]', 'xn--bcher-kva.example', '${env:HOST}']) {
    it(`let the host be ${host}`, async () => assert.deepEqual(await codes(server({ host })), []));
  }
  it('name a missing host', async () =>
    assert.deepEqual(await codes(connection({ server: {} })), ['host-missing /properties/properties/server/host']));
  it('name a wrong level', async () =>
    assert.deepEqual(await codes(integrationText({}, { loggerProps: { log_level: 'loud' } })), [
      'value-not-allowed /loggerProps/log_level',
    ]));
  it('let loggerProps be null, as Itential’s tool writes', async () =>
    assert.deepEqual(await codes(integrationText({}, { loggerProps: null })), []));
  it('let unknown keys be', async () =>
    assert.deepEqual(await codes(integrationText({ proxyOverride: { x: 1 } }, { custom: true })), []));
  it('name an application that should be an adapter', async () =>
    assert.deepEqual(await codes(integrationText({}, { type: 'Application' })), ['value-not-allowed /type']));
  it('name wrong types everywhere', async () => {
    const text = JSON.stringify({ name: 1, type: 2, model: 3, properties: [], loggerProps: 'x', virtual: 'yes' });
    assert.ok((await codes(text)).length >= 6);
  });
  for (const text of ['', 'null', '[]', '"x"', '{}', '\u0000', '{"name":', '[[[[']) {
    it(`are found without an exception: ${JSON.stringify(text)}`, async () =>
      assert.ok(Array.isArray(await problems(text))));
  }
});

describe('documents that are good all the same', () => {
  const oauth = { o: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id', scopes: {} } } } };
  it('the smallest that can be created', async () => {
    const properties = { name: 'x', type: 'Adapter', properties: { id: 'x', type: 'Shop:1.0.0' }, virtual: true };
    assert.deepEqual(await codes(JSON.stringify({ properties })), []);
  });
  it('with null where nothing is', async () => {
    const text = integrationText(
      {
        authentication: null,
        variables: null,
        version: null,
        tls: null,
        server: { host: 'x', port: null, base_path: null },
      },
      { description: null },
    );
    assert.deepEqual(await codes(text), []);
  });
  it('with null in OAuth', async () => {
    const model = shop({ schemes: oauth });
    const language = languageOf([model]);
    const text = integrationText({ authentication: { o: { scope: null, token: { access_token: null } } } });
    assert.deepEqual(await language.problems(text, around([model])), []);
  });
  it('with a host that the platform looks up', async () =>
    assert.deepEqual(await codes(server({ host: '$SECRET_a/b $KEY_h' })), []));
});

describe('documents that try to get around', () => {
  it('a schema of their own changes nothing', async () => {
    const text = JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...integrationValue({}, { type: 'Bogus' }),
    });
    assert.deepEqual(await codes(text), ['value-not-allowed /type']);
  });
  it('a depth that nobody can read is said, not thrown', async () => {
    const deep = '['.repeat(6000) + ']'.repeat(6000);
    assert.ok((await problems(integrationText().replace('"https"', deep))).length > 0);
  });
  it('ten thousand mistakes are a hundred', async () => {
    const text = integrationText(
      {},
      { properties: { id: 'shop-dev', type: 'Shop:1.0.0', brokers: Array.from({ length: 10_000 }, () => 'x') } },
    );
    assert.ok((await problems(text)).length <= 110);
  });
  it('a host of colons takes no time', async () => {
    const used = cpuClock();
    await problems(server({ host: `${':'.repeat(200_000)}/` }));
    assert.ok(used() < 3000);
  });
});

describe('models that come and go', () => {
  it('count from the moment they are set', async () => {
    const language = createLanguage();
    const text = integrationText({ authentication: { token: 7 } }, { model: '@itential/adapter_Bank:1.0.0' });
    const found = async () => {
      const all = await language.problems(text, around(models));
      return all.filter(({ path }) => toPointer(path).endsWith('/token')).length;
    };
    language.setModels([]);
    assert.equal(await found(), 0);
    language.setModels(models);
    assert.equal(await found(), 1);
    language.setModels([shop()]);
    assert.equal(await found(), 0);
  });
});

describe('rules beyond the schema', () => {
  it('unknown-model', async () => {
    const [first] = await problems(
      integrationText(
        {},
        {
          model: '@itential/adapter_Nobody:1',
          properties: { id: 'shop-dev', type: 'Nobody:1', properties: { server: { host: 'x' } } },
        },
      ),
    );
    assert.deepEqual([first?.code, first?.severity, first?.path], ['unknown-model', 'warning', ['model']]);
  });
  it('unknown-model offers another version of the same title', async () => {
    const found = await problems(integrationText({}, { model: '@itential/adapter_Shop:9' }));
    assert.deepEqual(
      found.find(({ code }) => code === 'unknown-model')?.fixes?.map(({ run, value }) => run ?? value),
      ['@itential/adapter_Shop:1.0.0', 'importModel'],
    );
  });
  it('duplicate-name', async () => assert.deepEqual(await codes(integrationText(), 2), ['duplicate-name /name']));
  it('id-is-not-name', async () =>
    assert.deepEqual(await codes(integrationText({}, { name: 'other' })), ['id-is-not-name /properties/id']));
  it('type-is-not-model', async () =>
    assert.ok(
      (await codes(integrationText({}, { model: '@itential/adapter_Bank:1.0.0' }))).includes(
        'type-is-not-model /properties/type',
      ),
    ));
  it('unknown-scheme', async () =>
    assert.deepEqual(await codes(connection({ authentication: { nobody: {} } })), [
      'unknown-scheme /properties/properties/authentication/nobody',
    ]));
  it('literal-secret', async () =>
    assert.deepEqual(
      await codes(connection({ authentication: { basicAuth: { username: 'me', password: 'hunter2' } } })),
      ['literal-secret /properties/properties/authentication/basicAuth/password'],
    ));
  for (const password of [
    '',
    '${secret:x}',
    'Token ${env:X}',
    '$ENCabc',
    '$SECRET_path $KEY_k',
    '$GATEWAYSECRET_(a)',
  ]) {
    it(`no literal secret: "${password}"`, async () =>
      assert.deepEqual(await codes(connection({ authentication: { basicAuth: { password } } })), []));
  }
  it('a name with a slash', async () =>
    assert.ok((await codes(integrationText({}, { name: 'a/b' }))).includes('name-with-slash /name')));
});

describe('completion', () => {
  const at = (text: string) => integrationText().replace('"https"', text);
  it('offers the protocols', async () => assert.deepEqual((await offered(at('|'))).sort(), ['"http"', '"https"']));
  it('offers the keys that are missing', async () =>
    assert.ok(
      (await offered(integrationText().replace('"protocol": "https"', '"protocol": "https", |'))).includes('port'),
    ));
  it('offers the known models', async () =>
    assert.ok(
      (await offered(integrationText().replace('"@itential/adapter_Shop:1.0.0"', '|'))).includes(
        '"@itential/adapter_Bank:1.0.0"',
      ),
    ));
  it('offers the schemes of the model', async () =>
    assert.deepEqual(
      await offered(connection({ authentication: {} }).replace('"authentication": {}', '"authentication": { | }')),
      ['basicAuth'],
    ));
  it('offers the schemes of another model', async () => {
    const text = integrationText({ authentication: {} }, { model: '@itential/adapter_Bank:1.0.0' }).replace(
      '"authentication": {}',
      '"authentication": { | }',
    );
    assert.ok((await offered(text)).includes('token'));
  });
  it('offers the host of the model', async () =>
    assert.ok((await offered(integrationText().replace('"shop.example.com"', '|'))).includes('"shop.example.com"')));
  it('offers the levels', async () =>
    assert.equal((await offered(integrationText().replace('"info"', '|'))).length, 6));
  it('offers the booleans', async () =>
    assert.deepEqual((await offered(integrationText().replace('"enabled": true', '"enabled": |'))).sort(), [
      'false',
      'true',
    ]));
  it('offers no outer keys inside the connection', async () =>
    assert.ok(!(await offered(integrationText().replace('"tls"', '|, "tls"'))).includes('loggerProps')));
  it('works in a document wrapped by GET', async () => {
    const text = JSON.stringify({ metadata: {}, data: integrationValue() }).replace('"https"', '|');
    assert.deepEqual((await offered(text)).sort(), ['"http"', '"https"']);
  });
});

describe('hover, symbols and formatting', () => {
  it('explains a key', async () => assert.match(await hovered(integrationText(), 'rejectUnauthorized'), /not trusted/));
  it('explains a scheme of the model', async () =>
    assert.match(await hovered(integrationText(), 'basicAuth'), /HTTP basic/));
  it('lists the symbols of the document', () => {
    const document = TextDocument.create('file:///x', 'integration', 1, integrationText());
    assert.deepEqual(
      languageOf()
        .symbols(document)
        .map(({ name }) => name),
      ['name', 'type', 'model', 'properties', 'loggerProps', 'virtual'],
    );
  });
  it('folds objects', () =>
    assert.ok(languageOf().folding(TextDocument.create('file:///x', 'integration', 1, integrationText())).length > 5));
  it('formats', () => {
    const document = TextDocument.create('file:///x', 'integration', 1, '{"a":1}');
    const edits = languageOf().format(document, undefined, { tabSize: 4, insertSpaces: true });
    assert.equal(TextDocument.applyEdits(document, edits), '{\n    "a": 1\n}');
  });
});
