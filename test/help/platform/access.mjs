// Who may do what on the emulated platform: sessions, basic credentials, service accounts and permissions (3.4, 6).
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** By provenance, the methods of the 2023.2 list that concern integrations (6.1). */
export const methods = {
  Integrations: [
    'createIntegration',
    'deleteIntegration',
    'getIntegration',
    'getIntegrations',
    'updateIntegration',
    'updateIntegrationProperties',
  ],
  IntegrationModels: [
    'createIntegrationModel',
    'deleteIntegrationModel',
    'exportIntegrationModel',
    'getIntegrationModel',
    'getIntegrationModels',
    'updateIntegrationModel',
    'validateIntegrationModel',
  ],
  Schema: ['getIntegrationSchema'],
  Adapters: ['updateAdapterLogging'],
};

/** The methods of a user who may only look. */
export const readOnly = {
  Integrations: ['getIntegration', 'getIntegrations'],
  IntegrationModels: ['exportIntegrationModel', 'getIntegrationModel', 'getIntegrationModels'],
};

/**
 * @typedef {{ readonly username: string, password: string, methods: Record<string, readonly string[]> }} User
 * @typedef {{ readonly id: string, readonly secret: string, readonly username: string }} Client
 */

export function createAccess(users, clients, switches) {
  /** @type {Map<string, { readonly user: User, readonly until: number, readonly kind: 'session' | 'bearer' }>} */
  const sessions = new Map();
  const userNamed = (name) => users.find(({ username }) => username === name);
  const checked = (username, password) => {
    const user = userNamed(username);
    return user && same(user.password, password) ? user : undefined;
  };
  const open = (user, kind) => {
    const token = kind === 'session' ? Buffer.from(randomBytes(24)).toString('base64') : randomUUID();
    // New permissions take effect only after a new login (3.4): a session keeps what its user might do.
    sessions.set(token, { user: { ...user }, until: Date.now() + switches.session, kind });
    return token;
  };
  return {
    /** `POST /login` with `{user: {...}}` or both at the top (3.4). */
    logIn(body) {
      const { username, password } = body?.user ?? body ?? {};
      const user = checked(username, password);
      if (!user) return { status: switches.refusedLogin, json: 'Invalid username or password.' };
      const token = open(user, 'session');
      const text = switches.login === 'quoted' ? JSON.stringify(token) : token;
      return { status: 200, text, headers: { 'set-cookie': `${switches.cookie}=${token}; Path=/; HttpOnly` } };
    },
    /** `POST /oauth/token`, form-urlencoded (3.4). */
    grant(form) {
      const client = clients.find(({ id }) => id === form.get('client_id'));
      const isRight = client && same(client.secret, form.get('client_secret') ?? '');
      if (form.get('grant_type') !== 'client_credentials')
        return { status: 400, json: { error: 'unsupported_grant_type' } };
      if (!isRight) return { status: 401, json: { error: 'invalid_client' } };
      const token = open(userNamed(client.username), 'bearer');
      const answer = { access_token: token, token_type: 'bearer', expires_in: Math.floor(switches.session / 1000) };
      return { status: 200, json: answer };
    },
    /** Cookie or `?token=` for sessions, `Bearer` for service accounts only, `Basic` always (3.4). */
    userOf(request) {
      const [, scheme = '', value = ''] = /^(\w+) +(.*)$/.exec(request.headers.authorization ?? '') ?? [];
      if (scheme.toLowerCase() === 'basic') {
        const [, username, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? [];
        return checked(username, password);
      }
      if (scheme.toLowerCase() === 'bearer') return live(sessions, value, 'bearer');
      const cookie = cookies(request.headers.cookie).get(switches.cookie);
      return live(sessions, cookie ?? request.query.get('token') ?? '', 'session');
    },
    endSessions: () => sessions.clear(),
  };
}

/** The shape of `GET /whoami` (6.2). */
export function whoAmI(user) {
  return {
    id: '678ec2276d849669c6dbe974',
    provenance: 'local_aaa',
    username: user.username,
    firstname: user.username,
    groups: [{ id: '678ec1ae6d849669c6dbe973', provenance: 'local_aaa', name: 'pronghorn_admin' }],
    routes: ['/admin/', '/automation-studio/'],
    methods: user.methods,
    roles: ['678ec1b0563290f5795403fe'],
  };
}

export const may = (user, provenance, method) => user.methods[provenance]?.includes(method) === true;

function live(sessions, token, kind) {
  const session = sessions.get(token);
  return session && session.kind === kind && session.until > Date.now() ? session.user : undefined;
}

function cookies(header = '') {
  const pairs = header.split(/; */).map((pair) => /^([^=]*)=(.*)$/.exec(pair) ?? []);
  return new Map(pairs.map(([, name, value]) => [name, value]));
}

function same(one, other) {
  const [left, right] = [Buffer.from(String(one)), Buffer.from(String(other))];
  return left.length === right.length && timingSafeEqual(left, right);
}
