// How many integrations of a home have the same name.
import { entriesOf, type Home } from './catalog.ts';

/** By `nameKey`. */
export type Namesakes = ReadonlyMap<string, number>;

export const nameKey = (home: string | undefined, name: string): string => `${home}\n${name}`;

export function namesakesIn(homes: readonly Home[]): Namesakes {
  const counts = new Map<string, number>();
  for (const home of homes)
    for (const { name } of entriesOf([home], 'integration')) {
      const key = nameKey(home.id, name);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

/** The keys of names that came, went, or are given to more or fewer integrations than before. */
export function changedNames(before: Namesakes, now: Namesakes): ReadonlySet<string> {
  return new Set([...before.keys(), ...now.keys()].filter((key) => before.get(key) !== now.get(key)));
}
