// Reads the text of an integration: bare as Itential's tools write it, or wrapped as its REST API answers.
import * as l10n from '@vscode/l10n';
import type { Node } from 'jsonc-parser';
import {
  asString,
  findNode,
  get,
  isObject,
  nestedTooDeeply,
  readJson,
  valueOf,
  type Json,
  type JsonError,
} from './json.ts';
import type { Path } from './pointer.ts';

export interface Integration {
  readonly name: string;
  /** The model's `title:version`; empty when the text names none. */
  readonly modelId: string;
  /** Where the service document stands in the text: `[]`, `['data']` or `['properties']`. */
  readonly service: Path;
  /** Where the connection configuration (server, authentication, tls) stands. */
  readonly connection: Path;
  readonly value: Json | undefined;
  /** The tree of the text. */
  readonly root: () => Node | undefined;
  readonly errors: readonly JsonError[];
}

const modelPrefix = '@itential/adapter_';

/** The spelling that a service document's `model` has. */
export const toModelKey = (modelId: string): string => modelPrefix + modelId;

export const toModelId = (key: string): string => (key.startsWith(modelPrefix) ? key.slice(modelPrefix.length) : key);

/** Understands what it can of any text. */
export function readIntegration(text: string): Integration {
  const { value, errors, root } = readJson(text);
  const { name, modelId, service, connection } = headAt((path) => get(value, ...path));
  return { name, modelId, service, connection, value, root, errors };
}

/** The same of a text that somebody has read already. */
export function integrationOf(root: Node | undefined, errors: readonly JsonError[] = []): Integration {
  return { ...headOf(root), value: valueOf(root), root: () => root, errors };
}

/** What an integration is called, and where its parts stand: without a look at the rest of it. */
export type IntegrationHead = Pick<Integration, 'name' | 'modelId' | 'service' | 'connection'>;

export const headOf = (root: Node | undefined): IntegrationHead =>
  headAt((path) => {
    const node = findNode(root, path);
    return node?.type === 'object' ? {} : node?.value;
  });

/** Of what stands at a path only texts count, and whether it is an object. */
type Look = (path: Path) => unknown;

function headAt(look: Look): IntegrationHead {
  const service = servicePath(look);
  const at = (...path: Path): string => asString(look([...service, ...path])) ?? '';
  return {
    name: at('name') || at('properties', 'id'),
    modelId: toModelId(at('model')) || at('properties', 'type'),
    service,
    connection: [...service, 'properties', 'properties'],
  };
}

/** `{data, metadata}` is what GET answers, `{properties: {name, …}}` what POST takes; anything else is the document itself. */
function servicePath(look: Look): Path {
  if (typeof look(['name']) === 'string') return [];
  if (isObject(look(['data']))) return ['data'];
  return typeof look(['properties', 'name']) === 'string' ? ['properties'] : [];
}

/** The value at `path` inside the connection configuration. */
export function connectionValue(integration: Integration, ...path: Path): Json | undefined {
  return get(integration.value, ...integration.connection, ...path);
}

export function nodeAt(integration: Integration, path: Path): Node | undefined {
  return findNode(integration.root(), path);
}

/** What to say of a text that is no integration at all, undefined when it is one. */
export function unreadable(integration: Integration): string | undefined {
  if (integration.value === undefined) {
    const [error] = integration.errors;
    return error && error.message === nestedTooDeeply() ? error.message : l10n.t('The file is empty.');
  }
  return isObject(integration.value) ? undefined : l10n.t('A JSON object is expected here.');
}
