// Sends one request over the network with undici, measured and bounded; every failure is a value.
import { createSecureContext, rootCertificates } from 'node:tls';
import type { Exchange, Failure, Request, Wire } from '../core/request.ts';
import type { World } from '../core/world.ts';
import { lookup as systemLookup, type Network } from './connect.ts';
import { exchange } from './exchange.ts';
import { failureOf } from './failure.ts';
import { createLines, type Lines } from './lines.ts';
import { startTrace } from './trace.ts';

export interface Send {
  readonly send: World['send'];
  /** Closes all connections, also those in use. */
  readonly close: () => void;
}

export interface SendOptions {
  readonly lookup?: Network['lookup'];
  /** Certificate authorities (PEM) that are trusted beside Node's own. */
  readonly authorities?: readonly string[];
}

export function createSend({ lookup = systemLookup, authorities }: SendOptions = {}): Send {
  const trust = authorities && createSecureContext({ ca: [...rootCertificates, ...authorities] });
  const lines = createLines({ lookup, ...(trust && { trust }) });
  return {
    async send(request, wire, signal) {
      signal.throwIfAborted();
      const result = await sendOver(lines, request, wire, signal);
      signal.throwIfAborted();
      return result;
    },
    close: () => lines.close(),
  };
}

async function sendOver(lines: Lines, request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange> {
  const start = performance.now();
  const first = await attempt(lines, request, wire, signal);
  if (!wasClosedWhileIdle(first, request)) return first;
  const timeout = Math.max(1, wire.timeout - (performance.now() - start));
  return attempt(lines, request, { ...wire, timeout }, signal);
}

async function attempt(lines: Lines, request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange> {
  const line = lines.take(originOf(request.url), wire.rejectUnauthorized);
  if (!line) return noAddress(request.url);
  line.trace = startTrace();
  const { exchange: result, reusable } = await exchange(line, request, wire, signal);
  if (reusable) lines.keep(line);
  else lines.drop(line);
  return result ?? failureOf(signal.reason, line.trace);
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

/** Cut out of the text: parsing every address again would cost more than all the rest of our own work. */
const originOf = (url: string): string => /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';

function noAddress(url: string): Failure {
  return failureOf(Object.assign(new Error(`not an HTTP address: ${url}`), { code: 'ERR_INVALID_URL' }), startTrace());
}
