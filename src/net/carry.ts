// Carries a request over undici: takes a line, or opens one, and gives it back.
import type { Exchange, Failure, Request, Wire } from '../core/request.ts';
import type { BodyFiles } from './bodyFiles.ts';
import { exchange } from './exchange.ts';
import { failureOf } from './failure.ts';
import type { Lines } from './lines.ts';
import { originOf } from './path.ts';
import { startTrace } from './trace.ts';

/** One exchange, without redirects and retries. Settles soon after an abort, with whatever there is. */
export type Carry = (request: Request, wire: Wire, signal: AbortSignal) => Promise<Exchange>;

export function carryOver(lines: Lines, files: BodyFiles): Carry {
  return async (request, wire, signal) => {
    const start = performance.now();
    const first = await attempt(request, wire, signal);
    if (!wasClosedWhileIdle(first, request)) return first;
    const timeout = Math.max(1, wire.timeout - (performance.now() - start));
    return attempt(request, { ...wire, timeout }, signal);
  };

  async function attempt(request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange> {
    const line = lines.take(originOf(request.url), wire);
    if (!line) return noAddress(request.url);
    line.trace = startTrace();
    const { exchange: result, reusable } = await exchange(line, request, wire, files, signal);
    if (reusable) lines.keep(line);
    else lines.drop(line);
    return result ?? failureOf(signal.reason, line.trace, line.proxy);
  }
}

/** A server may close a kept connection just as the next request is on its way; asking again is safe for safe methods. */
function wasClosedWhileIdle(result: Exchange, request: Request): boolean {
  return (
    result.outcome === 'failed' &&
    result.phase === 'request' &&
    ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(result.code) &&
    result.hops[0]?.reused === true &&
    ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method)
  );
}

export function noAddress(url: string): Failure {
  return failureOf(Object.assign(new Error(`not an HTTP address: ${url}`), { code: 'ERR_INVALID_URL' }), startTrace());
}
