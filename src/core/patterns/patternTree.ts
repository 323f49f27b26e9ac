// A regular expression as a tree of what it is made of, as far as its cost depends on it.

export type PatternTree =
  /** One character: a literal, an escape or a class, as it is written. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'sequence' | 'alternatives'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly part: PatternTree; readonly min: number; readonly max: number }
  /** What consumes nothing and may refuse. */
  | { readonly kind: 'assertion'; readonly isStart: boolean }
  /** What is tried aside, without consuming anything. */
  | { readonly kind: 'lookahead'; readonly part: PatternTree }
  /** Consumes what a group found, whatever that was. */
  | { readonly kind: 'backreference' };

/** Undefined for what is not understood: look-behinds that repeat something, modifiers, what is nested too deeply. */
export function readTree(pattern: string): PatternTree | undefined {
  const reader: Reader = { rest: pattern.match(token) ?? [], place: 0, depth: 0 };
  try {
    const tree = alternatives(reader);
    return reader.place === reader.rest.length ? tree : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

interface Reader {
  readonly rest: readonly string[];
  place: number;
  depth: number;
}

const deepest = 100;

const token =
  /\(\?(?:<?[=!]|:|<[^>=!][^>]*>|[^])|\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c[A-Za-z]|[1-9]\d*|[^])|\[(?:\\[^]|[^\]\\])*\]|(?:[*+?]|\{\d+(?:,\d*)?\})\??|[\ud800-\udbff][\udc00-\udfff]|[^]/g;

const sequenceOf = (parts: readonly PatternTree[]): PatternTree => ({ kind: 'sequence', parts });

function alternatives(reader: Reader): PatternTree {
  if (++reader.depth > deepest) throw new NotUnderstood();
  const parts = [sequence(reader)];
  while (reader.rest[reader.place] === '|') {
    reader.place++;
    parts.push(sequence(reader));
  }
  reader.depth--;
  return parts.length === 1 ? (parts[0] ?? sequenceOf([])) : { kind: 'alternatives', parts };
}

function sequence(reader: Reader): PatternTree {
  const parts: PatternTree[] = [];
  for (let next = reader.rest[reader.place]; next !== undefined && next !== '|' && next !== ')';) {
    reader.place++;
    parts.push(repeated(atom(next, reader), reader));
    next = reader.rest[reader.place];
  }
  return sequenceOf(parts);
}

/** How often; lazy or greedy makes no difference to what a text may cost at worst. */
function repeated(part: PatternTree, reader: Reader): PatternTree {
  const [, sign, from, comma, to] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??$/.exec(reader.rest[reader.place] ?? '') ?? [];
  if (sign === undefined && from === undefined) return part;
  reader.place++;
  const min = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
  const most = to === '' || to === undefined ? Infinity : Number(to);
  const max = sign === undefined ? (comma === '' ? min : most) : sign === '?' ? 1 : Infinity;
  return { kind: 'repeat', part, min, max };
}

function atom(source: string, reader: Reader): PatternTree {
  if (source === '^' || source === '$' || /^\\[bB]$/.test(source))
    return { kind: 'assertion', isStart: source === '^' };
  if (/^\\(k<|[1-9])/.test(source)) return { kind: 'backreference' };
  if (!source.startsWith('(')) return { kind: 'character', source };
  const part = alternatives(reader);
  if (reader.rest[reader.place++] !== ')') throw new NotUnderstood();
  if (/^\(\?[=!]/.test(source)) return { kind: 'lookahead', part };
  if (/^\(\?<[=!]/.test(source)) return lookbehind(part);
  if (source !== '(' && source !== '(?:' && !source.startsWith('(?<')) throw new NotUnderstood();
  return part;
}

/** Without a repetition it costs next to nothing. */
function lookbehind(part: PatternTree): PatternTree {
  if (!isShort(part)) throw new NotUnderstood();
  return { kind: 'assertion', isStart: false };
}

function isShort(tree: PatternTree): boolean {
  if (tree.kind === 'sequence') return tree.parts.every(isShort);
  return tree.kind === 'character' || tree.kind === 'assertion';
}

/** Whether it can be found at the start of a text only. */
export function isAnchored(tree: PatternTree): boolean {
  if (tree.kind === 'alternatives') return tree.parts.every(isAnchored);
  if (tree.kind === 'sequence') return tree.parts[0] !== undefined && isAnchored(tree.parts[0]);
  return tree.kind === 'assertion' && tree.isStart;
}

/** In how many ways it can be gone through at most, whatever the text; `Infinity` where it repeats something without end. */
export function waysThrough(tree: PatternTree): number {
  switch (tree.kind) {
    case 'sequence':
      return tree.parts.reduce((product, part) => product * waysThrough(part), 1);
    case 'alternatives':
      return tree.parts.reduce((sum, part) => sum + waysThrough(part), 0);
    case 'lookahead':
      return waysThrough(tree.part) + 1;
    case 'backreference':
    case 'character':
    case 'assertion':
      return 1;
    case 'repeat':
      return waysOfTurns(waysThrough(tree.part), tree.min, tree.max);
  }
}

/**
 * How many characters one way through it looks at, at most.
 * @param before the same of what stands before it: no group that it refers to is longer
 */
export function lengthOf(tree: PatternTree, before = 0): number {
  switch (tree.kind) {
    case 'sequence':
      return tree.parts.reduce((sum, part) => sum + lengthOf(part, before + sum), 0);
    case 'alternatives':
      return Math.max(...tree.parts.map((part) => lengthOf(part, before)));
    case 'lookahead':
      return lengthOf(tree.part, before);
    case 'backreference':
      return before;
    case 'character':
    case 'assertion':
      return 1;
    case 'repeat':
      return tree.max === 0 ? 0 : lengthOf(tree.part, before) * tree.max;
  }
}

const mostTurns = 100;

function waysOfTurns(ways: number, min: number, max: number): number {
  if (max > mostTurns) return Infinity;
  let sum = 0;
  for (let turns = min; turns <= max; turns++) sum += ways ** turns;
  return sum;
}
