// Asks a token endpoint for a token, with oauth4webapi (RFC 6749 section 4 and 6), and explains why there is none.
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  genericTokenEndpointRequest,
  None,
  type ClientAuth,
} from 'oauth4webapi';
import { explainToken } from '../../failures/explainToken.ts';
import { asString, get } from '../../json.ts';
import type { SecurityScheme } from '../../model.ts';
import type { Path } from '../../pointer.ts';
import { failed, ok, type Header, type Outcome } from '../../request.ts';
import type { Authorizing, Refusal } from '../scheme.ts';
import type { TokenExchange, TokenPurpose } from '../../tokenExchange.ts';
import type { Token } from '../../tokens.ts';
import type { Endpoint } from './endpoint.ts';
import { textOf, type ExtraParameters } from './extraParameters.ts';
import { hasToken, readToken, tokenBody } from './tokenAnswer.ts';
import { sendFor, toRequest, type FetchOptions } from './tokenFetch.ts';

/** How the client says who it is (RFC 6749 section 2.3.1). */
export type ClientMethod = 'client_secret_basic' | 'client_secret_post' | 'none';

export interface TokenQuestion {
  readonly purpose: TokenPurpose;
  readonly scheme: SecurityScheme;
  readonly endpoint: Endpoint;
  /** `grant_type` */
  readonly grant: string;
  readonly parameters: readonly Header[];
  readonly clientId: string;
  readonly clientSecret: string;
  /** In the order in which they are tried, where the client is not known in one. */
  readonly methods: readonly ClientMethod[];
  readonly extra: ExtraParameters;
}

export async function requestToken(
  question: TokenQuestion,
  at: Authorizing,
  signal: AbortSignal,
): Promise<Outcome<Token, Refusal>> {
  let best: TokenExchange | undefined;
  for (const method of question.methods) {
    const made = await send(question, method, at, signal);
    const { exchange } = made;
    if (exchange.outcome === 'answered' && hasToken(exchange, question.scheme.tokenName))
      return read(question, made, at);
    // The first answer counts, unless another way got further.
    if (!best || !isClientUnknown(made)) best = made;
    if (!isClientUnknown(made)) break;
  }
  return failed(refusalOf(question, best, at));
}

async function send(
  question: TokenQuestion,
  method: ClientMethod,
  at: Authorizing,
  signal: AbortSignal,
): Promise<TokenExchange> {
  let made: TokenExchange | undefined;
  const carry = async (url: string, options: FetchOptions): Promise<Response> => {
    made = await sendFor(question.purpose, toRequest(url, options, question.extra), at, signal);
    // Nobody reads it: the exchange says more.
    return new Response(null, { status: 200 });
  };
  const { clientId, clientSecret, endpoint, grant } = question;
  const body = new URLSearchParams();
  for (const [name, value] of question.extra.body) body.append(name, textOf(value));
  for (const [name, value] of question.parameters) body.set(name, value);
  await genericTokenEndpointRequest(
    server(endpoint),
    { client_id: clientId || 'none' },
    clientId === '' ? nobody : authenticators[method](clientSecret),
    grant,
    body,
    { [allowInsecureRequests]: true, [customFetch]: carry },
  );
  if (!made) throw new Error('The OAuth library sent nothing.');
  return made;
}

const server = ({ url }: Endpoint): { issuer: string; token_endpoint: string } => ({
  issuer: new URL(url).origin,
  token_endpoint: url,
});

const authenticators: { readonly [M in ClientMethod]: (secret: string) => ClientAuth } = {
  client_secret_basic: (secret) => ClientSecretBasic(secret),
  client_secret_post: (secret) => ClientSecretPost(secret),
  none: () => None(),
};

/** Some servers give tokens to users without asking for the client. */
const nobody: ClientAuth = () => undefined;

/** Servers that look for the client in another place say so in one of these ways. */
function isClientUnknown({ exchange }: TokenExchange): boolean {
  if (exchange.outcome === 'failed') return false;
  const body = tokenBody(exchange);
  const error = asString(get(body, 'error')) ?? '';
  if (error === 'invalid_request') return /client/i.test(asString(get(body, 'error_description')) ?? '');
  return error === 'invalid_client' || (error === '' && exchange.status === 401);
}

async function read(question: TokenQuestion, made: TokenExchange, at: Authorizing): Promise<Outcome<Token, Refusal>> {
  const { exchange } = made;
  if (exchange.outcome === 'failed') return failed(refusalOf(question, made, at));
  const { tokenName } = question.scheme;
  for (const key of ['access_token', 'refresh_token', 'id_token', tokenName ?? ''])
    at.conceal(asString(get(tokenBody(exchange), key)) ?? '');
  try {
    return ok(
      await readToken(
        exchange,
        server(question.endpoint),
        { client_id: question.clientId || 'none' },
        at.world.now(),
        tokenName,
      ),
    );
  } catch (error) {
    return failed(refusalOf(question, made, at, error instanceof Error ? error.message : String(error)));
  }
}

function refusalOf(question: TokenQuestion, made: TokenExchange | undefined, at: Authorizing, details = ''): Refusal {
  const { scheme, endpoint, grant, purpose } = question;
  if (!made) throw new Error('There is no way to tell who asks for a token.');
  const path: Path = ['authentication', scheme.name, ...endpoint.path];
  const token = { purpose, grant, endpoint: path, hasSecret: question.clientSecret !== '', details };
  return { ...explainToken(made, { scheme, connection: at.connection, token }), from: 'connection', exchange: made };
}
