// Small documents for tests, made of the parts that matter to them.
import type { Json } from '../../src/core/json.ts';
import type { Model } from '../../src/core/model.ts';
import { readModel } from '../../src/core/models/readModel.ts';
import type { Surroundings } from '../../src/core/rules/rule.ts';

export interface ModelParts {
  readonly title?: string;
  readonly version?: string;
  readonly url?: string;
  readonly schemes?: Json;
  readonly security?: Json;
  readonly paths?: Json;
  /** Beside the security schemes. */
  readonly components?: Record<string, Json>;
  readonly more?: Record<string, Json>;
}

/** An OpenAPI 3.0 document. */
export function openApi({
  title = 'Shop',
  version = '1.0.0',
  url = 'https://shop.example.com/api',
  schemes = basicScheme,
  security,
  paths = shopPaths,
  components = {},
  more = {},
}: ModelParts = {}) {
  return {
    openapi: '3.0.3',
    info: { title, version },
    servers: [{ url }],
    components: { securitySchemes: schemes, ...components },
    paths,
    ...(security !== undefined && { security }),
    ...more,
  };
}

export const basicScheme: Json = { basicAuth: { type: 'http', scheme: 'basic' } };

export const shopPaths: Json = {
  '/items': {
    get: { operationId: 'listItems', tags: ['items'], responses: { 200: { content: { 'application/json': {} } } } },
    post: {
      operationId: 'createItem',
      tags: ['items'],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
          },
        },
      },
    },
  },
  '/items/{id}': {
    get: {
      operationId: 'getItem',
      tags: ['items'],
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
    },
  },
  '/health': { get: { operationId: 'health' } },
};

export function modelOf(document: Json): Model {
  const reading = readModel(document);
  if ('error' in reading) throw new Error(reading.error);
  return reading.model;
}

export const shop = (parts: ModelParts = {}): Model => modelOf(openApi(parts));

/** The text of an integration of the shop with a connection of one's own. */
export function integrationText(connection: Record<string, Json> = {}, service: Record<string, Json> = {}): string {
  return JSON.stringify(integrationValue(connection, service), undefined, 2);
}

export function integrationValue(
  connection: Record<string, Json> = {},
  service: Record<string, Json> = {},
): Record<string, Json> {
  return {
    name: 'shop-dev',
    type: 'Adapter',
    model: '@itential/adapter_Shop:1.0.0',
    properties: {
      id: 'shop-dev',
      type: 'Shop:1.0.0',
      brokers: [],
      groups: [],
      properties: {
        authentication: { basicAuth: { username: 'me', password: '${secret:shop}' } },
        server: { protocol: 'https', host: 'shop.example.com', base_path: '/api' },
        tls: { enabled: true, rejectUnauthorized: true },
        ...connection,
      },
    },
    loggerProps: { log_level: 'info' },
    virtual: true,
    ...service,
  };
}

/** The keys of an integration in the order in which ipctl exports them. */
export const exportedKeys = [
  'name',
  'type',
  'model',
  'properties',
  'isEncrypted',
  'loggerProps',
  'virtual',
  'profiling',
  'systemProps',
  'eventDeduplication',
];

/** What is known around a lone integration on a machine that has every secret. */
export const around = (models: readonly Model[], more: Partial<Surroundings> = {}): Surroundings => ({
  models: new Map(models.map((model) => [model.id, model])),
  namesakes: () => 1,
  now: Date.now(),
  has: () => true,
  ...more,
});
