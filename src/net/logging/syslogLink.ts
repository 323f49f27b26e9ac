// Connects to a syslog server by the protocol that an integration names.
import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import type { SyslogTarget } from '../../core/logging/settings.ts';
import { openDatagrams } from './datagramLink.ts';
import type { Link, LinkOptions, LinkTrust } from './link.ts';
import { openStream } from './streamLink.ts';

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
