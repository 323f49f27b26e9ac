// An API key in a header, a query parameter or a cookie; the value is sent unchanged. It may be got at run time.
import { asString, get, type Json } from '../json.ts';
import { failed, ok, type Outcome, type Request } from '../request.ts';
import { encode } from '../requests/serialize.ts';
import { hashOf } from '../tokens.ts';
import { credential, headerSafe, withHeader } from './credential.ts';
import { retrieveKey } from './retrieveKey.ts';
import type { Authorize, Authorized, Authorizing, Refusal, SchemesByType } from './scheme.ts';

type Scheme = SchemesByType['apiKey'];

export const apiKey: Authorize<'apiKey'> = async (request, scheme, credentials, at) => {
  if (scheme.retrieval) return retrieved(request, { ...scheme, retrieval: scheme.retrieval }, credentials, at);
  const value = credential(credentials, 'value', scheme.name);
  return value.ok ? withKey(request, scheme, value.value) : value;
};

/** The platform gets a key when none is stored, and again after an answer of 401. */
async function retrieved(
  request: Request,
  scheme: Scheme & Required<Pick<Scheme, 'retrieval'>>,
  credentials: Json | undefined,
  at: Authorizing,
): Promise<Outcome<Authorized, Refusal>> {
  const { variables, protocol, host, port } = at.connection;
  const slot = { owner: at.owner, key: await hashOf([scheme, credentials, variables, protocol, host, port]) };
  const stored = at.tokens.peek(slot) ? '' : (asString(get(credentials, 'value')) ?? '');
  const got = stored
    ? ok({ accessToken: stored, type: '', obtainedAt: at.world.now() })
    : await at.tokens.take<Refusal>(slot, (_last, signal) => retrieveKey(scheme, credentials, at, signal), at.signal);
  if (!got.ok) return got;
  at.conceal(got.value.accessToken);
  const authorized = withKey(request, scheme, got.value.accessToken);
  const renew = (): void => {
    if (stored) at.tokens.put(slot, got.value);
    at.tokens.reject(slot, got.value.accessToken);
  };
  return authorized.ok ? ok({ ...authorized.value, renew }) : authorized;
}

function withKey(request: Request, scheme: Scheme, value: string): Outcome<Authorized, Refusal> {
  if (scheme.in === 'query') {
    const separator = request.url.includes('?') ? '&' : '?';
    return ok({
      request: { ...request, url: `${request.url}${separator}${encode(scheme.parameter)}=${encode(value)}` },
    });
  }
  const safe = headerSafe(value, 'value');
  if (!safe.ok) return failed(safe.failure);
  if (scheme.in === 'header') return ok({ request: withHeader(request, scheme.parameter, safe.value) });
  const cookie = request.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  const cookies = [cookie, `${scheme.parameter}=${safe.value}`].filter(Boolean).join('; ');
  return ok({ request: withHeader(request, 'Cookie', cookies) });
}
