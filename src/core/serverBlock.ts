// The `server` block of an integration as a call needs it: what is not exactly an address is a problem, never a guess.
import * as l10n from '@vscode/l10n';
import { asString, get, type JsonObject } from './json.ts';
import type { Model } from './model.ts';
import type { Path } from './pointer.ts';
import type { Fix, Problem } from './problem.ts';
import { failed, ok, type Outcome } from './request.ts';

export interface ServerBlock {
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number | undefined;
  readonly basePath: string;
}

export function readServerBlock(server: JsonObject, model: Model, connection: Path): Outcome<ServerBlock, Problem[]> {
  const problems = serverProblems(server, model.server.protocol, connection);
  if (problems.length > 0) return failed(problems);
  const { protocol, ...address } = partsOf(server, model.server.protocol);
  return ok({ ...address, protocol: protocol === 'https' ? 'https' : 'http' });
}

/** What keeps a `server` block from being an address; `usual` is the protocol of one that names none. */
export function serverProblems(server: JsonObject, usual: string, connection: Path): Problem[] {
  const { protocol, host, port, basePath } = partsOf(server, usual);
  const found = [
    wrongProtocol(protocol),
    unfilled('host', host) ?? wrongHost(host),
    wrongPort(port),
    unfilled('base_path', basePath) ?? wrongBasePath(basePath),
  ];
  return found.flatMap((problem) => (problem ? [at(connection, problem)] : []));
}

const partsOf = (server: JsonObject, usual: string) => ({
  protocol: asString(get(server, 'protocol')) || usual,
  host: asString(get(server, 'host')) ?? '',
  port: portOf(server),
  basePath: asString(get(server, 'base_path')) ?? '',
});

/** RFC 3986 section 3.2.2: an IPv6 address stands in brackets. */
export const bracketed = (host: string): string => (/^[^[:]*:[^:]*:/.test(host) ? `[${host}]` : host);

interface Wrong {
  readonly code: string;
  readonly key: string;
  readonly message: string;
  /** The value to offer instead. */
  readonly better?: string;
}

function at(connection: Path, { code, key, message, better }: Wrong): Problem {
  const path = [...connection, 'server', key];
  const fixes: Fix[] = better === undefined ? [] : [{ title: l10n.t('Use "{0}"', better), path, value: better }];
  return { code, severity: 'error', message, path, fixes };
}

/** A variable of the model's server URL (OpenAPI 3.0.3 section 4.7.5) that nobody gave a value. */
function unfilled(key: string, value: string): Wrong | undefined {
  const variable = /\{[^{}]*\}/.exec(value)?.[0];
  if (variable === undefined) return undefined;
  const message = l10n.t('{0} stands for a value that is not given. Write the value itself instead.', variable);
  return { code: 'placeholder-unresolved', key, message };
}

/** Sending credentials over http because of a typing error must not happen. */
function wrongProtocol(protocol: string): Wrong | undefined {
  if (protocol === 'http' || protocol === 'https') return undefined;
  const lower = protocol.toLowerCase();
  const message = l10n.t('"{0}" is no protocol to call an API with. Use http or https.', protocol);
  const known = lower === 'http' || lower === 'https';
  return { code: 'protocol-unknown', key: 'protocol', message, ...(known && { better: lower }) };
}

function wrongHost(host: string): Wrong | undefined {
  if (host === '') {
    const message = l10n.t('There is no host to call. Enter the host name or IP address of the API.');
    return { code: 'host-missing', key: 'host', message };
  }
  const plain = !/[/?#@\s]/.test(host) && !/^[^[:]*:\d*$/.test(host);
  if (plain && URL.canParse(`http://${bracketed(host)}`)) return undefined;
  const message = l10n.t(
    '"{0}" is not a host name or IP address. Protocol, port and base path have places of their own.',
    withoutSecrets(host),
  );
  return { code: 'host-not-plain', key: 'host', message };
}

/** Of a whole URL, user, password and query are nobody's business; of a very long text the start is enough. */
function withoutSecrets(host: string): string {
  const shown = host.replace(/^([a-z][a-z\d+.-]*:\/\/)?[^/?#]*@/i, '$1').replace(/[?#].*$/s, '…');
  return shown.length > 100 ? `${shown.slice(0, 100)}…` : shown;
}

/** A port that came out of the environment is text; anything else that is no number stays wrong. */
function portOf(server: JsonObject): number | undefined {
  const port = get(server, 'port') ?? '';
  if (port === '') return undefined;
  return typeof port === 'number' || (typeof port === 'string' && /^\d{1,5}$/.test(port)) ? Number(port) : Number.NaN;
}

function wrongPort(port: number | undefined): Wrong | undefined {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)) return undefined;
  return { code: 'port-invalid', key: 'port', message: l10n.t('The port must be a whole number from 1 to 65535.') };
}

function wrongBasePath(basePath: string): Wrong | undefined {
  if (!/[?#]/.test(basePath)) return undefined;
  const message = l10n.t('A base path cannot hold "?" or "#": what follows would not be part of the path.');
  return { code: 'base-path-not-plain', key: 'base_path', message };
}
