// A call as a value: what goes out, how it travels, what came back or why nothing did.

export type Header = readonly [name: string, value: string];

export interface Request {
  /** Uppercase, as RFC 9110 section 9.1 spells methods. */
  readonly method: string;
  /** Absolute and already percent-encoded; it is sent exactly like this. */
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body?: Uint8Array;
}

/** How a request travels. */
export interface Wire {
  /** False accepts any server certificate (`tls.rejectUnauthorized`). */
  readonly rejectUnauthorized: boolean;
  /** Milliseconds for the whole exchange; the platform's default is 15,000. */
  readonly timeout: number;
  /** Bytes of (decoded) response body that are kept; the rest is not read. */
  readonly maxBody: number;
  /** Certificate authorities (PEM) that vouch for this server beside those that this machine trusts. */
  readonly authorities?: readonly string[];
  /** What the client shows of itself when the server asks (mutual TLS). */
  readonly clientCertificate?: ClientCertificate;
}

/** Either `cert` and `key` in PEM, or `pfx`. */
export interface ClientCertificate {
  readonly cert?: string;
  readonly key?: string;
  /** The bytes of a PKCS #12 file. */
  readonly pfx?: Uint8Array;
  readonly passphrase?: string;
}

export type Phase = 'resolve' | 'connect' | 'tls' | 'request' | 'response';

/** One step on the way with the time it took, in milliseconds. */
export interface Hop {
  readonly phase: Phase;
  readonly ms: number;
  /** The address, protocol version or certificate that the step met, for people. */
  readonly detail?: string;
  /** The connection was open from an earlier call: there was nothing to resolve, connect or shake hands about. */
  readonly reused?: boolean;
}

export interface Answer {
  readonly outcome: 'answered';
  readonly status: number;
  readonly statusText: string;
  /** In the order of the wire; a repeated name is repeated. Names are lowercase. */
  readonly headers: readonly Header[];
  /** After content decoding (gzip, deflate, br). */
  readonly body: Uint8Array;
  /** True when the body was longer than `Wire.maxBody`. */
  readonly truncated: boolean;
  readonly hops: readonly Hop[];
}

/** No answer: nothing was sent, or the connection broke before the answer was complete. */
export interface Failure {
  readonly outcome: 'failed';
  /** Where it broke. */
  readonly phase: Phase;
  /** The innermost cause's code: `ENOTFOUND`, `ECONNREFUSED`, `DEPTH_ZERO_SELF_SIGNED_CERT`, `UND_ERR_BODY_TIMEOUT`, `TIMEOUT` … */
  readonly code: string;
  /** The innermost cause's own words. */
  readonly message: string;
  readonly hops: readonly Hop[];
  /** For a refused certificate: what the server showed. */
  readonly certificate?: Certificate;
  /** For an answer that was not HTTP: how it began. */
  readonly received?: string;
}

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate writes them: `Jan 30 15:13:50 2026 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Subject alternative names: `DNS:example.com, IP Address:127.0.0.1`. */
  readonly names: string;
}

export type Exchange = Answer | Failure;

/** A value, or the one reason why there is none: expected failure is never an exception. */
export type Outcome<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failed = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure });
