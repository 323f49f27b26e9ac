// A connection to a syslog server: datagrams (RFC 5426), counted octets over TCP (RFC 6587) and TLS (RFC 5425), a local socket.
import { createSocket, type Socket as DatagramSocket } from 'node:dgram';
import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type SecureContext } from 'node:tls';
import type { SyslogTarget } from '../../core/logging/settings.ts';

export interface Link {
  /** The server's address with the port, or the path of a local socket. */
  readonly to: string;
  /** Resolves with the octets when the system has taken them; whether the server got them only `end` can tell. */
  send(message: Uint8Array): Promise<number>;
  /** Resolves when what was sent has not been refused; rejects when it was. */
  confirm(): Promise<void>;
  /** Called once, when the link breaks or the server closes it, but not by `close` or `end`. */
  onDown(listener: (error: Error) => void): void;
  /** Says goodbye; true when the server has read everything and said goodbye too, false when there is no telling. Rejects
   * when it refused. */
  end(): Promise<boolean>;
  close(): void;
}

/** What the other side is asked for and held against. */
export interface LinkTrust {
  readonly secureContext: SecureContext;
  /** The fingerprint of a certificate that is accepted whoever vouches for it. */
  readonly pinned?: string | undefined;
  /** Asked for instead of the host name. */
  readonly serverName?: string | undefined;
}

export interface LinkOptions extends SyslogTarget {
  /** Behind each message on streams. */
  readonly eol: string;
}

/** Milliseconds for everything until a connection stands, and for a goodbye. */
const PATIENCE = 5_000;

/** Rejects with the system's error; `trust` is asked for TLS only. */
export async function openLink(options: LinkOptions, trust: () => Promise<LinkTrust>): Promise<Link> {
  if (options.transport === 'udp') return openDatagrams(options);
  if (options.transport !== 'tls') return openStream(options, connectPlain(options), 'connect');
  const { pinned, serverName, secureContext } = await trust();
  const name = serverName ?? options.host;
  let mismatch: Error | undefined;
  const socket = connectTls({
    ...addressOf(options),
    secureContext,
    servername: isIP(name) ? '' : name,
    // Looked at below: a certificate that was trusted by its fingerprint is good without an authority.
    rejectUnauthorized: false,
    checkServerIdentity: (_, certificate) => (mismatch = checkServerIdentity(name, certificate)),
  });
  const link = await openStream(options, socket, 'secureConnect');
  const isPinned = pinned !== undefined && socket.getPeerX509Certificate()?.fingerprint256 === pinned.toUpperCase();
  if (socket.authorized || isPinned) return link;
  link.close();
  const code = String(socket.authorizationError);
  throw Object.assign(new Error(mismatch?.message ?? code.toLowerCase().replaceAll('_', ' ')), { code });
}

const addressOf = ({ host, port, family }: SyslogTarget): { host: string; port: number; family?: number } => ({
  host,
  port,
  // An address is of its own version, whatever the protocol is called.
  ...(family && isIP(host) === 0 && { family }),
});

function connectPlain(options: LinkOptions): Socket {
  return options.transport === 'unix' ? connect({ path: options.path }) : connect(addressOf(options));
}

async function openStream(options: LinkOptions, socket: Socket, ready: 'connect' | 'secureConnect'): Promise<Link> {
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
  let isGone = false;
  down(() => (isGone = true));
  return {
    to: options.transport === 'unix' ? options.path : named(socket.remoteAddress, options),
    confirm: () => Promise.resolve(),
    onDown: (listener) => down((error) => isGone || listener(error)),
    send: (message) => {
      const framed = frame(message, options);
      return new Promise((resolve, reject) =>
        socket.write(framed, (error) => (error ? reject(error) : resolve(framed.length))),
      );
    },
    end: async () => {
      isGone = true;
      return goodbye(socket);
    },
    close: () => {
      isGone = true;
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

const closed = (): Error => Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' });

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

/** Datagrams to one address, so that the system tells of a port where nobody listens. */
async function openDatagrams(options: LinkOptions): Promise<Link> {
  const version = isIP(options.host) || options.family || 0;
  const socket = await connectDatagrams(
    options,
    version === 6 ? ['udp6'] : version === 4 ? ['udp4'] : ['udp4', 'udp6'],
  );
  socket.unref();
  const listeners: ((error: Error) => void)[] = [];
  let isGone = false;
  let refusal: Error | undefined;
  const close = (): void => {
    if (!isGone) socket.close();
    isGone = true;
  };
  socket.on('error', (error) => {
    if (isGone) return;
    refusal = error;
    close();
    for (const listener of listeners) listener(error);
  });
  return {
    to: named(socket.remoteAddress().address, options),
    onDown: (listener) => void listeners.push(listener),
    confirm: async () => {
      await new Promise((resolve) => setTimeout(resolve, ICMP_PATIENCE).unref());
      if (refusal) throw refusal;
    },
    send: (message) =>
      new Promise((resolve, reject) => {
        if (isGone) reject(refusal ?? closed());
        else socket.send(message, (error, bytes) => (error ? reject(error) : resolve(bytes)));
      }),
    end: async () => {
      await new Promise((resolve) => setTimeout(resolve, ICMP_PATIENCE));
      close();
      if (refusal) throw refusal;
      return false;
    },
    close,
  };
}

/** Milliseconds in which a refusal of a datagram comes back, if one does. */
const ICMP_PATIENCE = 300;

async function connectDatagrams(
  { host, port }: LinkOptions,
  [type, ...others]: readonly ('udp4' | 'udp6')[],
): Promise<DatagramSocket> {
  const socket = createSocket(type ?? 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.connect(port, host, resolve);
    });
    socket.removeAllListeners('error');
    return socket;
  } catch (error) {
    socket.close();
    if (others.length === 0) throw error;
    return connectDatagrams({ host, port } as LinkOptions, others);
  }
}

function named(address: string | undefined, { host, port }: LinkOptions): string {
  const bare = address ?? host;
  return `${isIP(bare) === 6 ? `[${bare}]` : bare}:${port}`;
}
