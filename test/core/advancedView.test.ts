import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import type { DocumentSymbol } from 'vscode-json-languageservice';
import { referenceAt } from '../../src/core/advanced/references.ts';
import { statusOf } from '../../src/core/advanced/status.ts';
import { createLanguage, TextDocument } from '../../src/core/language.ts';
import type { Json } from '../../src/core/json.ts';
import type { Model } from '../../src/core/model.ts';
import { locate } from '../../src/core/preflight/locate.ts';
import type { Problem } from '../../src/core/problem.ts';
import {
  around,
  integrationText,
  integrationValue,
  openApi,
  modelOf,
  shop,
  type ModelParts,
} from '../help/documents.ts';

const oauth = (flow: string): Json => ({
  idp: {
    type: 'oauth2',
    flows: { [flow]: { tokenUrl: 'https://id.example.com/token', scopes: { read: '', write: '' } } },
  },
});
const servers = [
  { url: 'https://shop.example.com/api' },
  { url: 'http://test.example.com:8080/api' },
  { url: 'https://{region}.example.com' },
];

function languageOf(models: readonly Model[]) {
  const language = createLanguage();
  language.setModels(models);
  return language;
}
const shopWithServers = modelOf({ ...openApi(), servers });

interface Item {
  readonly label: string;
  readonly text: string;
}
/** What is offered at the `|` of a text. */
async function complete(marked: string, models = [shopWithServers], uri = 'file:///w/x.integration.json') {
  const document = TextDocument.create(uri, 'integration', 1, marked.replace('|', ''));
  const list = await languageOf(models).complete(document, document.positionAt(marked.indexOf('|')));
  return (list?.items ?? []).map(({ label, textEdit }): Item => ({ label, text: textEdit?.newText ?? '' }));
}
const inService = (text: string) => `{ "name": "shop-dev", "model": "@itential/adapter_Shop:1.0.0", ${text} }`;
const inConnection = (text: string) => inService(`"properties": { "properties": { ${text} } }`);
const inScheme = (parts: ModelParts, text = '"|"') =>
  complete(inConnection(`"authentication": { ${text} }`), [shop(parts)]);
const labels = (items: readonly Item[]) => items.map(({ label }) => label);

/** The text that a snippet leaves when nothing is typed. */
const expand = (snippet: string): string =>
  snippet
    .replaceAll(/\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replaceAll(/\$\d+/g, '')
    .replaceAll(/\\([\\$},|])/g, '$1');

const valueOf = (item: Item | undefined): Json => JSON.parse(`{${expand(item?.text ?? '')}}`) as Json;
const called = (items: readonly Item[], label: string) => items.find((item) => item.label === label);

describe('completion of whole blocks', () => {
  const schemes: readonly [what: string, schemes: Json, name: string, block: Json][] = [
    [
      'basic',
      { basicAuth: { type: 'http', scheme: 'basic' } },
      'basicAuth',
      { password: '${secret:shop-dev/basicAuth/password}', username: '' },
    ],
    ['bearer', { token: { type: 'http', scheme: 'bearer' } }, 'token', '${secret:shop-dev/token}'],
    [
      'apiKey',
      { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      'key',
      { value: '${secret:shop-dev/key/value}' },
    ],
    [
      'AWS',
      { aws: { type: 'apiKey', in: 'header', name: 'Authorization', 'x-amazon-apigateway-authtype': 'awsSigv4' } },
      'aws',
      { accessKeyId: '', secretAccessKey: '${secret:shop-dev/aws/secretAccessKey}' },
    ],
    [
      'mutual TLS',
      { mtls: { type: 'mutualTLS' } },
      'mtls',
      { ca: '', certificate: '', key: '${secret:shop-dev/mtls/key}' },
    ],
    [
      'client credentials',
      oauth('clientCredentials'),
      'idp',
      {
        client_id: '',
        client_secret: '${secret:shop-dev/idp/client_secret}',
        scope: 'read write',
        token_url: 'https://id.example.com/token',
      },
    ],
    [
      'implicit',
      { idp: { type: 'oauth2', flows: { implicit: { authorizationUrl: 'https://id.example.com', scopes: {} } } } },
      'idp',
      { token: { access_token: '${secret:shop-dev/idp/token/access_token}' } },
    ],
  ];
  for (const [what, scheme, name, block] of schemes) {
    it(`writes the credentials of ${what}`, async () =>
      assert.deepEqual(valueOf(called(await inScheme({ schemes: scheme }), name)), { [name]: block }));
  }
  it('has a tab stop for each field', async () =>
    assert.match(
      called(await inScheme({}), 'basicAuth')?.text ?? '',
      /\$\{1:\\\$\{secret:shop-dev\/basicAuth\/password\\\}\}[^]*\$2/,
    ));
  it('writes only the scheme that the platform uses', async () => {
    const two = { a: { type: 'http', scheme: 'basic' }, b: { type: 'http', scheme: 'bearer' } };
    const items = await complete(inConnection('"|"'), [shop({ schemes: two })]);
    assert.deepEqual(
      Object.keys((valueOf(called(items, 'authentication')) as { authentication: object }).authentication),
      ['a'],
    );
  });
  it('writes a syslog block with the levels to choose from', async () => {
    const item = called(await complete(inService('"loggerProps": { "|" }')), 'syslog');
    assert.match(item?.text ?? '', /\$\{\d+\|warning,error,warn,info,debug,trace,spam\|\}/);
    const { syslog } = valueOf(item) as { syslog: Record<string, Json> };
    assert.deepEqual([syslog['host'], syslog['port'], syslog['level']], ['127.0.0.1', 514, 'warning']);
  });
  it('writes the required keys of the log', async () => {
    const { loggerProps } = valueOf(called(await complete(inService('"|"')), 'loggerProps')) as { loggerProps: object };
    assert.deepEqual(Object.keys(loggerProps).length, 6);
  });
  it('writes each of the model’s servers', async () => {
    const items = await complete(inConnection('"|"'));
    assert.deepEqual(
      labels(items).filter((label) => label.startsWith('server')),
      ['server', 'server: http://test.example.com:8080/api', 'server: https://{region}.example.com'],
    );
    assert.deepEqual(valueOf(items.find(({ label }) => label.includes('test.'))), {
      server: { base_path: '/api', host: 'test.example.com', port: 8080, protocol: 'http' },
    });
  });
  it('writes TLS on for https', async () =>
    assert.deepEqual(valueOf(called(await complete(inConnection('"|"')), 'tls')), {
      tls: { enabled: true, rejectUnauthorized: true },
    }));
  it('offers the block where only the value is missing', async () => {
    const [item] = await complete(inService('"loggerProps": { "syslog": | }'));
    assert.equal((JSON.parse(expand(item?.text ?? '')) as { facility: string }).facility, 'local0');
  });
  it('says of a key what a hover would say', async () => {
    const marked = inConnection('"|"');
    const document = TextDocument.create('file:///x', 'integration', 1, marked.replace('|', ''));
    const list = await languageOf([shop()]).complete(document, document.positionAt(marked.indexOf('|')));
    const { documentation } = list?.items.find(({ label }) => label === 'server') ?? {};
    assert.match((documentation as { value: string }).value, /On the platform/);
  });
  it('ends a block with a comma where another key follows', async () =>
    assert.match(called(await complete(inConnection('| "tls": {}')), 'server')?.text ?? '', /,$/));
  it('only renames a key that has a value', async () =>
    assert.equal(called(await complete(inConnection('"|": {}')), 'server')?.text, '"server"'));
  it('knows the place in a wrapper too', async () =>
    assert.ok(
      valueOf(
        called(await complete(`{"metadata": {}, "data": ${inConnection('"authentication": { "|" }')}}`), 'basicAuth'),
      ),
    ));
  it('writes a scheme of any name', async () => {
    const name = 'a$b}"\\';
    const [item] = await inScheme({ schemes: { [name]: { type: 'http', scheme: 'bearer' } } }, '|');
    assert.deepEqual(valueOf(item), { [name]: '${secret:shop-dev/a-b-}' });
  });
  it('makes a whole document of an empty one, named like its file', async () => {
    const [item] = await complete('|', [shop()], 'file:///w/my%20api.integration.json');
    const value = JSON.parse(expand(item?.text ?? '')) as Record<string, Json>;
    assert.deepEqual([value['name'], value['model']], ['my api', '@itential/adapter_Shop:1.0.0']);
    assert.equal(item?.text.match(/\$\{1:my api\}/g)?.length, 2);
  });
});

describe('completion of values', () => {
  const server = (key: string) => complete(inConnection(`"server": { "${key}": "|" }`));
  it('offers the hosts of the model’s servers', async () =>
    assert.deepEqual(labels(await server('host')).slice(0, 3), [
      '"shop.example.com"',
      '"test.example.com"',
      '"{region}.example.com"',
    ]));
  it('offers their ports and base paths', async () => {
    assert.deepEqual(labels(await complete(inConnection('"server": { "port": | }'))).slice(0, 1), ['8080']);
    assert.ok(labels(await server('base_path')).includes('"/api"'));
  });
  it('offers the model ids for the type, its own first', async () => {
    const models = [shop({ title: 'Bank' }), shop()];
    const items = await complete(inService('"properties": { "type": "|" }'), models);
    assert.deepEqual(labels(items).slice(0, 2), ['"Shop:1.0.0"', '"Bank:1.0.0"']);
  });
  it('offers the name for the id, and the file’s name for the name', async () => {
    assert.deepEqual(labels(await complete(inService('"properties": { "id": "|" }'))).slice(0, 1), ['"shop-dev"']);
    assert.deepEqual(labels(await complete('{ "name": "|" }')).slice(0, 1), ['"x"']);
  });
  it('offers references for a secret', async () => {
    const [own] = await complete(inConnection('"authentication": { "basicAuth": { "password": "|" } }'));
    assert.equal(own?.label, '"${secret:shop-dev/basicAuth/password}"');
    assert.equal(own.text, '"\\${secret:shop-dev/basicAuth/password\\}"');
  });
  it('offers each scope', async () =>
    assert.ok(
      labels(await inScheme({ schemes: oauth('clientCredentials') }, '"idp": { "scope": "|" }')).includes('"read"'),
    ));
  it('offers facilities', async () =>
    assert.equal(labels(await complete(inService('"loggerProps": { "syslog": { "facility": "|" } }'))).length, 8));
  it('replaces the value that the cursor touches', async () => {
    const text = inConnection('"server": { "host": "sh|op", "port": 1 }');
    const document = TextDocument.create('file:///x', 'integration', 1, text.replace('|', ''));
    const list = await languageOf([shopWithServers]).complete(document, document.positionAt(text.indexOf('|')));
    const edit = list?.items.find(({ label }) => label === '"test.example.com"')?.textEdit;
    assert.ok(edit && 'range' in edit);
    assert.equal(TextDocument.applyEdits(document, [edit]), text.replace('"sh|op"', '"test.example.com"'));
  });
});

describe('completion beside a value that is there', () => {
  it('offers nothing before a list', async () =>
    assert.deepEqual(await complete(inService('"properties": { "brokers": |[] }')), []));
  for (const beside of ['"protocol":| "https"', '"protocol": |\n"https"', '"host":|{}', '"host": {}|', '"port": |[1]'])
    it(`offers nothing: ${JSON.stringify(beside)}`, async () =>
      assert.deepEqual(await complete(inConnection(`"server": { ${beside}, "base_path": "/" }`)), []));
  for (const missing of [
    '"protocol":|"host": "h"',
    '"protocol": |\n"host": "h"',
    '"protocol": "|"',
    '"protocol": |"http"',
  ])
    it(`offers what is missing or touched: ${JSON.stringify(missing)}`, async () =>
      assert.ok(labels(await complete(inConnection(`"server": { ${missing} }`))).includes('"https"')));
});

describe('hover', () => {
  async function hovered(text: string, at: string, models = [shopWithServers]): Promise<string> {
    const document = TextDocument.create('file:///x', 'integration', 1, text);
    const hover = await languageOf(models).hover(document, document.positionAt(text.indexOf(at) + 1));
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  }
  const text = integrationText();
  it('gives meaning, default and use of a key', async () => {
    const shown = await hovered(text, '"host"');
    for (const part of [/Host name/, /Default: `"shop\.example\.com"`/, /On the platform/]) assert.match(shown, part);
  });
  it('gives the values to choose from', async () =>
    assert.match(await hovered(text, '"log_level"'), /One of: `"error"`/));
  it('says what becomes of the credentials', async () =>
    assert.match(await hovered(text, '"basicAuth"'), /Authorization: Basic/));
  it('says where an API key goes', async () => {
    const models = [shop({ schemes: { k: { type: 'apiKey', in: 'query', name: 'key' } } })];
    assert.match(await hovered(integrationText({ authentication: { k: {} } }), '"k"', models), /query parameter "key"/);
  });
  it('describes the model', async () => assert.match(await hovered(text, '@itential'), /4 operations/));
  it('shows no default of a secret', async () => assert.doesNotMatch(await hovered(text, '"password"'), /Default/));
  it('lets no description load a picture', async () => {
    const models = [
      modelOf({ ...openApi(), info: { title: 'Shop', version: '1.0.0', description: '![x](https://x/y)' } }),
    ];
    assert.doesNotMatch(await hovered(text, '@itential', models), /!\[x\]\(/);
  });
  it('is silent about keys of one’s own', async () =>
    assert.equal(await hovered(integrationText({}, { custom: 1 }), '"custom"'), ''));
});

describe('quick fixes of the schema', () => {
  async function mended(text: string, fix = 0): Promise<Json> {
    const language = languageOf([shop()]);
    const known = new Map([[shop().id, shop()]]);
    const problems = await language.problems(text, around([...known.values()]));
    const fixes = problems.flatMap((problem) => problem.fixes ?? []);
    const [chosen] = fixes.slice(fix);
    assert.ok(chosen, JSON.stringify(problems));
    const one: Problem = { code: 'schema', severity: 'error', message: '', path: [], fixes: [chosen] };
    const all = language.sourceActions(text, [one]).find(({ kind }) => kind === 'source.fixAll.integration');
    return JSON.parse(applyEdits(text, [...(all?.edits ?? [])])) as Json;
  }
  const cases: readonly [what: string, text: string, good: Json][] = [
    ['the only value', integrationText({}, { type: 'Application' }), integrationValue()],
    [
      'the case',
      integrationText({ server: { host: 'x', protocol: 'HTTPS' } }),
      integrationValue({ server: { host: 'x', protocol: 'https' } }),
    ],
    [
      'a number in quotes',
      integrationText({ server: { host: 'x', port: '443' } }),
      integrationValue({ server: { host: 'x', port: 443 } }),
    ],
    [
      'a boolean in quotes',
      integrationText({ tls: { enabled: 'true' } }),
      integrationValue({ tls: { enabled: true } }),
    ],
    [
      'a URL in the host',
      integrationText({ server: { host: 'http://x.example.com:81/v1' } }),
      integrationValue({ server: { host: 'x.example.com', protocol: 'http', port: 81, base_path: '/v1' } }),
    ],
    ['a missing host', integrationText({ server: {} }), integrationValue({ server: { host: 'shop.example.com' } })],
    ['a missing key that has one value', integrationText().replace(/,\s*"virtual": true/, ''), integrationValue()],
  ];
  for (const [what, text, good] of cases) it(`mend ${what}`, async () => assert.deepEqual(await mended(text), good));
  it('offer every level', async () => {
    const text = integrationText({}, { loggerProps: { log_level: 'loud' } });
    const [problem] = await languageOf([]).problems(text, around([]));
    assert.equal(problem?.fixes?.length, 6);
  });
});

describe('actions on the whole text', () => {
  const models = [shop(), shop({ title: 'Bank', schemes: { token: { type: 'http', scheme: 'bearer' } } })];
  const kinds = {
    all: 'source.fixAll.integration',
    sort: 'source.sortKeys.integration',
    convert: 'refactor.rewrite.integration',
  };
  async function done(kind: keyof typeof kinds, text: string): Promise<string> {
    const language = languageOf(models);
    const known = new Map(models.map((model) => [model.id, model]));
    const problems = await language.problems(text, around([...known.values()]));
    const action = language.sourceActions(text, problems).find((each) => each.kind === kinds[kind]);
    return applyEdits(text, [...(action?.edits ?? [])]);
  }
  const good = integrationText({ variables: {}, version: '1.0.0' });

  it('fix all that has one way out', async () => {
    const text = integrationText({}, { name: 'other', type: 'Application' });
    const value = JSON.parse(await done('all', text)) as ReturnType<typeof integrationValue>;
    assert.deepEqual([value['type'], (value['properties'] as { id: string }).id], ['Adapter', 'other']);
  });
  it('fix nothing that has several', async () => {
    const text = integrationText({}, { loggerProps: { log_level: 'loud' } });
    assert.equal(await done('all', text), text);
  });

  it('convert what GET answers', async () =>
    assert.equal(await done('convert', `{\n  "metadata": {},\n  "data": ${good.replaceAll('\n', '\n  ')}\n}`), good));
  it('convert what POST takes', async () =>
    assert.equal(await done('convert', `{\n  "properties": ${good.replaceAll('\n', '\n  ')}\n}`), good));
  it('convert no wrapper with something of one’s own', async () => {
    const text = JSON.stringify({ mine: 1, data: JSON.parse(good) as Json });
    assert.equal(await done('convert', text), text);
  });
  it('convert the smallest that can be created', async () => {
    const small = { name: 'x', properties: { id: 'x', type: 'Shop:1.0.0', properties: { server: { host: 'x' } } } };
    assert.deepEqual(JSON.parse(await done('convert', JSON.stringify(small))), {
      name: 'x',
      properties: {
        id: 'x',
        type: 'Shop:1.0.0',
        properties: { server: { host: 'x' }, variables: {}, version: '1.0.0' },
        brokers: [],
        groups: [],
      },
      type: 'Adapter',
      model: '@itential/adapter_Shop:1.0.0',
      virtual: true,
    });
  });
  it('convert a bare model id', async () =>
    assert.match(
      await done('convert', good.replace('@itential/adapter_Shop', 'Shop')),
      /"@itential\/adapter_Shop:1\.0\.0"/,
    ));
  it('convert a port in quotes and the misspelt TLS key', async () => {
    const text = integrationText({ server: { host: 'x', port: '443' }, tls: { rejectUnauthroized: false } });
    assert.match(await done('convert', text), /"port": 443[^]*"rejectUnauthorized": false/);
    assert.doesNotMatch(await done('convert', text), /Unauthroized/);
  });
  it('convert a bearer token in an object', async () => {
    const text = integrationText({ authentication: { token: { value: '${env:T}' } } }, { model: 'Bank:1.0.0' });
    assert.match(await done('convert', text), /"token": "\$\{env:T\}"/);
  });
  it('convert nothing that is as it should be', async () => assert.equal(await done('convert', good), good));
  it('convert nothing that is broken', async () =>
    assert.equal(await done('convert', '{"data": {"name": }'), '{"data": {"name": }'));

  it('sort as ipctl exports', async () => {
    const keys = Object.keys(
      JSON.parse(
        await done('sort', '{"virtual":true,"zz":1,"model":"m","name":"n","aa":{"b":1,"a":[{"d":1,"c":2}]}}'),
      ) as object,
    );
    assert.deepEqual(keys, ['name', 'model', 'virtual', 'aa', 'zz']);
  });
  it('sort inside, and leave numbers and layout as they are', async () =>
    assert.equal(
      await done('sort', '{\n  "x": { "b": 12345678901234567890,\n    "a": [{"d": 1.10, "c": 2}] }\n}'),
      '{\n  "x": { "a": [{"c": 2, "d": 1.10}],\n    "b": 12345678901234567890 }\n}',
    ));
  it('sort what a wrapper holds', async () =>
    assert.equal(
      await done('sort', '{"metadata":{},"data":{"type":"Adapter","name":"n"}}'),
      '{"metadata":{},"data":{"name":"n","type":"Adapter"}}',
    ));
  it('sort nothing that is sorted', async () => {
    const sorted = await done('sort', good);
    assert.equal(await done('sort', sorted), sorted);
  });
});

describe('what a place stands for', () => {
  const text = integrationText();
  const at = (word: string) => {
    const target = languageOf([shop()]).target(text, text.indexOf(word) + 1);
    return target && { ...target, span: undefined };
  };
  it('is the model', () => {
    assert.deepEqual(at('@itential'), { kind: 'model', modelId: 'Shop:1.0.0', span: undefined });
    assert.deepEqual(at('Shop:1.0.0",\n    "brokers'), { kind: 'model', modelId: 'Shop:1.0.0', span: undefined });
  });
  it('is a scheme', () =>
    assert.deepEqual(at('"basicAuth"'), { kind: 'scheme', modelId: 'Shop:1.0.0', name: 'basicAuth', span: undefined }));
  it('is the integration', () => {
    assert.deepEqual(at('"shop-dev"'), { kind: 'integration', name: 'shop-dev', span: undefined });
    assert.deepEqual(at('shop-dev",\n    "type'), { kind: 'integration', name: 'shop-dev', span: undefined });
  });
  it('is nothing elsewhere', () => assert.equal(at('"https"'), undefined));
  it('is found again in the text', () => {
    const language = languageOf([]);
    const cut = (what: Parameters<typeof language.spanOf>[1]) => {
      const span = language.spanOf(text, what);
      return span && text.slice(span.offset, span.offset + span.length);
    };
    assert.deepEqual(
      [cut('name'), cut('model'), cut({ scheme: 'basicAuth' }), cut({ scheme: 'x' })],
      ['"shop-dev"', '"@itential/adapter_Shop:1.0.0"', '"basicAuth"', undefined],
    );
  });
});

describe('renaming', () => {
  const language = createLanguage();
  const renamed = (text: string, name: string) => applyEdits(text, [...language.rename(text, name)]);
  it('changes name and id together', () =>
    assert.equal(renamed(integrationText(), 'a "b"'), integrationText().replaceAll('"shop-dev"', '"a \\"b\\""')));
  it('leaves an id that says something else', () => {
    const text = integrationText({}, { name: 'other' });
    assert.equal(renamed(text, 'x'), text.replace('"other"', '"x"'));
  });
  it('works in a wrapper', () =>
    assert.match(renamed(JSON.stringify({ data: integrationValue() }), 'x'), /"data":\{"name":"x"/));
  it('changes call documents that name it, and no others', () => {
    const call = '{ "integration": "shop-dev", "operation": "shop-dev" }';
    const changed = (name: string) => applyEdits(call, [...language.renameCalled(call, name, 'x')]);
    assert.equal(changed('shop-dev'), '{ "integration": "x", "operation": "shop-dev" }');
    assert.equal(changed('shop'), call);
  });
});

describe('links', () => {
  const linked = (text: string, models: readonly Model[]) =>
    languageOf(models)
      .links(text)
      .map(({ span, ...link }) => [text.slice(span.offset, span.offset + span.length), link] as const);
  it('lead to the model', () =>
    assert.deepEqual(linked(integrationText(), [shop()])[0], [
      '@itential/adapter_Shop:1.0.0',
      { kind: 'model', modelId: 'Shop:1.0.0' },
    ]));
  it('lead to addresses, but not from the place of a secret', () => {
    const model = shop({ schemes: oauth('clientCredentials') });
    const url = 'https://id.example.com/token';
    const found = linked(integrationText({ authentication: { idp: { token_url: url, client_secret: url } } }), [model]);
    assert.deepEqual(
      found.filter(([, { kind }]) => kind === 'url'),
      [[url, { kind: 'url', url }]],
    );
  });
  it('lead to files of certificates', () => {
    const model = shop({ schemes: { mtls: { type: 'mutualTLS' } } });
    const found = linked(
      integrationText({ authentication: { mtls: { ca: 'certs/ca.pem', certificate: '-----BEGIN\nx.pem' } } }),
      [model],
    );
    assert.deepEqual(
      found.filter(([, { kind }]) => kind === 'file'),
      [['certs/ca.pem', { kind: 'file', path: 'certs/ca.pem' }]],
    );
  });
});

describe('the outline', () => {
  const details = (connection: Record<string, Json>) => {
    const document = TextDocument.create('file:///x', 'integration', 1, integrationText(connection));
    const all: [string, string | undefined][] = [];
    const collect = (symbols: readonly DocumentSymbol[]): void => {
      for (const { name, detail, children = [] } of symbols) {
        all.push([name, detail]);
        collect(children);
      }
    };
    collect(languageOf([shop()]).symbols(document));
    return new Map(all);
  };
  const secret = (password: string) => details({ authentication: { basicAuth: { password } } });
  it('shows no secret', () => assert.equal(secret('hunter2').get('password'), '••••••'));
  it('shows references', () => assert.equal(secret('${env:X}').get('password'), '${env:X}'));
  it('says what a scheme is', () => assert.equal(secret('').get('basicAuth'), 'HTTP basic'));
});

describe('a reference under the cursor', () => {
  const under = (marked: string) => {
    const found = referenceAt(marked.replace('|', ''), marked.indexOf('|'));
    return found && [found.reference.store, found.reference.name, found.span.length];
  };
  it('is found', () => {
    assert.deepEqual(under('"x ${sec|ret:a/b} y"'), ['secret', 'a/b', 13]);
    assert.deepEqual(under('"|${env:A}"'), ['env', 'A', 8]);
    assert.equal(under('|"${env:A}"'), undefined);
    assert.deepEqual(under('"${env:A}|"'), ['env', 'A', 8]);
  });
  for (const text of ['"a|"', '"${env:A} |"', '"${other|:A}"', '"${env:A', '|']) {
    it(`is none in ${text}`, () => assert.equal(under(text), undefined));
  }
});

describe('any text at all', () => {
  for (const text of ['', '{', '[', '{"', '{"a":', '[1,', 'null', '{"model":}', '{"data":{"name":']) {
    it(`is taken without an exception: ${JSON.stringify(text)}`, async () => {
      const language = languageOf([shop()]);
      const document = TextDocument.create('file:///x', 'integration', 1, text);
      for (let offset = 0; offset <= text.length; offset++) {
        await language.complete(document, document.positionAt(offset));
        await language.hover(document, document.positionAt(offset));
        language.target(text, offset);
      }
      assert.deepEqual([...language.links(text), ...language.rename(text, 'x')], []);
      assert.ok(Array.isArray(language.sourceActions(text, [])));
    });
  }
  it('is completed wherever one stops typing', async () => {
    const language = languageOf([shop()]);
    const text = integrationText();
    for (let length = 0; length <= text.length; length += 5) {
      const document = TextDocument.create('file:///x', 'integration', 1, text.slice(0, length));
      const list = await language.complete(document, document.positionAt(length));
      for (const { textEdit } of list?.items ?? []) {
        assert.ok(textEdit && 'range' in textEdit && textEdit.range.start.line === textEdit.range.end.line);
        assert.equal(textEdit.range.end.line, document.positionAt(length).line);
      }
    }
  });
});

describe('the status bar', () => {
  const problem = (severity: Problem['severity']): Problem => ({ code: 'x', severity, message: '', path: [] });
  it('shows the model and what is wrong', () => {
    const { text, label } = statusOf('Shop:1.0.0', true, [problem('error'), problem('warning'), problem('error')]);
    assert.equal(text, '$(plug) Shop:1.0.0 $(error) 2 $(warning) 1');
    assert.match(label, /model Shop:1\.0\.0; 2 errors, 1 warnings/);
  });
  it('says that all is well', () => assert.equal(statusOf('Shop:1', true, []).text, '$(plug) Shop:1 $(check)'));
  it('says that the model is not here', () => assert.match(statusOf('Shop:1', false, []).label, /not here/));
  it('takes no icon from a title', () => assert.doesNotMatch(statusOf('$(flame):1', true, []).text, /\$\(flame/));
});

describe('places in a model’s document', () => {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    components: { securitySchemes: { basic: {} } },
  };
  const texts = {
    JSON: JSON.stringify(document, undefined, 2),
    YAML: "openapi: 3.0.3\ninfo:\n  title: Shop\n  version: '1'\ncomponents:\n  securitySchemes:\n    basic: {}\n",
  };
  for (const [format, text] of Object.entries(texts)) {
    it(`are found in ${format}`, async () => {
      const { schemePaths, titlePaths } = createLanguage();
      const paths = [...titlePaths, ...schemePaths('basic'), ...schemePaths('other')];
      const found = await locate(new TextEncoder().encode(text), paths);
      const lines = text.split('\n');
      assert.deepEqual(
        found.map(
          (each) => each && lines[each.start.line]?.slice(each.start.character, each.end.character).replaceAll('"', ''),
        ),
        [
          'title: Shop',
          undefined,
          'basic',
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
          undefined,
        ],
      );
    });
  }
  it('are none in what cannot be read', async () => {
    for (const text of ['', '{', '['.repeat(100_000), 'a: [', '\u0000'])
      assert.deepEqual(await locate(new TextEncoder().encode(text), [['info']]), [undefined]);
  });
});
