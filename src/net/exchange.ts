// One request over one line, from the first byte out to the last byte in, within its time limits.
import type { Dispatcher } from 'undici';
import type { Answer, Exchange, Header, Request, Wire } from '../core/request.ts';
import { onAbort } from './abort.ts';
import type { BodyFiles } from './bodyFiles.ts';
import { gatherBody, type BodySink, type Gathered } from './body.ts';
import { startClocks, type Clocks } from './clocks.ts';
import { ACCEPT_ENCODING } from './codings.ts';
import { failureOf, timeoutOf } from './failure.ts';
import { asksForEncoding, firstHeader, readHeaders } from './headers.ts';
import type { Line } from './line.ts';
import { originOf, pathOf } from './path.ts';
import { enter, leave } from './trace.ts';

export interface Carried {
  /** Undefined when the call was aborted. */
  readonly exchange?: Exchange;
  /** Whether the line has read its answer to the end and may carry another call. */
  readonly reusable: boolean;
}

export function exchange(
  line: Line,
  request: Request,
  wire: Wire,
  files: BodyFiles,
  signal: AbortSignal,
): Promise<Carried> {
  return new Promise((resolve) => {
    const { trace, proxy } = line;
    let sink: BodySink | undefined;
    const end = (outcome: Carried): void => {
      clocks.stop();
      unwatch();
      sink?.cancel();
      resolve(outcome);
    };
    const fail = (error: unknown): void => end({ exchange: failureOf(error, trace, proxy), reusable: false });
    const unwatch = onAbort(signal, () => end({ reusable: false }));
    const clocks = startClocks(wire, (limit) => end({ exchange: timeoutOf(trace, limit, proxy), reusable: false }));
    const open = (head: Head, resume: () => void): BodySink => {
      const isBare = claimsBody(head);
      const complete = (gathered: Gathered): void => {
        leave(trace, { detail: `${sink?.received() ?? 0} B` });
        end({ exchange: answerOf(line, head, gathered), reusable: !gathered.truncated && !isBare });
      };
      sink = gatherBody(head.headers, wire, files, { complete, broken: fail, resume });
      if (isBare) sink.end();
      return sink;
    };
    clocks.start('connect');
    line.client.dispatch(optionsOf(line, request), handlerOf(line, open, fail, clocks));
  });
}

interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
}

/** RFC 9110 section 8.6: with these a length is no body's, and undici would wait for one. */
function claimsBody({ status, headers }: Head): boolean {
  return (status === 204 || status === 304) && Number(firstHeader(headers, 'content-length')) > 0;
}

function handlerOf(
  { trace }: Line,
  open: (head: Head, resume: () => void) => BodySink,
  fail: (error: unknown) => void,
  clocks: Clocks,
): Dispatcher.DispatchHandler {
  let sink: BodySink | undefined;
  return {
    onRequestStart() {
      if (trace.hops.length === 0) trace.hops.push({ phase: 'connect', ms: 0, reused: true });
      enter(trace, 'request');
      clocks.start('headers');
    },
    onResponseStart(controller, status, _headers, statusText = '') {
      if (status < 200) return;
      leave(trace, undefined, 'response');
      clocks.start('body');
      sink = open({ status, statusText, headers: readHeaders(controller.rawHeaders) }, () => controller.resume());
    },
    onResponseData(controller, chunk) {
      clocks.start('body');
      if (sink?.write(chunk) === false) controller.pause();
    },
    onResponseEnd: () => sink?.end(),
    onResponseError: (_controller, error) => fail(error),
  };
}

function answerOf({ trace, proxy }: Line, head: Head, gathered: Gathered): Answer {
  const answer: Answer = { outcome: 'answered', ...head, ...gathered, hops: trace.hops };
  return proxy && proxy.confidential.length > 0 ? { ...answer, confidential: proxy.confidential } : answer;
}

function optionsOf({ forwards, proxy }: Line, request: Request): Dispatcher.DispatchOptions {
  const headers = request.headers.flat();
  if (!asksForEncoding(request.headers)) headers.push('accept-encoding', ACCEPT_ENCODING);
  if (forwards && proxy?.authorization) headers.push('proxy-authorization', proxy.authorization);
  return {
    method: request.method,
    path: forwards ? originOf(request.url) + pathOf(request.url) : pathOf(request.url),
    headers,
    body: request.body ?? null,
  };
}
