// Carries the requests of the OAuth library over the way of all other calls, so that the same TLS settings count for them.
import type { Exchange, Header, Request } from '../../request.ts';
import type { Authorizing } from '../scheme.ts';
import type { TokenExchange, TokenPurpose } from '../../tokenExchange.ts';
import type { ExtraParameters } from './extraParameters.ts';

/** Sends a request for credentials and takes note of it. */
export async function sendFor(
  purpose: TokenPurpose,
  request: Request,
  at: Authorizing,
  signal: AbortSignal,
): Promise<TokenExchange> {
  const exchange = await at.world.send(request, at.wire, signal);
  const made = { purpose, request, exchange };
  at.record(made);
  return made;
}

/** What the library gives to a fetch function. */
export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { toString(): string };
}

/** The library's request with the parameters that it does not know. */
export function toRequest(url: string, { method, headers, body }: FetchOptions, extra: ExtraParameters): Request {
  const own = Object.entries(headers).filter(([name]) => name !== 'user-agent' && !isIn(extra.header, name));
  return {
    method,
    url: withQuery(url, extra.query),
    headers: [...own.map(([name, value]): Header => [capital(name), value]), ...extra.header],
    ...(body !== undefined && { body: new TextEncoder().encode(body.toString()) }),
  };
}

const isIn = (headers: readonly Header[], name: string): boolean =>
  headers.some(([other]) => other.toLowerCase() === name.toLowerCase());

/** As people write them: `Content-Type`. */
const capital = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (part) => part.toUpperCase());

export function withQuery(url: string, parameters: readonly Header[]): string {
  if (parameters.length === 0) return url;
  const query = parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  const [address = '', fragment] = url.split('#', 2);
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** The text of an answer; empty when there is none. */
export function bodyOf(exchange: Exchange): string {
  return exchange.outcome === 'answered' ? new TextDecoder().decode(exchange.body) : '';
}
