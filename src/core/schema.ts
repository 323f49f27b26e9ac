// The one schema that validation, completion, hover and the form derive from: the fixed frame plus what each model adds.
import * as l10n from '@vscode/l10n';
import awsSigV4 from '../../schemas/authentication/awsSigV4.json';
import apiKey from '../../schemas/authentication/apiKey.json';
import basic from '../../schemas/authentication/basic.json';
import bearer from '../../schemas/authentication/bearer.json';
import mutualTLS from '../../schemas/authentication/mutualTLS.json';
import oauth2 from '../../schemas/authentication/oauth2.json';
import connection from '../../schemas/connection.json';
import frame from '../../schemas/integration.json';
import logging from '../../schemas/logging.json';
import { toModelKey } from './integration.ts';
import { asObject, asString, defineOwn, isObject, type Json, type JsonObject } from './json.ts';
import type { Model, SchemeType, SecurityScheme } from './model.ts';
import { parametersSchema, variablesSchema } from './schema/parameterSchema.ts';
import { inLanguage } from './schema/schemaTexts.ts';

/** Draft-07 for every integration of these models: `if` the document names a model, `then` its connection must fit it. */
export function integrationSchema(models: readonly Model[]): JsonObject {
  const keys = models.map((model) => toModelKey(model.id));
  const service = merge(inLanguage(frame), {
    properties: { model: { anyOf: [{ enum: keys }, { type: 'string' }] } },
    allOf: models.map((model) => ({ if: namesModel(model.id), then: atConnection(modelSchema(model)) })),
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: { service, connection: inLanguage(connection), logging: inLanguage(logging) },
    ...unwrapped(),
  };
}

/** The connection configuration of one model, as the form shows it. */
export function connectionSchema(model: Model | undefined): JsonObject {
  return model ? merge(inLanguage(connection), modelSchema(model)) : inLanguage(connection);
}

/** The whole service document of an integration of one model, for looking up what is said of a place in it. */
export function serviceSchema(model: Model | undefined): JsonObject {
  const inner = { properties: { properties: connectionSchema(model) } };
  return merge(inLanguage(frame), { properties: { properties: inner, loggerProps: inLanguage(logging) } });
}

export const loggingSchema: JsonObject = logging;

export function isSecret(schema: JsonObject): boolean {
  return schema['writeOnly'] === true && schema['format'] === 'password';
}

/**
 * The schema says the same of the bare document and of the two wrappers of the REST API. Made anew each time: the JSON
 * service writes what a reference leads to in its place, and the next models would find those of the first.
 */
const unwrapped = (): JsonObject => ({
  if: { required: ['data'], not: { required: ['name'] } },
  then: { properties: { data: { $ref: '#/definitions/service' } } },
  else: {
    if: {
      not: { required: ['name'] },
      properties: { properties: { type: 'object', required: ['name'] } },
      required: ['properties'],
    },
    then: { properties: { properties: { $ref: '#/definitions/service' } } },
    else: { $ref: '#/definitions/service' },
  },
});

function namesModel(id: string): JsonObject {
  const byType = {
    properties: { properties: { required: ['type'], properties: { type: { const: id } } }, model: { const: '' } },
    required: ['properties'],
  };
  return { anyOf: [{ required: ['model'], properties: { model: { enum: [toModelKey(id), id] } } }, byType] };
}

function atConnection(schema: JsonObject): JsonObject {
  return { properties: { properties: { properties: { properties: schema } } } };
}

/** What a model adds to the connection configuration: server defaults and one block for each of its schemes. */
function modelSchema(model: Model): JsonObject {
  const { protocol, host, port, base_path } = model.server;
  const withDefault = (value: Json | undefined): JsonObject =>
    value === undefined || value === '' ? {} : { default: value };
  const blocks: Record<string, Json> = {};
  for (const [index, scheme] of model.schemes.entries()) defineOwn(blocks, scheme.name, schemeSchema(scheme, index));
  return {
    properties: {
      server: {
        properties: {
          protocol: { default: protocol },
          host: withDefault(host),
          port: withDefault(port),
          base_path: { default: base_path },
        },
      },
      authentication: { properties: blocks },
      ...variablesSchema(model),
      version: { default: model.version },
    },
  };
}

const schemeSchemas: Record<SchemeType, JsonObject> = {
  apiKey,
  basic,
  bearer,
  awsSigV4,
  oauth2: oauth2,
  openIdConnect: withoutProperties(oauth2, ['username', 'password', 'token_url']),
  mutualTLS,
  unsupported: { title: 'Unsupported' },
};

function schemeSchema(scheme: SecurityScheme, index: number): JsonObject {
  const base = inLanguage(schemeSchemas[scheme.type]);
  const schema = merge(scheme.type === 'oauth2' ? oauth2Schema(base, scheme) : base, parametersSchema(scheme));
  const description = [
    scheme.description || asString(schema['description']),
    retrievalNote(scheme),
    schemeNote(scheme, index),
  ]
    .filter(Boolean)
    .join('\n\n');
  return { ...schema, title: `${scheme.name} (${schemeTitle(scheme)})`, description };
}

/** A key that the platform gets by itself need not be given. */
function retrievalNote(scheme: SecurityScheme): string {
  if (scheme.type !== 'apiKey' || !scheme.retrieval) return '';
  const { method, url } = scheme.retrieval;
  return l10n.t('The platform gets the key itself ({0} {1}), so its value may stay empty.', method, url);
}

export function schemeTitle(scheme: SecurityScheme): string {
  if (scheme.type === 'unsupported') return scheme.declared;
  const title = asString(inLanguage(schemeSchemas[scheme.type])['title']) ?? scheme.type;
  if (scheme.type === 'openIdConnect') return 'OpenID Connect';
  if (scheme.type === 'apiKey') return l10n.t('{0} in {1} "{2}"', title, scheme.in, scheme.parameter);
  return scheme.type === 'oauth2' ? `${title}, ${scheme.flow}` : title;
}

/** What is special about a scheme in its place; empty for a lone or first supported one. */
export function schemeNote(scheme: SecurityScheme, index: number): string {
  if (scheme.type === 'unsupported')
    return l10n.t('The platform does not support this kind of scheme ("{0}").', scheme.declared);
  return index > 0 ? l10n.t("The platform uses only the model's first scheme; this one is ignored.") : '';
}

/** The fields that the flow needs, with the model's addresses as defaults. */
function oauth2Schema(base: JsonObject, scheme: SecurityScheme & { type: 'oauth2' }): JsonObject {
  const foreign = scheme.flow === 'password' ? [] : ['username', 'password'];
  const own = scheme.flow === 'implicit' ? [...foreign, 'client_secret', 'token_url', 'refresh_url'] : foreign;
  const defaults = { token_url: scheme.tokenUrl, refresh_url: scheme.refreshUrl, scope: scheme.scopes.join(' ') };
  const properties = Object.fromEntries(Object.entries(defaults).filter(([key, value]) => value && !own.includes(key)));
  return merge(withoutProperties(base, own), {
    properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, { default: value }])),
  });
}

function withoutProperties(schema: JsonObject, names: readonly string[]): JsonObject {
  const kept = Object.entries(asObject(schema['properties'])).filter(([name]) => !names.includes(name));
  return { ...schema, properties: Object.fromEntries(kept) };
}

/** Objects are merged key by key, everything else is replaced. */
function merge(base: JsonObject, more: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(more)) {
    const existing = Object.hasOwn(result, key) ? result[key] : undefined;
    defineOwn(result, key, isObject(existing) && isObject(value) ? merge(existing, value) : value);
  }
  return result;
}
