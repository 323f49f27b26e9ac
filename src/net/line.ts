// A line is one connection to one server; it carries one call at a time, so every step of it belongs to that call.
import type { Socket } from 'node:net';
import type { Client as UndiciClient } from 'undici';
import symbols, { type Parser } from 'undici/lib/core/symbols.js';
import Client from 'undici/lib/dispatcher/client.js';
import { openSocket, type Network } from './connect.ts';
import { createOpening } from './opening.ts';
import type { Proxy } from './proxy.ts';
import type { Route } from './route.ts';
import { startTrace, type Trace } from './trace.ts';

export interface Line {
  readonly client: UndiciClient;
  /** The proxy that it leads through. */
  readonly proxy: Proxy | undefined;
  /** Requests go to the proxy itself, with the whole address (RFC 9112 section 3.2.2): there is no tunnel for http. */
  readonly forwards: boolean;
  /** Of the call that it carries now. */
  trace: Trace;
  /** Closes it at once, whatever it is doing. */
  readonly cut: () => void;
}

/** Servers with large cookies and tokens need more than Node's 16 KiB. */
const MOST_HEADER_BYTES = 65_536;
const IDLE_MS = 4_000;

/** Connects when the first call is dispatched. */
export function createLine(origin: string, route: Route, network: Network): Line {
  const held: Socket[] = [];
  let isCut = false;
  const hold = (socket: Socket): void => void held.push(socket);
  const client = new Client(origin, {
    connect: (_options, done) => {
      openSocket(
        route,
        network,
        createOpening(line.trace, hold, () => isCut),
      ).then(
        (socket) => done(null, endingWell(socket)),
        (error: unknown) => done(error as Error, null),
      );
    },
    // The call's own deadlines are the only clocks.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MOST_HEADER_BYTES,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
  });
  const cut = (): void => {
    isCut = true;
    for (const socket of held) socket.destroy();
    void client.destroy();
  };
  const proxy = route.way.kind === 'proxy' ? route.way.proxy : undefined;
  const forwards = proxy !== undefined && !proxy.socks && !route.target.secure;
  const line: Line = { client, proxy, forwards, trace: startTrace(), cut };
  return line;
}

/**
 * Two things that undici gets wrong, mended by listeners that are called before its own. Where an answer is held back by a slow
 * disk or a decoder, or because we cut it, its parser takes the end or close of the socket badly: of an answer without a length,
 * or one that says `Connection: close`, it throws for all the process to hear, and a whole one it takes for broken. And it takes
 * the end that follows an alert of TLS 1.3 for what went wrong, so that nobody hears of a client certificate that the server
 * misses.
 */
function endingWell(socket: Socket): Socket {
  const parserOf = (): Parser | undefined =>
    (socket as { [symbols.kParser]?: Parser | null })[symbols.kParser] ?? undefined;
  const letGo = (): void => {
    const parser = parserOf();
    if (parser) parser.paused = false;
    socket.destroy();
  };
  // All bytes have been handed over by then: there is nothing left to hold back but the end itself. A whole answer is through
  // with what has come; one without a length is held back anew, and ends with the socket.
  const goOn = (): void => {
    const parser = parserOf();
    if (!parser?.paused) return;
    parser.resume();
    parser.llhttp.llhttp_resume(parser.ptr);
    parser.paused = false;
  };
  return socket.on('end', goOn).on('error', letGo).on('close', letGo);
}
