// Opens the connection of one call in measured steps: choose the way, resolve the name, connect, shake hands.
import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import type { Opening } from './opening.ts';
import type { Proxy } from './proxy.ts';
import type { Route } from './route.ts';
import { openSocks } from './socks.ts';
import { secure, type Shown } from './tls/secure.ts';
import { enter, leave, type Trace } from './trace.ts';
import type { Trust, Trusts, TrustWish } from './tls/trust.ts';
import { openTunnel } from './tunnel.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What connections are made with, alike for all of them. */
export interface Network {
  readonly lookup: (hostname: string) => Promise<readonly Address[]>;
  readonly trusts: Trusts;
}

/** Asks the machine's resolver (hosts file included), in the order it prefers. */
export const lookup: Network['lookup'] = (hostname) => systemLookup(hostname, { all: true });

export async function openSocket(route: Route, network: Network, opening: Opening): Promise<Socket> {
  const { way, target } = route;
  if (way.kind === 'unusable') throw Object.assign(new Error(way.message), { code: way.code });
  // A client certificate that cannot be used is known before anybody is bothered.
  const early = target.secure && route.showsClient ? await trustFor(route.trust, network, opening) : undefined;
  if (way.kind === 'direct') {
    if (way.why !== undefined) opening.trace.hops.push({ phase: 'proxy', ms: 0, detail: `direct: ${way.why}` });
    const socket = await reach(target, network, opening);
    return target.secure ? finish(socket) : socket;
  }
  const socket = await reachProxy(way.proxy, route, network, opening);
  if (way.proxy.socks) await openSocks(socket, way.proxy, target, opening);
  else if (target.secure) await openTunnel(socket, way.proxy, target, opening);
  return target.secure ? finish(socket) : socket;

  async function finish(socket: Socket): Promise<Socket> {
    const trust = early ?? (await trustFor(route.trust, network, opening));
    return secure(socket, { ...target, ...route }, trust, opening);
  }
}

function trustFor(wish: TrustWish, network: Network, { trace }: Opening): Promise<Trust> {
  enter(trace, 'tls');
  return network.trusts(wish);
}

async function reachProxy(proxy: Proxy, route: Route, network: Network, opening: Opening): Promise<Socket> {
  const { trace } = opening;
  trace.hops.push({ phase: 'proxy', ms: 0, detail: `${proxy.host} (${proxy.from})` });
  trace.to = 'proxy';
  const { extra, systemAuthorities } = route.trust;
  const shown: Shown = { hostname: proxy.hostname, rejectUnauthorized: proxy.rejectUnauthorized, showsClient: false };
  const socket = await reach(proxy, network, opening);
  const secured = proxy.secure
    ? await secure(socket, shown, await trustFor({ extra, systemAuthorities }, network, opening), opening)
    : socket;
  if (!route.target.secure && !proxy.socks) trace.to = undefined;
  return secured;
}

interface End {
  readonly hostname: string;
  readonly port: number;
}

async function reach(end: End, network: Network, opening: Opening): Promise<Socket> {
  const addresses = isIP(end.hostname) ? [] : await resolve(end.hostname, network, opening.trace);
  if (opening.ended()) throw new Error('ended');
  return connect(end, addresses, opening);
}

async function resolve(hostname: string, network: Network, trace: Trace): Promise<readonly Address[]> {
  enter(trace, 'resolve');
  const addresses = await network.lookup(hostname);
  if (addresses.length === 0) throw Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
  leave(trace, { detail: addresses.map(({ address }) => address).join(', ') });
  return addresses;
}

/** How long one of several addresses may take before the next is tried; Node's 250 ms gives up on slow networks. */
const ATTEMPT_MS = 500;

async function connect(end: End, addresses: readonly Address[], opening: Opening): Promise<Socket> {
  enter(opening.trace, 'connect');
  const found: LookupFunction = (_hostname, _options, done) => done(null, [...addresses]);
  const socket = connectTcp({
    host: end.hostname,
    port: end.port,
    lookup: found,
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
  });
  await opening.established(socket, 'connect');
  leave(opening.trace, { detail: describeAddress(socket) });
  return socket;
}

function describeAddress(socket: Socket): string {
  const { remoteAddress = '', remotePort = 0 } = socket;
  return remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
