// What a TLS server shows of itself, in words.
import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate, Handshake } from '../../core/request.ts';
import type { Trust } from './trust.ts';

/** Undefined when the server showed none (a pre-shared key, a broken handshake). */
export function certificateOf(socket: TLSSocket): Certificate | undefined {
  return read(socket.getPeerCertificate());
}

export interface Circumstances {
  /** The certificate itself is trusted. */
  readonly isPinned?: boolean;
  /** A client certificate is at hand. */
  readonly showsClient: boolean;
}

export function handshakeOf(socket: TLSSocket, trust: Trust, { isPinned, showsClient }: Circumstances): Handshake {
  const chain = chainOf(socket);
  const owners = chain.map(({ raw }) => trust.sourceOf(raw)).filter((owner) => owner !== undefined);
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    chain: chain.flatMap((each) => read(each) ?? []),
    trustedBy: socket.authorized ? (owners.at(-1) ?? 'node') : isPinned ? 'settings' : 'nobody',
    clientCertificate: showsClient,
  };
}

/** `TLSv1.3, TLS_AES_256_GCM_SHA384, CN=localhost, until Jan 30 15:13:50 2026 GMT` */
export function describeHandshake({ protocol, cipher, chain: [certificate] }: Handshake): string {
  const parts = [protocol, cipher, certificate?.subject, certificate && `until ${certificate.validTo}`];
  return parts.filter(Boolean).join(', ');
}

/** More than any server sends; a chain in a circle would have no end. */
const LONGEST_CHAIN = 12;

/** From the server's own certificate to the root, which Node adds out of the trusted ones. */
function chainOf(socket: TLSSocket): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next = socket.getPeerCertificate(true) as DetailedPeerCertificate | undefined;
  while (next?.raw && chain.length < LONGEST_CHAIN && chain.at(-1) !== next) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

function read(shown: Partial<PeerCertificate> | null): Certificate | undefined {
  if (!shown?.subject) return undefined;
  return {
    subject: distinguishedName(shown.subject),
    issuer: distinguishedName(shown.issuer ?? {}),
    validFrom: shown.valid_from ?? '',
    validTo: shown.valid_to ?? '',
    names: shown.subjectaltname ?? '',
    ...(shown.fingerprint256 && { fingerprint: shown.fingerprint256 }),
  };
}

function distinguishedName(name: object): string {
  return Object.entries(name)
    .flatMap(([key, value]: [string, unknown]) => [value].flat().map((one) => `${key}=${String(one)}`))
    .join(', ');
}
