// Turns whatever was thrown on the way into a failure that names the innermost cause.
import type { Certificate, Failure } from '../core/request.ts';
import { brokenAt, type Trace } from './trace.ts';

/** What our own code and undici attach to errors, beyond Node's `code`. */
interface Details {
  readonly code?: unknown;
  readonly certificate?: Certificate;
  /** undici: what the server sent where it should have been HTTP. */
  readonly data?: unknown;
}

export function failureOf(thrown: unknown, trace: Trace): Failure {
  const error = innermost(thrown);
  const { code, certificate, data } = error as Details;
  return {
    outcome: 'failed',
    phase: trace.phase,
    code: typeof code === 'string' && code !== '' ? code : error.name,
    message: error.message,
    hops: brokenAt(trace),
    ...(certificate && { certificate }),
    ...(typeof data === 'string' && data !== '' && { received: data.slice(0, MOST_RECEIVED) }),
  };
}

export function timeoutOf(trace: Trace, limit: number): Failure {
  return {
    outcome: 'failed',
    phase: trace.phase,
    code: 'TIMEOUT',
    message: `not done within ${limit} ms`,
    hops: brokenAt(trace),
  };
}

const MOST_RECEIVED = 80;

function innermost(thrown: unknown): Error {
  if (thrown instanceof AggregateError) return innermost(mostTelling(thrown.errors) ?? new Error(thrown.message));
  if (!(thrown instanceof Error)) return new Error(String(thrown));
  return thrown.cause instanceof Error ? innermost(thrown.cause) : thrown;
}

/** Of several addresses that failed, the one that a machine without IPv6 (or IPv4) could at least try. */
function mostTelling(errors: readonly unknown[]): unknown {
  const unreachable = ['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'];
  return errors.find((error) => !unreachable.includes(String((error as Details).code))) ?? errors[0];
}
