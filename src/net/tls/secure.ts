// The TLS handshake over a connection, be it one to a server, to a proxy, or a tunnel through one.
import { isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type TLSSocket } from 'node:tls';
import { certificateOf, describeHandshake, handshakeOf } from './certificate.ts';
import type { Opening } from '../opening.ts';
import { enter, leave } from '../trace.ts';
import type { Trust } from './trust.ts';

export interface Shown {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  /** Asked for instead of the host name. */
  readonly serverName?: string | undefined;
  readonly rejectUnauthorized: boolean;
  /** The fingerprint of a certificate that is accepted in any case. */
  readonly pinned?: string | undefined;
  /** A client certificate is at hand. */
  readonly showsClient: boolean;
}

export async function secure(socket: Socket, shown: Shown, trust: Trust, opening: Opening): Promise<TLSSocket> {
  const { trace } = opening;
  enter(trace, 'tls');
  // A proxy may hang up behind its leave; TLS would wait for an end that has been.
  if (socket.readableEnded || socket.destroyed) throw hungUp();
  let mismatch: Error | undefined;
  const name = shown.serverName ?? shown.hostname;
  const secured = connectTls({
    socket,
    host: name,
    servername: isIP(name) ? '' : name,
    ALPNProtocols: ['http/1.1'],
    secureContext: trust.context,
    // Checked below, before anything is sent: a handshake that Node refuses itself no longer tells what the server showed.
    rejectUnauthorized: false,
    checkServerIdentity: (hostname, certificate) => (mismatch = checkServerIdentity(hostname, certificate)),
  });
  await opening.established(secured, 'secureConnect');
  const isPinned = isPinnedTo(secured, shown.pinned);
  if (shown.rejectUnauthorized && !secured.authorized && !isPinned) throw refuse(secured, mismatch);
  const tls = handshakeOf(secured, trust, { isPinned, showsClient: shown.showsClient });
  leave(trace, { detail: describeHandshake(tls), tls });
  return secured;
}

const hungUp = (): Error =>
  Object.assign(new Error('the connection was closed before the TLS handshake'), { code: 'ECONNRESET' });

export const isPinnedTo = (socket: TLSSocket, pinned: string | undefined): boolean =>
  pinned !== undefined && certificateOf(socket)?.fingerprint === pinned.toUpperCase();

/** Closes the connection; the error has the certificate. */
export function refuse(socket: TLSSocket, mismatch?: Error): Error {
  const certificate = certificateOf(socket);
  // Typed as an Error, it is OpenSSL's code as text.
  const code = String(socket.authorizationError);
  socket.destroy();
  const message = mismatch?.message ?? code.toLowerCase().replaceAll('_', ' ');
  return Object.assign(new Error(message), { code, certificate });
}
