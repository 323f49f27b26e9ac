// What a test call did: the platform's standard response, or why there is none, and how long each hop took.
import type { Header, Hop, SavedBody } from './request.ts';
import type { Problem } from './problem.ts';
import type { TokenPurpose } from './tokenExchange.ts';

/** Itential Platform's standard response body for integration tasks. Copied by `whole` alone, as the report. */
export interface StandardResponse {
  readonly ok: boolean;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The body's own text: it is never parsed and written again, so that 64-bit numbers survive. */
  readonly body: string;
}

/** A request as it was sent, redacted. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

/** A request for a token or key that a call needed, redacted. */
export interface TokenRequest {
  readonly purpose: TokenPurpose;
  readonly request: SentRequest;
  readonly response: StandardResponse | string;
  /** Of the answer's body, decoded. */
  readonly bytes?: number;
  readonly hops: readonly Hop[];
}

/** How a call went, as plain JSON; everything in it is redacted. */
export interface Debug {
  /** The requests for tokens and keys first, then the call itself. */
  readonly exchanges: readonly DebugExchange[];
}

export interface DebugExchange {
  /** `call`, or what a request before it was for: `token`, `refresh`, `key` … */
  readonly purpose: string;
  /** `GET https://api.example/items` */
  readonly request: string;
  /** `200 OK`, or why there was no answer. */
  readonly result: string;
  /** Milliseconds of all hops. */
  readonly ms: number;
  readonly hops: readonly Hop[];
}

/** Much of it is made when it is looked at, so it is copied by `whole` of `lazy.ts`: `...` would leave that out. */
export interface Report {
  readonly integration: string;
  readonly operation: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** What was sent, redacted; absent when the call was never built. After a token-induced error: what would have been. */
  readonly request?: SentRequest;
  /** The requests for tokens and keys that were made for this call, in order. */
  readonly tokenRequests?: readonly TokenRequest[];
  /** Set when such a request failed, so that the call was not made: `response` is then the answer to that request. */
  readonly induced?: TokenPurpose;
  /** The security scheme that the call used. */
  readonly scheme?: string;
  /** What people should know of the call beside its result, in full sentences. */
  readonly notes?: readonly string[];
  /** An object when the server answered, a string when the call could not be made. */
  readonly response: StandardResponse | string;
  /** Of the answer's body, decoded. */
  readonly bytes?: number;
  /** Of all bodies that it is made from, while they are kept. */
  readonly held?: number;
  readonly hops: readonly Hop[];
  /** The body of `response` is not the answer's whole one: only its beginning, or a note of what it is. */
  readonly excerpt?: boolean;
  /** Of a long or binary answer: the file with its exact bytes, which lives as long as the report. */
  readonly saved?: SavedBody;
  /** The trace of every request that was made for the call. */
  readonly debug?: Debug;
  /** What the failure means, on the keys of the integration that caused it. */
  readonly problems: readonly Problem[];
  /** What is wrong with the input, on its keys (those of a call document); `problems` has them too, without a place. */
  readonly inputProblems?: readonly Problem[];
}

/** A call that somebody stopped: what was done until then, redacted. */
export interface CancelledCall extends Pick<Report, 'integration' | 'operation' | 'startedAt' | 'ms'> {
  /** As it was built; whether the server got it, nobody can tell. */
  readonly request: SentRequest;
  readonly tokenRequests: readonly TokenRequest[];
}

/** A 2xx answer that is what the operation promises: a login page with status 200 is none. */
export function succeeded({ response, problems, induced }: Report): boolean {
  return (
    induced === undefined &&
    typeof response === 'object' &&
    response.ok &&
    !problems.some(({ severity }) => severity === 'error')
  );
}
