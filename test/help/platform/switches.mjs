// What platform.md does not know for sure: each is a switch of the emulator, so that a client can be tried with every value.

/**
 * What is inferred comes first in each; a comment at the default names the section of platform.md.
 * @typedef {{
 *   readonly release: '6' | '2023.2', readonly secrets: 'enc' | 'vault' | 'plain', readonly emptySecret: 'keep' | 'erase',
 *   readonly update: 'replace' | 'merge', readonly updateModel: 'fails' | 'replaces', readonly list: 'results' | 'integrations',
 *   readonly exported: 'bare' | 'wrapped', readonly post: 'creates' | 'returns existing', readonly createdStatus: 200 | 201,
 *   readonly login: 'raw' | 'quoted', readonly refusedLogin: 200 | 401 | 500, readonly cookie: string,
 *   readonly denied: 401 | 403 | 500, readonly missing: 404 | 500, readonly invalid: 200 | 400 | 500,
 *   readonly errors: 'string' | 'object', readonly portOfServer: 'port' | 'host', readonly logLevelKey: 'level' | 'loglevel',
 *   readonly logLevelOfIntegrations: boolean, readonly deletionMs: number, readonly modelBlocked: boolean,
 *   readonly updated: 'document' | 'nothing', readonly largest: number, readonly session: number
 * }} Switches
 */

/** @type {Switches} */
export const defaults = {
  /** Routes and properties that 6.x added (1.3, 3.2, 3.3). */
  release: '6',
  /** How a stored secret comes back: encrypted, hidden as an empty string, or as it is (2.9). */
  secrets: 'enc',
  /** What an empty string in place of a stored secret does: UNKNOWN (2.9, 11.4). */
  emptySecret: 'keep',
  /** Whether `PUT /integrations/{name}` replaces the document or merges into it: UNKNOWN (11.4). */
  update: 'replace',
  /** What `data` is in the answer to an update: not documented (2.7, 3.2). */
  updated: 'document',
  /** `PUT /integration-models`: 500 was measured on 6.5.2, one client relies on it (1.8). */
  updateModel: 'fails',
  /** The key of the list of integrations: the documented one, and the one that asyncplatform reads (8.3). */
  list: 'results',
  /** What `/export` answers: the document, or the wrapped one that a script was ready for (1.3). */
  exported: 'bare',
  /** A second integration of a model can come back as the first one (2.2, measured). */
  post: 'creates',
  /** 200 is documented, the lab tolerates both (3.1). */
  createdStatus: 200,
  /** The token as body, sometimes quoted (3.4). */
  login: 'raw',
  /** "A failed login may return an error string as body": with which status is UNKNOWN (3.4). */
  refusedLogin: 401,
  /** Configurable on the platform (3.4). */
  cookie: 'token',
  /** Status of a denied call: UNKNOWN (6.3). */
  denied: 403,
  /** Status of a missing integration: INFERRED 500 (3.1). */
  missing: 500,
  /** Status of the validation of a bad document: UNKNOWN (3.3). */
  invalid: 500,
  /** Errors are JSON strings, arrays or objects (3.1). */
  errors: 'string',
  /** Where the port of a server's URL goes: UNKNOWN (1.4). */
  portOfServer: 'port',
  /** The name of the level in the body of `PUT /adapters/{name}/loglevel`: UNKNOWN (4.4). */
  logLevelKey: 'level',
  /** Whether that call takes an integration's name: UNKNOWN (11.3). */
  logLevelOfIntegrations: true,
  /** Milliseconds that a deleted model stays visible (1.8: up to 1,500). */
  deletionMs: 0,
  /** Integrations block the deletion of their model (1.8). */
  modelBlocked: true,
  /** Bytes of a request; the client's own limit is 15 MB (1.6), the platform's is UNKNOWN. */
  largest: 16 * 1024 * 1024,
  /** Milliseconds that a session or token lasts; `expires_in` of a token says 3600 (3.4). */
  session: 3_600_000,
};
