// What a rule of the pre-flight is: one thing that the platform refuses or silently spoils.
import type { Fix, Problem, Severity } from '../problem.ts';
import type { RuleId } from './ruleIds.ts';
import type { Subject } from './subject.ts';

/** What a rule finds; the rule's id becomes the problem's code, and its severity holds where none is given. */
export type Finding = Omit<Problem, 'code' | 'severity'> & { readonly severity?: Severity };

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly find: (subject: Subject) => readonly Finding[];
  /** Mends all findings of the rule in one step, where there are several. */
  readonly fixAll?: (count: number) => string;
}

export type { Fix };
