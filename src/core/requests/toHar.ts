// Reports of test calls as an HTTP Archive 1.2, for other tools; reports hold no secrets, so the archive holds none.
import type { Json, JsonObject } from '../json.ts';
import type { Report, StandardResponse } from '../report.ts';
import type { Header, Hop, Phase } from '../request.ts';

/** Calls that were never built have no entry: the format has no place for a request that does not exist. */
export function toHar(
  reports: readonly Report[],
  creator: { readonly name: string; readonly version: string },
): string {
  const entries = reports.flatMap((report) => (report.request ? [entryOf(report, report.request)] : []));
  return JSON.stringify({ log: { version: '1.2', creator: { ...creator }, entries } }, undefined, 2);
}

type Sent = NonNullable<Report['request']>;

function entryOf(report: Report, request: Sent): JsonObject {
  const { integration, operation, startedAt, response, hops } = report;
  const timings = timingsOf(hops);
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: timings.total,
    request: requestOf(request),
    response: typeof response === 'string' ? noResponse(response) : responseOf(response),
    cache: {},
    timings: timings.phases,
    comment: `${integration}: ${operation}`,
  };
}

function requestOf({ method, url, headers, body }: Sent): JsonObject {
  const type = valueOf(headers, 'content-type');
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: cookiesOf(valueOf(headers, 'cookie')),
    headers: headers.map(pair),
    queryString: queryOf(url),
    ...(body !== '' && { postData: { mimeType: type, text: body } }),
    headersSize: -1,
    // What was masked has another length.
    bodySize: -1,
  };
}

function responseOf({ status, statusText, headers, body }: StandardResponse): JsonObject {
  const list = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): Header => [name, value]),
  );
  return {
    status,
    statusText,
    httpVersion: 'HTTP/1.1',
    cookies: list
      .filter(([name]) => name === 'set-cookie')
      .flatMap(([, value]) => cookiesOf(value.split(';', 1)[0] ?? '')),
    headers: list.map(pair),
    content: { size: new TextEncoder().encode(body).length, mimeType: valueOf(list, 'content-type'), text: body },
    redirectURL: valueOf(list, 'location'),
    headersSize: -1,
    bodySize: -1,
  };
}

/** As browsers write a request that got no answer. */
function noResponse(reason: string): JsonObject {
  return {
    ...{ status: 0, statusText: '', httpVersion: '', cookies: [], headers: [] },
    ...{ content: { size: 0, mimeType: '' }, redirectURL: '', headersSize: -1, bodySize: -1 },
    comment: reason,
  };
}

/** Milliseconds; -1 for what did not happen. The archive counts the TLS handshake into `connect` too. */
function timingsOf(hops: readonly Hop[]): { readonly total: number; readonly phases: JsonObject } {
  const spent = (phase: Phase): number | undefined => {
    const own = hops.filter((hop) => hop.phase === phase && !hop.reused);
    return own.length > 0 ? own.reduce((sum, { ms }) => sum + ms, 0) : undefined;
  };
  const [dns = -1, tcp, ssl = -1] = [spent('resolve'), spent('connect'), spent('tls')];
  const connect = tcp === undefined ? -1 : tcp + Math.max(ssl, 0);
  const [wait, receive] = [spent('request') ?? 0, spent('response') ?? 0];
  const total = Math.max(dns, 0) + Math.max(connect, 0) + wait + receive;
  return { total, phases: { blocked: -1, dns, connect, ssl, send: 0, wait, receive } };
}

function queryOf(url: string): Json[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name: decoded(name), value: decoded(value.join('=')) };
    });
}

function cookiesOf(text: string): Json[] {
  return text
    .split(/;\s*/)
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return { name: name.trim(), value: value.join('=') };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const pair = ([name, value]: Header): JsonObject => ({ name, value });
const valueOf = (headers: readonly Header[], wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
