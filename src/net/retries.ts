// Sends an idempotent request again after a failure that may pass, within the time that the call has.
import { setTimeout as pause } from 'node:timers/promises';
import type { Exchange, Hop, Request, Wire } from '../core/request.ts';
import type { Carry } from './carry.ts';
import { discardBody } from './bodyFiles.ts';
import { firstHeader } from './headers.ts';

/** RFC 9110 section 9.2.2. */
const IDEMPOTENT = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];

export function retryFailures(carry: Carry): Carry {
  return (request, wire, signal) =>
    (wire.retries ?? 0) > 0 && IDEMPOTENT.includes(request.method)
      ? repeat(request, wire, signal)
      : carry(request, wire, signal);

  async function repeat(request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange> {
    const { retries: most = 0 } = wire;
    const until = performance.now() + wire.timeout;
    const hops: Hop[] = [];
    for (let retry = 1; ; retry++) {
      const left = until - performance.now();
      const exchange = await carry(request, { ...wire, timeout: Math.max(1, left) }, signal);
      const result = { ...exchange, hops: [...hops, ...exchange.hops] };
      const wait = retry <= most && !signal.aborted ? waitBefore(retry, exchange) : undefined;
      if (wait === undefined || wait >= until - performance.now()) return result;
      const why = exchange.outcome === 'answered' ? `${exchange.status}` : exchange.code;
      hops.splice(0, Infinity, ...result.hops, {
        phase: 'retry',
        ms: Math.round(wait),
        detail: `${retry} of ${most}, after ${why}`,
      });
      discardBody(exchange);
      await pause(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return result;
    }
  }
}

const FIRST_MS = 200;

/** Milliseconds; undefined when trying again would not help. Doubles each time, with chance, so that many callers part. */
function waitBefore(retry: number, exchange: Exchange): number | undefined {
  if (!mayPass(exchange)) return undefined;
  const asked = exchange.outcome === 'answered' ? retryAfter(firstHeader(exchange.headers, 'retry-after')) : undefined;
  return asked ?? FIRST_MS * 2 ** (retry - 1) * (0.5 + Math.random() / 2);
}

const PASSING_STATUS = [408, 429, 502, 503, 504];
const PASSING_CODES =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_SOCKET|PROXY_50[234])$/;

function mayPass(exchange: Exchange): boolean {
  if (exchange.outcome === 'answered') return PASSING_STATUS.includes(exchange.status);
  // The total is over by then; a limit of one phase leaves time for another try.
  return exchange.code === 'TIMEOUT' ? exchange.limit?.of !== 'total' : PASSING_CODES.test(exchange.code);
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function retryAfter(value: string): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
