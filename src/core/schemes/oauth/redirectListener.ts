// What a sign-in needs of the network beside requests: somebody who waits for the browser to come back.
import type { Outcome } from '../../request.ts';

export interface RedirectListener {
  /** What the authorization server must know as a redirect address. */
  readonly uri: string;
  /** The whole address with which the browser came back. Rejects with the reason of `signal`. */
  wait(state: string, signal: AbortSignal): Promise<string>;
  close(): void;
}

/** Sentences for the page that the browser shows in the end. */
export interface RedirectPages {
  readonly done: string;
  readonly refused: string;
  /** For an answer that belongs to no sign-in that is under way. */
  readonly unknown: string;
}

/** Fails with the code of the system: `EADDRINUSE` when another program listens on the port. */
export type ListenForRedirect = (port: number, pages: RedirectPages) => Promise<Outcome<RedirectListener, string>>;

/**
 * The address of a link whose query VS Code has decoded: what stood encoded in a value must not become the value's end or
 * a blank.
 */
export function callbackOfLink(query: string): string {
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return `${name}=${encodeURIComponent(value.join('='))}`;
  });
  return `http://127.0.0.1/callback?${pairs.join('&')}`;
}
