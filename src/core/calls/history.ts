// The last test calls of every integration, in memory alone: their reports redact what they show.
import * as l10n from '@vscode/l10n';
import type { CallInput } from '../requests/callInput.ts';
import { whole } from '../lazy.ts';
import { Queue } from '../queue.ts';
import type { Report, StandardResponse } from '../report.ts';
import type { SavedBody } from '../request.ts';

/** What is needed to make a call again; it may hold secrets and must not be shown or written. */
export interface Repeat {
  readonly input: CallInput;
  readonly scheme?: string;
}

export interface PastCall {
  /** Of this call in this history. */
  readonly id: string;
  /** The integration's address. */
  readonly owner: string;
  readonly report: Report;
  readonly repeat?: Repeat;
}

/** Calls that are kept of one integration. */
const mostCalls = 50;
/** Calls that are kept of all together: two kilobytes each, without their bodies. */
const mostOfAll = 10_000;
/** Bytes, or characters, of all bodies together; beyond it the oldest calls lose theirs. */
const mostHeld = 32_000_000;

interface Kept {
  /** Another one when its bodies are gone, or its address has changed. */
  call: PastCall;
  /** How much its bodies hold. */
  size: number;
}

export class History {
  readonly #calls = new Map<string, Kept>();
  /** Of each integration, the oldest first. */
  readonly #owners = new Map<string, Kept[]>();
  /** Of ids, so that nothing keeps a call that is gone. */
  readonly #order = new Queue<string>((id) => this.#calls.has(id));
  readonly #bodied = new Queue<string>((id) => (this.#calls.get(id)?.size ?? 0) > 0);
  readonly #limit: number;
  readonly #most: number;
  #size = 0;
  #last = 0;

  constructor(limit = mostHeld, most = mostOfAll) {
    [this.#limit, this.#most] = [limit, most];
  }

  add(owner: string, report: Report, repeat?: Repeat): PastCall {
    const call: PastCall = { id: String(++this.#last), owner, report, ...(repeat && { repeat }) };
    const kept = { call, size: sizeOf(report) };
    this.#calls.set(call.id, kept);
    this.#order.add(call.id);
    if (kept.size > 0) this.#bodied.add(call.id);
    this.#size += kept.size;
    const own = this.#owners.get(owner);
    if (own) own.push(kept);
    else this.#owners.set(owner, [kept]);
    if (own && own.length > mostCalls) this.#drop(own.shift());
    if (this.#calls.size > this.#most) this.#dropOldest();
    this.#shrink();
    return call;
  }

  get(id: string): PastCall | undefined {
    return this.#calls.get(id)?.call;
  }

  /** The newest first. */
  of(owner: string): readonly PastCall[] {
    return (this.#owners.get(owner) ?? []).map(({ call }) => call).reverse();
  }

  /** The newest first. */
  all(): readonly PastCall[] {
    return Array.from(this.#calls.values(), ({ call }) => call).reverse();
  }

  /** The call of the same operation of the same integration before this one. */
  before({ id, owner, report }: PastCall): PastCall | undefined {
    const own = this.of(owner);
    const earlier = own.slice(own.findIndex((call) => call.id === id) + 1);
    return earlier.find((call) => call.report.operation === report.operation);
  }

  /** A long answer's file goes with the call that is not the last any more. */
  withoutFile(id: string): void {
    const kept = this.#calls.get(id);
    if (!kept?.call.report.saved) return;
    const report: Omit<Report, 'saved'> & { saved?: SavedBody } = whole(kept.call.report);
    delete report.saved;
    kept.call = { ...kept.call, report };
  }

  /** The calls of an integration whose document has another address now; what was there before is forgotten. */
  move(owner: string, to: string): void {
    const own = this.#owners.get(owner);
    if (!own) return;
    this.forget(to);
    for (const kept of own) kept.call = { ...kept.call, owner: to };
    this.#owners.delete(owner);
    this.#owners.set(to, own);
  }

  forget(owner: string): void {
    for (const kept of this.#owners.get(owner) ?? []) this.#drop(kept);
    this.#owners.delete(owner);
  }

  /** The last call of an integration stays. */
  #dropOldest(): void {
    for (const id of this.#order) {
      const own = this.#owners.get(this.get(id)?.owner ?? '') ?? [];
      if (own.length < 2) continue;
      this.#drop(own.shift());
      return;
    }
  }

  #drop(kept: Kept | undefined): void {
    if (!kept) return;
    this.#calls.delete(kept.call.id);
    this.#size -= kept.size;
  }

  #shrink(): void {
    if (this.#size <= this.#limit) return;
    for (const id of this.#bodied) {
      const kept = this.#calls.get(id);
      if (!kept) continue;
      kept.call = withoutBodies(kept.call);
      this.#size -= kept.size;
      kept.size = 0;
      if (this.#size <= this.#limit) return;
    }
  }
}

type Bodied = Pick<Report, 'request' | 'response' | 'bytes'>;

/** A report that nobody has looked at yet says itself how much it holds, and is not looked at for that. */
const sizeOf = (report: Report): number =>
  report.held ?? [report, ...(report.tokenRequests ?? [])].reduce((sum, each) => sum + shownSize(each), 0);

const shownSize = ({ request, response }: Bodied): number =>
  (request?.body.length ?? 0) + (typeof response === 'object' ? response.body.length : response.length);

/** It can still be made again: what a person typed is short. No answer's body is decoded and redacted to be dropped. */
function withoutBodies({ report, ...rest }: PastCall): PastCall {
  const { tokenRequests } = report;
  const bare = bodiless(report);
  const short = {
    ...whole(report),
    ...bare,
    held: 0,
    ...(typeof bare.response === 'object' && bare.response.body !== '' && { excerpt: true }),
    ...(tokenRequests && { tokenRequests: tokenRequests.map((each) => ({ ...each, ...bodiless(each) })) }),
  };
  return { ...rest, report: short };
}

function bodiless({ request, response, bytes }: Bodied): Pick<Report, 'request' | 'response'> {
  return {
    ...(request && { request: { ...request, body: noted(utf8.encode(request.body).length) } }),
    response: typeof response === 'string' ? response : withoutBody(response, bytes),
  };
}

function withoutBody(response: StandardResponse, bytes = utf8.encode(response.body).length): StandardResponse {
  const { ok, method, url, status, statusText, headers } = response;
  return { ok, method, url, status, statusText, headers, body: noted(bytes) };
}

const utf8 = new TextEncoder();
const noted = (bytes: number): string => (bytes === 0 ? '' : l10n.t('<{0} bytes that are no longer kept>', bytes));
