// What is wrong with a client certificate and its key, found before a connection is made: a server only hangs up.
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import * as l10n from '@vscode/l10n';
import type { ClientCertificate } from '../../core/request.ts';
import type { CertificateFault } from '../../core/world.ts';

type Fault = CertificateFault | undefined;

/** `now` in milliseconds since the epoch. Undefined when the certificate can be used. */
export function checkClientCertificate(certificate: ClientCertificate, now: number): Fault {
  return certificate.pfx ? checkPfx(certificate, now) : checkPem(certificate, now);
}

function checkPem({ cert = '', key = '', passphrase }: ClientCertificate, now: number): Fault {
  const lost = [lostLines(cert, 'certificate'), lostLines(key, 'key')].find(Boolean);
  if (lost) return lost;
  const read = attempt(() => new X509Certificate(cert));
  if (read instanceof Error) return fault('certificate-unreadable', 'certificate', wordsFor(cert, 'CERTIFICATE', read));
  const privateKey = readKey(key, passphrase);
  if ('part' in privateKey) return privateKey;
  if (!read.checkPrivateKey(privateKey)) return fault('key-mismatch', 'key', '');
  const whole = attempt(() => createSecureContext({ cert, key, ...(passphrase !== undefined && { passphrase }) }));
  if (whole instanceof Error) return fault('certificate-unreadable', 'certificate', reasonOf(whole));
  return checkDates(read.validFrom, read.validTo, now) ?? checkPurpose(read.keyUsage);
}

/** Some stores of secrets put everything on one line. */
function lostLines(pem: string, part: 'certificate' | 'key'): Fault {
  if (!/-----BEGIN [A-Z ]+-----[^\r\n]*\S[^\r\n]*-----END/.test(pem)) return undefined;
  return fault(part === 'key' ? 'key-unreadable' : 'certificate-unreadable', part, l10n.t('its line breaks were lost'));
}

const decrypt = (key: string, passphrase: string | undefined): KeyObject | Error =>
  attempt(() => createPrivateKey({ key, format: 'pem', ...(passphrase !== undefined && { passphrase }) }));

function readKey(key: string, passphrase: string | undefined): KeyObject | CertificateFault {
  const read = decrypt(key, passphrase);
  if (!(read instanceof Error)) return read;
  if (isEncrypted(key) && passphrase === undefined) return fault('key-encrypted', 'key', '');
  if (isEncrypted(key) && isDecipherable(key, read)) return fault('passphrase-wrong', 'passphrase', '');
  return fault('key-unreadable', 'key', wordsFor(key, 'PRIVATE KEY', read));
}

const isEncrypted = (key: string): boolean => /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type:\s*4,ENCRYPTED/.test(key);

/** One wrong passphrase of 256 makes something that looks decrypted, and is no key: another wrong one tells. */
const isDecipherable = (key: string, error: Error): boolean =>
  isDecryption(error) ||
  ['', '1', '2'].some((other) => {
    const read = decrypt(key, `${other}no passphrase`);
    return !(read instanceof Error) || isDecryption(read);
  });

const isDecryption = ({ message }: Error): boolean => /bad.decrypt/i.test(message);

function checkPfx({ pfx, passphrase = '' }: ClientCertificate, now: number): Fault {
  const context = attempt(() => createSecureContext({ pfx: Buffer.from(pfx ?? []), passphrase }));
  if (context instanceof Error) return pfxFault(context);
  const found = certificateIn(context);
  return found ? checkDates(found.from, found.to, now) : fault('key-missing', 'certificate', '');
}

function pfxFault(error: Error): CertificateFault {
  const words = `${String((error as NodeJS.ErrnoException).code)} ${error.message}`;
  if (/mac verify|BAD_DECRYPT|bad decrypt/i.test(words)) return fault('passphrase-wrong', 'passphrase', '');
  if (/unsupported/i.test(words)) return fault('pfx-outdated', 'certificate', '');
  if (/private key/i.test(words)) return fault('key-missing', 'certificate', '');
  return fault('pfx-unreadable', 'certificate', reasonOf(error));
}

/** Node reads PKCS #12 for connections only; one that leads nowhere says what is in it. */
function certificateIn(context: SecureContext): { readonly from: string; readonly to: string } | undefined {
  const socket = new TLSSocket(new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() }), {
    secureContext: context,
  });
  try {
    const certificate = socket.getCertificate();
    if (!certificate || !('valid_to' in certificate)) return undefined;
    return { from: certificate.valid_from, to: certificate.valid_to };
  } finally {
    socket.destroy();
  }
}

function checkDates(from: string, to: string, now: number): Fault {
  if (now > Date.parse(to)) return fault('certificate-expired', 'certificate', to);
  return now < Date.parse(from) ? fault('certificate-not-yet-valid', 'certificate', from) : undefined;
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

/** RFC 5280 section 4.2.1.12; a certificate without the extension may be used for anything. */
function checkPurpose(usage: readonly string[] | undefined): Fault {
  if (!usage || usage.length === 0 || usage.includes(CLIENT_AUTH) || usage.includes(ANY_USAGE)) return undefined;
  return fault('certificate-purpose', 'certificate', '');
}

function wordsFor(pem: string, label: string, error: Error): string {
  return pem.includes(`${label}-----`) ? reasonOf(error) : l10n.t('it holds no {0}', `-----BEGIN ${label}-----`);
}

/** OpenSSL's last words: `error:068000A8:asn1 encoding routines::wrong tag` ends in what counts. */
const reasonOf = ({ message }: Error): string => message.split(':').at(-1)?.trim() || message;

const fault = (code: CertificateFault['code'], part: CertificateFault['part'], detail: string): CertificateFault => ({
  code,
  part,
  detail,
});

function attempt<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
