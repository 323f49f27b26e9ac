// Paths into a JSON text and their RFC 6901 spelling.

/** Property names and array indexes from the root of a JSON text to one value. */
export type Path = readonly (string | number)[];

/** The RFC 6901 JSON Pointer of a path: `['a/b', 0]` is `/a~1b/0`. */
export function toPointer(path: Path): string {
  return path.map((part) => '/' + String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('');
}

/** The path that a JSON Pointer spells; array indexes stay text, as RFC 6901 section 4 leaves them to the value. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Whether `path` names the value at `prefix` or something inside it. */
export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => String(part) === String(path[index]));
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}
