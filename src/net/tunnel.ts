// Asks a proxy for a tunnel to a server (CONNECT, RFC 9110 section 9.3.6).
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Opening } from './opening.ts';
import type { Proxy } from './proxy.ts';
import { enter, leave } from './trace.ts';

interface End {
  /** Without brackets around IPv6. */
  readonly hostname: string;
  readonly port: number;
}

/** The socket through which the server can be talked to; rejects with the proxy's answer when it refuses. */
export async function openTunnel(socket: Socket, proxy: Proxy, to: End, opening: Opening): Promise<Socket> {
  const { trace } = opening;
  enter(trace, 'proxy');
  const authority = `${to.hostname.includes(':') ? `[${to.hostname}]` : to.hostname}:${to.port}`;
  const { answer, head } = await ask(socket, proxy, authority);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 299) throw await refusal(answer, socket, head);
  leave(trace, { detail: `CONNECT ${authority}: ${status}` });
  trace.to = undefined;
  if (head.length > 0) socket.unshift(head);
  return socket;
}

interface Reply {
  readonly answer: IncomingMessage;
  /** Bytes behind the head of the answer. */
  readonly head: Buffer;
}

function ask(socket: Socket, { authorization }: Proxy, authority: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { Host: authority, ...(authorization && { 'Proxy-Authorization': authorization }) };
    const asked = request({
      method: 'CONNECT',
      path: authority,
      headers,
      createConnection: () => socket,
    });
    // Node calls any answer to CONNECT a connection, also a refusal; whoever cuts the socket ends the wait.
    asked.once('connect', (answer, _socket, head) => resolve({ answer, head }));
    asked.on('error', reject);
    asked.end();
  });
}

const MOST_SHOWN = 400;
/** How long a refusal's page may take to arrive; it only decorates the message. */
const PAGE_MS = 150;

/** What the proxy says in the page of its refusal often names the rule that forbids the host. */
async function refusal(answer: IncomingMessage, socket: Socket, head: Buffer): Promise<Error> {
  const page = head.length > 0 ? head : await firstBytes(socket);
  socket.destroy();
  const { statusCode = 0, statusMessage = '' } = answer;
  return Object.assign(new Error(`${statusCode} ${statusMessage}`.trim()), {
    code: `PROXY_${statusCode}`,
    status: statusCode,
    challenge: answer.headers['proxy-authenticate'] ?? '',
    data: page.toString('utf8').slice(0, MOST_SHOWN),
  });
}

function firstBytes(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    const done = (bytes: unknown): void => {
      clearTimeout(timer);
      resolve(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0));
    };
    const timer = setTimeout(done, PAGE_MS);
    socket.once('data', done).once('close', done).once('end', done).resume();
  });
}
