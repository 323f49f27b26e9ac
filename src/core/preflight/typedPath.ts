// Paths whose list indexes are numbers, as the text's places want them; JSON Pointers do not tell them from names.
import { get, type Json } from '../json.ts';
import type { Path } from '../pointer.ts';

export function typedPath(value: Json | undefined, path: Path): Path {
  let at = value;
  return path.map((key) => {
    const step = Array.isArray(at) && /^\d+$/.test(String(key)) ? Number(key) : key;
    at = get(at, step);
    return step;
  });
}
