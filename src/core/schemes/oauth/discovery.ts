// The addresses of an OpenID provider, from the document at the model's `openIdConnectUrl` (OpenID Connect Discovery 1.0, section 4).
import { explainToken } from '../../failures/explainToken.ts';
import { asArray, asString, get, parseJson } from '../../json.ts';
import type { SecurityScheme } from '../../model.ts';
import { failed, ok, type Outcome } from '../../request.ts';
import type { Authorizing, Refusal } from '../scheme.ts';
import { endpointAt, type Endpoint } from './endpoint.ts';
import type { Tokens } from '../../tokens.ts';
import { bodyOf, sendFor } from './tokenFetch.ts';

export interface Discovered {
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  /** `token_endpoint_auth_methods_supported`; empty when the provider does not say. */
  readonly methods: readonly string[];
  /** Whether answers to sign-ins name their issuer (RFC 9207). */
  readonly namesIssuer: boolean;
}

type Provider = SecurityScheme & { type: 'openIdConnect' };

/** For as long as the tokens are kept: providers move seldom, and a request before every token is one too many. */
const sessions = new WeakMap<Tokens, Map<string, Discovered>>();
const mostKept = 100;

export async function discover(
  scheme: Provider,
  at: Authorizing,
  signal: AbortSignal,
): Promise<Outcome<Discovered, Refusal>> {
  const endpoint = endpointAt(scheme.openIdConnectUrl, ['token_url'], at.connection);
  if (!endpoint.ok) return endpoint;
  const kept = sessions.get(at.tokens) ?? new Map<string, Discovered>();
  sessions.set(at.tokens, kept);
  const key = keyOf(endpoint.value.url, at);
  const known = kept.get(key);
  if (known) return ok(known);
  const found = await ask(scheme, endpoint.value, at, signal);
  if (!found.ok) return found;
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, found.value);
  return found;
}

/** What was discovered was of no use: the next one who needs it asks again. */
export function forgetDiscovery(scheme: Provider, at: Authorizing): void {
  const endpoint = endpointAt(scheme.openIdConnectUrl, ['token_url'], at.connection);
  if (endpoint.ok) sessions.get(at.tokens)?.delete(keyOf(endpoint.value.url, at));
}

/** Whoever trusts less does not take what another one was told. */
const keyOf = (url: string, { wire, owner }: Authorizing): string => {
  const { rejectUnauthorized, authorities, clientCertificate } = wire;
  return JSON.stringify([url, rejectUnauthorized, authorities, clientCertificate ? owner : '']);
};

async function ask(
  scheme: Provider,
  { url }: Endpoint,
  at: Authorizing,
  signal: AbortSignal,
): Promise<Outcome<Discovered, Refusal>> {
  const request = { method: 'GET', url, headers: [['Accept', 'application/json'] as const] };
  const made = await sendFor('discovery', request, at, signal);
  const { exchange } = made;
  const document = exchange.outcome === 'answered' && exchange.status === 200 ? parseJson(bodyOf(exchange)) : undefined;
  const tokenUrl = asString(get(document, 'token_endpoint')) ?? '';
  if (tokenUrl !== '') return ok({ ...read(document), tokenUrl });
  const path = ['authentication', scheme.name, 'token_url'];
  const token = { purpose: 'discovery', grant: '', endpoint: path, hasSecret: false, details: '' } as const;
  const failure = explainToken(made, { scheme, connection: at.connection, token });
  return failed({ ...failure, from: 'connection', exchange: made });
}

function read(document: unknown): Omit<Discovered, 'tokenUrl'> {
  const methods = asArray(get(document, 'token_endpoint_auth_methods_supported'));
  return {
    issuer: asString(get(document, 'issuer')) ?? '',
    authorizationUrl: asString(get(document, 'authorization_endpoint')) ?? '',
    methods: methods.filter((method) => typeof method === 'string'),
    namesIssuer: get(document, 'authorization_response_iss_parameter_supported') === true,
  };
}
