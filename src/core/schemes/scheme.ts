// A way to authorize a request: what each file beside this one does for one kind of security scheme.
import type { Json } from '../json.ts';
import type { SchemeType, SecurityScheme } from '../model.ts';
import type { Path } from '../pointer.ts';
import type { Outcome, Request } from '../request.ts';

/** Why a request cannot be authorized; `path` is relative to the scheme's entry in `authentication`. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly path: Path;
}

type SchemesByType = { readonly [S in SecurityScheme as S['type']]: S };

export type Authorize<T extends SchemeType = SchemeType> = (
  request: Request,
  scheme: SchemesByType[T],
  credentials: Json | undefined,
) => Outcome<Request, Refusal>;
