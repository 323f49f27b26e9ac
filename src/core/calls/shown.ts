// What a report shows of requests and answers: made, and redacted, when somebody first looks at it. Of most calls of a sweep
// nobody ever does.
import type { Sent } from './authorizeCall.ts';
import { debugOf, redactHops } from './debug.ts';
import { lazyProperties } from '../lazy.ts';
import { createRedactor, type Redact } from '../secrets/redact.ts';
import type { Report, TokenRequest } from '../report.ts';
import { isExcerpt, responseOf, sentRequest } from './reported.ts';
import type { Exchange, Request } from '../request.ts';
import type { TokenPurpose } from '../tokenExchange.ts';

/** What a report is made from. It holds secrets, so it is never shown itself. */
export interface Evidence {
  /** The call itself, as it went out last. */
  readonly request: Request;
  /** Redacted, as the report has them. */
  readonly tokenRequests: readonly TokenRequest[];
  /** Whose answer the report shows: the call itself, or the request for a token that failed (`induced`). */
  readonly asked: Request;
  readonly exchange: Exchange;
  readonly induced?: TokenPurpose;
  /** Knows the secrets of all of them. */
  readonly redact: Redact;
}

type Shown = Required<Pick<Report, 'request' | 'response' | 'hops' | 'excerpt' | 'debug'>>;

/** Makes a report of what is known at once. */
export const withShown = lazyProperties<Evidence, Shown>({
  request: ({ request, redact }) => sentRequest(request, redact),
  response: ({ asked, exchange, redact }) => responseOf(asked, exchange, redact),
  hops: ({ exchange, redact }) => redactHops(exchange.hops, redact),
  excerpt: ({ exchange, induced }) => induced === undefined && isExcerpt(exchange),
  debug: ({ request: { method, url }, tokenRequests, asked, exchange, induced, redact }) =>
    debugOf({
      request: { method, url: redact(url) },
      tokenRequests,
      response: responseOf(asked, exchange, redact),
      hops: redactHops(exchange.hops, redact),
      ...(induced && { induced }),
    }),
});

/** Knows what the integration and the call keep secret, and what the wire added to any of the requests. */
export function redactorOf(
  secrets: readonly string[],
  made: Pick<Sent, 'exchanges' | 'secrets'>,
  answer?: Exchange,
): Redact {
  let redact: Redact | undefined;
  const create = (): Redact => {
    const all = [...made.exchanges.map(({ exchange }) => exchange), answer];
    return createRedactor([...secrets, ...made.secrets, ...all.flatMap((exchange) => exchange?.confidential ?? [])]);
  };
  return (text) => (redact ??= create())(text);
}
