// What the user says about the rules of the pre-flight.
import type { Severity } from '../problem.ts';

/** By rule id; what is not named keeps the rule's own severity. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;
