// What a report shows of requests and answers: made, and redacted, when somebody first looks at it. Of most calls of a sweep
// nobody ever does.
import type { Sent } from './authorizeCall.ts';
import { debugOf, redactHops, type Debug } from './debug.ts';
import { createRedactor, type Redact } from './redact.ts';
import type { Report, SentRequest, StandardResponse } from './report.ts';
import { isExcerpt, responseOf, sentRequest, tokenRequest } from './reported.ts';
import type { Exchange, Hop, Request } from './request.ts';
import type { TokenPurpose } from './tokenExchange.ts';

/** What a report is made from. It holds secrets, so it is never shown itself. */
export interface Evidence {
  readonly sent: Pick<Sent, 'request' | 'exchanges' | 'secrets'>;
  /** Values that must not be shown, beside those of `sent`. */
  readonly secrets: readonly string[];
  /** Whose answer the report shows: the call itself, or the request for a token that failed (`induced`). */
  readonly asked: Request;
  readonly exchange: Exchange;
  readonly induced?: TokenPurpose;
}

export class Shown {
  readonly #from: Evidence;
  #redactor: Redact | undefined;
  #request: SentRequest | undefined;
  #response: StandardResponse | string | undefined;
  #hops: readonly Hop[] | undefined;
  #debug: Debug | undefined;

  constructor(from: Evidence) {
    this.#from = from;
  }

  readonly redact: Redact = (text) => {
    const { secrets, sent, exchange } = this.#from;
    this.#redactor ??= redactorOf(secrets, sent, exchange);
    return this.#redactor(text);
  };

  get request(): SentRequest {
    return (this.#request ??= sentRequest(this.#from.sent.request, this.redact));
  }

  get response(): StandardResponse | string {
    return (this.#response ??= responseOf(this.#from.asked, this.#from.exchange, this.redact));
  }

  get hops(): readonly Hop[] {
    return (this.#hops ??= redactHops(this.#from.exchange.hops, this.redact));
  }

  get debug(): Debug {
    const { request, response, hops } = this;
    const { induced, sent } = this.#from;
    const tokenRequests = sent.exchanges.map((each) => tokenRequest(each, this.redact));
    return (this.#debug ??= debugOf({ request, tokenRequests, response, hops, ...(induced && { induced }) }));
  }

  /** Whether the body of `response` is not the answer's whole one. */
  get excerpt(): boolean {
    return this.#from.induced === undefined && isExcerpt(this.#from.exchange);
  }
}

/** Also knows what the wire added to any of the requests. */
export function redactorOf(
  secrets: readonly string[],
  made: Pick<Sent, 'exchanges' | 'secrets'>,
  answer?: Exchange,
): Redact {
  const all = [...made.exchanges.map(({ exchange }) => exchange), answer];
  return createRedactor([...secrets, ...made.secrets, ...all.flatMap((exchange) => exchange?.confidential ?? [])]);
}

/** A report of what was sent: the facts are known, and `shown` has the rest. */
export function reportOf(
  facts: Omit<Report, 'request' | 'response' | 'hops' | 'excerpt' | 'debug'>,
  shown: Shown,
): Report {
  return {
    ...facts,
    get request() {
      return shown.request;
    },
    get response() {
      return shown.response;
    },
    get hops() {
      return shown.hops;
    },
    get excerpt() {
      return shown.excerpt;
    },
    get debug() {
      return shown.debug;
    },
  };
}
