// The last test calls of every integration, in memory alone: their reports redact what they show.
import * as l10n from '@vscode/l10n';
import type { CallInput } from './callInput.ts';
import { whole } from './lazy.ts';
import { Order } from './order.ts';
import type { Report, StandardResponse } from './report.ts';
import type { SavedBody } from './request.ts';

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

export class History {
  readonly #calls = new Map<string, PastCall>();
  readonly #order = new Order(this.#calls);
  /** Of each integration, the newest first. */
  readonly #owners = new Map<string, string[]>();
  /** How much each call holds that has its bodies. */
  readonly #sizes = new Map<string, number>();
  readonly #bodied = new Order(this.#sizes);
  readonly #limit: number;
  readonly #most: number;
  #size = 0;
  #last = 0;

  constructor(limit = mostHeld, most = mostOfAll) {
    [this.#limit, this.#most] = [limit, most];
  }

  add(owner: string, report: Report, repeat?: Repeat): PastCall {
    const call: PastCall = { id: String(++this.#last), owner, report, ...(repeat && { repeat }) };
    const ids = [call.id, ...(this.#owners.get(owner) ?? [])];
    const size = sizeOf(report);
    this.#calls.set(call.id, call);
    this.#order.add(call.id);
    this.#sizes.set(call.id, size);
    this.#bodied.add(call.id);
    this.#size += size;
    this.#owners.set(owner, ids);
    for (const id of ids.splice(mostCalls)) this.#drop(id);
    if (this.#calls.size > this.#most) this.#dropOldest();
    this.#shrink();
    return call;
  }

  get(id: string): PastCall | undefined {
    return this.#calls.get(id);
  }

  /** The newest first. */
  of(owner: string): readonly PastCall[] {
    return (this.#owners.get(owner) ?? []).flatMap((id) => this.get(id) ?? []);
  }

  /** The newest first. */
  all(): readonly PastCall[] {
    return [...this.#calls.values()].reverse();
  }

  /** The call of the same operation of the same integration before this one. */
  before({ id, owner, report }: PastCall): PastCall | undefined {
    const own = this.of(owner);
    const earlier = own.slice(own.findIndex((call) => call.id === id) + 1);
    return earlier.find((call) => call.report.operation === report.operation);
  }

  /** A long answer's file goes with the call that is not the last any more. */
  withoutFile(id: string): void {
    const call = this.get(id);
    if (!call?.report.saved) return;
    const report: Omit<Report, 'saved'> & { saved?: SavedBody } = whole(call.report);
    delete report.saved;
    this.#calls.set(id, { ...call, report });
  }

  /** The calls of an integration whose document has another address now; what was there before is forgotten. */
  move(owner: string, to: string): void {
    const ids = this.#owners.get(owner) ?? [];
    if (ids.length === 0) return;
    this.forget(to);
    for (const call of this.of(owner)) this.#calls.set(call.id, { ...call, owner: to });
    this.#owners.delete(owner);
    this.#owners.set(to, ids);
  }

  forget(owner: string): void {
    for (const id of this.#owners.get(owner) ?? []) this.#drop(id);
    this.#owners.delete(owner);
  }

  /** The last call of an integration stays. */
  #dropOldest(): void {
    for (const id of this.#order) {
      const owner = this.get(id)?.owner ?? '';
      const own = this.#owners.get(owner) ?? [];
      if (own.length < 2) continue;
      this.#owners.set(owner, own.slice(0, -1));
      this.#drop(id);
      return;
    }
  }

  #drop(id: string): void {
    this.#calls.delete(id);
    this.#size -= this.#sizes.get(id) ?? 0;
    this.#sizes.delete(id);
  }

  #shrink(): void {
    if (this.#size <= this.#limit) return;
    for (const id of this.#bodied) {
      const call = this.get(id);
      if (call) this.#calls.set(id, withoutBodies(call));
      this.#size -= this.#sizes.get(id) ?? 0;
      this.#sizes.delete(id);
      if (this.#size <= this.#limit) return;
    }
  }
}

/** A report that nobody has looked at yet says itself how much it holds. */
function sizeOf({ held, request, response, tokenRequests = [] }: Report): number {
  if (held !== undefined) return held;
  const answer = typeof response === 'object' ? response.body.length : response.length;
  const tokens = tokenRequests.reduce((sum, each) => sum + each.request.body.length, 0);
  return answer + (request?.body.length ?? 0) + tokens;
}

/** It can still be made again: what a person typed is short. No answer's body is decoded and redacted to be dropped. */
function withoutBodies({ report, ...rest }: PastCall): PastCall {
  const { request, response } = report;
  const short = {
    ...whole(report),
    held: 0,
    ...(request && { request: { ...request, body: noted(utf8.encode(request.body).length) } }),
    ...(typeof response === 'object' && withoutBody(response, report.bytes ?? utf8.encode(response.body).length)),
  };
  return { ...rest, report: short };
}

function withoutBody(response: StandardResponse, bytes: number): Pick<Report, 'response' | 'excerpt'> {
  const { ok, method, url, status, statusText, headers } = response;
  return {
    response: { ok, method, url, status, statusText, headers, body: noted(bytes) },
    ...(bytes > 0 && { excerpt: true }),
  };
}

const utf8 = new TextEncoder();
const noted = (bytes: number): string => (bytes === 0 ? '' : l10n.t('<{0} bytes that are no longer kept>', bytes));
