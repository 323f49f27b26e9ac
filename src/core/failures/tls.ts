// Why a TLS handshake did not come to an end: plain ports, versions, client certificates.
import * as l10n from '@vscode/l10n';
import type { Failure } from '../request.ts';
import { credentials, hostnameOf, hostOf } from './case.ts';
import { hasCode, inPhase, says, useProtocol, type Row } from './row.ts';

export const tlsRows: readonly Row<Failure>[] = [
  {
    code: 'client-certificate-unusable',
    when: hasCode('CLIENT_CERTIFICATE_UNUSABLE'),
    path: credentials,
    what: ({ exchange }) => l10n.t('the client certificate cannot be used: {0}', exchange.message),
    help: () =>
      l10n.t(
        'Check that the key belongs to the certificate, that both are complete PEM texts, and that the pass phrase is right.',
      ),
  },
  {
    code: 'authorities-unreadable',
    when: hasCode('CA_UNREADABLE'),
    path: [],
    what: ({ exchange }) => l10n.t('a file of certificate authorities cannot be read: {0}', exchange.message),
    help: () =>
      l10n.t('Check the setting integrations.network.certificateAuthorities, or the ca of the scheme: PEM is needed.'),
  },
  {
    code: 'tls-to-plain-port',
    when: says(
      /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|unknown protocol|record[ _]layer[ _]failure/i,
    ),
    path: ['server', 'protocol'],
    what: ({ request }) => l10n.t('{0} does not speak TLS on this port', hostOf(request)),
    help: () => l10n.t('Change the protocol to http (then everything, secrets too, travels unencrypted), or the port.'),
    fixes: () => [useProtocol('http')],
  },
  {
    code: 'tls-version',
    when: says(
      /unsupported[ _]protocol|alert[ _]protocol[ _]version|version[ _]too[ _]low|no[ _]protocols[ _]available/i,
    ),
    path: ['tls'],
    what: ({ request }) => l10n.t('{0} speaks only versions of TLS that are no longer safe', hostOf(request)),
    help: () => l10n.t('The server must offer TLS 1.2 or 1.3.'),
  },
  {
    code: 'client-certificate-required',
    when: says(
      /certificate[ _]required|alert[ _]bad[ _]certificate|alert[ _]unknown[ _]ca|alert[ _]certificate[ _]unknown/i,
    ),
    path: (call) => (call.scheme?.type === 'mutualTLS' ? credentials(call) : ['authentication']),
    what: ({ request }) => l10n.t('{0} wants a client certificate and got none that it trusts', hostOf(request)),
    help: () =>
      l10n.t(
        'The service uses mutual TLS: the model needs a mutualTLS scheme, the integration its certificate and key.',
      ),
  },
  {
    code: 'tls-name-unknown',
    when: says(/unrecognized[ _]name/i),
    path: ['server', 'host'],
    what: ({ request }) => l10n.t('the server behind {0} does not know that name', hostnameOf(request)),
    help: () => l10n.t('Check the host: the server is shared by several names, and this is none of them.'),
  },
  {
    code: 'tls-no-agreement',
    when: says(/handshake[ _]failure|no[ _]shared[ _]cipher|no[ _]cipher|insufficient[ _]security/i),
    path: ['tls'],
    what: ({ request }) => l10n.t('{0} and this machine found no way of encryption that both accept', hostOf(request)),
    help: () => l10n.t('The server may want a client certificate, another name, or it offers outdated ciphers only.'),
  },
  {
    code: 'tls-closed',
    when: inPhase(['tls'], hasCode('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET')),
    path: ['server', 'protocol'],
    what: ({ request }) => l10n.t('{0} closed the connection during the TLS handshake', hostOf(request)),
    help: () => l10n.t('The port may not speak TLS, or a firewall interferes: check protocol and port.'),
  },
  {
    code: 'tls-failed',
    when: inPhase(['tls'], () => true),
    path: ['tls'],
    what: ({ request, exchange }) =>
      l10n.t('the TLS handshake with {0} failed: {1}', hostOf(request), reasonIn(exchange.message)),
    help: () => l10n.t('Check protocol and port, and the server’s TLS settings.'),
  },
];

/** Of `80:error:0A00041B:SSL routines:ssl3_read_bytes:tlsv1 alert decrypt error:../ssl/record.c:1601:` what people can read. */
const reasonIn = (message: string): string => /error:[^:]+:[^:]+:[^:]*:([^:]+)/.exec(message)?.[1] ?? message;
