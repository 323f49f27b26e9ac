// How long a text may be for a pattern to be held against it without holding anybody up: counted beforehand, on all texts at once.
import { automatonOf, type Automaton } from './automaton.ts';
import { isAnchored, lengthOf, readTree, waysThrough, type PatternTree } from './patternTree.ts';
import { symbolsOf } from './symbols.ts';

/** Ways of an engine through a text, for a millisecond or a few. */
const mostSteps = 1_000_000;
/** Ways that are open at one character of any text, up to which texts may have any length. */
const mostOpen = 64;
/** The same of a whole pattern, and how many characters it looks at from one place, as words fail at their first letters. */
const most = { anywhere: { ways: mostOpen, characters: 5_000 }, atStart: { ways: 1_000, characters: mostSteps } };
/** In characters; what costs more than its length needs this looked at one by one. */
const longestCounted = 1_000;
/** What counting itself may cost, from one place and from all; a step that is new costs more than one gone again. */
const mostWork = 200_000;
const mostWorkInAll = 300_000;
const newStep = 5;
/** In characters. */
const longestPattern = 10_000;
/** Different characters and classes, each of which is held against hundreds of characters. */
const mostSources = 300;

/**
 * In characters, `Infinity` for the many patterns whose cost grows with the text alone. It is never too much: what could not
 * be counted is not allowed.
 */
export function longestText(pattern: string): number {
  if (pattern.length > longestPattern) return 0;
  const tree = readTree(pattern);
  // Lists of words, and what consists of so many characters.
  if (tree && isFinite(tree)) return Infinity;
  const automaton = tree && automatonOf(tree);
  if (!automaton || new Set(automaton.sources).size > mostSources) return 0;
  const counter: Counter = { automaton, symbols: symbolsOf(automaton.sources), steps: new Map(), work: 0 };
  const starts = automaton.ends.has(0) ? [] : [0];
  // Where a search has found something it still looks for more, and falls back on that at the latest.
  const resumed = [...automaton.ends].filter((place) => (automaton.ways[place]?.size ?? 0) > 0);
  return Math.min(...[...starts, ...resumed].map((start) => countFrom(start, counter)), Infinity);
}

/** Whether it repeats so little that no text makes it slow. */
function isFinite(tree: PatternTree): boolean {
  const { ways, characters } = isAnchored(tree) ? most.atStart : most.anywhere;
  const through = waysThrough(tree);
  return through <= ways && through * lengthOf(tree) <= characters;
}

interface Counter {
  readonly automaton: Automaton;
  /** By symbol, the places where it may stand. */
  readonly symbols: readonly ReadonlySet<number>[];
  /** By the places that they lead from. */
  readonly steps: Map<string, readonly Step[]>;
  work: number;
}

/** Ways that are open at places that one text leads to; the most that any text leads to. */
interface Front {
  readonly places: readonly number[];
  readonly open: number[];
}

function countFrom(start: number, counter: Counter): number {
  if (counter.work > mostWorkInAll) return 0;
  // A search that found something may resume at every character.
  const isResumed = start > 0 && loopsFrom(start, counter.automaton);
  return (isResumed ? undefined : anyLength(start, counter)) ?? countedLength(start, isResumed, counter);
}

/** `Infinity` where texts of all lengths together open only so many ways at a character; undefined where that is not known. */
function anyLength(start: number, counter: Counter): number | undefined {
  const known = new Map<string, Front>();
  const enough = counter.work + mostWork;
  let changed: readonly Front[] = [{ places: [start], open: [1] }];
  for (let length = 0; length < longestCounted; length++) {
    changed = advance(changed, known, counter, length === 0);
    if (openIn(changed) > mostOpen || counter.work > enough || isSpent(counter)) return undefined;
    if (changed.length === 0) return Infinity;
  }
  return undefined;
}

function countedLength(start: number, isResumed: boolean, counter: Counter): number {
  let fronts: readonly Front[] = [{ places: [start], open: [1] }];
  let steps = 0;
  const enough = counter.work + mostWork;
  for (let length = 0; length < longestCounted; length++) {
    fronts = advance(fronts, new Map(), counter, length === 0);
    steps += openIn(fronts);
    if (steps * (isResumed ? length + 1 : 1) > mostSteps || counter.work > enough || isSpent(counter)) return length;
    if (fronts.length === 0 && !isResumed) return Infinity;
  }
  return longestCounted;
}

const isSpent = ({ work }: Counter): boolean => work > mostWorkInAll + 2 * mostWork;

const openIn = (fronts: readonly Front[]): number => Math.max(0, ...fronts.map(({ open }) => sumOf(open)));

/** One character further: the fronts that are new, or have more ways open than any text was known to open. */
function advance(fronts: readonly Front[], known: Map<string, Front>, counter: Counter, isFirst: boolean): Front[] {
  const changed = new Map<string, Front>();
  for (const front of fronts)
    for (const { key, places, ways } of stepsFrom(front, counter, isFirst)) {
      const seen = known.get(key) ?? { places, open: places.map(() => 0) };
      known.set(key, seen);
      const open = places.map(() => 0);
      for (const { from, to, count } of ways) open[to] = (open[to] ?? 0) + count * (front.open[from] ?? 0);
      counter.work += ways.length;
      open.forEach((each, index) => {
        if (each <= (seen.open[index] ?? 0)) return;
        seen.open[index] = each;
        changed.set(key, seen);
      });
    }
  return [...changed.values()];
}

/** What one symbol leads to; `from` and `to` count the places before and after it. */
interface Step {
  readonly key: string;
  readonly places: readonly number[];
  readonly ways: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

function stepsFrom({ places }: Front, counter: Counter, isFirst: boolean): readonly Step[] {
  const key = `${isFirst ? '^' : ''}${places.join()}`;
  const known = counter.steps.get(key);
  // Beyond the limit nothing is counted any more, whatever these lead to.
  const steps =
    known ?? counter.symbols.flatMap((symbol) => (isSpent(counter) ? [] : step(places, symbol, counter, isFirst)));
  counter.steps.set(key, steps);
  return steps;
}

function step(places: readonly number[], symbol: ReadonlySet<number>, counter: Counter, isFirst: boolean): Step {
  const { ways, ends } = counter.automaton;
  const found = places.flatMap((place, from) => {
    const out = ends.has(place) && !isFirst ? [] : [...(ways[place] ?? [])];
    counter.work += newStep * (1 + out.length);
    return out.filter(([to]) => symbol.has(to)).map(([to, count]) => ({ from, place: to, count }));
  });
  const next = [...new Set(found.map(({ place }) => place))].sort((one, other) => one - other);
  const at = new Map(next.map((place, index) => [place, index]));
  return {
    key: next.join(),
    places: next,
    ways: found.map(({ from, place, count }) => ({ from, to: at.get(place) ?? 0, count })),
  };
}

/** Whether a search that found something at a place can go on for as long as the text, and find nothing more. */
function loopsFrom(start: number, { ways, ends }: Automaton): boolean {
  const under = new Set<number>();
  const done = new Set<number>();
  const isLoop = (place: number): boolean => {
    if (under.has(place)) return true;
    if (done.has(place) || (ends.has(place) && place !== start)) return false;
    under.add(place);
    const found = [...(ways[place]?.keys() ?? [])].some((to) => to !== start && isLoop(to));
    under.delete(place);
    done.add(place);
    return found;
  };
  return isLoop(start);
}

const sumOf = (open: readonly number[]): number => open.reduce((sum, each) => sum + each, 0);
