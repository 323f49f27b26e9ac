// A way to authorize a request: what each file beside this one does for one kind of security scheme.
import type { Connection } from '../connection.ts';
import type { Json, JsonObject } from '../json.ts';
import type { SchemeType, SecurityScheme } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Fix } from '../problem.ts';
import type { Outcome, Request, Wire } from '../request.ts';
import type { Tokens } from '../tokens.ts';
import type { TokenExchange } from '../tokenExchange.ts';
import type { World } from '../world.ts';

/** Why a request cannot be authorized; `path` is relative to the scheme's entry in `authentication`. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: Path;
  /** `path` and the fixes' paths are relative to the whole connection configuration instead. */
  readonly from?: 'connection';
  readonly fixes?: readonly Fix[];
  /** The request for a token or key whose answer is the reason: the call itself was not made. */
  readonly exchange?: TokenExchange;
}

export interface Authorized {
  readonly request: Request;
  /** How the request travels, where the scheme changes that: the client certificate of mutual TLS. */
  readonly wire?: Partial<Wire>;
  /** The service did not accept what was sent: forgets it, so that authorizing again gets something new. */
  readonly renew?: () => void;
}

/** What a scheme may use to get the credentials that are not in the configuration. */
export interface Authorizing {
  readonly world: World;
  readonly connection: Connection;
  readonly wire: Wire;
  readonly signal: AbortSignal;
  readonly tokens: Tokens;
  /** Whose tokens they are. */
  readonly owner: string;
  /** Takes note of a request that was made for a token or key. */
  readonly record: (exchange: TokenExchange) => void;
  /** Takes note of a value that must never be shown. */
  readonly conceal: (secret: string) => void;
}

export type SchemesByType = { readonly [S in SecurityScheme as S['type']]: S };

export type Authorize<T extends SchemeType = SchemeType> = (
  request: Request,
  scheme: SchemesByType[T],
  credentials: Json | undefined,
  at: Authorizing,
) => Outcome<Authorized, Refusal> | Promise<Outcome<Authorized, Refusal>>;

/** The values of `x-itential-variable`s. */
export type Variables = JsonObject;
