// Mutual TLS: the client shows a certificate while the connection is made; what makes it useless is found before that.
import * as l10n from '@vscode/l10n';
import { asString, get, type Json } from '../json.ts';
import { failed, ok, type ClientCertificate, type Outcome } from '../request.ts';
import type { CertificateFault } from '../world.ts';
import { missingCredential } from './credential.ts';
import type { Authorize, Refusal } from './scheme.ts';

export const mutualTLS: Authorize<'mutualTLS'> = async (request, scheme, credentials, at) => {
  const certificate = readCertificate(credentials, scheme.name);
  if (!certificate.ok) return certificate;
  if (at.connection.protocol !== 'https') return failed(notSecure());
  const fault = await at.world.checkCertificate?.(certificate.value, at.world.now());
  if (fault) return failed({ code: fault.code, message: faultInWords(fault), path: [fault.part] });
  const ca = asString(get(credentials, 'ca')) ?? '';
  const trusted = ca.trim() === '' ? {} : { authorities: [ca] };
  return ok({ request, wire: { clientCertificate: certificate.value, ...trusted } });
};

/** PEM texts, or a PKCS #12 file in base64 in the place of the certificate. */
function readCertificate(credentials: Json | undefined, scheme: string): Outcome<ClientCertificate, Refusal> {
  const text = (key: string): string => asString(get(credentials, key)) ?? '';
  const [cert, key, passphrase] = [text('certificate'), text('key'), text('passphrase')];
  const secured = passphrase === '' ? {} : { passphrase };
  if (cert.trim() === '') return failed(missingCredential('certificate', scheme));
  const pfx = cert.includes('-----BEGIN') ? undefined : fromBase64(cert);
  if (pfx) return ok({ pfx, ...secured });
  if (key.trim() === '' && !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(cert))
    return failed(missingCredential('key', scheme));
  return ok({ cert, key: key.trim() === '' ? cert : key, ...secured });
}

function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/\s+|^data:[^,]*,/g, '');
  if (plain.length < 100 || !/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return undefined;
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
}

const notSecure = (): Refusal => ({
  code: 'client-certificate-over-http',
  message: l10n.t('A client certificate needs https: change the protocol.'),
  path: ['server', 'protocol'],
  from: 'connection',
  fixes: [{ title: l10n.t('Change the protocol to {0}', 'https'), path: ['server', 'protocol'], value: 'https' }],
});

export const faultInWords = (fault: CertificateFault): string => messages[fault.code](fault);

const messages: { readonly [C in CertificateFault['code']]: (fault: CertificateFault) => string } = {
  'certificate-unreadable': ({ detail }) =>
    l10n.t(
      'The client certificate cannot be read: {0}. It is PEM text with its line breaks, from -----BEGIN CERTIFICATE----- on, or a PKCS #12 file in base64.',
      detail,
    ),
  'certificate-expired': ({ detail }) => l10n.t('The client certificate has expired ({0}). Get a new one.', detail),
  'certificate-not-yet-valid': ({ detail }) =>
    l10n.t(
      'The client certificate is not valid before {0}. Wait until then, or check the clock of this machine.',
      detail,
    ),
  'certificate-purpose': () =>
    l10n.t('The certificate is not made for clients: its extended key usage lacks clientAuth. Get one that has it.'),
  'key-unreadable': ({ detail }) =>
    l10n.t(
      'The private key cannot be read: {0}. It is PEM text with its line breaks, from -----BEGIN PRIVATE KEY----- on.',
      detail,
    ),
  'key-encrypted': () =>
    l10n.t(
      'The private key is encrypted and there is no passphrase. Enter the passphrase, or a key without encryption, which is what the platform takes.',
    ),
  'key-mismatch': () =>
    l10n.t('The private key does not belong to the client certificate. Enter the two that were made together.'),
  'key-missing': () => l10n.t('The PKCS #12 file holds no private key. Export it together with its key.'),
  'passphrase-wrong': () => l10n.t('The passphrase does not open the private key. Enter the right one.'),
  'pfx-unreadable': ({ detail }) => l10n.t('The PKCS #12 file cannot be read: {0}.', detail),
  'pfx-outdated': () =>
    l10n.t(
      'The PKCS #12 file is encrypted in an outdated way (such as RC2) that is no longer read. Export it anew, with AES.',
    ),
};
