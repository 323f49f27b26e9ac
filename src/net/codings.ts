// The content encodings that we can undo (RFC 9110 section 8.4.1).
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** @param first the first bytes of the body */
export type Coding = (first: Buffer) => Transform;

/** Large steps: a body of many megabytes comes out in fewer pieces. */
const options = { chunkSize: 65_536 };

/** Some servers mean raw deflate (RFC 1951) when they say `deflate` (RFC 1950, whose first byte ends in 8). */
const inflate: Coding = (first) =>
  ((first[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate(options) : zlib.createInflateRaw(options);
const gunzip: Coding = () => zlib.createGunzip(options);
/** Since Node 22.15. */
const { createZstdDecompress } = zlib as { createZstdDecompress?: (options: object) => Transform };

const codingsByName: ReadonlyMap<string, Coding | undefined> = new Map<string, Coding | undefined>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  ['br', () => zlib.createBrotliDecompress(options)],
  ...(createZstdDecompress ? ([['zstd', () => createZstdDecompress(options)]] as const) : []),
  ['identity', undefined],
]);

/** What a request offers where it does not say so itself. */
export const ACCEPT_ENCODING = `gzip, deflate, br${createZstdDecompress ? ', zstd' : ''}`;

/** Each takes memory of its own, and a header has room for thousands. */
const MOST = 5;

/** @returns in the order of undoing; none when one of them is unknown, or there are too many: then the body stays as it came */
export function readCodings(encoding: string): readonly Coding[] {
  if (encoding === '') return [];
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length > MOST || !names.every((name) => codingsByName.has(name))) return [];
  return names
    .map((name) => codingsByName.get(name))
    .filter((coding) => coding !== undefined)
    .reverse();
}
