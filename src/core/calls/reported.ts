// Requests and answers as a report keeps them: redacted.
import { bodyText } from '../requests/bodyText.ts';
import { redactHops } from './debug.ts';
import { isBinary, isCut } from '../requests/decodeBody.ts';
import { describeFailure } from '../failures/explain.ts';
import { redactHeaders, type Redact } from '../secrets/redact.ts';
import type { Report, SentRequest, StandardResponse, TokenRequest } from '../report.ts';
import type { Exchange, Request } from '../request.ts';
import { standardResponse } from './standardResponse.ts';
import type { TokenExchange } from '../tokenExchange.ts';

export function responseOf(request: Request, exchange: Exchange, redact: Redact): StandardResponse | string {
  return exchange.outcome === 'failed'
    ? redact(describeFailure(exchange, request))
    : standardResponse(request, exchange, redact);
}

/** Of the answer's body; nothing where there was no answer. */
export function bytesOf(exchange: Exchange): Pick<Report, 'bytes'> {
  return exchange.outcome === 'failed' ? {} : { bytes: exchange.saved?.size ?? exchange.body.length };
}

export function sentRequest(request: Request, redact: Redact): SentRequest {
  const { method, url, headers } = request;
  return { method, url: redact(url), headers: redactHeaders(headers, redact), body: redact(bodyText(request)) };
}

export function tokenRequest({ purpose, request, exchange }: TokenExchange, redact: Redact): TokenRequest {
  return {
    purpose,
    request: sentRequest(request, redact),
    response: responseOf(request, exchange, redact),
    ...bytesOf(exchange),
    hops: redactHops(exchange.hops, redact),
  };
}

/** Whether the body that a response shows is only the beginning of the answer's own, or a note of what it is. */
export function isExcerpt(exchange: Exchange): boolean {
  if (exchange.outcome === 'failed') return false;
  const type = exchange.headers.find(([name]) => name === 'content-type')?.[1];
  return isCut(exchange) || isBinary(exchange.body, type);
}
