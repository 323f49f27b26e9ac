// The text of a new integration, in the form that Itential's command line tool exports (four spaces, its key order).
import { toModelKey } from './integration.ts';
import { asObject, defineOwn, get, isObject, type Json, type JsonObject } from './json.ts';
import type { Model } from './model.ts';
import { connectionSchema } from './schema.ts';

export function newIntegration(name: string, model: Model): string {
  const { host, base_path, protocol, port } = model.server;
  const server = { base_path, host, ...(port !== undefined && { port }), protocol };
  const secure = protocol === 'https';
  const service = {
    name,
    type: 'Adapter',
    model: toModelKey(model.id),
    properties: {
      brokers: [],
      groups: [],
      id: name,
      properties: {
        authentication: emptyBlocks(model),
        server,
        tls: { enabled: secure, rejectUnauthorized: true },
        variables: {},
        version: model.version,
      },
      type: model.id,
    },
    isEncrypted: false,
    loggerProps: null,
    virtual: true,
    profiling: false,
    systemProps: null,
    eventDeduplication: null,
  };
  return JSON.stringify(service, undefined, 4);
}

/** One block for each scheme of the model with the fields it needs, as the platform's own template has them. */
function emptyBlocks(model: Model): JsonObject {
  const blocks: Record<string, Json> = {};
  const schemas = asObject(get(connectionSchema(model), 'properties', 'authentication', 'properties'));
  for (const [name, schema] of Object.entries(schemas)) defineOwn(blocks, name, emptyBlock(asObject(schema)));
  return blocks;
}

/** The empty value of a scheme's block, with the defaults that the model gives. */
export function emptyBlock(schema: JsonObject): Json {
  const properties = schema['properties'];
  if (!isObject(properties)) return '';
  const fields = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([key, field]) => [key, get(field, 'default') ?? emptyBlock(asObject(field))]));
}
