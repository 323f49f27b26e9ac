// Makes certificates for test servers: an authority and what it signs, good, expired or for another name.
import { generate } from 'selfsigned';

const DAY = 86_400_000;
const key = { keyType: 'ec', algorithm: 'sha256' };
const loopback = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
  { type: 7, ip: '::1' },
];

/** @typedef {{ readonly cert: string, readonly key: string }} Certificate */
/** @typedef {{ readonly name?: string, readonly hosts?: readonly string[], readonly expired?: boolean, readonly early?: boolean, readonly client?: boolean }} Wish */

/** A certificate for loopback that nobody vouches for. */
export const selfSignedCertificate = () => issue({ name: 'localhost' });

/**
 * An authority of its own: its certificate, and a function that signs server and client certificates.
 * @returns {Promise<{ readonly cert: string, readonly issue: (wish?: Wish) => Promise<Certificate> }>}
 */
export async function createAuthority(name = 'Integration Essentials Test Authority') {
  const pair = await generate([{ name: 'commonName', value: name }], {
    ...key,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const authority = { cert: pair.cert, key: pair.private };
  return { cert: pair.cert, issue: (wish) => issue(wish, authority) };
}

/** The set that tests of TLS need: one authority, and a server certificate of each kind. */
export async function createCertificates() {
  const authority = await createAuthority();
  const [server, expired, wrongName, client, selfSigned] = await Promise.all([
    authority.issue(),
    authority.issue({ expired: true }),
    authority.issue({ name: 'elsewhere.example', hosts: ['elsewhere.example'] }),
    authority.issue({ name: 'client', client: true }),
    selfSignedCertificate(),
  ]);
  return { authority: authority.cert, server, expired, wrongName, client, selfSigned };
}

/**
 * @param {Wish} [wish]
 * @param {Certificate} [authority]
 * @returns {Promise<Certificate>}
 */
async function issue({ name = 'localhost', hosts, expired = false, early = false, client = false } = {}, authority) {
  const now = Date.now();
  const pair = await generate([{ name: 'commonName', value: name }], {
    ...key,
    ...(authority && { ca: authority }),
    notBeforeDate: new Date(now - (expired ? 30 : early ? -10 : 1) * DAY),
    notAfterDate: new Date(now + (expired ? -1 : 30) * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: !client, clientAuth: client },
      { name: 'subjectAltName', altNames: hosts ? hosts.map((value) => ({ type: 2, value })) : loopback },
    ],
  });
  return { cert: pair.cert, key: pair.private };
}
