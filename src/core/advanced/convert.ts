// Turns wrapped, shortened and older shapes of an integration into the document that the platform writes today.
import { changeText, type Edit } from '../edit.ts';
import { headOf, integrationOf, toModelKey, type Integration } from '../integration.ts';
import { asString, findNode, get, isObject, readJsonText, type Json } from '../json.ts';
import type { Model } from '../model.ts';
import type { Change } from '../problem.ts';
import type { Path } from '../pointer.ts';

/** One edit, or none where there is nothing to convert or the text is broken. */
export function convert(text: string, models: ReadonlyMap<string, Model>): Edit[] {
  const { errors, root } = readJsonText(text);
  if (errors.length > 0 || root?.type !== 'object') return [];
  const converted = changeInto(unwrap(text), models);
  return converted === text ? [] : [{ offset: 0, length: text.length, content: converted }];
}

function changeInto(text: string, models: ReadonlyMap<string, Model>): string {
  const { root } = readJsonText(text);
  const integration = integrationOf(root);
  const changes = [...identity(integration), ...shapes(integration, models.get(integration.modelId))];
  return changeText(text, changes);
}

/** What the wrappers of the REST API say beside the document: about its state, or about the request. */
const aboutIt = ['metadata', 'status', 'message'];

/** A wrapper that holds something of somebody's own stays, and so does everything in it. */
function unwrap(text: string): string {
  const { root } = readJsonText(text);
  const { service } = headOf(root);
  const node = findNode(root, service);
  const [wrapper] = service;
  const others = (root?.children ?? []).map(({ children }) => String(children?.[0]?.value));
  if (!node || wrapper === undefined || others.some((key) => key !== wrapper && !aboutIt.includes(key))) return text;
  const inner = text.slice(node.offset, node.offset + node.length);
  const line = text.slice(text.lastIndexOf('\n', node.offset) + 1, node.offset);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const flat = indent === '' ? inner : inner.replaceAll(`\n${indent}`, '\n');
  return text.slice(0, root?.offset) + flat + text.slice((root?.offset ?? 0) + (root?.length ?? 0));
}

/** What the platform needs to take a document for an integration, and what names it and its model. */
function identity({ value, service, name, modelId }: Integration): Change[] {
  const at = (...path: Path): Path => [...service, ...path];
  const has = (...path: Path): boolean => get(value, ...at(...path)) !== undefined;
  const model = asString(get(value, ...at('model'))) ?? '';
  return [
    ...missing(at('name'), name, has('name') || name === ''),
    ...missing(at('type'), 'Adapter', has('type')),
    ...missing(at('model'), toModelKey(modelId), modelId === '' || model === toModelKey(modelId)),
    ...missing(at('properties', 'brokers'), [], isThere(value, at('properties', 'brokers'))),
    ...missing(at('properties', 'groups'), [], isThere(value, at('properties', 'groups'))),
    ...missing(at('properties', 'id'), name, has('properties', 'id') || name === ''),
    ...missing(at('properties', 'type'), modelId, has('properties', 'type') || modelId === ''),
    ...missing(at('virtual'), true, has('virtual')),
  ];
}

const missing = (path: Path, value: Json, isGood: boolean): Change[] => (isGood ? [] : [{ path, value }]);
const isThere = (value: Json | undefined, path: Path): boolean => (get(value, ...path) ?? null) !== null;

/** Values that are read in more than one shape. */
function shapes(integration: Integration, model: Model | undefined): Change[] {
  const { value, connection } = integration;
  const found = get(value, ...connection);
  if (!isObject(found)) return [];
  return [
    ...port(connection, get(found, 'server', 'port')),
    ...misspelt(connection, found['tls']),
    ...bearers(connection, found['authentication'], model),
    ...missing([...connection, 'variables'], {}, isThere(found, ['variables'])),
    ...(model ? missing([...connection, 'version'], model.version, isThere(found, ['version'])) : []),
  ];
}

function port(connection: Path, value: Json | undefined): Change[] {
  if (typeof value !== 'string' || !/^[1-9]\d{0,4}$/.test(value)) return [];
  return [{ path: [...connection, 'server', 'port'], value: Number(value) }];
}

/** As ipctl's own struct spells it (platform models, TLS). */
function misspelt(connection: Path, tls: Json | undefined): Change[] {
  const value = get(tls, 'rejectUnauthroized');
  if (value === undefined) return [];
  const isSaid = get(tls, 'rejectUnauthorized') !== undefined;
  return [
    ...(isSaid ? [] : [{ path: [...connection, 'tls', 'rejectUnauthorized'], value }]),
    { path: [...connection, 'tls', 'rejectUnauthroized'] },
  ];
}

/** The platform's credential of HTTP bearer is the token itself. */
function bearers(connection: Path, authentication: Json | undefined, model: Model | undefined): Change[] {
  return (model?.schemes ?? []).flatMap(({ name, type }) => {
    const block = get(authentication, name);
    const value = get(block, 'value');
    const isAlone = isObject(block) && Object.keys(block).length === 1;
    if (type !== 'bearer' || !isAlone || typeof value !== 'string') return [];
    return [{ path: [...connection, 'authentication', name], value }];
  });
}
