// Why a server's certificate was refused.
import * as l10n from '@vscode/l10n';
import type { Fix } from '../problem.ts';
import type { Certificate, Failure } from '../request.ts';
import { hostnameOf, hostOf, type Case } from './case.ts';
import { acceptAnyCertificate, hasCode, says, trustCertificate, useHost, type Row } from './row.ts';

const authorities = 'integrations.network.certificateAuthorities';
const verify = ['tls', 'rejectUnauthorized'];
const fixes = (call: Case<Failure>): readonly Fix[] => [...trustCertificate(call), acceptAnyCertificate()];
const nothing: Certificate = { subject: '', issuer: '', validFrom: '', validTo: '', names: '' };
const shown = ({ exchange }: Case<Failure>): Certificate => exchange.certificate ?? nothing;

export const certificateRows: readonly Row<Failure>[] = [
  {
    code: 'certificate-self-signed',
    when: hasCode('DEPTH_ZERO_SELF_SIGNED_CERT'),
    path: verify,
    what: (call) =>
      l10n.t('the certificate of {0} is signed by itself ({1})', hostOf(call.request), shown(call).subject),
    help: () =>
      l10n.t('Have the server get a certificate from an authority, or accept any certificate for this integration.'),
    fixes,
  },
  {
    code: 'certificate-unknown-root',
    when: hasCode('SELF_SIGNED_CERT_IN_CHAIN'),
    path: verify,
    what: (call) =>
      l10n.t(
        'the certificate of {0} comes from an authority that is not trusted here ({1})',
        hostOf(call.request),
        shown(call).issuer,
      ),
    help: () =>
      l10n.t(
        'It may be a company’s own authority or a proxy that reads along: have its certificate trusted on this machine, or name its file in the setting {0}.',
        authorities,
      ),
    fixes,
  },
  {
    code: 'certificate-unknown-issuer',
    when: hasCode(
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
    ),
    path: verify,
    what: (call) =>
      l10n.t(
        'nobody trusted here vouches for the certificate of {0} (issued by {1})',
        hostOf(call.request),
        shown(call).issuer,
      ),
    help: () =>
      l10n.t(
        'The server does not send the certificates in between, or its authority is not trusted on this machine. A file with the missing ones can be named in the setting {0}.',
        authorities,
      ),
    fixes,
  },
  {
    code: 'certificate-expired',
    when: hasCode('CERT_HAS_EXPIRED'),
    path: verify,
    what: (call) => l10n.t('the certificate of {0} has expired ({1})', hostOf(call.request), shown(call).validTo),
    help: () => l10n.t('The server needs a new certificate; check also this machine’s clock.'),
    fixes,
  },
  {
    code: 'certificate-not-yet-valid',
    when: hasCode('CERT_NOT_YET_VALID'),
    path: verify,
    what: (call) =>
      l10n.t('the certificate of {0} is valid only from {1}', hostOf(call.request), shown(call).validFrom),
    help: () => l10n.t('Check this machine’s clock first.'),
    fixes,
  },
  {
    code: 'certificate-name',
    when: hasCode('ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH', 'IP_ADDRESS_MISMATCH'),
    path: ['server', 'host'],
    what: (call) => l10n.t('the certificate is not for {0} but for {1}', hostnameOf(call.request), namesOf(call)),
    help: () => l10n.t('Use a host name that the certificate is for; otherwise another server may have answered.'),
    fixes: (call) => [...onlyName(call).map(useHost), ...fixes(call)],
  },
  {
    code: 'certificate-revoked',
    when: hasCode('CERT_REVOKED'),
    path: ['server', 'host'],
    what: ({ request }) => l10n.t('the certificate of {0} has been revoked', hostOf(request)),
    help: () => l10n.t('Do not send credentials there; tell the people who run the server.'),
  },
  {
    code: 'certificate-purpose',
    when: hasCode('INVALID_PURPOSE', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED', 'CERT_REJECTED'),
    path: verify,
    what: ({ request }) => l10n.t('the certificate of {0} was not made for a server', hostOf(request)),
    help: () => l10n.t('The server needs another certificate.'),
    fixes,
  },
  {
    code: 'certificate-weak',
    when: says(/MD_TOO_WEAK|KEY_TOO_SMALL|md too weak|key too small|dh key too small/i),
    path: verify,
    what: ({ request }) => l10n.t('the key or signature of {0} is too weak to be accepted', hostOf(request)),
    help: () => l10n.t('The server needs a certificate with a stronger key (2048 bits RSA or more) and SHA-256.'),
  },
  {
    code: 'certificate-invalid',
    when: ({ exchange }) => exchange.certificate !== undefined || exchange.code.startsWith('CERT_'),
    path: verify,
    what: ({ request, exchange }) =>
      l10n.t('the certificate of {0} is not valid: {1}', hostOf(request), exchange.message),
    help: () => l10n.t('The server needs a valid certificate.'),
    fixes,
  },
];

function namesOf(call: Case<Failure>): string {
  const { names, subject } = shown(call);
  return names.replaceAll(/DNS:|IP Address:/g, '') || subject || l10n.t('another host');
}

/** The one name that the certificate is for, where there is exactly one and it is no pattern. */
function onlyName(call: Case<Failure>): readonly string[] {
  const names = [...shown(call).names.matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name ?? '');
  return names.length === 1 ? names.filter((name) => !name.includes('*')) : [];
}
