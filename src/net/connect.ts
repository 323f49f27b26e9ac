// Opens the connection of one call in measured steps: resolve the name, connect, shake hands.
import { lookup as systemLookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { certificateOf, describeHandshake } from './certificate.ts';
import { enter, leave, type Trace } from './trace.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What connections are made with, alike for all of them. */
export interface Network {
  readonly lookup: (hostname: string) => Promise<readonly Address[]>;
  /** The certificate authorities to trust; Node's own when absent. */
  readonly trust?: SecureContext;
}

/** Asks the machine's resolver (hosts file included), in the order it prefers. */
export const lookup: Network['lookup'] = (hostname) => systemLookup(hostname, { all: true });

export interface Target {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
  readonly secure: boolean;
  readonly rejectUnauthorized: boolean;
}

export interface Opening {
  readonly trace: Trace;
  /** Told of each socket as soon as it exists, so that it can be closed before it is connected. */
  hold(socket: Socket): void;
  /** The call is over: nothing more may be opened. */
  ended(): boolean;
}

export async function openSocket(target: Target, network: Network, opening: Opening): Promise<Socket> {
  const addresses = isIP(target.hostname) ? [] : await resolve(target.hostname, network, opening.trace);
  if (opening.ended()) throw new Error('ended');
  const socket = await connect(target, addresses, opening);
  return target.secure ? secure(socket, target, network, opening) : socket;
}

async function resolve(hostname: string, network: Network, trace: Trace): Promise<readonly Address[]> {
  enter(trace, 'resolve');
  const addresses = await network.lookup(hostname);
  if (addresses.length === 0) throw Object.assign(new Error(`no address for ${hostname}`), { code: 'ENOTFOUND' });
  leave(trace, addresses.map(({ address }) => address).join(', '));
  return addresses;
}

/** How long one of several addresses may take before the next is tried; Node's 250 ms gives up on slow networks. */
const ATTEMPT_MS = 500;

async function connect(target: Target, addresses: readonly Address[], opening: Opening): Promise<Socket> {
  enter(opening.trace, 'connect');
  const found: LookupFunction = (_hostname, _options, done) => done(null, [...addresses]);
  const socket = connectTcp({
    host: target.hostname,
    port: target.port,
    lookup: found,
    noDelay: true,
    keepAlive: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
  });
  await established(socket, 'connect', opening);
  leave(opening.trace, describeAddress(socket));
  return socket;
}

async function secure(socket: Socket, target: Target, network: Network, opening: Opening): Promise<TLSSocket> {
  enter(opening.trace, 'tls');
  let mismatch: Error | undefined;
  const secured = connectTls({
    socket,
    host: target.hostname,
    servername: isIP(target.hostname) ? '' : target.hostname,
    ALPNProtocols: ['http/1.1'],
    ...(network.trust && { secureContext: network.trust }),
    // Checked below, before anything is sent: a handshake that Node refuses itself no longer tells what the server showed.
    rejectUnauthorized: false,
    checkServerIdentity: (hostname, certificate) => (mismatch = checkServerIdentity(hostname, certificate)),
  });
  await established(secured, 'secureConnect', opening);
  if (target.rejectUnauthorized && !secured.authorized) throw refuse(secured, mismatch);
  leave(opening.trace, describeHandshake(secured));
  return secured;
}

function refuse(socket: TLSSocket, mismatch: Error | undefined): Error {
  const certificate = certificateOf(socket);
  // Typed as an Error, it is OpenSSL's code as text.
  const code = String(socket.authorizationError);
  socket.destroy();
  const message = mismatch?.message ?? code.toLowerCase().replaceAll('_', ' ');
  return Object.assign(new Error(message), { code, certificate });
}

function established(socket: Socket, event: string, opening: Opening): Promise<unknown> {
  return new Promise((done, failed) => {
    // The listener stays: an error between this moment and undici's own listener must not end the process.
    socket.on('error', failed).once(event, done);
    opening.hold(socket);
  });
}

function describeAddress(socket: Socket): string {
  const { remoteAddress = '', remotePort = 0 } = socket;
  return remoteAddress.includes(':') ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}
