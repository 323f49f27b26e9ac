// A connection in the making: what holds its sockets, so that it can be given up at any moment.
import type { Socket } from 'node:net';
import type { Trace } from './trace.ts';

export interface Opening {
  readonly trace: Trace;
  /** Settles with the socket's event; it is told of each socket as soon as it exists. */
  established(socket: Socket, event: string): Promise<unknown>;
  /** The call is over: nothing more may be opened. */
  ended(): boolean;
}

/** @param hold keeps each socket, so that it can be closed before it is connected */
export function createOpening(trace: Trace, hold: (socket: Socket) => void, ended: () => boolean): Opening {
  return {
    trace,
    ended,
    established: (socket, event) =>
      new Promise((done, failed) => {
        // The listener stays: an error between this moment and undici's own listener must not end the process.
        socket.on('error', failed).once(event, done);
        hold(socket);
        if (ended()) socket.destroy(new Error('ended'));
      }),
  };
}
