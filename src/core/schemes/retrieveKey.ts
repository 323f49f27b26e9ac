// Gets an API key at run time, as `x-itential-dynamic-retrieval` of the model says: a request, and where the key is in its answer.
import { explainToken } from '../failures/explainToken.ts';
import { get, parseJson, type Json, type JsonObject } from '../json.ts';
import type { KeyRetrieval } from '../model.ts';
import { endpointAt } from './oauth/endpoint.ts';
import { extraParameters, type ExtraParameters } from './oauth/extraParameters.ts';
import { bodyOf, sendFor, withQuery } from './oauth/tokenFetch.ts';
import { parsePointer } from '../pointer.ts';
import { failed, ok, type Exchange, type Outcome, type Request } from '../request.ts';
import type { Token } from '../tokens.ts';
import type { Authorizing, Refusal, SchemesByType } from './scheme.ts';

export async function retrieveKey(
  scheme: SchemesByType['apiKey'] & { readonly retrieval: KeyRetrieval },
  credentials: Json | undefined,
  at: Authorizing,
  signal: AbortSignal,
): Promise<Outcome<Token, Refusal>> {
  const endpoint = endpointAt(scheme.retrieval.url, [], at.connection);
  if (!endpoint.ok) return endpoint;
  const extra = extraParameters(scheme, 'key', credentials, at.connection.variables);
  if (!extra.ok) return extra;
  const made = await sendFor('key', requestOf(scheme.retrieval, endpoint.value.url, extra.value), at, signal);
  const key = keyIn(made.exchange, scheme.retrieval.responsePointer);
  if (key !== undefined) return ok({ accessToken: key, type: '', obtainedAt: at.world.now() });
  const path = ['authentication', scheme.name];
  const details = scheme.retrieval.responsePointer;
  const token = { purpose: 'key', grant: '', endpoint: path, hasSecret: false, details } as const;
  const failure = explainToken(made, { scheme, connection: at.connection, token });
  return failed({ ...failure, from: 'connection', exchange: made });
}

/** Parameters of the body travel as JSON, as the bodies of APIs do; the platform's own way is not documented. */
function requestOf({ method }: KeyRetrieval, url: string, { header, query, body }: ExtraParameters): Request {
  const content: JsonObject = Object.fromEntries(body);
  const hasBody = body.length > 0 && method !== 'GET';
  return {
    method,
    url: withQuery(url, query),
    headers: [
      ['Accept', 'application/json, */*;q=0.5'],
      ...(hasBody ? [['Content-Type', 'application/json'] as const] : []),
      ...header,
    ],
    ...(hasBody && { body: new TextEncoder().encode(JSON.stringify(content)) }),
  };
}

function keyIn(exchange: Exchange, pointer: string): string | undefined {
  if (exchange.outcome === 'failed' || exchange.status < 200 || exchange.status >= 300) return undefined;
  const key = get(parseJson(bodyOf(exchange)), ...parsePointer(pointer));
  return typeof key === 'number' || (typeof key === 'string' && key !== '') ? String(key) : undefined;
}
