// Why the way to the server ended at a proxy. Nothing of it stands in the integration, so the message names the setting.
import * as l10n from '@vscode/l10n';
import { excerpt } from '../excerpt.ts';
import type { Failure, ProxyUse } from '../request.ts';
import { hostOf, type Case } from './case.ts';
import { hasCode, type Row } from './row.ts';

type Broken = Case<Failure>;

const nobody: ProxyUse = { host: '?', from: '?', authorized: false };
const used = ({ exchange }: Broken): ProxyUse => exchange.proxy ?? nobody;
const named = (call: Broken): string => l10n.t('{0} (from {1})', used(call).host, used(call).from);
const spare = (): string =>
  l10n.t('If this host is reached without a proxy, name it in the setting http.noProxy or in NO_PROXY.');

/** A failure between here and the proxy. */
const before =
  (...codes: readonly string[]) =>
  (call: Broken): boolean =>
    call.exchange.to === 'proxy' && hasCode(...codes)(call);
const inTls = ({ exchange }: Broken): boolean => exchange.to === 'proxy' && exchange.phase === 'tls';

/** Schemes that our own HTTP cannot answer; the editor's can. */
const wantsNegotiation = (call: Broken): boolean =>
  /^\s*(negotiate|ntlm|kerberos|digest)\b/i.test(used(call).challenge ?? '') &&
  !/\bbasic\b/i.test(used(call).challenge ?? '');

const path = ['server'];

export const proxyRows: readonly Row<Failure>[] = [
  {
    code: 'proxy-address-invalid',
    when: hasCode('PROXY_ADDRESS'),
    path,
    what: ({ exchange }) => l10n.t('the proxy cannot be used: {0}', exchange.message),
    help: () =>
      l10n.t('It is written like http://proxy.example.com:3128, with user:password@ before the host if needed.'),
  },
  {
    code: 'proxy-unsupported',
    when: hasCode('PROXY_PROTOCOL'),
    path,
    what: ({ exchange }) => l10n.t('a proxy of the kind {0} is not supported', exchange.message),
    help: () =>
      l10n.t(
        'Use an http, https or socks5 proxy, or set integrations.network.stack to vscode, which knows more kinds.',
      ),
  },
  {
    code: 'proxy-not-found',
    when: before('ENOTFOUND', 'ENODATA', 'ENONAME', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'),
    path,
    what: (call) => l10n.t('the name of the proxy {0} could not be found', named(call)),
    help: () => l10n.t('Check its spelling, and whether this machine is in the network that knows it. {0}', spare()),
  },
  {
    code: 'proxy-refused',
    when: before('ECONNREFUSED'),
    path,
    what: (call) => l10n.t('the proxy {0} refused the connection', named(call)),
    help: () => l10n.t('Check its port, and whether it is running. {0}', spare()),
  },
  {
    code: 'proxy-credentials-unsupported',
    when: (call) => hasCode('PROXY_407')(call) && wantsNegotiation(call),
    path,
    what: (call) =>
      l10n.t(
        'the proxy {0} wants to know who you are in a way that needs the editor: {1}',
        named(call),
        used(call).challenge ?? '',
      ),
    help: () => l10n.t('Set integrations.network.stack to vscode: VS Code’s own HTTP can answer it (Kerberos, NTLM).'),
  },
  {
    code: 'proxy-credentials',
    when: (call) => hasCode('PROXY_407')(call) && !used(call).authorized,
    path,
    what: (call) => l10n.t('the proxy {0} wants credentials', named(call)),
    help: (call) =>
      l10n.t('Write user and password into its address, before its host: user:password@{0}.', used(call).host),
  },
  {
    code: 'proxy-credentials-rejected',
    when: hasCode('PROXY_407'),
    path,
    what: (call) => l10n.t('the proxy {0} does not accept the credentials', named(call)),
    help: () =>
      l10n.t('Check user and password in its address; characters such as @ and : are written %40 and %3A there.'),
  },
  {
    code: 'proxy-forbids',
    when: hasCode('PROXY_403', 'PROXY_401', 'PROXY_451'),
    path: ['server', 'host'],
    what: (call) =>
      l10n.t('the proxy {0} does not allow connections to {1}{2}', named(call), hostOf(call.request), page(call)),
    help: () => l10n.t('The people who run it must allow this host and port. {0}', spare()),
  },
  {
    code: 'proxy-method-refused',
    when: hasCode('PROXY_400', 'PROXY_404', 'PROXY_405', 'PROXY_501'),
    path,
    what: (call) =>
      l10n.t('{0} does not open tunnels: it answered CONNECT with {1}', named(call), call.exchange.message),
    help: () => l10n.t('It may be a web server and no proxy: check its address. {0}', spare()),
  },
  {
    code: 'proxy-cannot-reach',
    when: hasCode('PROXY_500', 'PROXY_502', 'PROXY_503', 'PROXY_504'),
    path: ['server', 'host'],
    what: (call) =>
      l10n.t(
        'the proxy {0} could not reach {1} ({2}){3}',
        named(call),
        hostOf(call.request),
        call.exchange.message,
        page(call),
      ),
    help: () => l10n.t('Check host and port. {0}', spare()),
  },
  {
    code: 'proxy-not-socks',
    when: hasCode('PROXY_NOT_SOCKS'),
    path,
    what: (call) => l10n.t('{0} is no SOCKS 5 proxy: its answer cannot be read', named(call)),
    help: () => l10n.t('Check its port and its protocol; an HTTP proxy is addressed with http://.'),
  },
  {
    code: 'proxy-refuses',
    when: ({ exchange }) => exchange.code.startsWith('PROXY_'),
    path,
    what: (call) => l10n.t('the proxy {0} refused the call: {1}{2}', named(call), call.exchange.message, page(call)),
    help: spare,
  },
  {
    code: 'proxy-certificate',
    when: (call) => inTls(call) && call.exchange.certificate !== undefined,
    path,
    what: (call) => l10n.t('the certificate of the proxy {0} was refused: {1}', named(call), call.exchange.message),
    help: () =>
      l10n.t(
        'Name the file of its authority in the setting integrations.network.certificateAuthorities; switching http.proxyStrictSSL off accepts any certificate.',
      ),
  },
  {
    code: 'proxy-tls',
    when: inTls,
    path,
    what: (call) => l10n.t('there was no TLS handshake with the proxy {0}: {1}', named(call), call.exchange.message),
    help: () => l10n.t('Most proxies are addressed with http://, also for calls over https: check its address.'),
  },
  {
    code: 'proxy-timeout',
    when: before('TIMEOUT', 'ETIMEDOUT'),
    path,
    what: (call) => l10n.t('the proxy {0} did not answer in time', named(call)),
    help: () => l10n.t('Check its address, and whether this machine is in its network. {0}', spare()),
  },
  {
    code: 'proxy-not-http',
    when: (call) => call.exchange.to === 'proxy' && /^HPE_/.test(call.exchange.code),
    path,
    what: (call) => l10n.t('{0} is no HTTP proxy: its answer cannot be read', named(call)),
    help: () => l10n.t('Check its port and its protocol; a SOCKS proxy listens on another.'),
  },
  {
    code: 'proxy-broke-off',
    when: ({ exchange }) => exchange.to === 'proxy',
    path,
    what: (call) => l10n.t('the connection to the proxy {0} failed: {1}', named(call), call.exchange.message),
    help: () => l10n.t('Check its address, and whether it asks for credentials. {0}', spare()),
  },
];

/** What the proxy writes about its refusal, without its markup. */
function page({ exchange }: Broken): string {
  const text = (exchange.received ?? '')
    .replaceAll(/<(style|script|title)[^>]*>[\s\S]*?(<\/\1>|$)|<[^>]*(>|$)/gi, ' ')
    .replaceAll(/[^\x20-\x7e\xa0-\uffff]+|\s+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
  return text === '' ? '' : l10n.t(', saying “{0}”', excerpt(text, 120));
}
