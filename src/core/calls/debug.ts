// How a call went, hop by hop, as plain JSON for people and tools; everything in it is redacted.
import * as l10n from '@vscode/l10n';
import type { Debug, DebugExchange } from '../report.ts';
import type { Hop } from '../request.ts';
import type { Redact } from '../secrets/redact.ts';

/** What of a report, or of a request before it, the trace is made of. */
interface Traced {
  readonly request?: { readonly method: string; readonly url: string };
  readonly response: string | { readonly status: number; readonly statusText: string };
  readonly hops: readonly Hop[];
}
type Before = Traced & { readonly purpose: string };

/** `tokenRequests` are those that were made for the call; after a failed one (`induced`) there was no call. */
export function debugOf(
  report: Traced & { readonly tokenRequests?: readonly Before[]; readonly induced?: string },
): Debug {
  const before = (report.tokenRequests ?? []).map((each) => exchangeOf(each.purpose, each));
  const sent = report.induced === undefined && report.request !== undefined;
  return { exchanges: sent ? [...before, exchangeOf('call', report)] : before };
}

function exchangeOf(purpose: string, { request, response, hops }: Traced): DebugExchange {
  return {
    purpose,
    request: request ? `${request.method} ${request.url}` : '',
    result: typeof response === 'string' ? response : `${response.status} ${response.statusText}`.trim(),
    ms: Math.round(hops.reduce((sum, { ms }) => sum + ms, 0) * 1000) / 1000,
    hops,
  };
}

/** An address that a redirect leads to may repeat what was sent. */
export function redactHops(hops: readonly Hop[], redact: Redact): readonly Hop[] {
  return hops.map((hop) => (hop.detail === undefined ? hop : { ...hop, detail: redact(hop.detail) }));
}

/** One line a hop, and below a handshake the chain of certificates. */
export function traceLines(hops: readonly Hop[]): readonly string[] {
  return hops.flatMap((hop) => [hopLine(hop), ...chainLines(hop)]);
}

function hopLine({ phase, to, ms, detail, reused }: Hop): string {
  const name = to && phase !== 'proxy' ? `${phase} (${to})` : phase;
  const met = reused ? l10n.t('kept from an earlier call') : detail;
  return `  ${name.padEnd(15)} ${ms.toFixed(1).padStart(8)} ms${met ? `  ${met}` : ''}`;
}

function chainLines({ tls }: Hop): readonly string[] {
  if (!tls) return [];
  const chain = tls.chain.map(({ subject, issuer, validTo }) => `${subject} ← ${issuer} (until ${validTo})`);
  const client = tls.clientCertificate ? [l10n.t('client certificate at hand')] : [];
  return [...chain, l10n.t('trusted by: {0}', tls.trustedBy), ...client].map((line) => `${' '.repeat(30)}${line}`);
}
