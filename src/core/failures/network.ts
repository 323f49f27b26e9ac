// Why no connection came about: names, routes, ports, time.
import * as l10n from '@vscode/l10n';
import type { Failure } from '../request.ts';
import { hostnameOf, hostOf, isSecure, portOf, type Case } from './case.ts';
import { hasCode, inPhase, says, useModelPort, useProtocol, type Row } from './row.ts';

const host = ['server', 'host'];
const port = ['server', 'port'];

export const networkRows: readonly Row<Failure>[] = [
  {
    code: 'address-invalid',
    when: hasCode('ERR_INVALID_URL', 'ERR_SOCKET_BAD_PORT'),
    path: host,
    what: ({ request }) => l10n.t('{0} is not an address that can be called', request.url),
    help: () => l10n.t('Check the host (a name or an IP address, without https:// and without a path) and the port.'),
  },
  {
    code: 'dns-not-found',
    when: hasCode('ENOTFOUND', 'ENODATA', 'ENONAME'),
    path: host,
    what: ({ request }) => l10n.t('the name {0} could not be found', hostnameOf(request)),
    help: () => l10n.t('Check the spelling of the host, and whether this machine needs a VPN to know the name.'),
  },
  {
    code: 'dns-unavailable',
    when: hasCode('EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'ESERVFAIL', 'EREFUSED'),
    path: host,
    what: ({ request }) => l10n.t('no name server answered when asked for {0}', hostnameOf(request)),
    help: () => l10n.t('Check that this machine is online (network, VPN), then try again.'),
  },
  {
    code: 'connection-refused',
    when: hasCode('ECONNREFUSED'),
    path: port,
    what: ({ request }) => l10n.t('{0} refused the connection on port {1}', hostnameOf(request), portOf(request)),
    help: () => l10n.t('Nothing listens there: check the port, and whether the service is running.'),
    fixes: useModelPort,
  },
  {
    code: 'host-unreachable',
    when: hasCode('EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'ENONET'),
    path: host,
    what: ({ request }) => l10n.t('there is no way through the network to {0}', hostnameOf(request)),
    help: () => l10n.t('Check the host, and whether this machine needs a VPN or a proxy to reach it.'),
  },
  {
    code: 'connection-denied',
    when: hasCode('EACCES', 'EPERM'),
    path: host,
    what: ({ request }) => l10n.t('this machine does not allow connections to {0}', hostOf(request)),
    help: () => l10n.t('Check the firewall or security software on this machine.'),
  },
  {
    code: 'too-many-connections',
    when: hasCode('EMFILE', 'ENFILE', 'ENOBUFS'),
    path: [],
    what: () => l10n.t('this machine has no more connections to give'),
    help: () => l10n.t('Close other programs or wait a little, then try again.'),
  },
  {
    code: 'timeout-resolve',
    when: inPhase(['resolve'], hasCode('TIMEOUT', 'ETIMEOUT')),
    path: host,
    what: ({ request }) => l10n.t('looking up the name {0} took too long', hostnameOf(request)),
    help: (call) => withLimit(l10n.t('Check that this machine is online (network, VPN), then try again.'), call),
  },
  {
    code: 'timeout-connect',
    when: inPhase(['connect'], hasCode('TIMEOUT', 'ETIMEDOUT')),
    path: host,
    what: ({ request }) => l10n.t('{0} did not answer on port {1}', hostnameOf(request), portOf(request)),
    help: (call) =>
      withLimit(
        l10n.t('Check host and port; a firewall may drop the connection, or a VPN or proxy may be needed.'),
        call,
      ),
    fixes: useModelPort,
  },
  {
    code: 'timeout-tls',
    when: inPhase(['tls'], hasCode('TIMEOUT', 'ETIMEDOUT')),
    path: ['server', 'protocol'],
    what: ({ request }) => l10n.t('{0} connected but did not answer the TLS handshake', hostOf(request)),
    help: (call) => withLimit(l10n.t('The port may not speak TLS: check protocol and port.'), call),
  },
  {
    code: 'timeout-request',
    when: inPhase(['request'], hasCode('TIMEOUT', 'ETIMEDOUT')),
    path: ['server'],
    what: ({ request }) => l10n.t('{0} took the request but gave no answer in time', hostOf(request)),
    help: (call) =>
      withLimit(l10n.t('The service is slow or overloaded, or the port belongs to something else. Try again.'), call),
  },
  {
    code: 'timeout-response',
    when: hasCode('TIMEOUT', 'ETIMEDOUT'),
    path: ['server'],
    what: ({ request }) => l10n.t('the answer of {0} was not complete in time', hostOf(request)),
    help: (call) =>
      withLimit(l10n.t('The answer may be very large: ask for less, for example with paging parameters.'), call),
  },
  {
    code: 'redirect-loop',
    when: hasCode('TOO_MANY_REDIRECTS'),
    path: ['server', 'base_path'],
    what: ({ request }) => l10n.t('{0} redirects again and again', hostOf(request)),
    help: () =>
      l10n.t(
        'The trace shows the addresses: often a cookie or a slash at the end is missing. The limit is the setting integrations.call.redirects.',
      ),
  },
  {
    code: 'interim-answer',
    when: inPhase(['request'], says(/bad response|bad upgrade/)),
    path: ['server'],
    what: ({ request }) =>
      l10n.t('{0} answered 100 Continue or 101 Switching Protocols, which nobody had asked for', hostOf(request)),
    help: () =>
      l10n.t(
        'Check the port and what stands in front of the service. With the setting integrations.network.stack on vscode a 100 is passed over.',
      ),
  },
  {
    code: 'connection-closed',
    when: inPhase(['request'], hasCode('UND_ERR_SOCKET', 'ECONNRESET', 'ECONNABORTED', 'EPIPE')),
    path: ({ request }) => (isSecure(request) ? port : ['server', 'protocol']),
    what: ({ request }) => l10n.t('{0} closed the connection without an answer', hostOf(request)),
    help: ({ request }) =>
      isSecure(request)
        ? l10n.t('Check the port; the service may also have refused the request or be restarting.')
        : l10n.t('The port may want https, or belong to another service: check protocol and port.'),
    fixes: ({ request }) => (isSecure(request) ? [] : [useProtocol('https')]),
  },
  {
    code: 'answer-incomplete',
    when: inPhase(
      ['response'],
      hasCode('UND_ERR_SOCKET', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'),
    ),
    path: ['server'],
    what: ({ request }) => l10n.t('{0} closed the connection in the middle of its answer', hostOf(request)),
    help: () =>
      l10n.t('The service, or a proxy in front of it, broke off. Try again; look into the service’s own log.'),
  },
];

const settings = {
  total: 'integrations.call.timeout',
  connect: 'integrations.call.connectTimeout',
  headers: 'integrations.call.headersTimeout',
  body: 'integrations.call.bodyTimeout',
};

/** Whoever set the limit may want to know which one it was. */
function withLimit(help: string, { exchange: { limit } }: Case<Failure>): string {
  return limit ? `${help} ${l10n.t('The limit was {0} ms ({1}).', limit.ms, settings[limit.of])}` : help;
}
