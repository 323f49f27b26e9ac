// The table of all kinds of security schemes: a kind without a row does not compile.
import type { Json } from '../json.ts';
import type { SchemeType, SecurityScheme } from '../model.ts';
import type { Outcome, Request } from '../request.ts';
import { apiKey } from './apiKey.ts';
import { basic } from './basic.ts';
import { bearer } from './bearer.ts';
import { givenToken } from './givenToken.ts';
import { notSupported } from './notSupported.ts';
import type { Authorize, Refusal } from './scheme.ts';

const table: { readonly [T in SchemeType]: Authorize<T> } = {
  apiKey,
  basic,
  bearer,
  oauth2: givenToken,
  openIdConnect: givenToken,
  awsSigV4: notSupported,
  mutualTLS: notSupported,
  unsupported: notSupported,
};

/** The request with the scheme's credentials in it. */
export function authorize(
  request: Request,
  scheme: SecurityScheme,
  credentials: Json | undefined,
): Outcome<Request, Refusal> {
  return (table[scheme.type] as Authorize)(request, scheme, credentials);
}
