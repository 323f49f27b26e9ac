// A request that was made to get credentials for a call, with what became of it.
import type { Exchange, Request } from './request.ts';

/** What was asked for: a token, a new token for an old one, an API key, the addresses of an OpenID provider. */
export type TokenPurpose = 'token' | 'refresh' | 'code' | 'key' | 'discovery';

export interface TokenExchange {
  readonly purpose: TokenPurpose;
  readonly request: Request;
  readonly exchange: Exchange;
}
