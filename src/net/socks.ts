// Asks a SOCKS proxy for a connection to a server (RFC 1928; user and password as in RFC 1929). The proxy resolves the name.
import type { Socket } from 'node:net';
import { Socks5Client } from 'undici/lib/core/socks5-client.js';
import type { Opening } from './opening.ts';
import type { Proxy } from './proxy.ts';
import { enter, leave } from './trace.ts';

interface End {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
}

/** The socket through which the server can be talked to; rejects with the proxy's answer when it refuses. */
export async function openSocks(socket: Socket, { login }: Proxy, to: End, { trace }: Opening): Promise<Socket> {
  enter(trace, 'proxy');
  const client = new Socks5Client(socket, login && { username: login.user, password: login.password });
  await new Promise<unknown>((resolve, reject) => {
    client.on('error', (error: Error) => reject(refusal(error)));
    client.once('close', () => reject(Object.assign(new Error('the proxy closed the connection'), HANG_UP)));
    client.once('authenticated', () => client.connect(to.hostname, to.port));
    client.once('connected', resolve);
    client.handshake();
  });
  socket.off('error', client.onSocketError).off('close', client.onSocketClose).pause();
  leave(trace, { detail: `SOCKS5 ${to.hostname.includes(':') ? `[${to.hostname}]` : to.hostname}:${to.port}` });
  trace.to = undefined;
  return socket;
}

const HANG_UP = { code: 'ECONNRESET' };

/** In the words of an HTTP proxy where there are such, so that both are explained alike. */
function refusal(error: Error & { readonly code?: string }): Error {
  const { code = '' } = error;
  if (!code.startsWith(PREFIX)) return error;
  return Object.assign(new Error(error.message), { code: codeOf(code.slice(PREFIX.length)) });
}

const PREFIX = 'UND_ERR_SOCKS5_';

/** RFC 1928 section 6: 2 is a rule, 3 to 6 are ways on which the server was not reached. */
function codeOf(reason: string): string {
  if (['AUTH_REJECTED', 'AUTH_FAILED', 'AUTH_METHOD'].includes(reason)) return 'PROXY_407';
  if (reason === 'REPLY_2') return 'PROXY_403';
  if (/^REPLY_[3-6]$/.test(reason)) return 'PROXY_502';
  return /^REPLY_\d+$/.test(reason) ? 'PROXY_SOCKS' : 'PROXY_NOT_SOCKS';
}
