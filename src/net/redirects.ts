// Follows redirects as far as the call wishes, without ever handing credentials or a body to another server.
import type { Answer, Exchange, Header, Hop, Request, Wire } from '../core/request.ts';
import { failureOf } from './failure.ts';
import { discardBody } from './bodyFiles.ts';
import { firstHeader } from './headers.ts';
import type { Carry } from './carry.ts';
import { startTrace } from './trace.ts';

export function followRedirects(carry: Carry): Carry {
  // Most calls follow none: they are not held up by a promise of ours.
  return (request, wire, signal) =>
    (wire.redirects ?? 0) > 0 ? follow(request, wire, signal) : carry(request, wire, signal);

  async function follow(request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange> {
    const { redirects = 0 } = wire;
    const until = performance.now() + wire.timeout;
    const hops: Hop[] = [];
    let [sent, how] = [request, wire];
    for (let followed = 0; ; followed++) {
      const exchange = await carry(sent, { ...how, timeout: Math.max(1, until - performance.now()) }, signal);
      const next = exchange.outcome === 'answered' ? nextRequest(sent, exchange) : undefined;
      const result = { ...exchange, hops: [...hops, ...exchange.hops] };
      if (!next || signal.aborted) return sent === request ? result : arrivedAt(sent.url, result);
      const detail = `${next.status}: ${next.request.method} ${next.request.url}`;
      hops.splice(0, Infinity, ...result.hops, { phase: 'redirect', ms: 0, detail });
      if (followed >= redirects) return tooMany(hops);
      if (!next.sameOrigin) how = withoutIdentity(how);
      discardBody(exchange);
      sent = next.request;
    }
  }
}

interface Next {
  readonly request: Request;
  readonly status: number;
  readonly sameOrigin: boolean;
}

/** Undefined for an answer that is no redirect, or one that must not be followed; that is then the result. */
function nextRequest(request: Request, { status, headers }: Answer): Next | undefined {
  const location = firstHeader(headers, 'location');
  if (![301, 302, 303, 307, 308].includes(status) || location === '' || !URL.canParse(location, request.url))
    return undefined;
  const [from, to] = [new URL(request.url), new URL(location, request.url)];
  const isDowngrade = from.protocol === 'https:' && to.protocol !== 'https:';
  if (!/^https?:$/.test(to.protocol) || isDowngrade) return undefined;
  const sameOrigin = from.origin === to.origin;
  const next = changeMethod(request, status);
  // A body may hold credentials as well, a token request's always does.
  if (!sameOrigin && next.body && next.body.length > 0) return undefined;
  to.username = '';
  to.password = '';
  to.hash = '';
  const kept = sameOrigin ? next.headers : next.headers.filter(isHarmless);
  return { request: { ...next, url: to.href, headers: kept }, status, sameOrigin };
}

/** RFC 9110 section 15.4 and the Fetch standard: 303 means GET, and so do 301 and 302 after a POST. */
function changeMethod(request: Request, status: number): Request {
  const { method } = request;
  const becomesGet = status === 303 ? method !== 'HEAD' && method !== 'GET' : status < 303 && method === 'POST';
  if (!becomesGet) return request;
  const headers = request.headers.filter(([name]) => !/^content-/i.test(name));
  return { method: 'GET', url: request.url, headers };
}

/** What may be told to a server that the integration does not name; of any other header nobody knows what it holds. */
const isHarmless = ([name]: Header): boolean =>
  /^(accept|accept-(encoding|language|charset)|content-(type|language)|user-agent)$/i.test(name);

function withoutIdentity(wire: Wire): Wire {
  const { clientCertificate, serverName, ...rest } = wire;
  return clientCertificate === undefined && serverName === undefined ? wire : rest;
}

const arrivedAt = (url: string, exchange: Exchange): Exchange =>
  exchange.outcome === 'answered' ? { ...exchange, url } : exchange;

function tooMany(hops: readonly Hop[]): Exchange {
  const error = Object.assign(new Error('redirected again and again'), { code: 'TOO_MANY_REDIRECTS' });
  return { ...failureOf(error, startTrace()), phase: 'redirect', hops };
}
