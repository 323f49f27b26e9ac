// Gathers a response body: undoes its content encoding and keeps what fits, however small a bomb was packed.
import type { Header, Wire } from '../core/request.ts';
import type { BodyFiles } from './bodyFiles.ts';
import { readCodings, type Coding } from './codings.ts';
import { firstHeader } from './headers.ts';
import { keepBody, type Gathered, type Kept } from './keep.ts';

export type { Gathered } from './keep.ts';

export interface BodySink {
  /** False while more cannot be taken; `resume` is called when it can. */
  write(chunk: Buffer): boolean;
  end(): void;
  /** Stops decoding; nothing is called any more. */
  cancel(): void;
  /** Bytes as they came over the wire. */
  received(): number;
}

export interface BodyEvents {
  complete(gathered: Gathered): void;
  broken(error: Error): void;
  resume(): void;
}

/** Undoes the content encoding that `headers` name; one that we do not know leaves the body as it came. */
export function gatherBody(
  headers: readonly Header[],
  wire: Pick<Wire, 'maxBody' | 'maxSaved'>,
  files: BodyFiles,
  events: BodyEvents,
): BodySink {
  const codings = readCodings(firstHeader(headers, 'content-encoding'));
  const type = firstHeader(headers, 'content-type');
  let decoder: Decoder | undefined;
  let received = 0;
  const packed = (): number => (decoder ? received : Infinity);
  const kept = keepBody(type, wire, files, {
    packed,
    complete: (gathered) => events.complete(gathered),
    drained: () => (decoder ? decoder.resume() : events.resume()),
  });
  return {
    write(chunk) {
      // Made with the first byte: an answer without a body has nothing to decode, and deflate shows its kind there.
      if (received === 0 && codings.length > 0) decoder = createDecoder(codings, chunk, kept, events);
      received += chunk.length;
      return decoder ? decoder.write(chunk) : kept.add(chunk) === 'more';
    },
    end: () => (decoder ? decoder.end() : kept.finish()),
    cancel: () => (kept.stop(), decoder?.cancel()),
    received: () => received,
  };
}

interface Decoder {
  write(chunk: Buffer): boolean;
  end(): void;
  resume(): void;
  cancel(): void;
}

function createDecoder(codings: readonly Coding[], first: Buffer, kept: Kept, events: BodyEvents): Decoder {
  const steps = codings.map((coding) => coding(first));
  const cancel = (): void => steps.forEach((step) => step.destroy());
  const broken = (error: Error): void => {
    cancel();
    events.broken(error);
  };
  for (const step of steps) step.on('error', broken);
  const tail = steps.reduce((from, to) => from.pipe(to));
  const keep = (chunk: Buffer): void => {
    const then = kept.add(chunk);
    if (then === 'full') cancel();
    if (then === 'wait') tail.pause();
  };
  tail.on('data', keep).on('end', () => kept.finish());
  const [head = tail] = steps;
  head.on('drain', () => events.resume());
  return { write: (chunk) => head.write(chunk), end: () => head.end(), resume: () => tail.resume(), cancel };
}
