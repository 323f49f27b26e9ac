// How long a text may be for a pattern to be held against it without holding anybody up: counted beforehand, on all texts at once.
import { automatonOf, type Automaton } from './automaton.ts';
import { readTree } from './patternTree.ts';
import { symbolsOf } from './symbols.ts';

/** Ways of an engine through a text, for a millisecond or a few. */
const mostSteps = 1_000_000;
/** Ways that are open at one character of any text, up to which texts may have any length. */
const mostOpen = 64;
/** In characters; what costs more than its length needs this looked at one by one. */
const longestCounted = 1_000;
/** What counting itself may cost. */
const mostWork = 400_000;

/**
 * In characters, `Infinity` for the many patterns whose cost grows with the text alone. It is never too much: what could not
 * be counted is not allowed.
 */
export function longestText(pattern: string): number {
  const tree = readTree(pattern);
  const automaton = tree && automatonOf(tree);
  if (!automaton) return 0;
  const counter: Counter = { automaton, symbols: symbolsOf(automaton.sources), work: 0 };
  const starts = automaton.ends.has(0) ? [] : [0];
  // Where a search has found something it still looks for more, and falls back on that at the latest.
  const resumed = [...automaton.ends].filter((place) => (automaton.ways[place]?.size ?? 0) > 0);
  return Math.min(...[...starts, ...resumed].map((start) => countFrom(start, counter)), Infinity);
}

interface Counter {
  readonly automaton: Automaton;
  /** By symbol, the places where it may stand. */
  readonly symbols: readonly ReadonlySet<number>[];
  work: number;
}

/** Ways that are open at places that one text leads to; the most that any text leads to. */
interface Front {
  readonly places: readonly number[];
  readonly open: number[];
}

function countFrom(start: number, counter: Counter): number {
  // A search that found something may resume at every character.
  const isResumed = start > 0 && loopsFrom(start, counter.automaton);
  return (isResumed ? undefined : anyLength(start, counter)) ?? countedLength(start, isResumed, counter);
}

/** `Infinity` where texts of all lengths together open only so many ways at a character; undefined where that is not known. */
function anyLength(start: number, counter: Counter): number | undefined {
  const known = new Map<string, Front>();
  let changed: readonly Front[] = [{ places: [start], open: [1] }];
  for (let length = 0; length < longestCounted; length++) {
    changed = advance(changed, known, counter, length === 0);
    if (changed.length === 0) return Infinity;
    if (openIn(changed) > mostOpen || counter.work > mostWork) return undefined;
  }
  return undefined;
}

function countedLength(start: number, isResumed: boolean, counter: Counter): number {
  let fronts: readonly Front[] = [{ places: [start], open: [1] }];
  let steps = 0;
  for (let length = 0; length < longestCounted; length++) {
    fronts = advance(fronts, new Map(), counter, length === 0);
    if (fronts.length === 0 && !isResumed) return Infinity;
    steps += openIn(fronts);
    if (steps * (isResumed ? length + 1 : 1) > mostSteps || counter.work > mostWork) return length;
  }
  return longestCounted;
}

const openIn = (fronts: readonly Front[]): number => Math.max(0, ...fronts.map(({ open }) => sumOf(open)));

/** One character further: the fronts that are new, or have more ways open than any text was known to open. */
function advance(fronts: readonly Front[], known: Map<string, Front>, counter: Counter, isFirst: boolean): Front[] {
  const changed = new Map<string, Front>();
  for (const front of fronts)
    for (const symbol of counter.symbols) {
      const next = follow(front, symbol, counter, isFirst);
      if (next.size === 0) continue;
      const places = [...next.keys()].sort((a, b) => a - b);
      const key = places.join();
      const seen = known.get(key) ?? { places, open: places.map(() => 0) };
      known.set(key, seen);
      places.forEach((place, index) => {
        const open = next.get(place) ?? 0;
        if (open <= (seen.open[index] ?? 0)) return;
        seen.open[index] = open;
        changed.set(key, seen);
      });
    }
  return [...changed.values()];
}

function follow(
  { places, open }: Front,
  symbol: ReadonlySet<number>,
  counter: Counter,
  isFirst: boolean,
): Map<number, number> {
  const { ways, ends } = counter.automaton;
  const next = new Map<number, number>();
  places.forEach((place, index) => {
    if (ends.has(place) && !isFirst) return;
    for (const [to, count] of ways[place] ?? []) {
      counter.work++;
      if (symbol.has(to)) next.set(to, (next.get(to) ?? 0) + count * (open[index] ?? 0));
    }
  });
  return next;
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
