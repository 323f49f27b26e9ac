// Syslog over streams: TCP, TLS and local sockets.
import type { Socket } from 'node:net';
import { closed, named, type Link, type LinkOptions } from './link.ts';

/** Milliseconds for everything until a connection stands, and for a goodbye. */
const PATIENCE = 5_000;

/** Milliseconds in which a server that wants no messages hangs up: one behind a balancer, or one that takes no such client. */
const CALM = 300;

/**
 * Counted octets over TCP (RFC 6587) and TLS (RFC 5425), lines over a local socket. Resolves with the event `ready` of the
 * socket, rejects with its error.
 */
export async function openStream(
  options: LinkOptions,
  socket: Socket,
  ready: 'connect' | 'secureConnect',
): Promise<Link> {
  const down = watched(socket);
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      socket.destroy();
      reject(Object.assign(new Error(`no connection within ${PATIENCE} ms`), { code: 'ETIMEDOUT' }));
    }, PATIENCE).unref();
    socket.once(ready, () => resolve());
    down(reject);
  }).finally(() => clearTimeout(timer));
  socket.setNoDelay(true).setKeepAlive(true, 30_000).unref();
  let isOver = false;
  let gone: Error | undefined;
  down((error) => (gone = error));
  return {
    to: options.transport === 'unix' ? options.path : named(socket.remoteAddress, options),
    confirm: async () => {
      await new Promise((resolve) => setTimeout(resolve, CALM).unref());
      if (gone) throw gone;
    },
    onDown: (listener) => down((error) => isOver || listener(error)),
    send: (message) => {
      const framed = frame(message, options);
      return new Promise((resolve, reject) =>
        socket.write(framed, (error) => (error ? reject(gone ?? error) : resolve(framed.length))),
      );
    },
    end: async () => {
      isOver = true;
      return goodbye(socket);
    },
    close: () => {
      isOver = true;
      socket.destroy();
    },
  };
}

/** What the server has not read when it goes comes back as a reset, not as its own end. */
function goodbye(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (taken: boolean): void => {
      clearTimeout(timer);
      resolve(taken);
      socket.destroy();
    };
    const timer = setTimeout(() => settle(false), PATIENCE);
    socket.once('end', () => settle(true));
    socket.once('close', (hadError: boolean) => settle(!hadError && socket.readableEnded));
    socket.ref().resume().end();
  });
}

/**
 * Hears of the first end of a socket, also of one that came before. A server that closes reads nothing any more, so its end
 * is the end. What a server says is passed over: syslog knows no answers.
 */
function watched(socket: Socket): (listener: (error: Error) => void) => void {
  const listeners: ((error: Error) => void)[] = [];
  let reason: Error | undefined;
  const end = (error: Error): void => {
    if (reason) return;
    reason = error;
    for (const listener of listeners) listener(error);
  };
  socket.on('error', end);
  socket.on('end', () => end(closed()));
  socket.on('close', () => end(closed()));
  socket.resume();
  return (listener) => (reason ? listener(reason) : void listeners.push(listener));
}

/**
 * RFC 6587 section 3.4.1 and RFC 5425 section 4.3: the length in octets, a space, the message. Local sockets know no
 * counts: there a message ends with its line, so that its own line feeds go as the daemons themselves write them.
 */
export function frame(message: Uint8Array, { transport, eol }: LinkOptions): Buffer {
  if (transport !== 'unix') {
    const whole = Buffer.concat([message, Buffer.from(eol)]);
    return Buffer.concat([Buffer.from(`${whole.length} `), whole]);
  }
  const text = Buffer.from(message).toString().replaceAll('\n', '#012');
  return Buffer.from(text + (eol || '\n'));
}
