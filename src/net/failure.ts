// Turns whatever was thrown on the way into a failure that names the innermost cause.
import type { Certificate, Failure, Limit, ProxyUse } from '../core/request.ts';
import type { Proxy } from './proxy.ts';
import { brokenAt, type Trace } from './trace.ts';

/** What our own code and undici attach to errors, beyond Node's `code`. */
interface Details {
  readonly code?: unknown;
  readonly certificate?: Certificate;
  /** undici, or our tunnel: what was sent where it should have been something else. */
  readonly data?: unknown;
  /** The same of Node's own parser, in bytes. */
  readonly rawPacket?: unknown;
  /** Of a proxy that refused. */
  readonly status?: unknown;
  readonly challenge?: unknown;
}

export function failureOf(thrown: unknown, trace: Trace, proxy?: Proxy): Failure {
  const error = innermost(thrown);
  const { code, certificate } = error as Details;
  const received = receivedOf(error as Details);
  return {
    outcome: 'failed',
    phase: trace.phase,
    code: typeof code === 'string' && code !== '' ? code : error.name,
    message: error.message,
    hops: brokenAt(trace),
    ...(certificate && { certificate }),
    ...(received !== '' && { received }),
    ...viaProxy(trace, proxy, error as Details),
  };
}

export function timeoutOf(trace: Trace, limit: Limit, proxy?: Proxy): Failure {
  return {
    outcome: 'failed',
    phase: trace.phase,
    code: 'TIMEOUT',
    message: `not done within ${limit.ms} ms`,
    limit,
    hops: brokenAt(trace),
    ...viaProxy(trace, proxy),
  };
}

const MOST_RECEIVED = 400;

function receivedOf({ data, rawPacket }: Details): string {
  if (Buffer.isBuffer(rawPacket)) return rawPacket.toString('latin1', 0, MOST_RECEIVED);
  return typeof data === 'string' ? data.slice(0, MOST_RECEIVED) : '';
}

function viaProxy(trace: Trace, proxy: Proxy | undefined, details: Details = {}): Partial<Failure> {
  if (!proxy) return {};
  const { status, challenge } = details;
  const use: ProxyUse = {
    host: proxy.host,
    from: proxy.from,
    authorized: (proxy.authorization ?? proxy.login) !== undefined,
    ...(typeof status === 'number' && { status }),
    ...(typeof challenge === 'string' && challenge !== '' && { challenge }),
  };
  const { confidential } = proxy;
  return { proxy: use, ...(trace.to && { to: trace.to }), ...(confidential.length > 0 && { confidential }) };
}

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
