// The table of all kinds of security schemes: a kind without a row does not compile.
import type { Json } from '../json.ts';
import type { SchemeType, SecurityScheme } from '../model.ts';
import type { Request } from '../request.ts';
import { apiKey } from './apiKey.ts';
import { awsSigV4 } from './awsSigV4.ts';
import { basic } from './basic.ts';
import { bearer } from './bearer.ts';
import { mutualTLS } from './mutualTLS.ts';
import { notSupported } from './notSupported.ts';
import { oauth } from './oauth.ts';
import type { Authorize, Authorizing } from './scheme.ts';

const table: { readonly [T in SchemeType]: Authorize<T> } = {
  apiKey,
  basic,
  bearer,
  oauth2: oauth,
  openIdConnect: oauth,
  awsSigV4,
  mutualTLS,
  unsupported: notSupported,
};

/** The request with the scheme's credentials in it. Rejects only with the abort reason; most schemes have nothing to wait for. */
export const authorize = (
  request: Request,
  scheme: SecurityScheme,
  credentials: Json | undefined,
  at: Authorizing,
): ReturnType<Authorize> => (table[scheme.type] as Authorize)(request, scheme, credentials, at);
