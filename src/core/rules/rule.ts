// What a rule sees: one integration and what is known around it. Rules say what no schema can.
import type { Integration } from '../integration.ts';
import type { Model } from '../model.ts';
import type { Problem } from '../problem.ts';
import type { SecretReference } from '../world.ts';

export interface Surroundings {
  readonly models: ReadonlyMap<string, Model>;
  /** How many integrations of the same home have this name. */
  readonly namesakes: (name: string) => number;
  /** Milliseconds since the epoch: certificates expire. */
  readonly now: number;
  /** Whether this machine has the value of a reference; true where nobody can tell (Restricted Mode). */
  readonly has: (reference: SecretReference) => boolean;
}

/** Finds nothing, or each place that breaks the rule. */
export type Rule = (integration: Integration, surroundings: Surroundings) => readonly Problem[];
