// One row of the catalogue: how a failure is recognised, what it is called, and what to do about it.
import * as l10n from '@vscode/l10n';
import type { Exchange, Failure, Phase } from '../request.ts';
import type { Path } from '../pointer.ts';
import type { Change, Fix, Severity } from '../problem.ts';
import { hostnameOf, portOf, type Case } from './case.ts';

export interface Row<E extends Exchange = Exchange> {
  readonly code: string;
  /** `error` where nothing is said. */
  readonly severity?: Severity;
  readonly when: (call: Case<E>) => boolean;
  /** Relative to the connection's configuration. */
  readonly path: Path | ((call: Case<E>) => Path);
  /** What happened, as a clause: small first letter, no full stop. */
  readonly what: (call: Case<E>) => string;
  /** The way out, in full sentences. */
  readonly help: (call: Case<E>) => string;
  readonly fixes?: (call: Case<E>) => readonly Fix[];
}

type When = (call: Case<Failure>) => boolean;

export const hasCode =
  (...codes: readonly string[]): When =>
  ({ exchange }) =>
    codes.includes(exchange.code);

/** By OpenSSL's words too: its codes differ between the versions that Node carries. */
export const says =
  (pattern: RegExp): When =>
  ({ exchange }) =>
    pattern.test(`${exchange.code} ${exchange.message}`);

export const inPhase =
  (phases: readonly Phase[], when: When): When =>
  (call) =>
    phases.includes(call.exchange.phase) && when(call);

export const useProtocol = (protocol: 'http' | 'https', ...also: readonly Change[]): Fix => ({
  title: l10n.t('Change the protocol to {0}', protocol),
  path: ['server', 'protocol'],
  value: protocol,
  ...(also.length > 0 && { also }),
});

/** With `tls.enabled`, without which the platform does not look at the other. */
export const acceptAnyCertificate = (): Fix => ({
  title: l10n.t('Accept any certificate (unsafe: anybody on the way can read and change what is sent)'),
  path: ['tls', 'rejectUnauthorized'],
  value: false,
  also: [{ path: ['tls', 'enabled'], value: true }],
});

/** Exactly this one, for this server alone: better than accepting any. */
export function trustCertificate({ request, exchange }: Case<Failure>): readonly Fix[] {
  const { fingerprint, subject = '' } = exchange.certificate ?? {};
  if (fingerprint === undefined) return [];
  const server = `${hostnameOf(request)}:${portOf(request)}`;
  const title = l10n.t('Trust this certificate for {0} (SHA-256 {1}…)', server, fingerprint.slice(0, 23));
  return [{ title, path: ['tls'], trust: { server, fingerprint, subject } }];
}

export const useHost = (host: string): Fix => ({
  title: l10n.t('Change the host to {0}', host),
  path: ['server', 'host'],
  value: host,
});

export const useBasePath = (basePath: string): Fix => ({
  title: l10n.t('Change the base path to {0}', basePath),
  path: ['server', 'base_path'],
  value: basePath,
});

/** The model's own port, where another one was used. */
export function useModelPort({ connection, model }: Case): readonly Fix[] {
  const { port } = model.server;
  if (connection.port === port) return [];
  const path = ['server', 'port'];
  if (port === undefined) return [{ title: l10n.t('Remove the port, as the model has none'), path }];
  return [{ title: l10n.t('Change the port to {0}, as in the model', port), path, value: port }];
}
