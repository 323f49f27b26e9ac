// Values that a document gives: examples, defaults, what may be chosen. Taken as they stand, as far as people write such values.
import type { Json } from './json.ts';

/** In YAML one value can stand in a million places, or in itself. */
export interface ValueBudget {
  /** Characters of values that may still be taken. */
  characters: number;
}

/** Whoever writes or reads values is recursive. */
const deepest = 200;

/** The value itself; undefined when it is nested too deeply, or when nothing more may be taken. */
export function modest(value: Json | undefined, budget: ValueBudget): Json | undefined {
  return fits(value, budget, 0) ? value : undefined;
}

function fits(value: Json | undefined, budget: ValueBudget, depth: number): boolean {
  budget.characters -= typeof value === 'string' ? value.length : 8;
  if (budget.characters < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  return (
    depth < deepest &&
    Object.entries(value).every(([key, item]) => fits(key, budget, 0) && fits(item, budget, depth + 1))
  );
}
