// The calls of integrations (2, 3.2) and of their logging (4.4).
import { randomBytes } from 'node:crypto';
import { page } from './lists.mjs';
import { pointerOf, secretPaths } from './secrets.mjs';

const PREFIX = '@itential/adapter_';
const levels = ['error', 'warn', 'info', 'debug', 'trace', 'spam'];

/** What an integration without `loggerProps` gets: the platform's own settings (4.2). */
const loggerProps = {
  description: 'Logging',
  log_max_files: 10,
  log_max_file_size: 10_485_760,
  log_level: 'info',
  log_directory: '/opt/itential/logs',
  log_filename: 'itential.log',
  console_level: 'info',
  syslog: {
    level: 'warning',
    host: '127.0.0.1',
    port: 514,
    protocol: 'udp4',
    facility: 'local0',
    type: 'BSD',
    path: '',
    pid: 'process.pid',
    localhost: '',
    app_name: '',
    eol: '',
  },
};

export const integrationRoutes = (platform) => {
  const { integrations, switches } = platform;
  const found = (name, run) =>
    integrations.has(name) ? run(integrations.get(name)) : platform.error(switches.missing, `${name} does not exist.`);
  return {
    'GET /integrations': ({ query }) => {
      const listed = page([...integrations.values()], query, (item, key) => item[key]);
      return { json: { [switches.list]: listed.results.map((item) => wrapped(platform, item)), total: listed.total } };
    },
    'GET /integrations/:name': ({ name }) => found(name, (item) => ({ json: wrapped(platform, item) })),
    'POST /integrations': ({ body }) => create(platform, body?.properties),
    'PUT /integrations/:name': ({ name, body }) => found(name, (item) => update(platform, item, body?.properties)),
    'PUT /integrations/:name/properties': ({ name, body }) =>
      found(name, (item) => updateProperties(platform, item, body?.properties)),
    'DELETE /integrations/:name': ({ name }) =>
      found(name, () => {
        integrations.delete(name);
        return { json: { status: 'OK', message: `Successfully deleted ${name}` } };
      }),
    'GET /schema/integrations/:name': ({ name }) => found(name, schemaOf),
    'PUT /adapters/:name/loglevel': ({ name, body }) =>
      switches.logLevelOfIntegrations
        ? found(name, (item) => setLevel(platform, item, body))
        : platform.error(500, `Adapter ${name} does not exist.`),
  };
};

/** The wrapper of single answers and of lists (2.1). */
const wrapped = (platform, item) => ({ metadata: { isActive: true, activeSync: true }, data: shown(platform, item) });

function shown({ vault }, item) {
  const copy = structuredClone(item);
  copy.properties.properties = vault.show(item.properties.properties);
  return copy;
}

/** `type` and `virtual` are required; everything else has a default (2.2, 2.7). */
function create(platform, service) {
  const wrong = wrongService(service);
  if (wrong) return platform.error(500, wrong);
  const model = platform.models.get(service.properties?.type);
  if (!model) return platform.error(500, `Cannot find integration model ${service.properties?.type}`);
  if (platform.integrations.has(service.name)) return platform.error(500, `${service.name} already exists.`);
  const existing = [...platform.integrations.values()].find((item) => item.properties.type === model.versionId);
  const made = existing && platform.switches.post === 'returns existing' ? existing : add(platform, service, model);
  const message = `Successfully created ${made.name}`;
  return { status: platform.switches.createdStatus, json: { status: 'Created', message, data: shown(platform, made) } };
}

function wrongService(service) {
  if (typeof service?.name !== 'string' || service.name === '') return [schemaError('/name', 'must be string')];
  if (service.name.includes('/')) return [schemaError('/name', 'must match pattern "^[^\\/]+$"')];
  if (service.type !== 'Adapter') return [schemaError('/type', 'must be equal to one of the allowed values')];
  if (service.virtual !== true) return `${service.name} is not an integration.`;
  return undefined;
}

const schemaError = (instancePath, message) => ({ instancePath, message, keyword: 'schema', params: {} });

function add(platform, service, model) {
  const inner = { ...structuredClone(model.properties), ...service.properties.properties };
  const item = {
    _id: randomBytes(12).toString('hex'),
    name: service.name,
    model: PREFIX + model.versionId,
    type: 'Adapter',
    properties: {
      id: service.name,
      type: model.versionId,
      brokers: service.properties.brokers ?? [],
      groups: service.properties.groups ?? [],
      properties: platform.vault.seal(inner),
    },
    isEncrypted: true,
    loggerProps: service.loggerProps ?? structuredClone(loggerProps),
    virtual: true,
    ...(service.description !== undefined && { description: service.description }),
  };
  platform.integrations.set(item.name, item);
  return item;
}

/** Whether it replaces or merges is a switch; `PUT .../properties` replaces the inner configuration (2.7, measured). */
function update(platform, item, service) {
  if (typeof service !== 'object' || service === null) return platform.error(500, 'properties is required');
  const merged = platform.switches.update === 'merge' ? { ...item, ...service } : { ...service };
  const inner = merged.properties?.properties ?? {};
  const configuration = platform.switches.update === 'merge' ? mergeDeep(item.properties.properties, inner) : inner;
  const next = {
    ...merged,
    _id: item._id,
    name: item.name,
    properties: {
      ...merged.properties,
      properties: platform.vault.seal(configuration, item.properties.properties),
    },
  };
  platform.integrations.set(item.name, next);
  return updated(platform, next);
}

function updateProperties(platform, item, configuration) {
  if (typeof configuration !== 'object' || configuration === null) return platform.error(500, 'properties is required');
  item.properties.properties = platform.vault.seal(configuration, item.properties.properties);
  return updated(platform, item);
}

const updated = (platform, item) => ({
  json: {
    status: 'OK',
    message: `Successfully updated ${item.name}`,
    ...(platform.switches.updated === 'document' && { data: shown(platform, item) }),
  },
});

function mergeDeep(before, now) {
  if (typeof before !== 'object' || before === null || typeof now !== 'object' || now === null) return now;
  if (Array.isArray(before) || Array.isArray(now)) return now;
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Object.fromEntries([...keys].map((key) => [key, key in now ? mergeDeep(before[key], now[key]) : before[key]]));
}

/** `decorators` name the encrypted properties (2.9); the inner schema is UNKNOWN (11.5). */
function schemaOf(item) {
  const decorators = secretPaths(item.properties.properties).map((path) => ({
    type: 'encryption',
    pointer: pointerOf(path),
  }));
  return { json: { schema: { type: 'object', title: item.properties.type }, decorators } };
}

function setLevel(platform, item, body) {
  const { transport } = body?.properties ?? {};
  const level = body?.properties?.[platform.switches.logLevelKey];
  const key = { file: 'log_level', console: 'console_level', syslog: 'syslog' }[transport];
  if (!key || !levels.includes(level)) return { status: 500, json: [schemaError('/properties', 'must be valid')] };
  if (key === 'syslog') item.loggerProps.syslog = { ...item.loggerProps.syslog, level };
  else item.loggerProps[key] = level;
  return { json: { status: 'OK', message: `Successfully updated the log level of ${item.name}` } };
}
