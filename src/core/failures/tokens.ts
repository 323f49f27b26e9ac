// What the answers to requests for tokens and keys mean: OAuth's error codes (RFC 6749 sections 4.1.2.1 and 5.2, RFC 8707) first.
import * as l10n from '@vscode/l10n';
import { excerpt } from '../excerpt.ts';
import { asString, get, parseJson } from '../json.ts';
import type { Path } from '../pointer.ts';
import type { Answer } from '../request.ts';
import { header, hostOf, isHtml, opening, type Case } from './case.ts';
import type { Row } from './row.ts';

type Asked = Case<Answer>;

const at =
  (...keys: Path) =>
  ({ scheme }: Asked): Path => ['authentication', scheme?.name ?? '', ...keys];
const endpoint = ({ token }: Asked): Path => token?.endpoint ?? ['authentication'];
const body = ({ exchange }: Asked): unknown => parseJson(new TextDecoder().decode(exchange.body));
const is =
  (...statuses: readonly number[]) =>
  ({ exchange }: Asked): boolean =>
    statuses.includes(exchange.status);
const isGood = ({ exchange }: Asked): boolean => exchange.status >= 200 && exchange.status < 300;

/** OAuth's own code, or what stands for it in answers that are not quite OAuth's. */
export function errorOf(call: Asked): string {
  const error = get(body(call), 'error');
  const challenge = /error="?([\w-]+)/i.exec(header(call.exchange, 'www-authenticate'))?.[1];
  return asString(error) ?? asString(get(error, 'code')) ?? asString(get(body(call), 'errorCode')) ?? challenge ?? '';
}

const LONGEST = 300;

/** The server's own words; empty when it has none. */
function wordsOf(call: Asked): string {
  const found = ['error_description', 'errorSummary', 'error_message', 'message', 'detail'].map((key) =>
    asString(get(body(call), key)),
  );
  return excerpt(found.find(Boolean) ?? asString(get(body(call), 'error', 'message')) ?? '', LONGEST);
}

function answered(call: Asked): string {
  const { status, statusText } = call.exchange;
  const parts = [`${status} ${statusText}`.trim(), errorOf(call), wordsOf(call)].filter(Boolean);
  return l10n.t('{0} answered {1}', hostOf(call.request), parts.join(', '));
}

function onError(
  error: string,
  path: Row<Answer>['path'],
  help: Row<Answer>['help'],
  when: Row<Answer>['when'] = () => true,
): Row<Answer> {
  const matches = (call: Asked): boolean => errorOf(call).toLowerCase() === error && when(call);
  return { code: `oauth-${error.replaceAll('_', '-')}`, when: matches, path, what: answered, help };
}

const grantIs =
  (...grants: readonly string[]) =>
  ({ token }: Asked): boolean =>
    grants.includes(token?.grant ?? '');

export const tokenRows: readonly Row<Answer>[] = [
  onError(
    'invalid_client',
    at('client_secret'),
    () => l10n.t('The client is not known, or its secret is wrong or has expired: check client_id and client_secret.'),
    ({ token }) => token?.hasSecret === true,
  ),
  onError('invalid_client', at('client_id'), () =>
    l10n.t('The server wants a client that can prove who it is: check client_id, and enter client_secret.'),
  ),
  onError(
    'invalid_grant',
    at('password'),
    () => l10n.t('The user name or the password is wrong, or the account is locked.'),
    grantIs('password'),
  ),
  onError(
    'invalid_grant',
    at('token', 'refresh_token'),
    () =>
      l10n.t(
        'The refresh token has expired, was revoked or belongs to another client: get a new one, or sign in again.',
      ),
    grantIs('refresh_token'),
  ),
  onError(
    'invalid_grant',
    at('client_id'),
    () =>
      l10n.t(
        'The code was used already, has expired, or was issued for another client or redirect address: sign in again.',
      ),
    grantIs('authorization_code'),
  ),
  onError('invalid_grant', at('client_id'), () => l10n.t('The server does not accept what the client has to offer.')),
  onError('invalid_scope', at('scope'), () =>
    l10n.t('The server does not know a scope, or does not give it to this client: check scope.'),
  ),
  onError('unsupported_grant_type', endpoint, ({ token }) =>
    l10n.t(
      'The server does not give tokens for "{0}": the model’s flow may be the wrong one, or the address is another endpoint.',
      token?.grant ?? '',
    ),
  ),
  onError('unauthorized_client', at('client_id'), ({ token }) =>
    l10n.t('This client may not use "{0}": allow it at the authorization server.', token?.grant ?? ''),
  ),
  onError('invalid_target', at('parameters'), () =>
    l10n.t('The server gives no tokens for this audience or resource: check the parameters of the scheme.'),
  ),
  onError('access_denied', at(), () => l10n.t('The authorization server refuses this client or user.')),
  onError('interaction_required', at('client_id'), () =>
    l10n.t(
      'The server wants a person to sign in or to agree first: use another account, or the authorization code flow.',
    ),
  ),
  onError('use_dpop_nonce', at(), () =>
    l10n.t('The server wants DPoP proofs, which neither the platform nor this extension sends.'),
  ),
  onError('invalid_request', at(), () =>
    l10n.t('Something is missing from the token request or is there twice: check the fields of the scheme.'),
  ),
  onError('server_error', endpoint, () => l10n.t('The authorization server failed inside: its own log may say why.')),
  onError('temporarily_unavailable', endpoint, () =>
    l10n.t('The authorization server is overloaded: try again later.'),
  ),
  {
    code: 'token-redirect',
    when: ({ exchange }) => exchange.status >= 300 && exchange.status < 400,
    path: endpoint,
    what: ({ exchange, request }) =>
      l10n.t('{0} sends to another address: {1}', hostOf(request), header(exchange, 'location') || '?'),
    help: () =>
      l10n.t('Credentials do not follow there by themselves: write that address here if it is the right one.'),
    fixes: useLocation,
  },
  {
    code: 'token-url-not-found',
    when: is(404, 405, 410, 501),
    path: endpoint,
    what: answered,
    help: () => l10n.t('There is no token endpoint at this address: check it.'),
  },
  {
    code: 'token-request-unauthorized',
    when: is(401, 403),
    path: (call) => at(call.token?.hasSecret ? 'client_secret' : 'client_id')(call),
    what: answered,
    help: () =>
      l10n.t('The credentials of the client are wrong or may not be used here: check client_id and client_secret.'),
  },
  {
    code: 'token-request-media-type',
    when: is(415),
    path: endpoint,
    what: answered,
    help: () => l10n.t('The address does not take form data as every token endpoint does: check it.'),
  },
  {
    code: 'token-request-limited',
    when: is(429),
    path: endpoint,
    what: answered,
    help: ({ exchange }) =>
      /^\d+$/.test(header(exchange, 'retry-after'))
        ? l10n.t(
            'The server limits how often tokens may be asked for. Try again in {0} seconds.',
            header(exchange, 'retry-after'),
          )
        : l10n.t('The server limits how often tokens may be asked for. Try again later.'),
  },
  {
    code: 'token-answer-html',
    when: ({ exchange }) => isHtml(exchange),
    path: endpoint,
    what: ({ exchange, request }) => l10n.t('{0} answered {1} with a web page', hostOf(request), exchange.status),
    help: () => l10n.t('The address is one for people, such as a login page: the token endpoint is another one.'),
  },
  {
    code: 'token-server-failed',
    when: ({ exchange }) => exchange.status >= 500,
    path: endpoint,
    what: answered,
    help: () => l10n.t('The authorization server, or what stands in front of it, failed: try again later.'),
  },
  {
    code: 'token-request-refused',
    when: (call) => !isGood(call),
    path: (call) => at()(call),
    what: answered,
    help: () => l10n.t('The answer’s body may say what is wrong with the request.'),
  },
  {
    code: 'token-answer-not-json',
    when: (call) => body(call) === undefined,
    path: endpoint,
    what: (call) =>
      opening(call.exchange) === ''
        ? l10n.t('{0} gave an empty answer', hostOf(call.request))
        : l10n.t('{0} gave an answer that is not JSON', hostOf(call.request)),
    help: () => l10n.t('Token endpoints answer with JSON: the address is probably another one.'),
  },
  {
    code: 'token-answer-invalid',
    when: ({ token }) => (token?.details ?? '') !== '',
    path: endpoint,
    what: ({ request, token }) =>
      l10n.t('the token that {0} gave cannot be used: {1}', hostOf(request), token?.details ?? ''),
    help: () => l10n.t('The server does not keep to OAuth 2.0.'),
  },
  {
    code: 'token-answer-without-token',
    when: () => true,
    path: endpoint,
    what: ({ request }) => l10n.t('the answer of {0} holds no access_token', hostOf(request)),
    help: () => l10n.t('The address is probably not the token endpoint.'),
  },
];

function useLocation({ exchange, request, token }: Asked): ReturnType<NonNullable<Row<Answer>['fixes']>> {
  const location = header(exchange, 'location');
  if (!token || location === '' || !URL.canParse(location, request.url)) return [];
  const { href } = new URL(location, request.url);
  // A login page is where browsers are sent; nobody wants it as an address for tokens.
  if (/log-?in|sign-?in|authorize/i.test(href)) return [];
  return [{ title: l10n.t('Change the address to {0}', href), path: token.endpoint, value: href }];
}
