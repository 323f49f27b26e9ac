// Puts credentials into the request of a call and sends it, once more with new ones when the service no longer takes the old.
import { asString, get, parseJson, type Json } from '../json.ts';
import type { Connection } from '../connection.ts';
import type { SecurityScheme } from '../model.ts';
import { failed, ok, type Exchange, type Outcome, type Request, type Wire } from '../request.ts';
import type { Authorized, Authorizing, Refusal } from '../schemes/scheme.ts';
import { authorize } from '../schemes/schemes.ts';
import type { TokenExchange } from '../tokenExchange.ts';
import { createTokens, type Token, type TokenSlot } from '../tokens.ts';
import type { World } from '../world.ts';

export interface Sending {
  readonly request: Request;
  readonly connection: Connection;
  readonly scheme: SecurityScheme | undefined;
  /** Mutual TLS beside `scheme`, for the requests for tokens too. It is left out where it has no certificate. */
  readonly transport?: SecurityScheme;
  readonly wire: Wire;
  /** Whose tokens are used. */
  readonly owner: string;
}

/** What happened on the way to an answer, also when there is none. */
export interface Sent {
  /** With the credentials, as it went out last. */
  readonly request: Request;
  readonly outcome: Outcome<Exchange, Refusal>;
  /** Requests for tokens and keys, in order. */
  readonly exchanges: readonly TokenExchange[];
  /** Values that must not be shown beside those of the connection. */
  readonly secrets: readonly string[];
  /** The service did not take the first credentials, so that the call was made again with new ones. */
  readonly repeated: boolean;
}

/** What a call has come to know on its way, also when it is aborted. */
export interface Made {
  readonly exchanges: TokenExchange[];
  readonly secrets: string[];
}

/** Rejects only with the abort reason; `made` has then what was done until that moment. */
export async function sendAuthorized(
  sending: Sending,
  world: World,
  signal: AbortSignal,
  made: Made = { exchanges: [], secrets: [] },
): Promise<Sent> {
  const at = authorizing(sending, world, signal, made);
  const { exchanges, secrets } = made;
  const way = await transported(sending, at);
  if (!way.ok) return { request: sending.request, outcome: way, exchanges, secrets, repeated: false };
  const going = { ...sending, wire: way.value };
  const first = await attempt(going, { ...at, wire: way.value });
  const again = await renewed(going, { ...at, wire: way.value }, first, exchanges);
  const { request = sending.request, outcome } = again ?? first;
  return { request, outcome, exchanges, secrets, repeated: again?.outcome.ok === true };
}

/** What stands in a preview for a token that is got when the call is sent. */
const TOKEN_TO_COME = 'access-token';

/** The request with its credentials, and without a word to the network: nothing is got and nothing is renewed. */
export async function authorizeOffline(
  sending: Sending,
  world: World,
): Promise<{ outcome: Outcome<Pick<Authorized, 'request' | 'wire'>, Refusal>; secrets: readonly string[] }> {
  const made: Made = { exchanges: [], secrets: [] };
  const { secrets } = made;
  const at = authorizing(sending, world, new AbortController().signal, made);
  const toCome = { accessToken: TOKEN_TO_COME, type: 'Bearer', obtainedAt: 0 };
  const take = (slot: TokenSlot): Promise<Outcome<Token, never>> => Promise.resolve(ok(at.tokens.peek(slot) ?? toCome));
  const way = await transported(sending, at);
  if (!way.ok) return { outcome: way, secrets };
  const authorized = await credentialed(sending, { ...at, tokens: { ...at.tokens, take } });
  if (!authorized.ok) return { outcome: authorized, secrets };
  const { request, wire } = authorized.value;
  return { outcome: ok({ request, wire: { ...way.value, ...wire } }), secrets };
}

function authorizing(
  { connection, wire, owner }: Sending,
  world: World,
  signal: AbortSignal,
  { exchanges, secrets }: Made,
): Authorizing {
  return {
    world,
    connection,
    wire,
    signal,
    owner,
    tokens: world.tokens ?? createTokens(() => world.now()),
    record: (exchange) => void exchanges.push(exchange),
    conceal: (secret) => {
      if (secret !== '') secrets.push(secret);
    },
  };
}

async function transported(
  { request, connection, transport, wire }: Sending,
  at: Authorizing,
): Promise<Outcome<Wire, Refusal>> {
  const credentials = transport && get(connection.authentication, transport.name);
  if (!transport || !asString(get(credentials, 'certificate'))) return ok(wire);
  const authorized = await authorize(request, transport, credentials, at);
  if (authorized.ok) return ok({ ...wire, ...authorized.value.wire });
  const { failure } = authorized;
  if (failure.from === 'connection') return authorized;
  return failed({ ...failure, path: ['authentication', transport.name, ...failure.path], from: 'connection' });
}

interface Attempt {
  readonly request?: Request;
  readonly renew?: (() => void) | undefined;
  readonly outcome: Outcome<Exchange, Refusal>;
}

async function attempt(sending: Sending, at: Authorizing): Promise<Attempt> {
  const authorized = await credentialed(sending, at);
  if (!authorized.ok) return { outcome: authorized };
  const { request, wire, renew } = authorized.value;
  return { request, renew, outcome: ok(await at.world.send(request, { ...sending.wire, ...wire }, at.signal)) };
}

function credentialed(
  { request, scheme, connection }: Sending,
  at: Authorizing,
): Promise<Outcome<Authorized, Refusal>> {
  return scheme
    ? authorize(request, scheme, get(connection.authentication, scheme.name), at)
    : Promise.resolve(ok({ request }));
}

/** Undefined when the first answer counts: it was a good one, or nothing new could be got to try again with. */
async function renewed(
  sending: Sending,
  at: Authorizing,
  { renew, outcome }: Attempt,
  exchanges: readonly TokenExchange[],
): Promise<Attempt | undefined> {
  if (!renew || !outcome.ok || !isTokenRefused(outcome.value)) return undefined;
  const before = exchanges.length;
  renew();
  const again = await attempt(sending, at);
  if (again.outcome.ok) return again;
  // Without a way to get another one, the service's own answer says more.
  return exchanges.length > before ? again : undefined;
}

/** RFC 6750 section 3.1; some services say it with another status, or in the body only. */
function isTokenRefused(exchange: Exchange): boolean {
  if (exchange.outcome === 'failed') return false;
  const challenge = exchange.headers
    .filter(([name]) => name === 'www-authenticate')
    .map(([, value]) => value)
    .join(', ');
  if (exchange.status === 401) return !/insufficient_scope/i.test(challenge);
  if (exchange.status !== 400 && exchange.status !== 403) return false;
  return /invalid_token/i.test(challenge) || errorIn(exchange.body) === 'invalid_token';
}

/** A long body is no error message. */
const MOST_READ = 10_000;

function errorIn(body: Uint8Array): string {
  if (body.length > MOST_READ) return '';
  const value: Json | undefined = parseJson(new TextDecoder().decode(body));
  return asString(get(value, 'error')) ?? asString(get(value, 'error', 'code')) ?? '';
}
