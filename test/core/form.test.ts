import assert from 'node:assert/strict';
import { buildForm, fieldsOf } from '../../src/core/form/buildForm.ts';
import type { Field } from '../../src/core/form.ts';
import { readIntegration } from '../../src/core/integration.ts';
import type { Json } from '../../src/core/json.ts';
import type { Model } from '../../src/core/model.ts';
import { toPointer } from '../../src/core/pointer.ts';
import type { Problem } from '../../src/core/problem.ts';
import { integrationText, shop } from '../help/documents.ts';

interface Given {
  readonly connection?: Record<string, Json>;
  readonly service?: Record<string, Json>;
  readonly model?: Model | undefined;
  readonly problems?: readonly Problem[];
  readonly known?: readonly string[];
}
function form({ connection = {}, service = {}, model = shop(), problems = [], known = [] }: Given = {}) {
  const text = integrationText(connection, service);
  return buildForm({
    integration: readIntegration(text),
    text,
    model,
    problems,
    has: ({ name }) => known.includes(name),
  });
}
function field(end: string, given: Given = {}): Field {
  const found = fieldsOf(form(given)).find(({ path }) => toPointer(path).endsWith(end));
  if (!found) throw new Error(`no field ${end}`);
  return found;
}
const optionsOf = (found: Field) => (found.kind === 'choice' ? found.options.map(({ value }) => value) : []);
const groups = (given: Given = {}) => form(given).tabs[0]!.groups;
const password = (value: string, known: readonly string[] = []) =>
  field('/password', { connection: { authentication: { basicAuth: { password: value } } }, known });

describe('the form', () => {
  it('has the two tabs of the details page', () =>
    assert.deepEqual(
      form().tabs.map(({ title }) => title),
      ['Configuration', 'Logging'],
    ));
  it('has a group for each part of the connection', () =>
    assert.deepEqual(
      groups().map(({ title }) => title),
      ['Server', 'basicAuth (HTTP basic)', 'TLS', 'Service'],
    ));
  it('has the version among the server’s fields', () =>
    assert.deepEqual(
      groups()[0]?.fields.map(({ title }) => title),
      ['Protocol', 'Host', 'Port', 'Base path', 'Version'],
    ));
  it('shows the variables that there are', () => {
    const found = field('/variables', { connection: { variables: { region: 'eu', size: 7, __proto__x: true } } });
    assert.deepEqual(found.kind === 'map' && found.entries, [
      { key: 'region', value: 'eu' },
      { key: 'size', value: '7' },
      { key: '__proto__x', value: 'true' },
    ]);
  });
  it('shows lists, also what is not allowed in them', () => {
    const found = field('/groups', { service: { properties: { id: 'x', type: 'y', groups: ['a', 'b'] } } });
    assert.deepEqual(found.kind === 'list' && [found.items, found.itemKind, found.options], [['a', 'b'], 'text', []]);
    const brokers = field('/brokers', { service: { properties: { brokers: ['nobody'] } } });
    assert.ok(brokers.kind === 'list' && brokers.items[0] === 'nobody' && brokers.options.includes('device'));
  });
  it('shows a list with something else in it as it is', () =>
    assert.equal(field('/groups', { service: { properties: { groups: ['a', { b: 1 }] } } }).kind, 'raw'));
  it('shows texts', () =>
    assert.deepEqual([field('/host').kind, (field('/host') as { value: string }).value], ['text', 'shop.example.com']));
  it('shows the model’s default of a missing value', () => {
    const port = field('/port', { model: shop({ url: 'https://x:8443' }) });
    assert.deepEqual([port.present, port.kind === 'number' && port.default], [false, '8443']);
  });
  it('shows choices', () => assert.deepEqual(optionsOf(field('/protocol')), ['http', 'https']));
  it('shows a choice that is not allowed', () => {
    const found = field('/protocol', { connection: { server: { protocol: 'ftp', host: 'x' } } });
    assert.ok(found.kind === 'choice' && found.options.some(({ value }) => value === 'ftp'));
  });
  it('shows switches', () =>
    assert.deepEqual([field('/enabled').kind, (field('/enabled') as { value: boolean }).value], ['switch', true]));
  it('shows the default of a missing switch', () =>
    assert.equal((field('/rejectUnauthorized', { connection: { tls: {} } }) as { value: boolean }).value, true));
  it('shows the digits of a number as they are', () => {
    const text = integrationText({ server: { host: 'x', port: 1 } }).replace(
      '"port": 1',
      '"port": 12345678901234567890',
    );
    const built = buildForm({
      integration: readIntegration(text),
      text,
      model: shop(),
      problems: [],
      has: () => false,
    });
    const port = fieldsOf(built).find(({ title }) => title === 'Port');
    assert.equal(port?.kind === 'number' && port.value, '12345678901234567890');
  });
  it('shows a value of the wrong type as it is', () => {
    const found = field('/port', { connection: { server: { host: 'x', port: 'eighty' } } });
    assert.deepEqual([found.kind, (found as { value: string }).value], ['raw', '"eighty"']);
  });
  it('marks what is required', () =>
    assert.deepEqual([field('/host').required, field('/base_path').required], [true, false]));
  it('shows a problem at its field', () => {
    const problem: Problem = {
      code: 'x',
      severity: 'error',
      message: 'bad',
      path: ['properties', 'properties', 'server', 'host'],
      fixes: [{ title: 'mend', path: [] }],
    };
    assert.deepEqual(field('/host', { problems: [problem] }).problems, [
      { severity: 'error', message: 'bad', fixes: ['mend'] },
    ]);
  });
  it('lists what it does not show', () =>
    assert.deepEqual(form({ connection: { proxyOverride: {} } }).unknown, [
      ['properties', 'properties', 'proxyOverride'],
    ]));
  it('lists a scheme that the model does not have', () =>
    assert.deepEqual(form({ connection: { authentication: { other: {} } } }).unknown.map(toPointer), [
      '/properties/properties/authentication/other',
    ]));
  it('works without a model', () =>
    assert.deepEqual(
      buildForm({
        integration: readIntegration(integrationText()),
        text: integrationText(),
        model: undefined,
        problems: [],
        has: () => false,
      }).tabs.length,
      2,
    ));
  it('says which scheme the platform ignores', () => {
    const schemes = { a: { type: 'http', scheme: 'basic' }, b: { type: 'apiKey', in: 'header', name: 'X' } };
    assert.deepEqual(
      groups({ model: shop({ schemes }) })
        .slice(1, 3)
        .map(({ note }) => note !== undefined),
      [false, true],
    );
  });
  it('shows a token that stands without a block', () => {
    const found = groups({
      model: shop({ schemes: { t: { type: 'http', scheme: 'bearer' } } }),
      connection: { authentication: { t: '${secret:x}' } },
    })[1];
    assert.deepEqual([found?.fields[0]?.title, found?.fields[0]?.kind], ['Token', 'secret']);
  });
  it('shows a token that stands in a block of its own', () => {
    const found = groups({
      model: shop({ schemes: { t: { type: 'http', scheme: 'bearer' } } }),
      connection: { authentication: { t: { value: '${secret:x}' } } },
    })[1]?.fields[0];
    assert.deepEqual([found?.kind, found?.path.at(-1)], ['secret', 'value']);
  });
  it('lets one choose among several schemes, and knows a lone one needs no choice', () => {
    const schemes = { a: { type: 'http', scheme: 'basic' }, b: { type: 'apiKey', in: 'header', name: 'X' } };
    const [, a, b] = groups({ model: shop({ schemes }) });
    assert.equal(a!.alternative!.label, 'a (HTTP basic)');
    assert.equal(b!.alternative!.of, a!.alternative!.of);
    assert.match(b!.alternative!.label, /not used by the platform/);
    assert.equal(groups()[1]?.alternative, undefined);
  });
  it('has URLs and certificates as fields of their own kind', () => {
    const flows = { clientCredentials: { tokenUrl: 'https://id', scopes: {} } };
    const model = shop({ schemes: { o: { type: 'oauth2', flows }, m: { type: 'mutualTLS' } } });
    assert.equal(field('/token_url', { model }).kind, 'url');
    assert.equal(field('/m/certificate', { model }).kind, 'pem');
    const key = field('/m/key', { model });
    assert.ok(key.kind === 'secret' && key.pem);
  });
  it('lets the host alone take a URL apart', () => {
    const splitting = fieldsOf(form()).filter((one) => one.kind === 'text' && one.splitsUrl);
    assert.deepEqual(
      splitting.map(({ title }) => title),
      ['Host'],
    );
  });
  it('lists what stands beside the connection and is not known', () =>
    assert.deepEqual(
      form({ service: { more: 1, loggerProps: { log_level: 'info', colour: 'red' } } })
        .unknown.map(toPointer)
        .sort(),
      ['/loggerProps/colour', '/more'],
    ));
  it('gives nested objects a group of their own', () => {
    const model = shop({
      schemes: { o: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id', scopes: {} } } } },
    });
    assert.ok(groups({ model }).some(({ title }) => title.endsWith(': Token')));
  });
  it('reads the wrapped document', () => {
    const text = JSON.stringify({ data: JSON.parse(integrationText()) as Json, metadata: {} });
    const built = buildForm({
      integration: readIntegration(text),
      text,
      model: shop(),
      problems: [],
      has: () => false,
    });
    assert.equal(fieldsOf(built).find(({ title }) => title === 'Host')?.present, true);
  });
});

describe('secrets in the form', () => {
  const state = (found: Field) => found.kind === 'secret' && [found.state, found.shown];
  it('are empty', () => assert.deepEqual(state(password('')), ['empty', '']));
  it('are stored', () => assert.deepEqual(state(password('${secret:a}', ['a'])), ['stored', '${secret:a}']));
  it('are missing', () => assert.deepEqual(state(password('${secret:a}')), ['missing', '${secret:a}']));
  it('are the platform’s', () =>
    assert.deepEqual(state(password('$SECRET_a $KEY_b')), ['platform', '$SECRET_a $KEY_b']));
  it('are encrypted by the platform', () => assert.deepEqual(state(password('$ENCdeadbeef')), ['platform', '$ENC…']));
  it('are literal and never shown', () => assert.deepEqual(state(password('hunter2')), ['literal', '']));
  it('show only the reference inside a longer text', () =>
    assert.deepEqual(state(password('Token hunter2 ${secret:a}', ['a'])), ['stored', '${secret:a}']));
  it('of a wrong type are not shown either', () => {
    const found = field('/password', { connection: { authentication: { basicAuth: { password: 12345 } } } });
    assert.ok(found.kind === 'raw' && !found.value.includes('12345'));
  });
  it('are nowhere in the whole form', () =>
    assert.ok(
      !JSON.stringify(
        form({ connection: { authentication: { basicAuth: { username: 'me', password: 'hunter2' } } } }),
      ).includes('hunter2'),
    ));
});

describe('the logging tab', () => {
  const level = (loggerProps: Json) => field('/syslog/level', { service: { loggerProps } });
  it('has the levels and the file', () =>
    assert.deepEqual(
      form().tabs[1]?.groups.map(({ title }) => title),
      ['Log levels', 'Log file'],
    ));
  it('has no syslog level before syslog is configured', () => assert.match(level({}).disabled ?? '', /Advanced View/));
  it('has the syslog level after', () =>
    assert.equal(level({ syslog: { host: '127.0.0.1', level: 'warning' } }).disabled, undefined));
  it('has no syslog level while the block does not say where the server is', () =>
    assert.match(level({ syslog: { level: 'info' } }).disabled ?? '', /Advanced View/));
  it('offers a test message only to a server that is configured', () => {
    const offered = (loggerProps: Json) =>
      form({ service: { loggerProps } }).tabs[1]!.groups.flatMap(({ commands = [] }) => commands.map(({ id }) => id));
    assert.deepEqual(offered({}), ['previewLog', 'openLog']);
    assert.deepEqual(offered({ syslog: { host: 'x' } }), ['previewLog', 'openLog', 'sendSyslogTest']);
  });
  it('understands syslog’s own warning', () => assert.ok(optionsOf(level({ syslog: {} })).includes('warning')));
  it('works where loggerProps is null', () => assert.equal(level(null).present, false));
});
