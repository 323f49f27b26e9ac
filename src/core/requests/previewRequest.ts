// The text of a request before it is sent: request line, headers and body as they go over the wire, without secrets.
import { bodyText } from './bodyText.ts';
import { createRedactor, redactHeaders } from '../secrets/redact.ts';
import type { Header, Request } from '../request.ts';

/**
 * What is binary is told by its size and its first bytes.
 * @param acceptEncoding what the connection adds to a request that does not say it itself
 */
export function previewRequest(request: Request, secrets: readonly string[], acceptEncoding?: string): string {
  const redact = createRedactor(secrets);
  const { method, url, body } = request;
  const lines = redactHeaders(wireHeaders(request, acceptEncoding), redact).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${redact(targetOf(url))} HTTP/1.1`, ...lines].join('\n');
  return `${head}\n\n${body ? redact(bodyText(request)).replaceAll('\r\n', '\n') : ''}`;
}

/** Those of the request between those that the connection adds (RFC 9112 sections 3.2, 6.2 and 9.6). */
export function wireHeaders({ method, url, headers, body }: Request, acceptEncoding?: string): Header[] {
  const own = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const isSaid = headers.some(([name]) => name.toLowerCase() === 'accept-encoding');
  const length = body?.length ?? 0;
  const hasLength = length > 0 || ['POST', 'PUT', 'PATCH'].includes(method);
  return [
    ['host', own ?? new URL(url).host],
    ['connection', method === 'HEAD' ? 'close' : 'keep-alive'],
    ...headers.filter(([name]) => name.toLowerCase() !== 'host'),
    ...(isSaid || acceptEncoding === undefined ? [] : [['accept-encoding', acceptEncoding] as const]),
    ...(hasLength ? [['content-length', String(length)] as const] : []),
  ];
}

/** Everything behind the authority, as it is: `URL` would resolve dots and encode again. */
function targetOf(url: string): string {
  const rest = url.replace(/^[^:]+:\/\/[^/?#]*/, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
