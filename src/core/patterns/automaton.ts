// The places of a pattern and the ways between them, each counted as often as a backtracking engine would go it (after Glushkov,
// "The abstract theory of automata", 1961).
import { isAnchored, type PatternTree } from './patternTree.ts';

export interface Automaton {
  /** What the character at each place may be; undefined for any. The first place is the start, before any character. */
  readonly sources: readonly (string | undefined)[];
  /** By place, where it goes on and in how many ways. */
  readonly ways: readonly Ways[];
  /** Places where the search has found what it looked for, whatever follows. */
  readonly ends: ReadonlySet<number>;
}

type Ways = Map<number, number>;

/** A part of a pattern. */
interface Fragment {
  readonly first: Ways;
  readonly last: Ways;
  /** In how many ways it consumes nothing. */
  readonly empty: number;
  /** Of the last ones, those after which nothing of it may still refuse. */
  readonly ends: ReadonlySet<number>;
  /** Whether it can consume nothing without anything that may refuse. */
  readonly isFree: boolean;
}

/** Lists of words are the longest patterns. */
const mostPlaces = 2_000;
/** A repetition of alternatives leads from each to each. */
const mostWays = 100_000;
/** Repetitions of at most so many turns and places are written out, larger ones taken for endless. */
const writtenOut = { turns: 8, places: 40 };

/** Undefined for a pattern that is too large, or that repeats nothing a number of times. */
export function automatonOf(tree: PatternTree): Automaton | undefined {
  const sources: (string | undefined)[] = [undefined];
  const ways: Ways[] = [new Map<number, number>()];
  const maker: Maker = { sources, ways, size: 0 };
  const found = fragmentOf(tree, maker);
  if (!found) return undefined;
  // Nothing to look for is found at the start.
  const searched = isAnchored(tree) || found.isFree ? found : inSequence(anything(maker), found, maker);
  connect({ first: searched.first, last: new Map([[0, 1]]) }, maker);
  if (maker.size > mostWays) return undefined;
  return { sources, ways, ends: searched.isFree ? new Set([0, ...searched.ends]) : searched.ends };
}

interface Maker {
  readonly sources: (string | undefined)[];
  readonly ways: Ways[];
  /** How many ways were asked for; above the limit they are not made. */
  size: number;
}

const nothing = (isFree: boolean): Fragment => ({
  first: new Map(),
  last: new Map(),
  empty: 1,
  ends: new Set(),
  isFree,
});

function fragmentOf(tree: PatternTree, maker: Maker): Fragment | undefined {
  if (maker.sources.length > mostPlaces) return undefined;
  switch (tree.kind) {
    case 'character':
      return place(tree.source, maker);
    case 'assertion':
      return nothing(false);
    case 'backreference':
      return { ...anything(maker), ends: new Set(), isFree: false };
    case 'lookahead': {
      const part = fragmentOf(tree.part, maker);
      return part && { ...nothing(false), first: part.first };
    }
    case 'sequence':
      return folded(tree.parts, nothing(true), inSequence, maker);
    case 'alternatives':
      return folded(tree.parts, undefined, either, maker);
    case 'repeat':
      return repeat(tree, maker);
  }
}

type Fold = (one: Fragment, other: Fragment, maker: Maker) => Fragment;

function folded(
  parts: readonly PatternTree[],
  start: Fragment | undefined,
  fold: Fold,
  maker: Maker,
): Fragment | undefined {
  let all = start;
  for (const part of parts) {
    const next = fragmentOf(part, maker);
    if (!next) return undefined;
    all = all ? fold(all, next, maker) : next;
  }
  return all;
}

function place(source: string | undefined, { sources, ways }: Maker): Fragment {
  const at = sources.push(source) - 1;
  ways.push(new Map());
  const own = new Map([[at, 1]]);
  return { first: own, last: own, empty: 0, ends: new Set([at]), isFree: false };
}

/** Any text at all. */
const anything = (maker: Maker): Fragment => endless(place(undefined, maker), maker);

function inSequence(one: Fragment, other: Fragment, maker: Maker): Fragment {
  connect({ last: one.last, first: other.first }, maker);
  return {
    first: sum(one.first, other.first, one.empty),
    last: sum(other.last, one.last, other.empty),
    empty: one.empty * other.empty,
    ends: other.isFree ? new Set([...one.ends, ...other.ends]) : other.ends,
    isFree: one.isFree && other.isFree,
  };
}

const either: Fold = (one, other) => ({
  first: sum(one.first, other.first),
  last: sum(one.last, other.last),
  empty: one.empty + other.empty,
  ends: new Set([...one.ends, ...other.ends]),
  isFree: one.isFree || other.isFree,
});

/** None, one or many; a turn that consumes nothing ends a repetition (ECMA-262, RepeatMatcher). */
function endless(part: Fragment, maker: Maker): Fragment {
  connect(part, maker);
  return { ...part, empty: 1, isFree: true };
}

const optional = (part: Fragment): Fragment => ({ ...part, empty: 1, isFree: true });

function repeat({ part, min, max }: Extract<PatternTree, { kind: 'repeat' }>, maker: Maker): Fragment | undefined {
  if (max === 0) return nothing(true);
  const before = maker.sources.length;
  const one = fragmentOf(part, maker);
  if (!one) return undefined;
  const size = maker.sources.length - before;
  // Copies of what consumes nothing would be copied without end.
  if (size === 0) return one;
  const again = (): Fragment | undefined => fragmentOf(part, maker);
  if (max <= writtenOut.turns && size * max <= writtenOut.places) return counted(one, again, min, max, maker);
  if (min === 0) return endless(one, maker);
  // A part that must come consumes perhaps nothing.
  if (one.empty > 0) {
    const rest = min === 1 ? again() : undefined;
    return rest && inSequence(one, endless(rest, maker), maker);
  }
  connect(one, maker);
  // After one of many turns nothing is found yet.
  return min > 1 ? { ...one, ends: new Set() } : one;
}

/** `x{1,3}` is x, then perhaps x, then perhaps x. */
function counted(
  one: Fragment,
  again: () => Fragment | undefined,
  min: number,
  max: number,
  maker: Maker,
): Fragment | undefined {
  const copies: Fragment[] = [one];
  while (copies.length < max) {
    const copy = again();
    if (!copy) return undefined;
    copies.push(copy);
  }
  return copies.reduceRight<Fragment>((rest, copy, index) => {
    const whole = inSequence(copy, rest, maker);
    return index < min ? whole : optional(whole);
  }, nothing(true));
}

function connect({ last, first }: Pick<Fragment, 'last' | 'first'>, maker: Maker): void {
  const { ways } = maker;
  maker.size += last.size * first.size;
  if (maker.size > mostWays) return;
  for (const [from, out] of last) for (const [to, into] of first) add(ways[from], to, out * into);
}

function add(ways: Ways | undefined, to: number, count: number): void {
  if (count > 0) ways?.set(to, (ways.get(to) ?? 0) + count);
}

function sum(one: Ways, other: Ways, times = 1): Ways {
  const all = new Map(one);
  for (const [to, count] of other) add(all, to, count * times);
  return all;
}
