// What core needs of the world outside: the network, the clock, secrets and the log come in through these.
import type { JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import type { ClientCertificate, Exchange, Request, Wire } from './request.ts';
import type { CancelledCall } from './report.ts';
import type { Tokens } from './tokens.ts';

export interface World {
  /** Sends one request; a request that could not be made is a `failed` exchange. Rejects only with the abort reason. */
  send(request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange>;
  /** The `Accept-Encoding` header that `send` adds to a request without one, after the request's own headers. */
  readonly acceptEncoding?: string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The value behind a reference such as `${secret:NAME}`, undefined when this machine does not have it. */
  secret(reference: SecretReference): Promise<string | undefined>;
  /** Tokens that outlive a call; without it every call gets its own. */
  readonly tokens?: Tokens;
  /** Hears of a call that was aborted, before the call rejects. */
  cancelled?(call: CancelledCall): void;
  /** Checks the body of an answer where the editor would have to wait; without it that is done at once. */
  readonly checkBody?: (check: BodyCheck, signal: AbortSignal) => Promise<readonly Problem[]>;
  /** What is wrong with a client certificate at a time in milliseconds since the epoch; undefined when nothing is. */
  checkCertificate?(certificate: ClientCertificate, now: number): Promise<CertificateFault | undefined>;
}

/** The body of an answer and what its model says of it. */
export interface BodyCheck {
  readonly schema: JsonObject;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** What makes a client certificate useless, and which part of it is to blame. */
export interface CertificateFault {
  readonly code:
    | 'certificate-unreadable'
    | 'certificate-expired'
    | 'certificate-not-yet-valid'
    | 'certificate-purpose'
    | 'key-unreadable'
    | 'key-encrypted'
    | 'key-mismatch'
    | 'key-missing'
    | 'passphrase-wrong'
    | 'pfx-unreadable'
    | 'pfx-outdated';
  readonly part: 'certificate' | 'key' | 'passphrase';
  /** The date that has passed or is still to come, or the words of the library. */
  readonly detail: string;
}

/**
 * Where the value of a secret lives: VS Code's secret storage, or the environment (with the folder's `.env`). Of a value
 * that only the platform can read, `name` is the whole text, and this machine may have one in its place for test calls.
 */
export interface SecretReference {
  readonly store: 'secret' | 'env' | 'platform';
  readonly name: string;
}
