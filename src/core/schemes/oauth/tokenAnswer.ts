// Reads the answer of a token endpoint (RFC 6749 section 5.1): strict in what counts, tolerant in what servers get wrong.
import { processGenericTokenEndpointResponse, type AuthorizationServer, type Client } from 'oauth4webapi';
import { asString, get, isObject, parseJson, type JsonObject } from '../../json.ts';
import type { Answer } from '../../request.ts';
import type { Token } from '../../tokens.ts';
import { bodyOf } from './tokenFetch.ts';

/** The object that a token endpoint answered with; undefined when it answered with anything else. */
export function tokenBody(answer: Answer): JsonObject | undefined {
  const body = parseJson(bodyOf(answer));
  return isObject(body) ? body : undefined;
}

/** `name` is the member of the answer that counts. */
export const hasToken = (answer: Answer, name = 'access_token'): boolean =>
  answer.status >= 200 && answer.status < 300 && (asString(get(tokenBody(answer), name)) ?? '') !== '';

/** Of an answer that has a token; throws what the library throws when the rest of it makes no sense. */
export async function readToken(
  answer: Answer,
  server: AuthorizationServer,
  client: Client,
  now: number,
  name = 'access_token',
): Promise<Token> {
  const found = tokenBody(answer) ?? {};
  const body = { ...found, access_token: get(found, name) ?? '' };
  const type = asString(get(body, 'token_type'))?.trim() || 'Bearer';
  const response = new Response(JSON.stringify(corrected(body, type)), {
    status: 200,
    headers: [['content-type', 'application/json']],
  });
  const known = { [type.toLowerCase()]: () => undefined };
  const read = await processGenericTokenEndpointResponse(server, client, response, { recognizedTokenTypes: known });
  const seconds = read.expires_in;
  return {
    accessToken: read.access_token,
    type: type.toLowerCase() === 'bearer' ? 'Bearer' : type,
    obtainedAt: now,
    ...(seconds !== undefined && { expiresAt: now + seconds * 1000 }),
    ...(read.refresh_token && { refreshToken: read.refresh_token }),
    ...(read.scope && { scope: read.scope }),
  };
}

/**
 * Without what would not change the call: an id token is nobody's here, an empty text or null means nothing, and a time
 * that is no positive number of seconds says nothing.
 */
function corrected(body: JsonObject, type: string): JsonObject {
  const seconds = Number(get(body, 'expires_in') ?? Number.NaN);
  const kept = Object.entries(body).filter(
    ([key, value]) => key !== 'id_token' && key !== 'expires_in' && value !== null && value !== '',
  );
  const scope = get(body, 'scope');
  return {
    ...Object.fromEntries(kept),
    token_type: type,
    ...(Array.isArray(scope) && { scope: scope.join(' ') }),
    ...(seconds > 0 && Number.isFinite(seconds) && { expires_in: seconds }),
  };
}
