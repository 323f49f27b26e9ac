// Where in a model's document the values at given paths stand, in JSON and YAML alike.
import { get } from '../json.ts';
import type { Path } from '../pointer.ts';
import { positionsIn, type Position } from '../lines.ts';
import { decodeText, readSource } from './read.ts';

export interface Located {
  readonly start: Position;
  readonly end: Position;
}

/** The property of each path, of an object or a list its key only; undefined for one that the document does not have. */
export async function locate(bytes: Uint8Array, paths: readonly Path[]): Promise<readonly (Located | undefined)[]> {
  const text = decodeText(bytes);
  try {
    const source = readSource(text);
    const places = await source.places();
    const positionAt = positionsIn(text);
    return paths.map((path) => {
      if (get(source.value, ...path) === undefined) return undefined;
      const { offset, length } = places.spanAt(path);
      return { start: positionAt(offset), end: positionAt(offset + length) };
    });
  } catch (error) {
    // Nested deeper than the stack.
    if (error instanceof RangeError) return paths.map(() => undefined);
    throw error;
  }
}
