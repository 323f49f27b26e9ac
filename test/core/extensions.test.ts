// Itential's own extensions of OpenAPI: from the document over the model to schema, form and problems.
import assert from 'node:assert/strict';
import { buildForm, fieldsOf } from '../../src/core/form/buildForm.ts';
import { readIntegration } from '../../src/core/integration.ts';
import { get, type Json, type JsonObject } from '../../src/core/json.ts';
import { createLanguage } from '../../src/core/language.ts';
import { toPointer } from '../../src/core/pointer.ts';
import { connectionSchema } from '../../src/core/schema.ts';
import { around, integrationText, shop } from '../help/documents.ts';

const assertion = {
  name: 'client_assertion',
  in: 'header',
  description: 'assertion header',
  'x-itential-use-in': ['refresh', 'token'],
  'x-itential-variable': 'clientAssertion',
};
const audience = {
  name: 'audience',
  in: 'body',
  description: 'target audience',
  'x-itential-use-in': ['token'],
  schema: { type: 'string' },
};
const level = { name: 'level', in: 'query', schema: { type: 'integer' } };
const oauth = (...parameters: Json[]) =>
  shop({
    schemes: {
      sso: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://id/token', scopes: {} } },
        'x-itential-parameters': parameters,
      },
    },
  });
const retrieved = shop({
  schemes: {
    key: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Auth',
      'x-itential-dynamic-retrieval': {
        method: 'post',
        url: 'https://api.example.com/v2/key',
        responsePointer: '/credentials/key',
      },
      'x-itential-parameters': [{ name: 'password', in: 'query', 'x-itential-use-in': ['key'] }],
    },
  },
});
const properties = (schema: JsonObject, ...path: string[]) => get(schema, 'properties', ...path);

describe('parameters of a security scheme', () => {
  it('are read with their place, use and variable', () =>
    assert.deepEqual(oauth(assertion, audience, level).schemes[0]?.parameters, [
      {
        name: 'client_assertion',
        in: 'header',
        description: 'assertion header',
        useIn: ['token', 'refresh'],
        variable: 'clientAssertion',
        type: 'string',
      },
      { name: 'audience', in: 'body', description: 'target audience', useIn: ['token'], type: 'string' },
      { name: 'level', in: 'query', description: '', useIn: [], type: 'integer' },
    ]));
  it('may be nonsense', () =>
    assert.deepEqual(oauth(null, 7, {}, [], { name: 1 }, { name: 'x', in: 'cookie' }).schemes[0]?.parameters, [
      { name: 'x', in: 'body', description: '', useIn: [], type: 'string' },
    ]));
  it('may name their use without a list', () =>
    assert.deepEqual(
      oauth({ ...audience, 'x-itential-use-in': 'key' }).schemes[0]?.parameters?.map(({ useIn }) => useIn),
      [['key']],
    ));
  it('are fields of the connection: variables for all, the others with their scheme', () => {
    const schema = connectionSchema(oauth(assertion, audience, level));
    assert.deepEqual(Object.keys(properties(schema, 'variables', 'properties') as object), ['clientAssertion']);
    assert.deepEqual(
      Object.keys(
        properties(schema, 'authentication', 'properties', 'sso', 'properties', 'parameters', 'properties') as object,
      ),
      ['audience', 'level'],
    );
  });
  it('are secrets where their names say so', () => {
    const schema = connectionSchema(oauth(assertion, audience));
    assert.equal(properties(schema, 'variables', 'properties', 'clientAssertion', 'writeOnly'), true);
  });
  it('change nothing where there are none', () =>
    assert.equal(properties(connectionSchema(shop()), 'variables', 'properties'), undefined));
});

describe('the form of a model with such parameters', () => {
  const form = (connection: Record<string, Json>, model = oauth(assertion, audience, level)) => {
    const text = integrationText(connection);
    return buildForm({ integration: readIntegration(text), text, model, problems: [], has: () => true });
  };
  const pointers = (connection: Record<string, Json>, model = oauth(assertion, audience, level)) =>
    fieldsOf(form(connection, model)).map(
      ({ path, kind }) => `${kind} ${toPointer(path).replace('/properties/properties', '')}`,
    );
  it('has a field for each', () => {
    const found = pointers({ authentication: { sso: {} } });
    for (const wanted of [
      'secret /variables/clientAssertion',
      'text /authentication/sso/parameters/audience',
      'number /authentication/sso/parameters/level',
    ])
      assert.ok(found.includes(wanted), wanted);
  });
  it('shows further variables beside the declared ones, and lists none as unknown', () => {
    const given = { authentication: {}, variables: { other: 'x' } };
    assert.ok(pointers(given).includes('map /variables'));
    assert.deepEqual(form(given).unknown, []);
  });
  it('says that a key which the platform gets itself may stay empty', () => {
    const [group] = form({ authentication: {} }, retrieved).tabs[0]!.groups.filter(({ id }) => id.endsWith('/key'));
    assert.match(group?.description ?? '', /gets the key itself \(POST https:\/\/api\.example\.com\/v2\/key\)/);
    assert.ok(pointers({}, retrieved).includes('secret /authentication/key/parameters/password'));
  });
});

describe('a parameter of several possible kinds', () => {
  const cases = {
    union: { oneOf: [{ type: 'string' }, { type: 'null' }] },
    port: {
      anyOf: [
        { type: 'integer', minimum: 1 },
        { title: 'Range', type: 'string', pattern: '^\\d+-\\d+$' },
      ],
    },
    size: { enum: [1, 2, null] },
    types: { type: ['string', 'boolean'], default: true },
    nested: { oneOf: [{ $ref: '#/components/schemas/Key' }, { $ref: '#/components/schemas/User' }] },
    texts: {
      oneOf: [
        { type: 'string', minLength: 3 },
        { type: 'string', maxLength: 9 },
      ],
    },
    claims: { type: 'object' },
    wrapped: { allOf: [{ type: 'integer' }, { maximum: 7 }] },
  };
  const parameter = (name: string, schema: Json) => ({ name, in: 'body', 'x-itential-variable': name, schema });
  const schemas = {
    Key: { title: 'By key', type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
    User: {
      title: 'By user',
      type: 'object',
      required: ['user', 'times'],
      properties: { user: { type: 'string' }, times: { type: 'integer', minimum: 2 } },
    },
  };
  const model = shop({
    schemes: {
      sso: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://id/token', scopes: {} } },
        'x-itential-parameters': Object.entries(cases).map(([name, schema]) => parameter(name, schema)),
      },
    },
    components: { schemas },
  });
  const fields = (variables: Record<string, Json>) => {
    const text = integrationText({ variables });
    return fieldsOf(buildForm({ integration: readIntegration(text), text, model, problems: [], has: () => true }));
  };
  const field = (name: string, variables: Record<string, Json> = {}) =>
    fields(variables).find(({ path }) => toPointer(path).endsWith(`/variables/${name}`))!;
  const look = (name: string, value?: Json) => {
    const found = field(name, value === undefined ? {} : { [name]: value });
    assert.ok(found.kind === 'oneOf', found.kind);
    return [found.options.map(({ label }) => label), found.chosen, found.inner?.kind, found.isModified];
  };

  it('has a choice of the kinds, and the field of the one that the value is of', () => {
    assert.deepEqual(look('union'), [['Text', 'Nothing (null)'], undefined, undefined, false]);
    assert.deepEqual(look('union', 'x'), [['Text', 'Nothing (null)'], 0, 'text', true]);
    assert.deepEqual(look('union', null), [['Text', 'Nothing (null)'], 1, undefined, true]);
    assert.deepEqual(look('port', 8080), [['Whole number', 'Range'], 0, 'number', true]);
    assert.deepEqual(look('port', '8080-8090'), [['Whole number', 'Range'], 1, 'text', true]);
    assert.deepEqual(look('size', 2), [['1', '2', 'Nothing (null)'], 1, undefined, true]);
  });
  it('takes a value that breaks a rule of its kind for one of it', () => {
    assert.deepEqual(look('port', 0).slice(1, 3), [0, 'number']);
    assert.deepEqual(look('port', 'x').slice(1, 3), [1, 'text']);
  });
  it('shows what is of no kind as it is', () => assert.deepEqual(look('union', [1]).slice(1, 3), [undefined, 'raw']));
  it('knows the default', () => assert.deepEqual(look('types'), [['Text', 'On or off'], 1, 'switch', false]));
  it('has fields for the members of the object that is chosen', () => {
    const all = fields({ nested: { user: 'me', times: 3 } }).filter(({ path }) => path.includes('nested'));
    assert.deepEqual(
      all.map(({ kind, title, required }) => [kind, title, required]),
      [
        ['oneOf', 'nested', false],
        ['text', 'nested: user', true],
        ['number', 'nested: times', true],
      ],
    );
  });
  it('begins with a value that the kind allows', () => {
    const found = field('nested');
    assert.deepEqual(found.kind === 'oneOf' && found.options.map(({ start }) => start), [
      { code: '' },
      { user: '', times: 2 },
    ]);
  });
  it('is a plain field where no value tells the kinds apart, or there is one only', () => {
    assert.equal(field('texts').kind, 'text');
    const wrapped = field('wrapped');
    assert.deepEqual(wrapped.kind === 'number' && wrapped.maximum, 7);
  });
  it('may be an object with names of its own', () => {
    const found = field('claims', { claims: { tenant: 'a' } });
    assert.deepEqual(found.kind === 'map' && found.entries, [{ key: 'tenant', value: 'a' }]);
  });
  it('has its problems to itself: other variables do not show them', () => {
    const text = integrationText({ variables: { port: 0, other: 'x' } });
    const path = ['properties', 'properties', 'variables', 'port'];
    const problems = [{ code: 'x', severity: 'error', message: 'low', path } as const];
    const source = { integration: readIntegration(text), text, model, problems, has: () => true };
    const all = fieldsOf(buildForm(source)).filter((each) => each.problems.length > 0);
    assert.deepEqual(
      all.map((each) => each.path),
      [path],
    );
  });
  it('is checked', async () => {
    const language = createLanguage();
    language.setModels([model]);
    const check = async (variables: Record<string, Json>) =>
      (await language.problems(integrationText({ authentication: { sso: {} }, variables }), around([model]))).map(
        ({ path }) => toPointer(path),
      );
    assert.deepEqual(await check({ port: 1, size: 2, union: null }), []);
    assert.deepEqual(await check({ port: 0 }), ['/properties/properties/variables/port']);
  });
  it('ends where schemas refer to themselves', () => {
    const round = { Round: { oneOf: [{ $ref: '#/components/schemas/Round' }, { type: 'string' }] } };
    const circular = shop({
      schemes: {
        key: {
          type: 'apiKey',
          in: 'header',
          name: 'X',
          'x-itential-parameters': [parameter('r', { $ref: '#/components/schemas/Round' })],
        },
      },
      components: { schemas: round },
    });
    const text = integrationText({ variables: { r: 'x' } });
    const source = { integration: readIntegration(text), text, model: circular, problems: [], has: () => true };
    assert.ok(fieldsOf(buildForm(source)).some(({ path }) => path.at(-1) === 'r'));
  });
});

describe('an API key that the platform gets itself', () => {
  it('is read', () => {
    const [scheme] = retrieved.schemes;
    assert.deepEqual(scheme?.type === 'apiKey' && scheme.retrieval, {
      method: 'POST',
      url: 'https://api.example.com/v2/key',
      responsePointer: '/credentials/key',
    });
  });
  it('needs no value', async () => {
    const language = createLanguage();
    language.setModels([retrieved]);
    const text = integrationText({ authentication: { key: { parameters: { password: '${secret:x}' } } } });
    assert.deepEqual(await language.problems(text, around([retrieved])), []);
  });
  it('has parameters of the declared type', async () => {
    const language = createLanguage();
    language.setModels([retrieved]);
    const text = integrationText({ authentication: { key: { parameters: { password: 7 } } } });
    const found = await language.problems(text, around([retrieved]));
    assert.deepEqual(
      found.map(({ path }) => toPointer(path)),
      ['/properties/properties/authentication/key/parameters/password'],
    );
  });
});
