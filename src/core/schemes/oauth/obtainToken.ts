// Gets an access token without a person: by a refresh token where there is one, else by the flow of the scheme.
import * as l10n from '@vscode/l10n';
import { asString, get, type Json } from '../../json.ts';
import { failed, ok, type Header, type Outcome } from '../../request.ts';
import { missingCredential } from '../credential.ts';
import type { Authorizing, Refusal } from '../scheme.ts';
import type { Token } from '../../tokens.ts';
import { readClient, text, type OAuthClient, type OAuthScheme } from './client.ts';
import { forgetDiscovery } from './discovery.ts';
import { extraParameters } from './extraParameters.ts';
import { requestToken } from './tokenRequest.ts';

/** `last` is a token that is no longer good, and whose refresh token may be. */
export async function obtainToken(
  scheme: OAuthScheme,
  credentials: Json | undefined,
  at: Authorizing,
  last: Token | undefined,
  signal: AbortSignal,
): Promise<Outcome<Token, Refusal>> {
  const grant = grantOf(scheme, credentials);
  const refreshToken = last ? last.refreshToken : text(credentials, 'token', 'refresh_token');
  if (!grant.ok && !refreshToken) return grant;
  const client = await readClient(scheme, credentials, at, signal);
  if (!client.ok) return client;
  const asking: Asking = { scheme, credentials, client: client.value, at, signal };
  const got = await refreshOrAsk(asking, refreshToken, grant);
  if (!got.ok && scheme.type === 'openIdConnect') forgetDiscovery(scheme, at);
  return got;
}

async function refreshOrAsk(
  asking: Asking,
  refreshToken: string | undefined,
  grant: Outcome<Grant, Refusal>,
): Promise<Outcome<Token, Refusal>> {
  const refreshed = refreshToken ? await refresh(asking, refreshToken) : undefined;
  if (refreshed?.ok) return refreshed;
  // A server that cannot be reached cannot be asked in another way either.
  if (refreshed && (!grant.ok || refreshed.failure.exchange?.exchange.outcome === 'failed')) return refreshed;
  return grant.ok ? ask(asking, 'token', grant.value) : grant;
}

interface Asking {
  readonly scheme: OAuthScheme;
  readonly credentials: Json | undefined;
  readonly client: OAuthClient;
  readonly at: Authorizing;
  readonly signal: AbortSignal;
}

interface Grant {
  readonly type: string;
  readonly parameters: readonly Header[];
}

async function refresh(asking: Asking, refreshToken: string): Promise<Outcome<Token, Refusal>> {
  asking.at.conceal(refreshToken);
  const grant: Grant = { type: 'refresh_token', parameters: [['refresh_token', refreshToken]] };
  const got = await ask(asking, 'refresh', grant);
  // RFC 6749 section 6: the old refresh token stays good when there is no new one.
  return got.ok && got.value.refreshToken === undefined ? ok({ ...got.value, refreshToken }) : got;
}

async function ask(
  { scheme, credentials, client, at, signal }: Asking,
  purpose: 'token' | 'refresh',
  grant: Grant,
): Promise<Outcome<Token, Refusal>> {
  const extra = extraParameters(scheme, purpose, credentials, at.connection.variables);
  if (!extra.ok) return extra;
  const wished =
    purpose === 'refresh' ? [] : [['scope', client.scope] as const, ['audience', client.audience] as const];
  const question = {
    purpose,
    scheme,
    endpoint: purpose === 'refresh' ? client.refresh : client.token,
    grant: grant.type,
    parameters: [...grant.parameters, ...wished.filter(([, value]) => value !== '')],
    clientId: client.id,
    clientSecret: client.secret,
    methods: client.methods,
    extra: extra.value,
  };
  return requestToken(question, at, signal);
}

/** What the flow needs that nobody else can give; fails with the first field that is missing. */
function grantOf(scheme: OAuthScheme, credentials: Json | undefined): Outcome<Grant, Refusal> {
  const flow = scheme.type === 'oauth2' ? scheme.flow : 'clientCredentials';
  if (flow === 'implicit' || flow === 'authorizationCode') return failed(noToken(scheme, flow));
  if (flow === 'password') return passwordGrant(scheme, credentials);
  // A client may prove who it is by a parameter of its own, such as a signed assertion.
  const needed = scheme.parameters ? ['client_id'] : ['client_id', 'client_secret'];
  const missing = needed.find((key) => text(credentials, key) === '');
  // A client without a secret can only be one that people sign in with.
  if (missing === 'client_secret' && scheme.type === 'openIdConnect')
    return failed(noToken(scheme, 'authorizationCode'));
  return missing ? failed(missingCredential(missing, scheme.name)) : ok({ type: 'client_credentials', parameters: [] });
}

function passwordGrant({ name }: OAuthScheme, credentials: Json | undefined): Outcome<Grant, Refusal> {
  const [username, password] = ['username', 'password'].map((key) => asString(get(credentials, key)) ?? '');
  if (!username) return failed(missingCredential('username', name));
  if (!password) return failed(missingCredential('password', name));
  return ok({
    type: 'password',
    parameters: [
      ['username', username],
      ['password', password],
    ],
  });
}

function noToken({ name }: OAuthScheme, flow: 'implicit' | 'authorizationCode'): Refusal {
  const path = ['token', 'access_token'];
  if (flow === 'implicit') {
    const message = l10n.t('The security scheme "{0}" has no access token. Put one into token.access_token.', name);
    return { code: 'token-missing', message, path };
  }
  const message = l10n.t(
    'Nobody has signed in for the security scheme "{0}". Sign in, or put a token into token.access_token.',
    name,
  );
  return { code: 'sign-in-needed', message, path };
}
