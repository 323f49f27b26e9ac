// A real proxy on loopback: tunnels and forwards to whatever name is asked for, which it finds on this machine.
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { serve, type Served } from './loopback.ts';

export interface ServedProxy extends Served {
  /** Every request as it came: `CONNECT api.test:443`, `GET http://api.test/x`. */
  readonly asked: readonly string[];
  /** The `Proxy-Authorization` headers. */
  readonly authorizations: readonly (string | undefined)[];
}

export interface ProxyKind {
  /** TLS to the proxy itself. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Without exactly this header it answers 407. */
  readonly authorization?: string;
  /** Answers CONNECT with this instead of a tunnel. */
  readonly refusal?: string;
}

export async function serveProxy(kind: ProxyKind = {}): Promise<ServedProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void => {
    asked.push(`${method} ${url}`);
    authorizations.push(headers['proxy-authorization']);
  };
  const isKnown = ({ headers }: IncomingMessage): boolean =>
    kind.authorization === undefined || headers['proxy-authorization'] === kind.authorization;
  const server: Server = kind.certificate ? createSecureServer(kind.certificate) : createServer();
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    note(incoming);
    if (isKnown(incoming)) forward(incoming, response);
    else response.writeHead(407, { 'proxy-authenticate': 'Basic realm="p"' }).end('who are you');
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    note(incoming);
    if (!isKnown(incoming)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="p"\r\n\r\nwho are you',
      );
    } else if (kind.refusal !== undefined) socket.end(kind.refusal);
    else tunnel(incoming, socket);
  });
  const served = await serve(server, kind.certificate ? 'https' : 'http');
  return { ...served, asked, authorizations };
}

function tunnel({ url = '' }: IncomingMessage, socket: Socket): void {
  const upstream = connect(Number(/:(\d+)$/.exec(url)?.[1]), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\nnobody there'));
  socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
  upstream.on('close', () => socket.destroy());
}

function forward(incoming: IncomingMessage, response: ServerResponse): void {
  const { port, pathname, search } = new URL(incoming.url ?? '');
  const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !name.startsWith('proxy-')));
  const asked = ask(
    { host: '127.0.0.1', port, path: pathname + search, method: incoming.method, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    },
  );
  asked.on('error', () => response.writeHead(502).end());
  incoming.pipe(asked);
}
