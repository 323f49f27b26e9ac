// Gathers a response body: undoes its content encoding and stops at the limit, however small a bomb was packed.
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

export interface BodySink {
  /** False while the decoder has more than it can take; `resume` is called when it can go on. */
  write(chunk: Buffer): boolean;
  end(): void;
  /** Stops decoding; nothing is called any more. */
  cancel(): void;
  /** Bytes as they came over the wire. */
  readonly received: number;
}

export interface BodyEvents {
  complete(body: Buffer, truncated: boolean): void;
  broken(error: Error): void;
  resume(): void;
}

/** `encoding` is the content-encoding header; one that we do not know leaves the body as it came. */
export function gatherBody(encoding: string, limit: number, events: BodyEvents): BodySink {
  const kept = keepUpTo(limit, events);
  const codings = readCodings(encoding);
  let decoder: Decoder | undefined;
  let received = 0;
  return {
    write(chunk) {
      // Made with the first byte: an answer without a body has nothing to decode, and deflate shows its kind there.
      if (received === 0 && codings.length > 0) decoder = createDecoder(codings, chunk, kept, events);
      received += chunk.length;
      return decoder ? decoder.write(chunk) : kept.add(chunk);
    },
    end: () => (decoder ? decoder.end() : kept.finish()),
    cancel: () => (kept.stop(), decoder?.cancel()),
    get received() {
      return received;
    },
  };
}

interface Kept {
  /** False when the limit is reached. */
  add(chunk: Buffer): boolean;
  finish(): void;
  stop(): void;
}

function keepUpTo(limit: number, events: BodyEvents): Kept {
  const chunks: Buffer[] = [];
  let size = 0;
  let open = true;
  const finish = (truncated: boolean): void => {
    // A copy, also of a single chunk: that one may be a few bytes of a large network buffer.
    if (open) events.complete(Buffer.concat(chunks), truncated);
    open = false;
  };
  return {
    add(chunk) {
      const room = limit - size;
      chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
      size += chunk.length;
      if (chunk.length > room) finish(true);
      return open;
    },
    finish: () => finish(false),
    stop: () => (open = false),
  };
}

interface Decoder {
  write(chunk: Buffer): boolean;
  end(): void;
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
  const keep = (chunk: Buffer): void => {
    if (!kept.add(chunk)) cancel();
  };
  const tail = steps.reduce((from, to) => from.pipe(to));
  tail.on('data', keep).on('end', () => kept.finish());
  const [head = tail] = steps;
  head.on('drain', () => events.resume());
  return { write: (chunk) => head.write(chunk), end: () => head.end(), cancel };
}

type Coding = (first: Buffer) => Transform;

/** Some servers mean raw deflate (RFC 1951) when they say `deflate` (RFC 1950, whose first byte ends in 8). */
const inflate: Coding = (first) => (((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw());
const gunzip: Coding = () => createGunzip();
const codingsByName: ReadonlyMap<string, Coding | undefined> = new Map([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', () => createBrotliDecompress()],
  ['identity', undefined],
]);

/** In the order of undoing; none when one of them is unknown. */
function readCodings(encoding: string): readonly Coding[] {
  if (encoding === '') return [];
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (!names.every((name) => codingsByName.has(name))) return [];
  return names
    .map((name) => codingsByName.get(name))
    .filter((coding) => coding !== undefined)
    .reverse();
}
