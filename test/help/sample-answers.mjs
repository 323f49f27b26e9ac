// What the sample service answers: who may ask, and one function per operation of the sample models.

/** The demo values that the sample service accepts; the sample integrations refer to them by name only. */
export const credentials = {
  username: 'sample',
  password: 'sample-password',
  apiKey: 'sample-key',
  token: 'sample-token',
};

export const basePath = '/api/v1';

/** Larger than what a JavaScript number can hold exactly: whoever parses and prints it again must not change it. */
const BIG_ID = '9007199254740993';

const items = [
  `{"id":${BIG_ID},"name":"core-switch","status":"active","tags":["network","core"]}`,
  '{"id":2,"name":"edge-router","status":"active","tags":["network"]}',
  '{"id":3,"name":"old-firewall","status":"retired","tags":[]}',
];

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** @typedef {{ status: number, json?: string, body?: string | Buffer, type?: string, headers?: Record<string, string>, delay?: number }} Answer */
/** @typedef {Pick<import('./sample-service.mjs').SampleRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>} Question */

/**
 * The answer to one request.
 * @param {Question} request
 * @returns {Answer}
 */
export function answer(request) {
  if (!request.path.startsWith(`${basePath}/`))
    return failure(404, `There is no ${request.path}; all is below ${basePath}.`);
  const user = userOf(request);
  if (!user) return unauthorized();
  const path = request.path.slice(basePath.length);
  for (const [method, pattern, operation] of operations) {
    const match = method === request.method && pattern.exec(path);
    if (match) return operation(request, match[1] ?? '', user);
  }
  return failure(404, `There is no ${request.method} ${request.path}.`);
}

/** @type {readonly [string, RegExp, (request: Question, id: string, user: object) => Answer][]} */
const operations = [
  ['GET', /^\/items$/, ({ query, headers }) => ({ ...ok(list(query)), headers: echoed(headers) })],
  ['POST', /^\/items$/, ({ body }) => create(body)],
  ['GET', /^\/items\/([^/]+)$/, (_, id) => byId(id, (item) => ok(item))],
  ['DELETE', /^\/items\/([^/]+)$/, (_, id) => byId(id, () => ({ status: 204 }))],
  ['GET', /^\/whoami$/, (_request, _id, user) => ok(JSON.stringify(user))],
  [
    'GET',
    /^\/text$/,
    () => ({ status: 200, body: 'Hello from the Sample Service.\n', type: 'text/plain; charset=utf-8' }),
  ],
  ['GET', /^\/empty$/, () => ({ status: 204 })],
  ['GET', /^\/image$/, () => ({ status: 200, body: PIXEL, type: 'image/png' })],
  ['GET', /^\/slow$/, ({ query }) => slow(query)],
  ['GET', /^\/error$/, ({ query }) => failure(statusOf(query), 'You asked for this error.')],
];

const ok = (json) => ({ status: 200, json });

const codes = { 400: 'bad_request', 401: 'unauthorized', 404: 'not_found', 500: 'internal' };

const failure = (status, message) => ({
  status,
  json: JSON.stringify({ error: codes[status] ?? 'failed', message }),
});

const unauthorized = () => ({
  ...failure(401, 'Send a user and password, an API key or a token that this service knows.'),
  headers: { 'www-authenticate': 'Basic realm="Sample Service", charset="UTF-8"' },
});

const echoed = (headers) => {
  const id = headers['x-request-id'];
  return typeof id === 'string' ? { 'x-request-id': id } : {};
};

function list(query) {
  const limit = Math.max(0, Number(query.get('limit') ?? items.length) || 0);
  const wanted = query.getAll('status');
  const found = items.filter((item) => wanted.length === 0 || wanted.includes(JSON.parse(item).status));
  return `{"total":${found.length},"items":[${found.slice(0, limit).join(',')}]}`;
}

function byId(id, then) {
  const item = items.find((text) => text.startsWith(`{"id":${id},`));
  return item ? then(item) : failure(404, `There is no item ${id}.`);
}

function create(body) {
  try {
    const item = JSON.parse(body);
    if (typeof item?.name !== 'string') return failure(400, 'An item needs a "name".');
    const json = `{"id":${BIG_ID},${JSON.stringify({ status: 'active', ...item }).slice(1)}`;
    return { status: 201, json, headers: { location: `${basePath}/items/${BIG_ID}` } };
  } catch {
    return failure(400, 'The body is not JSON.');
  }
}

function slow(query) {
  const delay = Math.min(60_000, Math.max(0, Number(query.get('milliseconds') ?? 2000) || 0));
  return { ...ok(`{"waited":${delay}}`), delay };
}

const statusOf = (query) => {
  const status = Number(query.get('status') ?? 500);
  return status >= 400 && status <= 599 ? status : 500;
};

function userOf({ headers, query }) {
  const { authorization = '', cookie = '' } = headers;
  const [, basic] = /^Basic (.+)$/i.exec(authorization) ?? [];
  const pair = `${credentials.username}:${credentials.password}`;
  if (basic !== undefined) return decode(basic) === pair && { user: credentials.username, scheme: 'basic' };
  const [, token] = /^Bearer (.+)$/i.exec(authorization) ?? [];
  if (token !== undefined) return token === credentials.token && { user: 'token', scheme: 'bearer' };
  const [, cookieKey] = /(?:^|;\s*)api_key=([^;]*)/.exec(cookie) ?? [];
  const keys = { header: headers['x-api-key'], query: query.get('api_key'), cookie: cookieKey };
  const place = Object.keys(keys).find((name) => keys[name] === credentials.apiKey);
  return place !== undefined && { user: 'key', scheme: `apiKey in ${place}` };
}

const decode = (base64) => Buffer.from(base64, 'base64').toString('utf8');
