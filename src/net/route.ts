// How a request gets to its server: which proxy, whom to trust, which name to ask for. One route serves a whole line.
import { asString, get } from '../core/json.ts';
import type { NetworkSettings } from '../core/network.ts';
import type { Wire } from '../core/request.ts';
import { chooseProxy, type Environment, type ProxyChoice } from './proxy.ts';
import type { TrustWish } from './tls/trust.ts';

export interface Target {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
}

export interface Route {
  readonly target: Target;
  readonly way: ProxyChoice;
  readonly trust: TrustWish;
  readonly rejectUnauthorized: boolean;
  readonly serverName: string | undefined;
  /** The fingerprint of a certificate that is accepted in any case. */
  readonly pinned: string | undefined;
  readonly showsClient: boolean;
}

export function routeTo(url: URL, wire: Wire, settings: NetworkSettings, env: Environment): Route {
  const target = targetOf(url);
  const { authorities, clientCertificate } = wire;
  return {
    target,
    way: chooseProxy(target, settings, env),
    trust: {
      extra: settings.authorities,
      systemAuthorities: settings.systemAuthorities,
      ...(authorities && { authorities }),
      ...(clientCertificate && { clientCertificate }),
    },
    rejectUnauthorized: wire.rejectUnauthorized,
    serverName: wire.serverName ?? nameFor(url.host, settings) ?? nameFor(target.hostname, settings),
    pinned: asString(get(settings.trustedCertificates, `${url.hostname}:${target.port}`)),
    showsClient: clientCertificate !== undefined,
  };
}

const nameFor = (host: string, { serverNames }: NetworkSettings): string | undefined =>
  asString(get(serverNames, host));

export function targetOf(url: URL): Target {
  const secure = url.protocol === 'https:';
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
  };
}
