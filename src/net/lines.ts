// Keeps lines that have finished a call for the next one to the same server, and closes them in the end.
import type { Network, Target } from './connect.ts';
import { createLine, type Line } from './line.ts';

export interface Lines {
  /** An idle line or a new one, the caller's until given back; undefined when the origin is no HTTP address. */
  take(origin: string, rejectUnauthorized: boolean): Line | undefined;
  /** Another call may use it. */
  keep(line: Line): void;
  /** It is broken or in an unknown state. */
  drop(line: Line): void;
  close(): void;
}

export function createLines(network: Network): Lines {
  /** Every line and the key under which it may be used again. */
  const keys = new Map<Line, string>();
  const idle = new Map<string, Line[]>();
  return { take, keep, drop, close };

  function take(origin: string, rejectUnauthorized: boolean): Line | undefined {
    const key = `${origin} ${rejectUnauthorized ? 'strict' : 'any'}`;
    return idle.get(key)?.pop() ?? open(origin, rejectUnauthorized, key);
  }

  function open(origin: string, rejectUnauthorized: boolean, key: string): Line | undefined {
    if (!URL.canParse(origin)) return undefined;
    const url = new URL(origin);
    const line = createLine(url.origin, targetOf(url, rejectUnauthorized), network);
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

  function close(): void {
    idle.clear();
    for (const line of [...keys.keys()]) drop(line);
  }
}

function targetOf(url: URL, rejectUnauthorized: boolean): Target {
  const secure = url.protocol === 'https:';
  return {
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
    rejectUnauthorized,
  };
}
