// What core needs of the world outside: the network, the clock, secrets and the log come in through these.
import type { Exchange, Request, Wire } from './request.ts';

export interface World {
  /** Sends one request; a request that could not be made is a `failed` exchange. Rejects only with the abort reason. */
  send(request: Request, wire: Wire, signal: AbortSignal): Promise<Exchange>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The value behind a reference such as `${secret:NAME}`, undefined when this machine does not have it. */
  secret(reference: SecretReference): Promise<string | undefined>;
}

/** Where the value of a secret lives: VS Code's secret storage, or the environment (with the folder's `.env`). */
export interface SecretReference {
  readonly store: 'secret' | 'env';
  readonly name: string;
}
