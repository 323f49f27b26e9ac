// Reads certificates and keys: what a form tells of them, and what a file comes to as text.
import { createHash, createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { CertificateFacts, Certificates, PemFacts, PemTexts } from '../../core/form/pem.ts';
import { failed, ok, type Outcome } from '../../core/request.ts';
import { checkClientCertificate } from './clientCertificate.ts';

export const certificates: Certificates = { read, fromFile };

/** Opening an encrypted key is made slow on purpose, and a form asks again with each letter that is typed elsewhere. */
let last: { readonly key: string; readonly facts: PemFacts } | undefined;

function read(texts: PemTexts, now: number): PemFacts {
  const hash = createHash('sha256')
    .update(JSON.stringify([texts, Math.floor(now / 60_000)]))
    .digest('hex');
  last = last?.key === hash ? last : { key: hash, facts: readAnew(texts, now) };
  return last.facts;
}

function readAnew({ certificate, key, passphrase, ca }: PemTexts, now: number): PemFacts {
  const own = certificatesIn(certificate);
  const privateKey = key.includes('-----BEGIN') ? key : certificate;
  const pfx = certificate.includes('-----BEGIN') ? undefined : fromBase64(certificate);
  const given = pfx ? { pfx } : { cert: certificate, key: privateKey };
  const complete = pfx !== undefined || (certificate !== '' && privateKey.includes('PRIVATE KEY-----'));
  const fault =
    complete || (certificate !== '' && own.length === 0)
      ? checkClientCertificate({ ...given, ...(passphrase !== '' && { passphrase }) }, now)
      : undefined;
  const opened = attempt(() => createPrivateKey({ key: privateKey, format: 'pem', passphrase }));
  const pair = opened instanceof Error || !attemptPair(certificate, opened) ? false : own.length > 0;
  return {
    certificate: own,
    ca: certificatesIn(ca),
    key: opened instanceof Error ? undefined : describeKey(opened),
    fault,
    isPair: pair,
  };
}

const attemptPair = (certificate: string, key: KeyObject): boolean =>
  attempt(() => new X509Certificate(certificate).checkPrivateKey(key)) === true;

function describeKey({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): string {
  const { modulusLength, namedCurve } = asymmetricKeyDetails;
  const size = modulusLength === undefined ? namedCurve : l10n.t('{0} bits', modulusLength);
  return [asymmetricKeyType?.toUpperCase(), size].filter(Boolean).join(', ');
}

const certificateBlock =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;
const keyBlock = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/;
/** More than any chain has. */
const longestChain = 12;

function certificatesIn(text: string): CertificateFacts[] {
  const blocks = text.match(certificateBlock)?.slice(0, longestChain) ?? [];
  return blocks.flatMap((block) => {
    const read = attempt(() => new X509Certificate(block));
    if (read instanceof Error) return [];
    return [{ subject: inOneLine(read.subject), issuer: inOneLine(read.issuer), validTo: Date.parse(read.validTo) }];
  });
}

const inOneLine = (name: string): string => name.split('\n').join(', ');

function fromFile(bytes: Uint8Array, part: 'certificate' | 'key'): Outcome<string, string> {
  const text = new TextDecoder().decode(bytes);
  const found = text.includes('-----BEGIN ') ? fromText(text, part) : fromDer(bytes, part);
  if (found !== undefined) return ok(found);
  return failed(
    part === 'key'
      ? l10n.t('No private key was found in it. A key is PEM text (-----BEGIN PRIVATE KEY-----) or DER.')
      : l10n.t(
          'No certificate was found in it. A certificate is PEM text (-----BEGIN CERTIFICATE-----), DER or a PKCS #12 file.',
        ),
  );
}

/** A file may hold certificate, chain and key together: each field takes its own. */
function fromText(text: string, part: 'certificate' | 'key'): string | undefined {
  const plain = text.replaceAll('\r\n', '\n');
  const blocks = part === 'key' ? [keyBlock.exec(plain)?.[0] ?? ''] : (plain.match(certificateBlock) ?? []);
  const joined = blocks.filter(Boolean).join('\n');
  return joined === '' ? undefined : `${joined}\n`;
}

function fromDer(bytes: Uint8Array, part: 'certificate' | 'key'): string | undefined {
  const der = Buffer.from(bytes);
  if (part === 'key') return keyFromDer(der);
  const certificate = attempt(() => new X509Certificate(der));
  if (!(certificate instanceof Error)) return certificate.toString();
  return isPkcs12(der) ? der.toString('base64') : undefined;
}

function keyFromDer(key: Buffer): string | undefined {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    const read = attempt(() => createPrivateKey({ key, format: 'der', type }));
    if (!(read instanceof Error)) return read.export({ type: 'pkcs8', format: 'pem' }).toString();
  }
  return undefined;
}

/** RFC 7292 section 4: a SEQUENCE with version 3, whose content is PKCS #7 data. */
const isPkcs12 = (der: Buffer): boolean =>
  der[0] === 0x30 &&
  der.subarray(0, 32).includes(Buffer.from('020103', 'hex')) &&
  der.subarray(0, 64).includes(Buffer.from('2a864886f70d0107', 'hex'));

function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/\s+/g, '');
  return plain.length > 100 && /^[A-Za-z0-9+/]+={0,2}$/.test(plain) ? Buffer.from(plain, 'base64') : undefined;
}

function attempt<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
