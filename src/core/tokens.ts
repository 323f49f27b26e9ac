// The access tokens that were got for test calls: kept in memory only, got once for all who wait, renewed before they expire.
import type { Outcome } from './request.ts';

export interface Token {
  readonly accessToken: string;
  /** What stands before it in `Authorization`. */
  readonly type: string;
  readonly refreshToken?: string;
  readonly scope?: string;
  /** Milliseconds since the epoch. */
  readonly obtainedAt: number;
  /** Milliseconds since the epoch; absent where the server does not say. */
  readonly expiresAt?: number;
}

/** What may be shown of a token. */
export interface TokenState {
  readonly obtainedAt: number;
  readonly expiresAt?: number;
  readonly scope?: string;
  /** A new one can be got without a person. */
  readonly hasRefreshToken: boolean;
}

/** Where a token belongs: an owner (an integration) and a hash of everything that it depends on. */
export interface TokenSlot {
  readonly owner: string;
  readonly key: string;
}

/** Gets a token; `last` is the one that expired or was rejected, whose refresh token may help. */
export type GetToken<F> = (last: Token | undefined, signal: AbortSignal) => Promise<Outcome<Token, F>>;

export interface Tokens {
  /** The kept token while it is valid, else a new one. Rejects only with the reason of `signal`. */
  take<F>(slot: TokenSlot, get: GetToken<F>, signal: AbortSignal): Promise<Outcome<Token, F>>;
  put(slot: TokenSlot, token: Token): void;
  /** The kept token, also an expired one. */
  peek(slot: TokenSlot): Token | undefined;
  /** The service does not accept this one; another that was got meanwhile stays. */
  reject(slot: TokenSlot, accessToken: string): void;
  forget(owner: string): void;
  /** Of the newest token of an owner. */
  state(owner: string): TokenState | undefined;
  /** Calls `listener` with the owner whenever a token came or went; returns the way to stop that. */
  onDidChange(listener: (owner: string) => void): () => void;
}

/** A token is renewed this long before it expires, in milliseconds, but never earlier than in the last tenth of its life. */
const MARGIN_MS = 30_000;

interface Kept {
  readonly token: Token;
  readonly isRejected: boolean;
}

interface Flight {
  readonly result: Promise<Outcome<Token, unknown>>;
  readonly controller: AbortController;
  waiting: number;
}

export function createTokens(now: () => number): Tokens {
  const owners = new Map<string, Map<string, Kept>>();
  const flights = new Map<string, Flight>();
  const listeners = new Set<(owner: string) => void>();
  return { take, put, peek: (slot) => keptAt(slot)?.token, reject, forget, state, onDidChange };

  async function take<F>(slot: TokenSlot, get: GetToken<F>, signal: AbortSignal): Promise<Outcome<Token, F>> {
    signal.throwIfAborted();
    const kept = keptAt(slot);
    if (kept && !kept.isRejected && isFresh(kept.token, now())) return { ok: true, value: kept.token };
    const name = nameOf(slot);
    const flight = flights.get(name) ?? start(name, slot, get);
    return wait(name, flight, signal) as Promise<Outcome<Token, F>>;
  }

  function start<F>(name: string, slot: TokenSlot, get: GetToken<F>): Flight {
    const controller = new AbortController();
    const isCurrent = (): boolean => flights.get(name) === flight;
    const result = obtain(slot, get, controller.signal, isCurrent).finally(() => isCurrent() && flights.delete(name));
    const flight: Flight = { result, controller, waiting: 0 };
    // Those who wait are told; when all have left, nobody is.
    result.catch(() => undefined);
    flights.set(name, flight);
    return flight;
  }

  async function obtain<F>(
    slot: TokenSlot,
    get: GetToken<F>,
    signal: AbortSignal,
    isWanted: () => boolean,
  ): Promise<Outcome<Token, F>> {
    // In a turn of its own: by then the flight can be found.
    await Promise.resolve();
    const outcome = await get(keptAt(slot)?.token, signal);
    signal.throwIfAborted();
    // A token that was forgotten while it was on its way is used by those who wait, but not kept.
    if (outcome.ok && isWanted()) put(slot, outcome.value);
    return outcome;
  }

  /** The last one who leaves ends the request. */
  async function wait(name: string, flight: Flight, signal: AbortSignal): Promise<Outcome<Token, unknown>> {
    flight.waiting++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(reasonOf(signal));
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([flight.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      if (--flight.waiting === 0) abandon(name, flight, signal);
    }
  }

  function abandon(name: string, flight: Flight, signal: AbortSignal): void {
    if (flights.get(name) === flight) flights.delete(name);
    flight.controller.abort(signal.aborted ? signal.reason : undefined);
  }

  function put(slot: TokenSlot, token: Token): void {
    keep(slot, { token, isRejected: false });
  }

  function keep({ owner, key }: TokenSlot, kept: Kept): void {
    const known = owners.get(owner) ?? new Map<string, Kept>();
    // The newest comes last.
    known.delete(key);
    owners.set(owner, known.set(key, kept));
    tell(owner);
  }

  function keptAt({ owner, key }: TokenSlot): Kept | undefined {
    return owners.get(owner)?.get(key);
  }

  function reject(slot: TokenSlot, accessToken: string): void {
    const kept = keptAt(slot);
    if (kept?.token.accessToken === accessToken) keep(slot, { ...kept, isRejected: true });
  }

  function forget(owner: string): void {
    for (const name of flights.keys()) if (name.startsWith(`${owner}\n`)) flights.delete(name);
    if (owners.delete(owner)) tell(owner);
  }

  function state(owner: string): TokenState | undefined {
    const newest = [...(owners.get(owner)?.values() ?? [])].findLast(({ isRejected }) => !isRejected)?.token;
    if (!newest) return undefined;
    const { obtainedAt, expiresAt, scope, refreshToken } = newest;
    return {
      obtainedAt,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(scope !== undefined && { scope }),
      hasRefreshToken: refreshToken !== undefined,
    };
  }

  function tell(owner: string): void {
    for (const listener of listeners) listener(owner);
  }

  function onDidChange(listener: (owner: string) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
}

const nameOf = ({ owner, key }: TokenSlot): string => `${owner}\n${key}`;
const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason));

function isFresh({ obtainedAt, expiresAt }: Token, now: number): boolean {
  if (expiresAt === undefined) return true;
  return now < expiresAt - Math.min(MARGIN_MS, (expiresAt - obtainedAt) / 10);
}

/** The key of a slot: a hash, so that no secret stands in it. */
export async function hashOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
