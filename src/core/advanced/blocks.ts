// Whole blocks of an integration to choose from while one types: a scheme's credentials, a server, syslog and what is around them.
import * as l10n from '@vscode/l10n';
import type { IntegrationHead } from '../integration.ts';
import { asArray, asObject, asString, get, isObject, type Json, type JsonObject } from '../json.ts';
import type { Model, SchemeType, SecurityScheme, ServerDefaults } from '../model.ts';
import type { Path } from '../pointer.ts';
import { isSecret, schemeTitle } from '../schema.ts';
import { secretName, writeReference } from '../secrets/secrets.ts';
import { authenticationPath, connectionPath, fieldSchema, schemeAt } from './fieldSchema.ts';
import { serversOf, urlOf } from './servers.ts';
import { Stop, type Template } from './snippet.ts';

export interface Block {
  /** Tells it from others for the same place. */
  readonly detail: string;
  readonly template: Template;
}

/** What can be written as the value at `path` of the service document; the usual first. */
export function blocksAt(path: Path, head: Pick<IntegrationHead, 'name'>, model: Model | undefined): Block[] {
  const make = makers[path.join('/')];
  if (make) return make(head.name, model);
  const scheme = path.length === authenticationPath.length + 1 ? schemeAt(model, path) : undefined;
  return scheme ? [{ detail: schemeTitle(scheme), template: schemeBlock(head.name, model, scheme) }] : [];
}

type Make = (name: string, model: Model | undefined) => Block[];

const at = (...path: Path): string => path.join('/');

const makers: Readonly<Record<string, Make>> = {
  [at('loggerProps')]: (name, model) => [logging(name, model)],
  [at('loggerProps', 'syslog')]: (name, model) => [
    { detail: l10n.t('syslog server with the usual values'), template: whole(name, model, ['loggerProps', 'syslog']) },
  ],
  [at('properties')]: (name, model) => [service(name, model)],
  [at(...connectionPath)]: (name, model) => [
    { detail: l10n.t('server, credentials and TLS'), template: connection(name, model) },
  ],
  [at(...authenticationPath)]: (name, model) => authentication(name, model),
  [at(...connectionPath, 'server')]: (_name, model) => servers(model),
  [at(...connectionPath, 'tls')]: (_name, model) => [{ detail: l10n.t('TLS settings'), template: tls(model) }],
  [at(...connectionPath, 'variables')]: (name, model) => {
    const path = [...connectionPath, 'variables'];
    const declared = fieldSchema(model, path)?.['properties'];
    return declared ? [{ detail: l10n.t('all that the model declares'), template: whole(name, model, path) }] : [];
  },
};

/** The keys that the platform's documentation calls required; syslog is a block of its own. */
const logKeys = [
  'console_level',
  'log_directory',
  'log_filename',
  'log_level',
  'log_max_file_size',
  'log_max_files',
] as const;

function logging(name: string, model: Model | undefined): Block {
  return { detail: l10n.t('log file and levels'), template: whole(name, model, ['loggerProps'], logKeys) };
}

function service(name: string, model: Model | undefined): Block {
  const template = {
    brokers: [],
    groups: [],
    id: name === '' ? new Stop('', [], 'name') : name,
    properties: connection(name, model),
    type: model?.id ?? new Stop(''),
  };
  return { detail: l10n.t('everything that the platform needs'), template };
}

function connection(name: string, model: Model | undefined): Template {
  const [credentials] = authentication(name, model);
  const [server] = servers(model);
  return {
    authentication: credentials?.template ?? {},
    server: server?.template ?? {},
    tls: tls(model),
    variables: {},
    ...(model && { version: model.version }),
  };
}

/** The platform uses the model's first scheme only. */
function authentication(name: string, model: Model | undefined): Block[] {
  const [scheme] = model?.schemes ?? [];
  if (!scheme) return [];
  const detail = `${scheme.name}: ${schemeTitle(scheme)}`;
  return [{ detail, template: { [scheme.name]: schemeBlock(name, model, scheme) } }];
}

function servers(model: Model | undefined): Block[] {
  const all = serversOf(model);
  return all.map((server) => ({ detail: urlOf(server), template: serverTemplate(server) }));
}

function serverTemplate({ protocol, host, port, base_path }: ServerDefaults): Template {
  return {
    base_path: new Stop(base_path),
    host: new Stop(host),
    ...(port !== undefined && { port: new Stop(port) }),
    protocol: new Stop(protocol, ['http', 'https']),
  };
}

const tls = (model: Model | undefined): Template => ({
  enabled: new Stop(model?.server.protocol === 'https', [true, false]),
  rejectUnauthorized: new Stop(true, [true, false]),
});

/** As the platform's own template has them; of what only some need, no more than the model speaks of. */
const schemeKeys: Readonly<Record<SchemeType, readonly string[]>> = {
  apiKey: ['parameters', 'value'],
  basic: ['password', 'username'],
  bearer: [],
  awsSigV4: ['accessKeyId', 'secretAccessKey'],
  oauth2: ['client_id', 'client_secret', 'parameters', 'password', 'refresh_url', 'scope', 'token_url', 'username'],
  openIdConnect: ['client_id', 'client_secret', 'parameters', 'scope'],
  mutualTLS: ['ca', 'certificate', 'key'],
  unsupported: [],
};

function schemeBlock(name: string, model: Model | undefined, scheme: SecurityScheme): Template {
  const path = [...authenticationPath, scheme.name];
  const schema = fieldSchema(model, path) ?? {};
  const optional = ['refresh_url', 'scope'];
  const implicit = scheme.type === 'oauth2' && scheme.flow === 'implicit';
  const keys = schemeKeys[scheme.type].filter((key) => !optional.includes(key) || has(schema, key, 'default'));
  if (!isObject(schema['properties'])) return leaf(schema, name, path);
  if (implicit) return { token: whole(name, model, [...path, 'token'], ['access_token']) };
  return whole(name, model, path, keys);
}

const has = (schema: JsonObject, ...path: readonly string[]): boolean =>
  get(schema, 'properties', ...path) !== undefined;

/** An object with the fields that its schema names, or with those of `keys` that it names. */
function whole(name: string, model: Model | undefined, path: Path, keys?: readonly string[]): Template {
  const fields = Object.entries(asObject(fieldSchema(model, path)?.['properties']));
  const wanted = keys ? fields.filter(([key]) => keys.includes(key)) : fields;
  return Object.fromEntries(
    wanted
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, schema]): [string, Template] => {
        const inner = [...path, key];
        const nested = isObject(get(schema, 'properties'));
        return [key, nested ? whole(name, model, inner) : leaf(asObject(schema), name, inner)];
      }),
  );
}

function leaf(schema: JsonObject, name: string, path: Path): Template {
  if (isSecret(schema)) return new Stop(referenceFor(name, path));
  const fallback = schema['default'];
  const choices = asArray(schema['enum']).filter((each) => typeof each === 'string');
  const types = [schema['type']].flat();
  if (types.includes('boolean')) return new Stop(fallback === true, [true, false]);
  if (isScalar(fallback)) return new Stop(fallback, choices);
  return types.includes('number') || types.includes('integer') ? new Stop(0) : new Stop('');
}

const isScalar = (value: Json | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** The reference that "Move to Secret Store" would write for a secret of an integration. */
export function referenceFor(name: string, path: Path): string {
  const own = path.slice(
    authenticationPath.every((part, index) => path[index] === part) ? authenticationPath.length : 0,
  );
  return writeReference({ store: 'secret', name: secretName(asString(name) || 'integration', own) });
}
