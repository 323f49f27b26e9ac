// A connection to a syslog server, whatever it is made of.
import { isIP } from 'node:net';
import type { SecureContext } from 'node:tls';
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

/** The address that a host name stood for, with the port. */
export function named(address: string | undefined, { host, port }: LinkOptions): string {
  const bare = address ?? host;
  return `${isIP(bare) === 6 ? `[${bare}]` : bare}:${port}`;
}

export const closed = (): Error => Object.assign(new Error('the server closed the connection'), { code: 'ECONNRESET' });
