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
  /** Milliseconds for the whole exchange, redirects and retries included; the platform's default is 15,000. */
  readonly timeout: number;
  /** Limits of single phases inside `timeout`; none where nothing is said. */
  readonly deadlines?: Deadlines;
  /** Bytes of (decoded) response body that are kept in memory. */
  readonly maxBody: number;
  /** Bytes of a longer body that are written to a file; without it the rest is not read. */
  readonly maxSaved?: number;
  /** Certificate authorities (PEM) that vouch for this server beside those that this machine trusts. */
  readonly authorities?: readonly string[];
  readonly clientCertificate?: ClientCertificate;
  /** Asked for in the handshake and looked for in the certificate instead of the host (RFC 6066 section 3). */
  readonly serverName?: string;
  /** How many redirects are followed; 0, the default, hands the first one over as the answer. */
  readonly redirects?: number;
  /** How often an idempotent request is sent again after a failure that may pass; 0 by default. */
  readonly retries?: number;
}

/** What the user's settings say of the way that calls travel. */
export type WireSettings = Pick<Wire, 'deadlines' | 'maxSaved' | 'redirects' | 'retries'>;

/** Milliseconds. */
export interface Deadlines {
  /** Until the connection stands: name, proxy, TCP and TLS. */
  readonly connect?: number;
  /** From then until the head of the answer is there. */
  readonly headers?: number;
  /** Of silence within the body. */
  readonly body?: number;
}

/** What a client proves itself with in mutual TLS (RFC 8446 section 4.4.2): PEM texts, or a PKCS #12 file. */
export interface ClientCertificate {
  /** With the certificates in between, if there are any. */
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Uint8Array;
  /** Of an encrypted key or PKCS #12 file. */
  readonly passphrase?: string;
}

/** `proxy` is the way chosen and the tunnel through it, `redirect` and `retry` the reason for the steps that follow. */
export type Phase = 'resolve' | 'proxy' | 'connect' | 'tls' | 'request' | 'response' | 'redirect' | 'retry';

/** One step on the way with the time it took, in milliseconds. */
export interface Hop {
  readonly phase: Phase;
  readonly ms: number;
  /** The address, protocol version or certificate that the step met, for people. */
  readonly detail?: string;
  /** The connection was open from an earlier call: there was nothing to resolve, connect or shake hands about. */
  readonly reused?: boolean;
  /** The step was made with the proxy, not with the server. */
  readonly to?: 'proxy';
  readonly tls?: Handshake;
}

/** What both sides of a TLS connection agreed on. */
export interface Handshake {
  /** `TLSv1.3` */
  readonly protocol: string;
  readonly cipher: string;
  /** From the server's own certificate up to the root, as far as it is known. */
  readonly chain: readonly Certificate[];
  readonly trustedBy: TrustedBy;
  /** Whether a client certificate was at hand; a server that does not ask gets none. */
  readonly clientCertificate: boolean;
}

/**
 * Where the authority at the end of the chain comes from: the integration, the settings, Node's own list (with
 * `NODE_EXTRA_CA_CERTS`), the operating system; `nobody` when the certificate was accepted unchecked.
 */
export type TrustedBy = 'integration' | 'settings' | 'node' | 'system' | 'nobody';

export interface Answer {
  readonly outcome: 'answered';
  readonly status: number;
  readonly statusText: string;
  /** In the order of the wire; a repeated name is repeated. Names are lowercase. */
  readonly headers: readonly Header[];
  /** After content decoding (gzip, deflate, br, zstd); its beginning when it is longer than `Wire.maxBody`. */
  readonly body: Uint8Array;
  /** True when the server had more than was read: the rest did not fit, or it unpacked without end. */
  readonly truncated: boolean;
  /** It unpacked to so many times its size that reading was stopped. */
  readonly bomb?: boolean;
  /** Of a long or binary body. */
  readonly saved?: SavedBody;
  /** Where the answer came from after redirects; absent when there were none. */
  readonly url?: string;
  readonly hops: readonly Hop[];
  /** What the wire added and nobody may see: a proxy's password. */
  readonly confidential?: readonly string[];
}

/** A body in a file of its own, byte for byte (decoded), readable by this user only. */
export interface SavedBody {
  readonly file: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
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
  /** For an answer that was not HTTP, or that of a proxy: how it began. */
  readonly received?: string;
  /** It broke on the way to the proxy, or by it. */
  readonly to?: 'proxy';
  /** The proxy that the call went through. */
  readonly proxy?: ProxyUse;
  /** For a `TIMEOUT`: the limit that was reached. */
  readonly limit?: Limit;
  readonly confidential?: readonly string[];
}

export interface Limit {
  /** `total` is the whole exchange. */
  readonly of: keyof Deadlines | 'total';
  /** Milliseconds. */
  readonly ms: number;
}

export interface ProxyUse {
  /** `proxy.example:3128` */
  readonly host: string;
  /** What names it: `http.proxy`, `HTTPS_PROXY` … */
  readonly from: string;
  /** Whether credentials were sent to it. */
  readonly authorized: boolean;
  /** Of its answer to CONNECT, where it was not 2xx. */
  readonly status?: number;
  /** Its `Proxy-Authenticate` header. */
  readonly challenge?: string;
}

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** As the certificate writes them: `Jan 30 15:13:50 2026 GMT`. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Subject alternative names: `DNS:example.com, IP Address:127.0.0.1`. */
  readonly names: string;
  /** SHA-256 of the certificate, hexadecimal with colons. */
  readonly fingerprint?: string;
}

export type Exchange = Answer | Failure;

/** A value, or the one reason why there is none: expected failure is never an exception. */
export type Outcome<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failed = <F>(failure: F): { readonly ok: false; readonly failure: F } => ({ ok: false, failure });
