// Reads Swagger 2.0 and OpenAPI 3.x documents into models, natively: nothing is converted and nothing throws.
import * as l10n from '@vscode/l10n';
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from './json.ts';
import type { Method, Model, Operation, Requirement } from './model.ts';
import { resolve } from './reference.ts';
import { readSchemes } from './readSchemes.ts';
import { readServer } from './readServer.ts';

export type ModelReading = { readonly model: Model } | { readonly error: string };

/** The OpenAPI document inside what a file or the platform holds: bare, or wrapped as `{model: …}`. */
export function unwrapModel(value: Json | undefined): JsonObject | undefined {
  if (isOpenApi(value)) return value;
  const inner = get(value, 'model');
  return isOpenApi(inner) ? inner : undefined;
}

export function readModel(value: Json | undefined): ModelReading {
  const document = unwrapModel(value);
  if (!document) return { error: notOpenApi(value) };
  const title = text(get(document, 'info', 'title'));
  const version = text(get(document, 'info', 'version'));
  if (!title || !version) return { error: nameless(title) };
  const security = readSecurity(get(document, 'security'));
  return {
    model: {
      id: `${title}:${version}`,
      title,
      version,
      description: text(get(document, 'info', 'description')),
      openapi: text(get(document, 'openapi') ?? get(document, 'swagger')),
      server: readServer(document),
      schemes: readSchemes(document),
      ...(security && { security }),
      operations: readOperations(document),
    },
  };
}

const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** Every operation in the document's order; callbacks and webhooks are calls that others make. */
function readOperations(document: JsonObject): Operation[] {
  return Object.entries(asObject(get(document, 'paths'))).flatMap(([path, value]) => {
    const item = path.startsWith('/') ? resolve(document, value) : undefined;
    if (!item) return [];
    return Object.keys(item).flatMap((key) => {
      const method = methods.find((name) => name.toLowerCase() === key);
      const operation = item[key];
      return method && isObject(operation) ? [readOperation(path, method, operation)] : [];
    });
  });
}

function readOperation(path: string, method: Method, operation: JsonObject): Operation {
  const security = readSecurity(get(operation, 'security'));
  return {
    id: text(get(operation, 'operationId')) || `${method} ${path}`,
    method,
    path,
    summary: text(get(operation, 'summary')) || firstLine(text(get(operation, 'description'))),
    tags: asArray(get(operation, 'tags')).filter((tag) => typeof tag === 'string'),
    deprecated: get(operation, 'deprecated') === true,
    ...(security && { security }),
  };
}

function readSecurity(value: Json | undefined): readonly Requirement[] | undefined {
  return Array.isArray(value) ? value.filter(isObject).map((requirement) => Object.keys(requirement)) : undefined;
}

/** Titles and versions are text, but `version: 2` is what people write. */
function text(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : (asString(value) ?? '').trim();
}

const firstLine = (description: string): string => description.split('\n', 1)[0] ?? '';

function isOpenApi(value: Json | undefined): value is JsonObject {
  return isObject(value) && (Object.hasOwn(value, 'openapi') || Object.hasOwn(value, 'swagger'));
}

function notOpenApi(value: Json | undefined): string {
  return isObject(value)
    ? l10n.t('This is not an OpenAPI document: it has neither "openapi" nor "swagger" at its top.')
    : l10n.t('This is not an OpenAPI document: a JSON object is expected.');
}

function nameless(title: string): string {
  return title
    ? l10n.t('The document has no info.version. A model is known by its title and version; add one.')
    : l10n.t('The document has no info.title. A model is known by its title and version; add one.');
}
