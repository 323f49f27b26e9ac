// Keeps the bytes of a body: a short one in memory, a long or binary one in a file, nothing beyond the limits.
import { isBinary } from '../core/requests/decodeBody.ts';
import type { Answer, Wire } from '../core/request.ts';
import type { BodyFile, BodyFiles } from './bodyFiles.ts';

export type Gathered = Pick<Answer, 'truncated' | 'bomb' | 'saved'> & { readonly body: Uint8Array };

/** `wait` until the next call of `drained`; `full` is the end. */
export type Then = 'more' | 'wait' | 'full';

export interface Kept {
  add(chunk: Buffer): Then;
  finish(): void;
  /** Nothing is called any more; a file that was begun is gone. */
  stop(): void;
}

export interface KeepEvents {
  /** Bytes so far as they came over the wire, infinite when they were not packed. */
  packed(): number;
  complete(gathered: Gathered): void;
  drained(): void;
}

/** No text packs better than this by honest means. */
const BOMB_RATIO = 200;
/** Below this no ratio does harm. */
const BOMB_FROM = 5_000_000;

/** @param type the content type, which tells text in UTF-16 from binary data */
export function keepBody(
  type: string,
  { maxBody, maxSaved = 0 }: Pick<Wire, 'maxBody' | 'maxSaved'>,
  files: BodyFiles,
  events: KeepEvents,
): Kept {
  const limit = Math.max(maxBody, maxSaved);
  const chunks: Buffer[] = [];
  let [size, inMemory] = [0, 0];
  let file: BodyFile | undefined;
  let state: 'open' | 'ending' | 'done' = 'open';
  return { add, finish: () => end({}), stop };

  function add(chunk: Buffer): Then {
    if (state !== 'open') return 'full';
    const part = chunk.length > limit - size ? chunk.subarray(0, limit - size) : chunk;
    const before = size;
    size += part.length;
    remember(part, maxBody - before);
    if (size > maxBody) file ??= openFile(part);
    else if (!file) return part.length < chunk.length ? end({ cut: true }) : 'more';
    const flows = file.write(part);
    if (part.length < chunk.length) return end({ cut: true });
    if (size > BOMB_FROM && size > events.packed() * BOMB_RATIO) return end({ cut: true, bomb: true });
    return flows ? 'more' : 'wait';
  }

  function remember(part: Buffer, room: number): void {
    if (room <= 0) return;
    chunks.push(part.length > room ? part.subarray(0, room) : part);
    inMemory += Math.min(part.length, room);
  }

  /** Everything before `part` is in memory still. */
  function openFile(part: Buffer): BodyFile {
    const made = files.create(() => events.drained());
    const earlier = Buffer.concat(chunks).subarray(0, size - part.length);
    made.write(earlier);
    return made;
  }

  function end({ cut = false, bomb = false }: { cut?: boolean; bomb?: boolean }): 'full' {
    if (state !== 'open') return 'full';
    // A copy, also of a single chunk: that one may be a few bytes of a large network buffer.
    const whole = Buffer.concat(chunks, inMemory);
    // No Buffer, whose `slice` is no copy: whoever gives that to a worker takes the answer away from all others.
    const body = new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
    if (!file && maxSaved > 0 && isBinary(body, type)) {
      file = files.create(() => undefined);
      file.write(whole);
    }
    state = file ? 'ending' : 'done';
    const gathered = { body, truncated: cut, ...(bomb && { bomb }) };
    if (!file) events.complete(gathered);
    else void file.close().then((saved) => settle(gathered, saved));
    return 'full';
  }

  function settle(gathered: Gathered, saved: Gathered['saved']): void {
    if (state !== 'ending') return;
    state = 'done';
    // A disk that is full keeps nothing: then the beginning in memory is all there is.
    events.complete(saved ? { ...gathered, saved } : { ...gathered, truncated: gathered.truncated || size > inMemory });
  }

  function stop(): void {
    if (state === 'done') return;
    state = 'done';
    file?.discard();
  }
}
