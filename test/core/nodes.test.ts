import assert from 'node:assert/strict';
import { integrationEntry, modelEntry, type Entry, type Home } from '../../src/core/catalog.ts';
import { childNodes, integrationNode, parentNode, rootNodes, type Node } from '../../src/core/nodes.ts';
import { integrationText, shop, type ModelParts } from '../help/documents.ts';

function home(id: string, entries: readonly Entry[]): Home {
  return { id, label: id, entries: new Map(entries.map((entry) => [entry.uri, entry])) };
}
const integration = (name: string, modelId = 'Shop:1.0.0') =>
  integrationEntry(
    `file:///${name}`,
    `${name}.integration.json`,
    integrationText({}, { name, model: `@itential/adapter_${modelId}` }),
  );
const model = (file = 'shop', parts: ModelParts = {}) =>
  modelEntry(`file:///${file}`, `${file}.json`, { model: shop(parts), notes: [], files: [] });

function label(node: Node): string {
  if (node.kind === 'model' || node.kind === 'unknownModel')
    return `${node.kind} ${node.kind === 'model' ? node.model.id : node.modelId}`;
  if (node.kind === 'integration' || node.kind === 'broken')
    return `${node.kind} ${node.kind === 'integration' ? node.entry.name : node.entry.file}`;
  if (node.kind === 'operation') return node.operation.id;
  return node.kind === 'tag' ? `tag ${node.tag}` : node.kind;
}
/** The tree as an indented list. */
function draw(homes: readonly Home[], filter = '', nodes = rootNodes(homes, filter), indent = ''): string[] {
  return nodes.flatMap((node) => [
    indent + label(node),
    ...draw(homes, filter, childNodes(node, homes, filter), `${indent} `),
  ]);
}
const operations = [
  '  operations',
  '   tag items',
  '    listItems',
  '    createItem',
  '    getItem',
  '   tag ',
  '    health',
].map((line) => line.slice(1));

describe('the tree', () => {
  it('groups integrations under their model', () => {
    assert.deepEqual(draw([home('a', [model(), integration('y'), integration('x')])]), [
      'model Shop:1.0.0',
      ' integration x',
      ' integration y',
      ...operations,
    ]);
  });
  it('sorts names as people count', () => {
    const names = draw([home('a', [model(), integration('x10'), integration('x9')])]).filter((line) =>
      line.includes('integration'),
    );
    assert.deepEqual(names, [' integration x9', ' integration x10']);
  });
  it('shows a model without integrations', () => assert.equal(draw([home('a', [model()])])[0], 'model Shop:1.0.0'));
  it('groups integrations of a model that nobody has', () =>
    assert.deepEqual(draw([home('a', [integration('x', 'Nobody:1')])]), ['unknownModel Nobody:1', ' integration x']));
  it('shows a file that cannot be read', () =>
    assert.deepEqual(draw([home('a', [integrationEntry('file:///b', 'b.integration.json', '')])]), [
      'broken b.integration.json',
    ]));
  it('keeps a broken integration under its model', () => {
    const broken = integrationEntry('file:///b', 'b', '{"name": "b", "model": "@itential/adapter_Shop:1.0.0", ');
    assert.ok(draw([home('a', [model(), broken])]).includes(' integration b'));
  });
  it('shows a second file with the same id as broken', () =>
    assert.ok(draw([home('a', [model('one'), model('two')])]).includes('broken two.json')));
  it('shows a folder for each of several homes', () =>
    assert.deepEqual(draw([home('a', []), home('b', [])]), ['home', 'home']));
  it('finds the model in another home', () => {
    const drawn = draw([home('a', [model()]), home('b', [integration('x')])]);
    assert.deepEqual(drawn.slice(drawn.lastIndexOf('home')).slice(0, 3), [
      'home',
      ' model Shop:1.0.0',
      '  integration x',
    ]);
  });
  it('does not repeat an unused model in another home', () =>
    assert.equal(draw([home('a', [model()]), home('b', [])]).at(-1), 'home'));
  it('puts operations without any tag right below', () => {
    const drawn = draw([home('a', [model('m', { paths: { '/x': { get: { operationId: 'x' } } } })])]);
    assert.deepEqual(drawn, ['model Shop:1.0.0', ' operations', '  x']);
  });
  it('filters by name', () =>
    assert.deepEqual(draw([home('a', [model(), integration('x'), integration('y')])], 'x').slice(0, 3), [
      'model Shop:1.0.0',
      ' integration x',
      ' operations',
    ]));
  it('filters by model', () =>
    assert.ok(draw([home('a', [model(), integration('x'), integration('y')])], 'shop').includes(' integration y')));
  it('filters everything away', () => assert.deepEqual(draw([home('a', [model(), integration('x')])], 'nothing'), []));
  it('gives every node an id of its own', () => {
    const homes = [home('a', [model(), integration('x'), integration('u', 'Nobody:1')]), home('b', [integration('z')])];
    const ids = (nodes: readonly Node[]): string[] =>
      nodes.flatMap((node) => [node.id, ...ids(childNodes(node, homes))]);
    const all = ids(rootNodes(homes));
    assert.equal(new Set(all).size, all.length);
  });
  it('knows the parent of an integration', () => {
    const entry = integration('x');
    const homes = [home('a', [model(), entry])];
    assert.equal(label(parentNode(integrationNode(homes[0]!, entry), homes)!), 'model Shop:1.0.0');
  });
  it('lists a thousand integrations of a hundred models at once', () => {
    const models = Array.from({ length: 100 }, (_, index) => model(`m${index}`, { title: `M${index}` }));
    const integrations = Array.from({ length: 1000 }, (_, index) => integration(`i${index}`, `M${index % 100}:1.0.0`));
    assert.equal(
      draw([home('a', [...models, ...integrations])]).filter((line) => line.startsWith(' integration')).length,
      1000,
    );
  });
});
