// A real proxy on loopback: tunnels and forwards to whatever name is asked for, which it finds on this machine.
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
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

/** A SOCKS 5 proxy (RFC 1928): with a `login` (`user:password`) it takes nobody else; `reply` is its answer in place of a connection. */
export function serveSocks({
  login,
  reply,
}: { readonly login?: string; readonly reply?: number } = {}): Promise<ServedProxy> {
  const asked: string[] = [];
  const authorizations: string[] = [];
  const server = createTcpServer((socket) => {
    const read = reader(socket.on('error', () => undefined));
    void (async () => {
      const [, count = 0] = await read(2);
      const method = login === undefined ? 0 : 2;
      if (!(await read(count)).includes(method)) return socket.end(Buffer.of(5, 255));
      socket.write(Buffer.of(5, method));
      if (login !== undefined) {
        const user = await read((await read(2))[1] ?? 0);
        const password = await read((await read(1))[0] ?? 0);
        authorizations.push(`${user.toString()}:${password.toString()}`);
        if (authorizations.at(-1) !== login) return socket.end(Buffer.of(1, 1));
        socket.write(Buffer.of(1, 0));
      }
      // Tests name their servers, so that nothing but a name is asked for.
      const name = await read((await read(5))[4] ?? 0);
      const port = (await read(2)).readUInt16BE();
      asked.push(`CONNECT ${name.toString()}:${port}`);
      if (reply !== undefined) return socket.end(Buffer.of(5, reply, 0, 1, 0, 0, 0, 0, 0, 0));
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
        socket.pipe(upstream).pipe(socket);
      });
      return upstream.on('error', () => socket.end(Buffer.of(5, 5, 0, 1, 0, 0, 0, 0, 0, 0)));
    })();
  });
  return serve(server, 'socks5').then((served) => ({ ...served, asked, authorizations }));
}

/** Reads exactly as many bytes as are asked for, and never ends where there are none. */
function reader(socket: Socket): (count: number) => Promise<Buffer> {
  return async (count) => {
    for (;;) {
      const bytes = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
      if (bytes) return bytes;
      await new Promise((ready) => socket.once('readable', ready));
    }
  };
}
