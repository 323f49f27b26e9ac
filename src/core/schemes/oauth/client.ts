// Everything that a scheme of OAuth 2.0 or OpenID Connect needs to ask for tokens, read from the model and the configuration.
import * as l10n from '@vscode/l10n';
import { asString, get, type Json } from '../../json.ts';
import type { SecurityScheme } from '../../model.ts';
import { failed, ok, type Outcome } from '../../request.ts';
import type { Authorizing, Refusal } from '../scheme.ts';
import { discover, type Discovered } from './discovery.ts';
import { endpointAt, type Endpoint } from './endpoint.ts';
import type { ClientMethod } from './tokenRequest.ts';

export type OAuthScheme = SecurityScheme & { type: 'oauth2' | 'openIdConnect' };

export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly methods: readonly ClientMethod[];
  readonly token: Endpoint;
  readonly refresh: Endpoint;
  readonly authorizationUrl: string;
  readonly scope: string;
  readonly audience: string;
  readonly discovered?: Discovered;
}

export const text = (credentials: Json | undefined, ...path: readonly string[]): string =>
  (asString(get(credentials, ...path)) ?? '').trim();

export async function readClient(
  scheme: OAuthScheme,
  credentials: Json | undefined,
  at: Authorizing,
  signal: AbortSignal,
): Promise<Outcome<OAuthClient, Refusal>> {
  const declared = scheme.type === 'oauth2' ? scheme : { tokenUrl: '', refreshUrl: '', authorizationUrl: '' };
  const given = text(credentials, 'token_url') || text(credentials, 'token_endpoint') || declared.tokenUrl;
  const found = given === '' && scheme.type === 'openIdConnect' ? await discover(scheme, at, signal) : undefined;
  if (found && !found.ok) return found;
  const discovered = found?.value;
  const tokenUrl = given || (discovered?.tokenUrl ?? '');
  if (tokenUrl === '') return failed(noTokenUrl(scheme));
  const token = endpointAt(tokenUrl, ['token_url'], at.connection);
  if (!token.ok) return token;
  const refresh = refreshEndpoint(text(credentials, 'refresh_url') || declared.refreshUrl, token.value, at);
  if (!refresh.ok) return refresh;
  const method = text(credentials, 'token_endpoint_auth_method');
  if (method !== '' && !isKnown(method)) return failed(unknownMethod(method));
  const secret = asString(get(credentials, 'client_secret')) ?? '';
  const methods = methodsOf(method, secret, discovered?.methods ?? [], at);
  if (methods.length === 0) return failed(noCommonMethod(discovered?.methods ?? []));
  return ok({
    id: text(credentials, 'client_id'),
    secret,
    methods,
    token: token.value,
    refresh: refresh.value,
    authorizationUrl:
      text(credentials, 'authorization_url') || declared.authorizationUrl || (discovered?.authorizationUrl ?? ''),
    scope: text(credentials, 'scope'),
    audience: text(credentials, 'audience'),
    ...(discovered && { discovered }),
  });
}

/** RFC 6749 section 6: the token endpoint refreshes too, where no other address is given. */
function refreshEndpoint(url: string, token: Endpoint, at: Authorizing): Outcome<Endpoint, Refusal> {
  return url === '' ? ok(token) : endpointAt(url, ['refresh_url'], at.connection);
}

function noTokenUrl({ name }: OAuthScheme): Refusal {
  const message = l10n.t('The security scheme "{0}" has no address to ask for tokens. Enter token_url.', name);
  return { code: 'token-url-missing', message, path: ['token_url'] };
}

const known: readonly ClientMethod[] = ['client_secret_basic', 'client_secret_post', 'none'];
const isKnown = (method: string): boolean => (known as readonly string[]).includes(method);

function unknownMethod(method: string): Refusal {
  const message = l10n.t(
    'Test calls cannot prove who the client is by "{0}". They can by: {1}.',
    method,
    known.join(', '),
  );
  return { code: 'oauth-method-unsupported', message, path: ['token_endpoint_auth_method'] };
}

function noCommonMethod(offered: readonly string[]): Refusal {
  const message = l10n.t(
    'The provider says that clients prove who they are by {0} alone, and test calls cannot. They can by: {1}. Where the provider takes one of these nevertheless, name it in token_endpoint_auth_method.',
    offered.join(', '),
    known.join(', '),
  );
  return { code: 'oauth-method-unsupported', message, path: ['token_endpoint_auth_method'] };
}

/** RFC 8705 section 2: beside a client certificate the id alone goes into the request, as that of a public client does. */
const byCertificate = ['tls_client_auth', 'self_signed_tls_client_auth'];

/**
 * How the platform sends the client's secret is not documented. RFC 6749 section 2.3.1 says that every server must take
 * HTTP basic; those that do not get it in the body, which it allows. Empty where a provider takes nothing that we can do.
 */
function methodsOf(
  wanted: string,
  secret: string,
  offered: readonly string[],
  { wire }: Pick<Authorizing, 'wire'>,
): readonly ClientMethod[] {
  if (wanted !== '') return known.filter((method) => method === wanted);
  const bySecret = known.filter((method) => method !== 'none' && (offered.length === 0 || offered.includes(method)));
  if (bySecret.length > 0) return secret === '' ? ['none'] : bySecret;
  const isBare =
    offered.includes('none') || (wire.clientCertificate && byCertificate.some((each) => offered.includes(each)));
  return isBare ? ['none'] : [];
}
