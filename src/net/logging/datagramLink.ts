// Syslog over UDP (RFC 5426): one message a datagram.
import { createSocket, type Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { closed, named, type Link, type LinkOptions } from './link.ts';

/** Datagrams to one address, so that the system tells of a port where nobody listens. */
export async function openDatagrams(options: LinkOptions): Promise<Link> {
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
): Promise<Socket> {
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
