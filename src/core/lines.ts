// Lines and characters of offsets in a text, counted as VS Code counts them.

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Finds positions by bisection, so that many of them in a long text cost nothing. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
}
