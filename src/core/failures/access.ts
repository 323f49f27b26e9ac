// Answers that refuse the call for what it asks, as whom or where: the codes from 400 to 405.
import * as l10n from '@vscode/l10n';
import type { Answer } from '../request.ts';
import { credentials, header, hostOf, isHtml, opening } from './case.ts';
import { on, type Asked } from './onStatus.ts';
import { useBasePath, useProtocol, type Row } from './row.ts';

const basePath = ['server', 'base_path'];

const reads =
  (pattern: RegExp) =>
  ({ exchange }: Asked): boolean =>
    pattern.test(opening(exchange));
const challenges =
  (pattern: RegExp) =>
  ({ exchange }: Asked): boolean =>
    pattern.test(header(exchange, 'www-authenticate'));

export const accessRows: readonly Row<Answer>[] = [
  on([400], 'http-to-tls-port', ['server', 'protocol'], () => l10n.t('Change the protocol to https.'), {
    when: reads(
      /plain HTTP request was sent to HTTPS|plain HTTP to an SSL|HTTP request to an HTTPS server|host and port requires TLS/i,
    ),
    what: ({ request }) => l10n.t('{0} expects TLS on this port', hostOf(request)),
    fixes: () => [useProtocol('https')],
  }),
  on(
    [400, 403, 495, 496],
    'client-certificate-required',
    ['authentication'],
    () =>
      l10n.t(
        'The service uses mutual TLS: the model needs a mutualTLS scheme, the integration its certificate and key.',
      ),
    { when: reads(/No required SSL certificate|SSL certificate error|client certificate (is )?required/i) },
  ),
  on(
    [400, 404, 421],
    'host-unknown-to-server',
    ['server', 'host'],
    () => l10n.t('The server does not know this host name: write it as the service’s documentation does.'),
    {
      when: (call) =>
        call.exchange.status === 421 || reads(/invalid host(name| header)|unknown host|no such host/i)(call),
    },
  ),
  on([400], 'bad-request', [], () =>
    l10n.t('Check the parameters and the body of the call; the answer’s body may say which.'),
  ),
  on(
    [401],
    'credentials-missing',
    ['authentication'],
    () => l10n.t('The call carried no credentials: fill in the scheme that the service wants.'),
    {
      when: ({ scheme }) => scheme === undefined,
    },
  ),
  on(
    [401],
    'token-rejected',
    credentials,
    () => l10n.t('The token has expired, was revoked, or is meant for another service: get a new one.'),
    {
      when: challenges(/invalid_token/i),
    },
  ),
  on(
    [401],
    'scheme-mismatch',
    ['authentication'],
    ({ exchange }) =>
      l10n.t(
        'The service wants to be asked with: {0}. Another scheme of the model may be the right one.',
        header(exchange, 'www-authenticate'),
      ),
    {
      when: wantsOtherScheme,
    },
  ),
  on([401], 'unauthorized', credentials, () => l10n.t('The credentials are wrong or have expired: enter them again.')),
  on([402], 'payment-required', [], () => l10n.t('The account’s plan does not cover this call.')),
  on(
    [403],
    'scope-missing',
    ({ scheme }) => ['authentication', scheme?.name ?? '', 'scope'].filter(Boolean),
    () => l10n.t('The token lacks a scope: add it to the scope of the scheme and get a new token.'),
    {
      when: challenges(/insufficient_scope/i),
    },
  ),
  on([403], 'forbidden', credentials, () =>
    l10n.t('The credentials are known, but they may not do this: give the account the right, or use another account.'),
  ),
  on(
    [404, 405, 410],
    'base-path-differs',
    basePath,
    ({ model }) => l10n.t('The base path is not the model’s, which is {0}.', model.server.base_path || '/'),
    {
      when: basePathDiffers,
      what: ({ request }) => l10n.t('there is nothing at {0}', request.url),
      fixes: ({ model }) => [useBasePath(model.server.base_path)],
    },
  ),
  on(
    [404],
    'page-not-found',
    basePath,
    () => l10n.t('The answer is a page for people, not one of the API: the base path or the host is probably wrong.'),
    {
      when: ({ exchange }) => isHtml(exchange),
    },
  ),
  on([404], 'not-found', [], () => l10n.t('Either what was asked for does not exist, or the base path is wrong.'), {
    severity: 'warning',
  }),
  on([405], 'method-not-allowed', basePath, ({ exchange, request }) =>
    l10n.t(
      '{0} is not possible at this address (possible: {1}): check the base path and the model’s version.',
      request.method,
      header(exchange, 'allow') || '?',
    ),
  ),
];

/** The names that a challenge of RFC 9110 section 11.6.1 may begin with, and the schemes of OpenAPI that answer them. */
const sentAs: Readonly<Record<string, RegExp>> = {
  basic: /\bbasic\b/i,
  bearer: /\bbearer\b/i,
  oauth2: /\bbearer\b/i,
  openIdConnect: /\bbearer\b/i,
};

function wantsOtherScheme({ exchange, scheme }: Asked): boolean {
  const ours = sentAs[scheme?.type ?? ''];
  const challenge = header(exchange, 'www-authenticate');
  return ours !== undefined && /^\w+/.test(challenge) && !ours.test(challenge);
}

function basePathDiffers({ connection, model }: Asked): boolean {
  const plain = (path: string): string => path.replace(/^\/*/, '/').replace(/\/+$/, '');
  return plain(connection.basePath) !== plain(model.server.base_path);
}
