// An emulated Itential Platform on loopback: behaves as platform.md states, section by section; what is not known is a
// switch. Alone: `npm run platform` serves the sample models until Ctrl-C.
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createAccess, may, methods, whoAmI } from './access.mjs';
import { integrationRoutes } from './integrations.mjs';
import { addModel, modelRoutes } from './models.mjs';
import { createVault } from './secrets.mjs';
import { defaults } from './switches.mjs';

export { readOnly } from './access.mjs';

/**
 * One request as it arrived.
 * @typedef {{
 *   readonly method: string, readonly path: string, readonly query: URLSearchParams, readonly body: any,
 *   readonly headers: import('node:http').IncomingHttpHeaders
 * }} PlatformRequest
 */

/** What happens instead of an answer: another answer, a cut connection, silence, or milliseconds of delay before the right one. */
/** @typedef {{ readonly status: number, readonly json?: unknown, readonly text?: string } | 'cut' | 'silent' | number | undefined} Fault */

/**
 * @typedef {{
 *   readonly url: string, readonly requests: PlatformRequest[], readonly switches: import('./switches.mjs').Switches,
 *   readonly users: import('./access.mjs').User[], readonly client: import('./access.mjs').Client,
 *   readonly integrations: Map<string, any>, readonly models: Map<string, any>,
 *   readonly addModel: (document: any) => void, readonly addIntegration: (service: any) => any,
 *   readonly answer: (request: {
 *     readonly method: string, readonly url: string, readonly headers: Record<string, string>, readonly text: string
 *   }) => { readonly status: number, readonly headers: Record<string, string>, readonly text: string },
 *   readonly secretsOf: (name: string) => any, readonly endSessions: () => void,
 *   fault: ((request: PlatformRequest) => Fault) | undefined, readonly close: () => Promise<void>
 * }} Platform
 */

/**
 * @param {Partial<import('./switches.mjs').Switches>} [changes]
 * @param {{ readonly port?: number, readonly certificate?: import('node:https').ServerOptions, readonly version?: string }} [options]
 * @returns {Promise<Platform>}
 */
export async function startPlatform(changes = {}, options = {}) {
  const switches = { ...defaults, ...changes };
  const users = [
    { username: 'admin@pronghorn', password: randomBytes(9).toString('base64url'), methods: structuredClone(methods) },
  ];
  const client = { id: randomBytes(12).toString('hex'), secret: randomUUID(), username: 'admin@pronghorn' };
  const platform = {
    switches,
    users,
    client,
    requests: [],
    fault: undefined,
    version: options.version ?? (switches.release === '6' ? '6.5.2' : '2023.2.5'),
    access: createAccess(users, [client], switches),
    vault: createVault(switches),
    models: new Map(),
    integrations: new Map(),
    // Errors are mostly 500, with a JSON string, array or object as body (3.1).
    error: (status, message) => ({
      status,
      json: switches.errors === 'object' ? { message, error: message } : message,
    }),
  };
  const routes = routesOf(platform);
  const listener = (incoming, response) => void receive(platform, routes, incoming, response);
  const server = options.certificate ? createSecureServer(options.certificate, listener) : createServer(listener);
  await new Promise((ready) => server.listen(options.port ?? 0, '127.0.0.1', ready));
  const handle = {
    url: `${options.certificate ? 'https' : 'http'}://127.0.0.1:${server.address().port}`,
    addModel: (document) => void addModel(platform, document),
    addIntegration: (service) =>
      integrationRoutes(platform)['POST /integrations']({ body: { properties: service } }).json,
    secretsOf: (name) => platform.vault.reveal(platform.integrations.get(name).properties.properties).authentication,
    answer: (request) => {
      const url = new URL(request.url);
      const own = { ...request, path: url.pathname, query: url.searchParams, body: parse(request.text) };
      platform.requests.push(own);
      const { status = 200, json, text = '', headers = {} } = answer(platform, routes, own);
      return { status, headers, text: json === undefined ? text : JSON.stringify(json) };
    },
    endSessions: () => platform.access.endSessions(),
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
  return Object.assign(platform, handle);
}

function routesOf(platform) {
  const all = { ...integrationRoutes(platform), ...modelRoutes(platform) };
  return Object.entries(all).map(([route, run]) => {
    const [method, path] = route.split(' ');
    const pattern = new RegExp(`^${path.replace(':name', '([^/]+)')}$`);
    return { method, pattern, run, needs: permissions[route] };
  });
}

/** The permission of each call (3.2, 3.3, 3.5). */
const permissions = {
  'GET /integrations': ['Integrations', 'getIntegrations'],
  'GET /integrations/:name': ['Integrations', 'getIntegration'],
  'POST /integrations': ['Integrations', 'createIntegration'],
  'PUT /integrations/:name': ['Integrations', 'updateIntegration'],
  'PUT /integrations/:name/properties': ['Integrations', 'updateIntegrationProperties'],
  'DELETE /integrations/:name': ['Integrations', 'deleteIntegration'],
  'GET /schema/integrations/:name': ['Schema', 'getIntegrationSchema'],
  'PUT /adapters/:name/loglevel': ['Adapters', 'updateAdapterLogging'],
  'GET /integration-models': ['IntegrationModels', 'getIntegrationModels'],
  'GET /integration-models/:name': ['IntegrationModels', 'getIntegrationModel'],
  'GET /integration-models/:name/export': ['IntegrationModels', 'exportIntegrationModel'],
  'GET /integration-models/:name/securitySchemes': ['IntegrationModels', 'exportIntegrationModel'],
  'POST /integration-models': ['IntegrationModels', 'createIntegrationModel'],
  'PUT /integration-models': ['IntegrationModels', 'updateIntegrationModel'],
  'PUT /integration-models/validation': ['IntegrationModels', 'validateIntegrationModel'],
  'DELETE /integration-models/:name': ['IntegrationModels', 'deleteIntegrationModel'],
};

async function receive(platform, routes, incoming, response) {
  const { pathname, searchParams } = new URL(incoming.url, 'http://platform');
  const { method, headers } = incoming;
  const text = await read(incoming, platform.switches.largest);
  if (text === undefined) return send(response, platform.error(413, 'request entity too large'));
  const request = { method, path: pathname, query: searchParams, headers, text, body: parse(text) };
  platform.requests.push(request);
  const fault = platform.fault?.(request);
  if (fault === 'silent') return undefined;
  if (fault === 'cut') return void incoming.socket.destroy();
  if (typeof fault === 'number') await new Promise((done) => setTimeout(done, fault));
  return send(response, typeof fault === 'object' ? fault : answer(platform, routes, request));
}

function answer(platform, routes, request) {
  const { method, path, text } = request;
  if (`${method} ${path}` === 'POST /login') return platform.access.logIn(request.body);
  if (`${method} ${path}` === 'POST /oauth/token') return platform.access.grant(new URLSearchParams(text));
  const user = platform.access.userOf(request);
  if (!user) return { status: 401, json: 'Unauthorized' };
  if (`${method} ${path}` === 'GET /whoami') return { json: whoAmI(user) };
  if (`${method} ${path}` === 'GET /health/server') return { json: health(platform) };
  // More than one pattern may fit: the validation is no model's name.
  const route = routes
    .filter((each) => each.method === method)
    .map((each) => ({ ...each, match: each.pattern.exec(path) }))
    .filter(({ match }) => match)
    .sort((one, other) => one.match.length - other.match.length)[0];
  if (!route) return { status: 404, text: `Cannot ${method} ${path}` };
  if (!may(user, ...route.needs))
    return platform.error(platform.switches.denied, `User does not have permission to access ${route.needs.join('.')}`);
  return route.run({ ...request, name: decodeURIComponent(route.match[1] ?? '') });
}

/** Version and release (3.5). */
const health = ({ version }) => ({ version, release: version, arch: 'x64', platform: 'linux' });

async function read(incoming, largest) {
  const parts = [];
  let size = 0;
  for await (const part of incoming) {
    size += part.length;
    if (size <= largest) parts.push(part);
  }
  return size > largest ? undefined : Buffer.concat(parts).toString('utf8');
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response, { status = 200, json, text, headers = {} }) {
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}
