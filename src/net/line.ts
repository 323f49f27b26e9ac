// A line is one connection to one server; it carries one call at a time, so every step of it belongs to that call.
import type { Socket } from 'node:net';
import type { Client as UndiciClient } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';
import { openSocket, type Network, type Target } from './connect.ts';
import { startTrace, type Trace } from './trace.ts';

export interface Line {
  readonly client: UndiciClient;
  /** Of the call that it carries now. */
  trace: Trace;
  /** Closes it at once, whatever it is doing. */
  readonly cut: () => void;
}

/** Servers with large cookies and tokens need more than Node's 16 KiB. */
const MOST_HEADER_BYTES = 65_536;
const IDLE_MS = 4_000;

/** Connects when the first call is dispatched. The place where a call through a proxy will get its own socket. */
export function createLine(origin: string, target: Target, network: Network): Line {
  let held: Socket | undefined;
  let isCut = false;
  const hold = (socket: Socket): void => void (held = socket);
  const ended = (): boolean => isCut;
  const client = new Client(origin, {
    connect: (_options, done) => {
      openSocket(target, network, { trace: line.trace, hold, ended }).then(
        (socket) => done(null, socket),
        (error: unknown) => done(error as Error, null),
      );
    },
    // The call's own deadline is the only clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MOST_HEADER_BYTES,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
  });
  const cut = (): void => {
    isCut = true;
    held?.destroy();
    void client.destroy();
  };
  const line: Line = { client, trace: startTrace(), cut };
  return line;
}
