// OAuth 2.0 and OpenID Connect: the access token of the configuration, or one that is got, kept and renewed.
import { asString, get, type Json } from '../json.ts';
import { text, type OAuthScheme } from './oauth/client.ts';
import { obtainToken } from './oauth/obtainToken.ts';
import { failed, ok, type Outcome, type Request } from '../request.ts';
import { hashOf, type Token, type TokenSlot } from '../tokens.ts';
import { headerSafe, withHeader } from './credential.ts';
import type { Authorized, Authorizing, Refusal } from './scheme.ts';

export async function oauth(
  request: Request,
  scheme: OAuthScheme,
  credentials: Json | undefined,
  at: Authorizing,
): Promise<Outcome<Authorized, Refusal>> {
  const slot = await slotOf(scheme, credentials, at);
  const given = at.tokens.peek(slot) ? undefined : givenToken(scheme, credentials, at);
  const token = given
    ? ok(given)
    : await at.tokens.take<Refusal>(
        slot,
        (last, signal) => obtainToken(scheme, credentials, at, last, signal),
        at.signal,
      );
  if (!token.ok) return token;
  at.conceal(token.value.accessToken);
  at.conceal(token.value.refreshToken ?? '');
  return withToken(request, token.value, () => {
    if (given) at.tokens.put(slot, given);
    at.tokens.reject(slot, token.value.accessToken);
  });
}

/** Everything that a token depends on: a change of any of it asks for another one. */
export async function slotOf(scheme: OAuthScheme, credentials: Json | undefined, at: Authorizing): Promise<TokenSlot> {
  const { protocol, host, port, variables } = at.connection;
  return { owner: at.owner, key: await hashOf([scheme, credentials, variables, protocol, host, port]) };
}

/** One that was put into the configuration by hand, or by the platform. */
function givenToken(scheme: OAuthScheme, credentials: Json | undefined, at: Authorizing): Token | undefined {
  const accessToken = asString(get(credentials, 'token', scheme.tokenName ?? 'access_token')) ?? '';
  if (accessToken === '') return undefined;
  const refreshToken = text(credentials, 'token', 'refresh_token');
  const type = text(credentials, 'token', 'token_type') || 'Bearer';
  return { accessToken, type, obtainedAt: at.world.now(), ...(refreshToken && { refreshToken }) };
}

function withToken(request: Request, { type, accessToken }: Token, renew: () => void): Outcome<Authorized, Refusal> {
  const safe = headerSafe(`${type} ${accessToken}`, 'access_token');
  if (!safe.ok) return failed({ ...safe.failure, path: ['token', 'access_token'] });
  return ok({ request: withHeader(request, 'Authorization', safe.value), renew });
}
