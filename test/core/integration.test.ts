import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { integrationEntry, largestIntegration, modelEntry } from '../../src/core/catalog.ts';
import { connectionValue, readIntegration, unreadable } from '../../src/core/integration.ts';
import { newIntegration } from '../../src/core/newIntegration.ts';
import { exportedKeys, integrationText, integrationValue, shop } from '../help/documents.ts';

const wrapped = (key: string, more: object = {}) => JSON.stringify({ [key]: integrationValue(), ...more });
const entry = (text: string) => integrationEntry('file:///a', 'a.integration.json', text);

describe('reading an integration', () => {
  it('reads the bare document', () => {
    const { name, modelId, service, connection } = readIntegration(integrationText());
    assert.deepEqual(
      [name, modelId, service, connection],
      ['shop-dev', 'Shop:1.0.0', [], ['properties', 'properties']],
    );
  });
  it('reads what GET answers', () => {
    const { name, connection } = readIntegration(wrapped('data', { metadata: { isActive: true } }));
    assert.deepEqual([name, connection], ['shop-dev', ['data', 'properties', 'properties']]);
  });
  it('reads what POST takes', () => assert.deepEqual(readIntegration(wrapped('properties')).service, ['properties']));
  it('takes the model from the type where there is no other', () =>
    assert.equal(readIntegration(integrationText({}, { model: '' })).modelId, 'Shop:1.0.0'));
  it('takes a model without the prefix', () =>
    assert.equal(readIntegration(integrationText({}, { model: 'Shop:1.0.0' })).modelId, 'Shop:1.0.0'));
  it('takes the name from the id where there is no other', () =>
    assert.equal(readIntegration('{"properties":{"id":"x"}}').name, 'x'));
  it('finds the connection', () =>
    assert.equal(connectionValue(readIntegration(wrapped('data')), 'server', 'host'), 'shop.example.com'));
  it('reads a broken text as far as it goes', () =>
    assert.equal(readIntegration('{"name": "x", "model": "@itential/adapter_A:1", ').modelId, 'A:1'));
  it('says that an empty file is empty', () => assert.match(unreadable(readIntegration('')) ?? '', /empty/));
  it('says that a list is no integration', () =>
    assert.match(unreadable(readIntegration('[]')) ?? '', /object is expected/));
  for (const text of [
    '',
    'null',
    '[]',
    '7',
    '{"name":{}}',
    '{"properties":[]}',
    '{"data":null}',
    '{"properties":{"properties":"x"}}',
    '\u0000',
    '{"a":'.repeat(50_000),
  ]) {
    it(`never throws: ${text.slice(0, 30)}`, () => assert.equal(readIntegration(text).name, ''));
  }
});

describe('files in the catalog', () => {
  it('keep name and model of a broken file', () => {
    const { name, error } = entry('{"name": "x", }');
    assert.deepEqual([name, error], ['x', 'The JSON has a syntax error.']);
  });
  it('do not read a file that is far too large', () =>
    assert.match(entry(' '.repeat(largestIntegration + 1)).error ?? '', /1\.0 million characters/));
  it('say why a model cannot be used', () =>
    assert.equal(modelEntry('file:///m', 'm.json', { error: 'because' }).error, 'because'));
});

describe('a new integration', () => {
  const value = JSON.parse(newIntegration('x', shop())) as Record<string, never>;
  it('has the keys in the order of Itential’s tool', () => assert.deepEqual(Object.keys(value), exportedKeys));
  it('is indented by four spaces without a line end', () =>
    assert.match(newIntegration('x', shop()), /^\{\n {4}"name".*\}$/s));
  it('starts with the server of its model', () =>
    assert.deepEqual(connectionValue(readIntegration(newIntegration('x', shop())), 'server'), {
      base_path: '/api',
      host: 'shop.example.com',
      protocol: 'https',
    }));
  it('has an empty block for each scheme', () =>
    assert.deepEqual(connectionValue(readIntegration(newIntegration('x', shop())), 'authentication'), {
      basicAuth: { password: '', username: '' },
    }));
  it('writes a bearer token as a text', () => {
    const model = shop({ schemes: { t: { type: 'http', scheme: 'bearer' } } });
    assert.deepEqual(connectionValue(readIntegration(newIntegration('x', model)), 'authentication'), { t: '' });
  });
  it('fills in the addresses of OAuth', () => {
    const model = shop({
      schemes: {
        o: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://id/token', scopes: { a: '', b: '' } } } },
      },
    });
    assert.deepEqual(
      connectionValue(readIntegration(newIntegration('x', model)), 'authentication', 'o', 'token_url'),
      'https://id/token',
    );
  });
});

describe('the sample workspace', () => {
  const folder = join(import.meta.dirname, '../samples/integrations');
  for (const file of readdirSync(folder)) {
    it(`${file} is written as Itential’s tool writes`, () => {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.equal(JSON.stringify(JSON.parse(text), undefined, 4), text);
      assert.ok(readIntegration(text).name);
    });
  }
});
