// The tree of models and integrations as plain data: which node stands under which, and what each one says.
import * as l10n from '@vscode/l10n';
import type { Home, IntegrationEntry, ModelEntry } from './catalog.ts';
import type { Model, Operation } from './model.ts';

export type Node =
  | HomeNode
  | ModelNode
  | ListedModelNode
  | UnknownModelNode
  | OperationsNode
  | TagNode
  | OperationNode
  | IntegrationNode
  | BrokenNode;

export interface HomeNode {
  readonly kind: 'home';
  readonly id: string;
  readonly home: Home;
}
export interface ModelNode {
  readonly kind: 'model';
  readonly id: string;
  readonly home: Home;
  readonly entry: ModelEntry;
  readonly model: Model;
}
/** A platform has it; its document has not been read yet. */
export interface ListedModelNode {
  readonly kind: 'listedModel';
  readonly id: string;
  readonly home: Home;
  readonly entry: ModelEntry;
  readonly modelId: string;
}
/** Integrations name a model that nobody has. */
export interface UnknownModelNode {
  readonly kind: 'unknownModel';
  readonly id: string;
  readonly home: Home;
  readonly modelId: string;
}
export interface OperationsNode {
  readonly kind: 'operations';
  readonly id: string;
  readonly model: Model;
}
export interface TagNode {
  readonly kind: 'tag';
  readonly id: string;
  readonly model: Model;
  readonly tag: string;
}
export interface OperationNode {
  readonly kind: 'operation';
  readonly id: string;
  readonly model: Model;
  readonly operation: Operation;
}
export interface IntegrationNode {
  readonly kind: 'integration';
  readonly id: string;
  readonly entry: IntegrationEntry;
}
/** A file that cannot be read well enough to have a place of its own. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly id: string;
  readonly entry: ModelEntry | IntegrationEntry;
}

/** The top of the tree: the homes, or the contents of the only one; a platform always has its row, which says how it is. */
export function rootNodes(homes: readonly Home[], filter = ''): Node[] {
  const [only, ...others] = homes;
  if (only && others.length === 0 && !only.remote) return homeChildren(only, homes, filter);
  return homes
    .filter((home) => home.remote || filter === '' || homeChildren(home, homes, filter).length > 0)
    .map((home) => ({ kind: 'home', id: home.id, home }));
}

export function childNodes(node: Node, homes: readonly Home[], filter = ''): Node[] {
  switch (node.kind) {
    case 'home':
      return homeChildren(node.home, homes, filter);
    case 'model':
      return [...integrationsOf(node.home, node.model.id, filter), operationsNode(node)];
    case 'listedModel':
    case 'unknownModel':
      return integrationsOf(node.home, node.modelId, filter);
    case 'operations':
      return tagNodes(node.id, node.model);
    case 'tag':
      return operationNodes(node.id, node.model, node.tag);
    case 'operation':
    case 'integration':
    case 'broken':
      return [];
  }
}

/** Where an integration stands, for revealing it; undefined at the top. */
export function parentNode(node: Node, homes: readonly Home[]): Node | undefined {
  const home = homes.find(({ id }) => node.id.startsWith(`${id}\n`));
  const at = home && (home.remote || homes.length > 1) ? ({ kind: 'home', id: home.id, home } as const) : undefined;
  if (!home || node.kind === 'home') return undefined;
  if (node.kind !== 'integration') return at;
  return homeChildren(home, homes, '').find((child) => childNodes(child, homes).some(({ id }) => id === node.id)) ?? at;
}

export function integrationNode(home: Home, entry: IntegrationEntry): IntegrationNode {
  return { kind: 'integration', id: `${home.id}\n${entry.uri}`, entry };
}

function homeChildren(home: Home, homes: readonly Home[], filter: string): Node[] {
  const groups = [...modelNodes(home, homes), ...listedModelNodes(home), ...unknownModelNodes(home, homes)];
  const shown = groups.filter(
    (node) => matches(modelIdOf(node), filter) || integrationsOf(home, modelIdOf(node), filter).length > 0,
  );
  return [...shown.sort((a, b) => compare(titleOf(a), titleOf(b))), ...brokenNodes(home, filter)];
}

/** A model stands in the home of its file, and in each home that has integrations of it. */
function modelNodes(home: Home, homes: readonly Home[]): ModelNode[] {
  const used = new Set(
    [...home.entries.values()].flatMap((entry) => (entry.kind === 'integration' ? [entry.modelId] : [])),
  );
  const listed = listedIn(home);
  const nodes = new Map<string, ModelNode>();
  for (const owner of [home, ...homes]) {
    for (const entry of owner.entries.values()) {
      if (entry.kind !== 'model' || !entry.model || nodes.has(entry.model.id)) continue;
      if (owner !== home && (!used.has(entry.model.id) || listed.has(entry.model.id))) continue;
      nodes.set(entry.model.id, {
        kind: 'model',
        id: `${home.id}\nmodel ${entry.model.id}`,
        home,
        entry,
        model: entry.model,
      });
    }
  }
  return [...nodes.values()];
}

const listedIn = (home: Home): ReadonlySet<string | undefined> =>
  new Set([...home.entries.values()].map((entry) => (entry.kind === 'model' ? entry.listed : undefined)));

/** With the id that the node of the read model will have, so that it stays open. */
function listedModelNodes(home: Home): ListedModelNode[] {
  return [...home.entries.values()].flatMap((entry): ListedModelNode[] => {
    if (entry.kind !== 'model' || entry.model || entry.listed === undefined) return [];
    const modelId = entry.listed;
    return [{ kind: 'listedModel', id: `${home.id}\nmodel ${modelId}`, home, entry, modelId }];
  });
}

function unknownModelNodes(home: Home, homes: readonly Home[]): UnknownModelNode[] {
  const known = new Set([
    ...listedIn(home),
    ...homes
      .flatMap((each) => [...each.entries.values()])
      .flatMap((entry) => (entry.kind === 'model' ? [entry.model?.id] : [])),
  ]);
  const wanted = [...home.entries.values()].flatMap((entry) =>
    entry.kind === 'integration' && hasPlace(entry) ? [entry.modelId] : [],
  );
  const unknown = [...new Set(wanted)].filter((id) => !known.has(id));
  return unknown.map((modelId) => ({ kind: 'unknownModel', id: `${home.id}\nunknown ${modelId}`, home, modelId }));
}

/** Files that cannot be read, and model files whose id another file has already taken. */
function brokenNodes(home: Home, filter: string): BrokenNode[] {
  const taken = new Set<string>();
  return [...home.entries.values()]
    .flatMap((entry): (ModelEntry | IntegrationEntry)[] => {
      if (entry.kind === 'integration') return hasPlace(entry) ? [] : [{ error: nameless(), ...entry }];
      if (!entry.model) return entry.listed !== undefined && entry.error === undefined ? [] : [entry];
      if (taken.has(entry.model.id))
        return [{ ...entry, error: l10n.t('Another file already has the model "{0}".', entry.model.id) }];
      taken.add(entry.model.id);
      return [];
    })
    .filter((entry) => matches(entry.file, filter))
    .sort((a, b) => compare(a.file, b.file))
    .map((entry) => ({ kind: 'broken', id: `${home.id}\n${entry.uri}`, entry }));
}

const nameless = (): string => l10n.t('It has neither a name nor a model.');

/** An integration that names itself or its model belongs under a model, however broken the rest is. */
const hasPlace = (entry: IntegrationEntry): boolean => entry.name !== '' || entry.modelId !== '';

function integrationsOf(home: Home, modelId: string, filter: string): IntegrationNode[] {
  return [...home.entries.values()]
    .filter(
      (entry): entry is IntegrationEntry =>
        entry.kind === 'integration' && entry.modelId === modelId && hasPlace(entry),
    )
    .filter((entry) => matches(`${entry.name} ${entry.file} ${modelId}`, filter))
    .sort((a, b) => compare(a.name || a.file, b.name || b.file))
    .map((entry) => integrationNode(home, entry));
}

const operationsNode = ({ id, model }: ModelNode): OperationsNode => ({
  kind: 'operations',
  id: `${id}\noperations`,
  model,
});

/** Tags in the document's order; operations without a tag come last under the empty one. */
function tagNodes(id: string, model: Model): Node[] {
  const tags = [...new Set(model.operations.map((operation) => operation.tags[0] ?? ''))];
  if (tags.length === 1 && tags[0] === '') return operationNodes(id, model, '');
  return tags
    .sort((a, b) => Number(a === '') - Number(b === ''))
    .map((tag) => ({ kind: 'tag', id: `${id}\n${tag}`, model, tag }));
}

function operationNodes(id: string, model: Model, tag: string): OperationNode[] {
  return model.operations
    .filter((operation) => (operation.tags[0] ?? '') === tag)
    .map((operation) => ({ kind: 'operation', id: `${id}\n${operation.method} ${operation.path}`, model, operation }));
}

/** So that "Shop" comes before "Shop Admin". */
const titleOf = (node: ModelNode | ListedModelNode | UnknownModelNode): string =>
  modelIdOf(node).replace(/:(?=[^:]*$)/, ' ');
const modelIdOf = (node: ModelNode | ListedModelNode | UnknownModelNode): string =>
  node.kind === 'model' ? node.model.id : node.modelId;
const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const matches = (text: string, filter: string): boolean => text.toLowerCase().includes(filter.trim().toLowerCase());
