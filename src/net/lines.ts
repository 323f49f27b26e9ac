// Keeps lines that have finished a call for the next one to the same server, and closes them in the end.
import { createHash } from 'node:crypto';
import type { Wire } from '../core/request.ts';
import type { Network } from './connect.ts';
import { createLine, type Line } from './line.ts';
import type { Route } from './route.ts';

export interface Lines {
  /** An idle line or a new one, the caller's until given back; undefined when the origin is no HTTP address. */
  take(origin: string, wire: Wire): Line | undefined;
  /** Another call may use it. */
  keep(line: Line): void;
  /** It is broken or in an unknown state. */
  drop(line: Line): void;
  /** Lets nobody have the lines that wait now: the settings that they were made with have changed. */
  retire(): void;
  close(): void;
}

export function createLines(network: Network, routeTo: (url: URL, wire: Wire) => Route): Lines {
  /** Every line and the key under which it may be used again. */
  const keys = new Map<Line, string>();
  const idle = new Map<string, Line[]>();
  let generation = 0;
  return { take, keep, drop, retire, close };

  function take(origin: string, wire: Wire): Line | undefined {
    const key = `${generation} ${origin} ${identityOf(wire)}`;
    return idle.get(key)?.pop() ?? open(origin, wire, key);
  }

  function open(origin: string, wire: Wire, key: string): Line | undefined {
    if (!URL.canParse(origin)) return undefined;
    const url = new URL(origin);
    const line = createLine(url.origin, routeTo(url, wire), network);
    keys.set(line, key);
    line.client.on('disconnect', () => forgetIdle(line));
    return line;
  }

  function keep(line: Line): void {
    const key = keys.get(line);
    if (key === undefined) return;
    const waiting = idle.get(key);
    if (waiting) waiting.push(line);
    else idle.set(key, [line]);
  }

  function forgetIdle(line: Line): void {
    const key = keys.get(line) ?? '';
    const waiting = idle.get(key);
    if (!waiting?.includes(line)) return;
    const left = waiting.filter((other) => other !== line);
    if (left.length > 0) idle.set(key, left);
    else idle.delete(key);
    drop(line);
  }

  function drop(line: Line): void {
    keys.delete(line);
    line.cut();
  }

  function retire(): void {
    generation += 1;
    const waiting = [...idle.values()].flat();
    idle.clear();
    for (const line of waiting) drop(line);
  }

  function close(): void {
    idle.clear();
    for (const line of [...keys.keys()]) drop(line);
  }
}

/** What a line may be used for again: never for a call that trusts less, or that proves itself otherwise. */
function identityOf(wire: Wire): string {
  const { rejectUnauthorized, authorities, clientCertificate, serverName } = wire;
  const strictness = rejectUnauthorized ? 'strict' : 'any';
  if (!authorities && !clientCertificate && serverName === undefined) return strictness;
  const { pfx, ...pem } = clientCertificate ?? {};
  const hash = createHash('sha256').update(JSON.stringify([authorities, pem, serverName]));
  return `${strictness} ${(pfx ? hash.update(pfx) : hash).digest('hex')}`;
}
