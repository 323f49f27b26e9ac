// One request over one line, from the first byte out to the last byte in, under one deadline.
import type { Dispatcher } from 'undici';
import type { Answer, Exchange, Header, Hop, Request, Wire } from '../core/request.ts';
import { onAbort } from './abort.ts';
import { gatherBody, type BodySink } from './body.ts';
import { failureOf, timeoutOf } from './failure.ts';
import { firstHeader, readHeaders } from './headers.ts';
import type { Line } from './line.ts';
import { enter, leave } from './trace.ts';

export interface Carried {
  /** Undefined when the call was aborted. */
  readonly exchange?: Exchange;
  /** Whether the line has read its answer to the end and may carry another call. */
  readonly reusable: boolean;
}

export function exchange(line: Line, request: Request, wire: Wire, signal: AbortSignal): Promise<Carried> {
  return new Promise((resolve) => {
    const { trace } = line;
    let sink: BodySink | undefined;
    const end = (outcome: Carried): void => {
      clearTimeout(timer);
      unwatch();
      sink?.cancel();
      resolve(outcome);
    };
    const fail = (error: unknown): void => end({ exchange: failureOf(error, trace), reusable: false });
    const unwatch = onAbort(signal, () => end({ reusable: false }));
    const timer = setTimeout(() => end({ exchange: timeoutOf(trace, wire.timeout), reusable: false }), wire.timeout);
    const open = (head: Head, resume: () => void): BodySink => {
      const complete = (body: Buffer, truncated: boolean): void => {
        leave(trace, `${sink?.received ?? 0} B`);
        end({ exchange: answerOf(head, body, truncated, trace.hops), reusable: !truncated });
      };
      sink = gatherBody(firstHeader(head.headers, 'content-encoding'), wire.maxBody, {
        complete,
        broken: fail,
        resume,
      });
      return sink;
    };
    line.client.dispatch(optionsOf(request), handlerOf(line, open, fail));
  });
}

interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
}

function handlerOf(
  { trace }: Line,
  open: (head: Head, resume: () => void) => BodySink,
  fail: (error: unknown) => void,
): Dispatcher.DispatchHandler {
  let sink: BodySink | undefined;
  return {
    onRequestStart() {
      if (trace.hops.length === 0) trace.hops.push({ phase: 'connect', ms: 0, reused: true });
      enter(trace, 'request');
    },
    onResponseStart(controller, status, _headers, statusText = '') {
      if (status < 200) return;
      leave(trace, undefined, 'response');
      sink = open({ status, statusText, headers: readHeaders(controller.rawHeaders) }, () => controller.resume());
    },
    onResponseData(controller, chunk) {
      if (sink?.write(chunk) === false) controller.pause();
    },
    onResponseEnd: () => sink?.end(),
    onResponseError: (_controller, error) => fail(error),
  };
}

function answerOf(head: Head, body: Buffer, truncated: boolean, hops: readonly Hop[]): Answer {
  return { outcome: 'answered', ...head, body, truncated, hops };
}

function optionsOf(request: Request): Dispatcher.DispatchOptions {
  return {
    method: request.method,
    path: pathOf(request.url),
    headers: request.headers.flat(),
    body: request.body ?? null,
  };
}

/** Everything after the authority, byte by byte: `URL` would resolve `..` and encode again. */
function pathOf(url: string): string {
  const rest = url.replace(/^[^:]+:\/\/[^/?#]*/, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
