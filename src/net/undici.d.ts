// Types for the parts of undici that we load by path: its index would install itself as the process-wide dispatcher.
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici';
  export default Client;
}

declare module 'undici/lib/core/symbols.js' {
  export interface Parser {
    /** The body is held back. */
    paused: boolean;
    /** Goes on with what has come; it may be held back again. */
    resume(): void;
    readonly ptr: number;
    readonly llhttp: { llhttp_resume(ptr: number): void };
  }
  const symbols: {
    /** Of a socket, the parser that reads it. */
    readonly kParser: unique symbol;
  };
  export default symbols;
}

declare module 'undici/lib/core/socks5-client.js' {
  import { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';
  /** Emits `authenticated`, `connected`, `error` and `close`. */
  export class Socks5Client extends EventEmitter {
    constructor(socket: Socket, options?: { readonly username: string; readonly password: string });
    /** Its listeners on the socket, which stay there when it has connected. */
    readonly onSocketError: (error: Error) => void;
    readonly onSocketClose: () => void;
    handshake(): void;
    connect(address: string, port: number): void;
  }
}
