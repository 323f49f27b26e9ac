// Carries a request over the editor's own HTTP: VS Code patches Node's module inside its extension host, and so it knows
// PAC scripts, Kerberos and the system's proxy. The names without `node:` are the ones that it patches.
import * as http from 'http';
import * as https from 'https';
import { isIP, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { NetworkSettings } from '../core/network.ts';
import type { Answer, Exchange, Header, Request, Wire } from '../core/request.ts';
import { onAbort } from './abort.ts';
import { gatherBody, type BodySink } from './body.ts';
import type { BodyFiles } from './bodyFiles.ts';
import { noAddress, type Carry } from './carry.ts';
import { describeHandshake, handshakeOf } from './tls/certificate.ts';
import { startClocks } from './clocks.ts';
import { ACCEPT_ENCODING } from './codings.ts';
import { failureOf, timeoutOf } from './failure.ts';
import { asksForEncoding, readHeaders } from './headers.ts';
import { originOf, pathOf } from './path.ts';
import { routeTo, type Route } from './route.ts';
import { isPinnedTo, refuse } from './tls/secure.ts';
import { enter, leave, startTrace, type Trace } from './trace.ts';
import type { Trust, Trusts } from './tls/trust.ts';

export function carryByHost(trusts: Trusts, files: BodyFiles, settings: () => NetworkSettings): Carry {
  return async (request, wire, signal) => {
    const origin = originOf(request.url);
    if (!URL.canParse(origin)) return noAddress(request.url);
    // The proxy is the editor's business here.
    const route = routeTo(new URL(origin), wire, { ...settings(), useProxy: false }, {});
    const trace = startTrace();
    try {
      const trust = await trusts(route.trust);
      return signal.aborted
        ? failureOf(signal.reason, trace)
        : await ask(request, { wire, route, trust, trace, files, signal });
    } catch (error) {
      return { ...failureOf(error, trace), phase: 'tls' };
    }
  };
}

interface Means {
  readonly wire: Wire;
  readonly route: Route;
  readonly trust: Trust;
  readonly trace: Trace;
  readonly files: BodyFiles;
  readonly signal: AbortSignal;
}

function ask(request: Request, means: Means): Promise<Exchange> {
  return new Promise((resolve) => {
    const { wire, route, trace, files, signal } = means;
    let sink: BodySink | undefined;
    const end = (exchange: Exchange, keepsSocket = false): void => {
      clocks.stop();
      unwatch();
      sink?.cancel();
      if (!keepsSocket) asked.destroy();
      resolve(exchange);
    };
    const fail = (error: Error): void => end(failureOf(error, trace));
    const unwatch = onAbort(signal, () => end(failureOf(signal.reason, trace)));
    const clocks = startClocks(wire, (limit) => end(timeoutOf(trace, limit)));
    const asked = (route.target.secure ? https : http).request(optionsOf(request, means));
    const isHeld = holdsBack(wire, route);
    enter(trace, 'connect');
    clocks.start('connect');
    // Bytes too many behind a whole answer are not its fault; its end is still to come.
    let answer: http.IncomingMessage | undefined;
    const failUnlessWhole = (error: Error): void => (answer?.complete ? undefined : fail(error));
    asked.on('error', failUnlessWhole).once('socket', (socket) => {
      const sending = (): void => {
        clocks.start('headers');
        if (isHeld) asked.end(request.body ?? undefined);
      };
      followSocket(asked, socket, means, { sending, refused: fail });
    });
    asked.once('response', (response) => {
      answer = response;
      leave(trace, undefined, 'response');
      const { statusCode: status = 0, statusMessage: statusText = '' } = response;
      const headers = readHeaders(response.rawHeaders.map((text) => Buffer.from(text, 'latin1')));
      const complete = (gathered: Pick<Answer, 'body' | 'truncated'>): void => {
        leave(trace, { detail: `${sink?.received() ?? 0} B` });
        const outcome = 'answered';
        end({ outcome, status, statusText, headers, ...gathered, hops: trace.hops }, !gathered.truncated);
      };
      sink = gatherBody(headers, wire, files, { complete, broken: fail, resume: () => response.resume() });
      clocks.start('body');
      response.on('data', (chunk: Buffer) => {
        clocks.start('body');
        if (sink?.write(chunk) === false) response.pause();
      });
      response.on('end', () => sink?.end()).on('error', fail);
    });
    if (!isHeld) asked.end(request.body ?? undefined);
  });
}

/** Nothing goes out before the certificate was looked at: Node itself cannot be told of a trusted one. */
const holdsBack = ({ rejectUnauthorized }: Wire, { target, pinned }: Route): boolean =>
  target.secure && rejectUnauthorized && pinned !== undefined;

interface SocketEvents {
  readonly sending: () => void;
  readonly refused: (error: Error) => void;
}

function followSocket(asked: http.ClientRequest, socket: Socket, means: Means, events: SocketEvents): void {
  const { route, trust, trace } = means;
  const reused = asked.reusedSocket;
  const begin = (): void => {
    enter(trace, 'request');
    events.sending();
  };
  const isRefused = (): boolean => {
    if (!holdsBack(means.wire, route) || !(socket instanceof TLSSocket)) return false;
    if (socket.authorized || isPinnedTo(socket, route.pinned)) return false;
    events.refused(refuse(socket));
    return true;
  };
  const secured = (): void => {
    if (isRefused()) return;
    const isPinned = socket instanceof TLSSocket && isPinnedTo(socket, route.pinned);
    const tls = socket instanceof TLSSocket ? handshakeOf(socket, trust, { ...route, isPinned }) : undefined;
    leave(trace, tls && { detail: describeHandshake(tls), tls });
    begin();
  };
  // A connection through the editor's proxy agent arrives when it stands.
  if (!socket.connecting) {
    if (isRefused()) return;
    if (reused) trace.hops.push({ phase: 'connect', ms: 0, reused });
    else leave(trace, { detail: addressOf(socket) });
    begin();
    return;
  }
  enter(trace, isIP(route.target.hostname) ? 'connect' : 'resolve');
  socket.once('lookup', (_error, address: string) => leave(trace, { detail: address }, 'connect'));
  socket.once('connect', () => {
    leave(trace, { detail: addressOf(socket) }, 'tls');
    if (!route.target.secure) begin();
  });
  if (route.target.secure) socket.once('secureConnect', secured);
}

const addressOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress}:${remotePort}`;

/** With the certificates themselves, not a context made of them: the pool of kept connections tells calls apart by these. */
function optionsOf(request: Request, { wire, route, trust }: Means): https.RequestOptions {
  const { rejectUnauthorized } = wire;
  const { hostname, port, secure } = route.target;
  const name = route.serverName ?? hostname;
  return {
    method: request.method,
    hostname,
    port,
    path: pathOf(request.url),
    headers: headersOf(request),
    maxHeaderSize: 65_536,
    ...(secure && {
      ...trust.options,
      rejectUnauthorized: rejectUnauthorized && !holdsBack(wire, route),
      servername: isIP(name) ? '' : name,
    }),
  };
}

/** By name, not as a flat list: an agent that leads through a proxy writes the head of the request anew, and of a list nothing is left. */
function headersOf(request: Request): Record<string, string | string[]> {
  const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
  const has = (name: string): boolean => request.headers.some(([key]) => key.toLowerCase() === name);
  if (!has('host')) headers.unshift(['Host', new URL(originOf(request.url)).host]);
  if (!asksForEncoding(request.headers)) headers.push(['Accept-Encoding', ACCEPT_ENCODING]);
  const length = request.body?.length ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? 0 : undefined);
  if (length !== undefined && !has('content-length')) headers.push(['Content-Length', String(length)]);
  return byName(headers);
}

function byName(headers: readonly Header[]): Record<string, string | string[]> {
  const found = new Map<string, [name: string, value: string | string[]]>();
  for (const [name, value] of headers) {
    const same = found.get(name.toLowerCase());
    found.set(name.toLowerCase(), same ? [same[0], [same[1], value].flat()] : [name, value]);
  }
  return Object.fromEntries(found.values());
}
