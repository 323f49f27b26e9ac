// What a test call did: the platform's standard response, or why there is none, and how long each hop took.
import type { Header, Hop } from './request.ts';
import type { Problem } from './problem.ts';

/** Itential Platform's standard response body for integration tasks. */
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

export interface Report {
  readonly integration: string;
  readonly operation: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** What was sent, redacted; absent when the call was never built. */
  readonly request?: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly Header[];
    readonly body: string;
  };
  /** An object when the server answered, a string when the call could not be made. */
  readonly response: StandardResponse | string;
  readonly hops: readonly Hop[];
  /** What the failure means, on the keys of the integration that caused it. */
  readonly problems: readonly Problem[];
  /** What is wrong with the input, on its keys (those of a call document); `problems` has them too, without a place. */
  readonly inputProblems?: readonly Problem[];
}

/** A 2xx answer that is what the operation promises: a login page with status 200 is none. */
export function succeeded({ response, problems }: Report): boolean {
  return typeof response === 'object' && response.ok && !problems.some(({ severity }) => severity === 'error');
}
