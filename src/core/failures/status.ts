// What HTTP's other status codes mean for the configuration of an integration.
import * as l10n from '@vscode/l10n';
import type { Answer } from '../request.ts';
import { credentials, header } from './case.ts';
import { answered, on, type Asked } from './onStatus.ts';
import { useProtocol, type Row } from './row.ts';

const server = ['server'];

export const statusRows: readonly Row<Answer>[] = [
  on([406], 'not-acceptable', [], ({ operation }) =>
    l10n.t('The service cannot answer in what the model promises: {0}.', operation?.accept.join(', ') || '*/*'),
  ),
  on([407], 'proxy-credentials', server, () =>
    l10n.t(
      'A proxy on the way wants credentials: write them into its address (http://user:password@host:port) in the setting http.proxy or in HTTP_PROXY.',
    ),
  ),
  on([408], 'request-timeout', server, () => l10n.t('The service waited too long for the request: try again.')),
  on(
    [409],
    'conflict',
    [],
    () => l10n.t('The call contradicts the present state, for example because the thing exists already.'),
    { severity: 'warning' },
  ),
  on(
    [410],
    'gone',
    [],
    () => l10n.t('This was removed for good; a newer version of the model may know its successor.'),
    { severity: 'warning' },
  ),
  on([411], 'length-required', [], () => l10n.t('The service wants a body, or a Content-Length header.')),
  on(
    [412, 428],
    'precondition',
    [],
    () => l10n.t('The service wants a fitting If-Match header: read the current state first.'),
    { severity: 'warning' },
  ),
  on([413], 'body-too-large', [], () => l10n.t('Send a smaller body.')),
  on([414], 'address-too-long', [], () => l10n.t('Send fewer or shorter query parameters.')),
  on([415], 'media-type-unsupported', [], () =>
    l10n.t('The service does not take this kind of body: check its content type in the model.'),
  ),
  on([422], 'unprocessable', [], () =>
    l10n.t('The body is readable but its content is refused; the answer’s body may say which part.'),
  ),
  on([423], 'locked', [], () => l10n.t('Somebody else holds it at the moment: try again later.'), {
    severity: 'warning',
  }),
  on(
    [426],
    'upgrade-required',
    ['server', 'protocol'],
    ({ exchange }) => l10n.t('The service wants another protocol: {0}.', header(exchange, 'upgrade') || 'https'),
    {
      fixes: ({ exchange }) => (/tls|https/i.test(header(exchange, 'upgrade')) ? [useProtocol('https')] : []),
    },
  ),
  on(
    [429],
    'too-many-requests',
    [],
    (call) => l10n.t('The service limits how often it may be called. {0}', retryAfter(call)),
    { severity: 'warning' },
  ),
  on([431], 'request-headers-too-large', credentials, () =>
    l10n.t('A header is too long for the service, most often the token or a cookie.'),
  ),
  on([451], 'legally-blocked', [], () => l10n.t('The service may not answer this for legal reasons.')),
  on(
    [511],
    'captive-portal',
    ['server', 'host'],
    () => l10n.t('Open a browser, sign in to the network, then try again.'),
    {
      what: () => l10n.t('the network asks for a login of its own first'),
    },
  ),
  on([500], 'server-error', [], () =>
    l10n.t('The service failed inside; the answer’s body or its own log may say why.'),
  ),
  on([501], 'not-implemented', [], () => l10n.t('The service does not know this method.')),
  on([502, 504, 520, 522, 523, 524], 'gateway', ['server', 'host'], () =>
    l10n.t(
      'A gateway or proxy answered, but the service behind it did not. Check the host, or wait until the service is back.',
    ),
  ),
  on([503], 'unavailable', server, (call) =>
    l10n.t('The service is overloaded or under maintenance. {0}', retryAfter(call)),
  ),
  on([505], 'http-version', server, () => l10n.t('The service does not take HTTP/1.1.')),
  on([521], 'service-down', ['server', 'host'], () =>
    l10n.t('The service behind this address is down: try again later.'),
  ),
  on([525, 526], 'gateway-certificate', ['server', 'host'], () =>
    l10n.t(
      'The gateway does not accept the certificate of the service behind it; the people who run it must mend that.',
    ),
  ),
  {
    code: 'client-error',
    when: ({ exchange }) => exchange.status >= 400 && exchange.status < 500,
    path: [],
    what: answered,
    help: () => l10n.t('The answer’s body may say what is wrong with the call.'),
  },
  {
    code: 'server-error',
    when: ({ exchange }) => exchange.status >= 500,
    path: [],
    what: answered,
    help: () => l10n.t('The service failed; the answer’s body or its own log may say why.'),
  },
];

function retryAfter({ exchange }: Asked): string {
  const value = header(exchange, 'retry-after');
  if (value === '') return l10n.t('Try again later.');
  return /^\d+$/.test(value) ? l10n.t('Try again in {0} seconds.', value) : l10n.t('Try again after {0}.', value);
}
