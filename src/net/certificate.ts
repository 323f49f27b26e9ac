// What a TLS server shows of itself, in words.
import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate } from '../core/request.ts';

/** Undefined when the server showed none (a pre-shared key, a broken handshake). */
export function certificateOf(socket: TLSSocket): Certificate | undefined {
  const shown = socket.getPeerCertificate() as Partial<PeerCertificate> | null;
  if (!shown?.subject) return undefined;
  return {
    subject: distinguishedName(shown.subject),
    issuer: distinguishedName(shown.issuer ?? {}),
    validFrom: shown.valid_from ?? '',
    validTo: shown.valid_to ?? '',
    names: shown.subjectaltname ?? '',
  };
}

/** `TLSv1.3, TLS_AES_256_GCM_SHA384, CN=localhost, until Jan 30 15:13:50 2026 GMT` */
export function describeHandshake(socket: TLSSocket): string {
  const certificate = certificateOf(socket);
  const parts = [socket.getProtocol(), socket.getCipher().name, certificate?.subject];
  if (certificate) parts.push(`until ${certificate.validTo}`);
  return parts.filter(Boolean).join(', ');
}

function distinguishedName(name: object): string {
  return Object.entries(name)
    .flatMap(([key, value]: [string, unknown]) => [value].flat().map((one) => `${key}=${String(one)}`))
    .join(', ');
}
