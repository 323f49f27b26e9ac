// Reads Swagger 2.0 and OpenAPI 3.x documents into models, natively: nothing is converted and nothing throws.
import * as l10n from '@vscode/l10n';
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Method, Model, Operation, Requirement } from '../model.ts';
import { documentPart, follow, type Part } from '../part.ts';
import { readSchemes } from './readSchemes.ts';
import { readServer, serverUrls } from './readServer.ts';

export type ModelReading = { readonly model: Model } | { readonly error: string };

/** The OpenAPI document inside what a file or the platform holds: bare, or wrapped as `{model: …}`. */
export function unwrapModel(value: Json | undefined): JsonObject | undefined {
  if (isOpenApi(value)) return value;
  const inner = get(value, 'model');
  return isOpenApi(inner) ? inner : undefined;
}

/** A document on its own: what it has in other files is missing. */
export function readModel(value: Json | undefined): ModelReading {
  const document = unwrapModel(value);
  return document ? readPart(documentPart(document)) : { error: notOpenApi(value) };
}

/** The model of an unwrapped document, together with the files beside it. */
export function readPart(part: Part): ModelReading {
  const document = asObject(part.root);
  const info = follow(part, get(document, 'info'))?.value;
  const title = text(get(info, 'title'));
  const version = text(get(info, 'version'));
  if (!title || !version) return { error: nameless(title) };
  const security = readSecurity(get(document, 'security'));
  return {
    model: {
      id: `${title}:${version}`,
      title,
      version,
      description: text(get(info, 'description')),
      openapi: specification(get(document, 'openapi') ?? get(document, 'swagger')),
      server: readServer(document),
      servers: serverUrls(document).slice(0, most.servers),
      schemes: readSchemes(part),
      ...(security && { security }),
      operations: readOperations(part),
    },
  };
}

/**
 * In YAML a thousand operations can share one list of a million tags: far beyond what anyone writes, these bounds keep
 * the model smaller than its document.
 */
const most = { text: 500, summary: 300, list: 50, servers: 100 };

const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];
const methodNames: ReadonlyMap<string, Method> = new Map(methods.map((method) => [method.toLowerCase(), method]));

/** Every operation in the document's order; callbacks and webhooks are calls that others make. */
function readOperations(part: Part): Operation[] {
  const operations: Operation[] = [];
  const paths = follow(part, get(part.root, 'paths'));
  if (!paths) return operations;
  for (const path of Object.keys(paths.value)) {
    if (!path.startsWith('/')) continue;
    const item = pathItem(paths.part, paths.value[path]);
    for (const key of Object.keys(item)) {
      const method = methodNames.get(key);
      const operation = item[key];
      if (method && isObject(operation)) operations.push(readOperation(path, method, operation));
    }
  }
  return operations;
}

/** What a reference leads to; beside one that leads nowhere, what stands there itself. */
function pathItem(part: Part, value: Json | undefined): JsonObject {
  if (isObject(value) && value['$ref'] === undefined) return value;
  return follow(part, value)?.value ?? asObject(value);
}

/** Thousands of these are read by code that has no time to get warm: fields that no prototype has are taken directly. */
function readOperation(path: string, method: Method, operation: JsonObject): Operation {
  const security = readSecurity(operation['security']);
  return {
    id: short(text(operation['operationId'])) || `${method} ${path}`,
    method,
    path,
    summary: readSummary(operation),
    tags: readTags(operation['tags']),
    deprecated: operation['deprecated'] === true,
    ...(security && { security }),
  };
}

const readTags = (value: Json | undefined): readonly string[] =>
  fitting(asArray(value), (tag): tag is string => typeof tag === 'string' && short(tag) !== '');

function readSummary(operation: JsonObject): string {
  const summary = text(operation['summary']) || firstLine(text(operation['description']));
  return summary.length > most.summary ? `${summary.slice(0, most.summary)}…` : summary;
}

function readSecurity(value: Json | undefined): readonly Requirement[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return fitting(value as readonly Json[], isObject).map((requirement) =>
    fitting(Object.keys(requirement), (name): name is string => short(name) !== ''),
  );
}

/** A list that nothing need be taken from is given as it is: a copy for each of thousands of operations is felt. */
function fitting<T, F extends T>(values: readonly T[], fits: (value: T) => value is F): readonly F[] {
  return values.length <= most.list && values.every(fits) ? values : values.slice(0, most.list).filter(fits);
}

/** Titles and versions are text, but `version: 2` is what people write. */
function text(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : (asString(value) ?? '').trim();
}

/** YAML reads `swagger: 2.0` as the number 2. */
function specification(value: Json | undefined): string {
  return Number.isInteger(value) ? `${value as number}.0` : text(value);
}

const short = (name: string): string => (name.length > most.text ? '' : name);

function firstLine(description: string): string {
  const end = description.indexOf('\n');
  return end < 0 ? description : description.slice(0, end);
}

function isOpenApi(value: Json | undefined): value is JsonObject {
  return isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'));
}

export function notOpenApi(value: Json | undefined): string {
  return isObject(value)
    ? l10n.t('This is not an OpenAPI document: it has neither "openapi" nor "swagger" at its top.')
    : l10n.t('This is not an OpenAPI document: an object is expected.');
}

function nameless(title: string): string {
  return title
    ? l10n.t('The document has no info.version. A model is known by its title and version; add one.')
    : l10n.t('The document has no info.title. A model is known by its title and version; add one.');
}
