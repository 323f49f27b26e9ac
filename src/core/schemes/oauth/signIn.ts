// The authorization code flow with PKCE (RFC 6749 section 4.1, RFC 7636, RFC 9207): the address for the browser, and what comes back.
import * as l10n from '@vscode/l10n';
import {
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  validateAuthResponse,
  type AuthorizationServer,
} from 'oauth4webapi';
import type { Json } from '../../json.ts';
import { failed, ok, type Outcome } from '../../request.ts';
import { missingCredential } from '../credential.ts';
import { slotOf } from '../oauth.ts';
import type { Authorizing, Refusal } from '../scheme.ts';
import { readClient, type OAuthClient, type OAuthScheme } from './client.ts';
import { forgetDiscovery } from './discovery.ts';
import { endpointAt } from './endpoint.ts';
import { extraParameters } from './extraParameters.ts';
import { requestToken } from './tokenRequest.ts';

export interface StartedSignIn {
  /** To open in a browser. */
  readonly url: string;
  /** Comes back with the answer that belongs to this sign-in. */
  readonly state: string;
  /** Takes the address that the browser was sent to in the end, gets the token and keeps it. */
  readonly finish: (callback: string, signal: AbortSignal) => Promise<Outcome<void, Refusal>>;
}

export async function startSignIn(
  scheme: OAuthScheme,
  credentials: Json | undefined,
  redirectUri: string,
  at: Authorizing,
): Promise<Outcome<StartedSignIn, Refusal>> {
  // Who signs in by hand may be here because what is known does not work.
  if (scheme.type === 'openIdConnect') forgetDiscovery(scheme, at);
  const read = await readClient(scheme, credentials, at, at.signal);
  if (!read.ok) return read;
  const client = read.value;
  if (client.id === '') return failed(missingCredential('client_id', scheme.name));
  if (client.authorizationUrl === '') return failed(noAuthorizationUrl(scheme));
  const page = endpointAt(client.authorizationUrl, ['authorization_url'], at.connection);
  if (!page.ok) return page;
  const state = generateRandomState();
  const verifier = generateRandomCodeVerifier();
  at.conceal(verifier);
  const challenge = await calculatePKCECodeChallenge(verifier);
  const url = pageUrl(page.value.url, scheme, client, { state, challenge, redirectUri });
  const finish = (callback: string, signal: AbortSignal): Promise<Outcome<void, Refusal>> =>
    finishSignIn({ scheme, credentials, client, at, redirectUri, state, verifier }, callback, signal);
  return ok({ url, state, finish });
}

interface Parts {
  readonly state: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

function pageUrl(
  page: string,
  scheme: OAuthScheme,
  client: OAuthClient,
  { state, challenge, redirectUri }: Parts,
): string {
  const url = new URL(page);
  const scope = client.scope || (scheme.type === 'openIdConnect' ? 'openid' : '');
  const parameters = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    scope,
    audience: client.audience,
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return url.href;
}

interface SigningIn {
  readonly scheme: OAuthScheme;
  readonly credentials: Json | undefined;
  readonly client: OAuthClient;
  readonly at: Authorizing;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string;
}

async function finishSignIn(
  signing: SigningIn,
  callback: string,
  signal: AbortSignal,
): Promise<Outcome<void, Refusal>> {
  const { scheme, credentials, client, at, redirectUri, verifier } = signing;
  const code = codeIn(signing, callback);
  if (!code.ok) return code;
  at.conceal(code.value);
  const extra = extraParameters(scheme, 'token', credentials, at.connection.variables);
  if (!extra.ok) return extra;
  const token = await requestToken(
    {
      purpose: 'code',
      scheme,
      endpoint: client.token,
      grant: 'authorization_code',
      parameters: [
        ['code', code.value],
        ['redirect_uri', redirectUri],
        ['code_verifier', verifier],
      ],
      clientId: client.id,
      clientSecret: client.secret,
      methods: client.methods,
      extra: extra.value,
    },
    at,
    signal,
  );
  if (!token.ok) return token;
  at.tokens.put(await slotOf(scheme, credentials, at), token.value);
  return ok(undefined);
}

/** The code, when the answer belongs to this sign-in and comes from the right server. */
function codeIn({ client, scheme, state }: SigningIn, callback: string): Outcome<string, Refusal> {
  const { discovered } = client;
  const answer = new URL(callback).searchParams;
  // Without a discovery document nobody knows what the issuer should be called.
  if (!discovered?.issuer) answer.delete('iss');
  const server: AuthorizationServer = {
    issuer: discovered?.issuer || new URL(client.token.url).origin,
    ...(discovered?.namesIssuer && { authorization_response_iss_parameter_supported: true }),
  };
  try {
    const code = validateAuthResponse(server, { client_id: client.id }, answer, state).get('code');
    if (code) return ok(code);
    return failed(refusal('sign-in-answer-invalid', l10n.t('The answer to the sign-in holds no code.'), []));
  } catch (error) {
    return failed(error instanceof AuthorizationResponseError ? refusedBy(error, scheme) : notOurs(error));
  }
}

const keys: Readonly<Record<string, readonly string[]>> = {
  invalid_scope: ['scope'],
  unauthorized_client: ['client_id'],
  invalid_client: ['client_id'],
};

function refusedBy(
  { error, error_description: words = '' }: AuthorizationResponseError,
  { name }: OAuthScheme,
): Refusal {
  const said = [error, words].filter(Boolean).join(', ');
  const message =
    error === 'access_denied'
      ? l10n.t('The sign-in for "{0}" was refused, by you or by the server ({1}).', name, said)
      : l10n.t('The authorization server refused the sign-in for "{0}": {1}.', name, said);
  return refusal(`sign-in-${error.replaceAll('_', '-')}`, message, keys[error] ?? []);
}

function notOurs(error: unknown): Refusal {
  const words = error instanceof Error ? error.message : String(error);
  const message = l10n.t('The answer to the sign-in cannot be trusted: {0}. Sign in again.', words);
  return refusal('sign-in-answer-invalid', message, []);
}

const refusal = (code: string, message: string, path: readonly string[]): Refusal => ({ code, message, path });

const noAuthorizationUrl = ({ name }: OAuthScheme): Refusal =>
  refusal(
    'authorization-url-missing',
    l10n.t('The model says no address to sign in at for the security scheme "{0}".', name),
    [],
  );
