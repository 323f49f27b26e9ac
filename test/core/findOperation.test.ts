import assert from 'node:assert/strict';
import { findOperation } from '../../src/core/models/findOperation.ts';
import type { Operation } from '../../src/core/model.ts';
import { cpuClock } from '../help/cpuClock.ts';
import { shop } from '../help/documents.ts';

const operation = (path: string, method: Operation['method'] = 'GET'): Operation => ({
  ...shop().operations[0]!,
  path,
  method,
});
function line(text: string, path: string, method?: Operation['method']): string | undefined {
  const span = findOperation(text, operation(path, method));
  return (
    span && `${text.slice(0, span.offset).split('\n').length}: ${text.slice(span.offset, span.offset + span.length)}`
  );
}
const yaml = `openapi: 3.0.0
# /a: is described here
info: {title: "paths: /a", version: '1'}
paths:
  /a/{id}:
    get: {}
  '/it''s':
    get: {}
  "/b":
    summary: get
    post: {}
    get: {}
  /a:
    $ref: x.yaml
`;
const json = JSON.stringify({ x: '"/a":', paths: { '/a/b': { get: {} }, '/a': { post: {}, get: {} } } }, undefined, 1);

describe('the place of an operation', () => {
  it('is its method in YAML', () => assert.equal(line(yaml, '/b'), '12: get'));
  it('is found whatever the quotes', () => assert.equal(line(yaml, "/it's"), '8: get'));
  it('is not that of a longer path', () => assert.equal(line(yaml, '/a/{id}'), '6: get'));
  it('is its path where the method is elsewhere', () => assert.equal(line(yaml, '/a'), '13: /a'));
  it('is its method in JSON', () => assert.equal(line(json, '/a'), '9: "get"'));
  it('is found in JSON without blanks', () =>
    assert.equal(line(JSON.stringify(JSON.parse(json)), '/a', 'POST'), '1: "post"'));
  it('is nowhere in another document', () => assert.equal(line('a: 1', '/a'), undefined));
  it('takes no time in a document without end', () => {
    const text = `{"paths":{${'"/x":{"get":{"a":"b"}},'.repeat(500_000)}"/a":{"get":{}}}}`;
    const used = cpuClock();
    assert.ok(line(text, '/a'));
    assert.ok(used() < 500);
  });
});
