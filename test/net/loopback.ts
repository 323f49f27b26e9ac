// Servers on loopback that behave as a test wants, down to single bytes; each test's servers end with it.
import { spawn } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Served {
  readonly port: number;
  /** `http://127.0.0.1:1234` */
  readonly url: string;
  /** Connections so far. */
  readonly sockets: readonly Socket[];
  /** Settles when the other side has closed every connection. */
  closed(): Promise<unknown>;
}

export const serveHttp = (listener: RequestListener, host?: string): Promise<Served> =>
  serve(createServer(listener), 'http', host);

export const serveHttps = (certificate: ServerOptions, listener: RequestListener): Promise<Served> =>
  serve(createSecureServer(certificate, listener), 'https');

/** Whatever arrives, these bytes are the answer; then the function may do more with the socket. */
export const serveBytes = (
  answer: string | Buffer,
  then: (socket: Socket) => void = () => undefined,
): Promise<Served> =>
  serveSockets((socket) => {
    socket.once('data', () => {
      socket.write(answer);
      then(socket);
    });
  });

export const serveSockets = (onSocket: (socket: Socket) => void, scheme = 'http'): Promise<Served> =>
  serve(createTcpServer({ allowHalfOpen: true }, onSocket), scheme);

/** A port whose queue of connections is full and never emptied, so that one more waits; undefined where systems queue on. */
export async function serveDeaf(): Promise<{ readonly url: string } | undefined> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await new Promise((said) => child.stdout.once('data', said)));
  const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  running.push(() => {
    for (const socket of waiting) socket.destroy();
    return Promise.resolve(child.kill('SIGKILL'));
  });
  await new Promise((done) => setTimeout(done, 150));
  return waiting.some((socket) => socket.connecting) ? { url: `http://127.0.0.1:${port}` } : undefined;
}

/** Listens, says its port and then sleeps so soundly that it accepts nobody. */
const DEAF = `const server = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () =>
  process.stdout.write(String(server.address().port), () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)));`;

/** Closes what was served; for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((stop) => stop()));
}

const running: (() => Promise<unknown>)[] = [];

export async function serve(server: Server, scheme: string, host = '127.0.0.1'): Promise<Served> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((ready) => server.listen(0, host, ready));
  running.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { port, url: `${scheme}://${name}:${port}`, sockets, closed: () => allClosed(sockets) };
}

const allClosed = (sockets: readonly Socket[]): Promise<unknown> =>
  Promise.all(sockets.filter((socket) => !socket.destroyed).map(hasEnded));

const hasEnded = (socket: Socket): Promise<unknown> =>
  new Promise((done) => socket.resume().once('end', done).once('close', done));
