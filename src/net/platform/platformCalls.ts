// Calls of a platform within a session: one sign-in for all that need it, and one silent renewal when it has run out.
import { writeJson } from '../../core/exact.ts';
import type { Json } from '../../core/json.ts';
import type { PlatformUser, Refusal } from '../../core/platform/platform.ts';
import { denied, type Asked } from '../../core/platform/denied.ts';
import { refusalOf } from '../../core/platform/refusal.ts';
import { failed, ok, type Answer, type Header, type Outcome, type Request } from '../../core/request.ts';
import { onAbort } from '../abort.ts';
import {
  exchange,
  isFresh,
  openSession,
  redacted,
  type Opened,
  type PlatformOptions,
  type Session,
} from './platformSession.ts';

export interface Call extends Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Percent-encoded, with the query. */
  readonly path: string;
  readonly body?: Json | Uint8Array;
}

export interface PlatformCalls {
  signIn(signal: AbortSignal, insisting?: boolean): Promise<Outcome<PlatformUser, Refusal>>;
  /** The answer of a call that succeeded (2xx). */
  call(call: Call, signal: AbortSignal): Promise<Outcome<Answer, Refusal>>;
}

export function createPlatformCalls(options: PlatformOptions): PlatformCalls {
  let opening: Promise<Opened> | undefined;
  const { connection, refusedSecrets = new Map<string, Refusal>() } = options;
  const openOnce = async (signal: AbortSignal, insisting: boolean): Promise<Opened> => {
    const secret = await options.secret();
    const key = JSON.stringify([connection.url, connection.signIn, secret]);
    const refusal = insisting ? undefined : refusedSecrets.get(key);
    if (refusal) return failed(refusal);
    const opened = await openSession({ ...options, secret: () => Promise.resolve(secret) }, signal);
    if (!opened.ok && opened.failure.isRefused === true) refusedSecrets.set(key, opened.failure);
    else refusedSecrets.delete(key);
    return opened;
  };
  // Nobody's own signal: the others who wait would lose their session with it. It has a time limit of its own.
  const open = (insisting = false): Promise<Opened> => {
    const fresh = openOnce(new AbortController().signal, insisting);
    opening = fresh;
    // Also when this machine's secret store fails: the next call tries it anew.
    const forget = (): void => {
      if (opening === fresh) opening = undefined;
    };
    void fresh.then(({ ok: isOpen }) => isOpen || forget(), forget);
    return fresh;
  };
  const current = async (): Promise<Opened> => {
    const opened = await (opening ?? open());
    return opened.ok && !isFresh(opened.value, options.now()) ? renewed(opened) : opened;
  };
  // Of several calls that find the session gone at once, the first renews it for all.
  const renewed = async (old: Opened): Promise<Opened> => {
    const known = opening && (await opening);
    return known && known !== old ? known : open();
  };
  return {
    async signIn(signal, insisting) {
      opening = undefined;
      const opened = await untilAborted(open(insisting), signal);
      return opened.ok ? ok(opened.value.user) : opened;
    },
    async call(call, signal) {
      const opened = await untilAborted(current(), signal);
      if (!opened.ok) return opened;
      const first = await carry(options, opened.value, call, signal);
      if (!first.ok || first.value.status !== 401) return judge(first, call, opened.value);
      const again = await untilAborted(renewed(opened), signal);
      if (!again.ok) return again;
      const second = await carry(options, again.value, call, signal);
      return judge(second, call, again.value);
    },
  };
}

function carry(
  options: PlatformOptions,
  session: Session,
  { method, path, body }: Call,
  signal: AbortSignal,
): Promise<Outcome<Answer, Refusal>> {
  const type: Header[] = body === undefined ? [] : [['Content-Type', 'application/json']];
  const request: Request = {
    method,
    url: options.connection.url + path,
    headers: [['Accept', 'application/json'], ...type, ...session.headers],
    ...(body !== undefined && { body: bytesOf(body) }),
  };
  return exchange(options, request, signal);
}

const bytesOf = (body: Json | Uint8Array): Uint8Array =>
  body instanceof Uint8Array ? body : new TextEncoder().encode(writeJson(body));

/** A 401 although the session is new is about the user's permissions, not about who the user is. */
function judge(answered: Outcome<Answer, Refusal>, call: Call, { secrets }: Session): Outcome<Answer, Refusal> {
  if (!answered.ok) return failed(redacted(answered.failure, secrets));
  const { value } = answered;
  if (value.status >= 200 && value.status < 300 && !value.truncated) return answered;
  const refusal = value.status === 401 ? { ...denied(call), status: 401 } : refusalOf(value, call);
  return failed(redacted(refusal, secrets));
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = onAbort(signal, () => reject(signal.reason as Error));
    void work.then(resolve, reject).finally(stop);
  });
}
