// What the user says about the rules of the pre-flight.
import { asObject } from '../json.ts';
import type { Severity } from '../problem.ts';

/** By rule id; what is not named keeps the rule's own severity. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** A setting is whatever somebody wrote, and in VS Code a proxy that no worker can be sent: this is a plain copy of what makes sense. */
export function readSeverities(value: unknown): Severities {
  return Object.fromEntries(
    Object.entries(asObject(value)).filter((entry): entry is [string, Severity | 'off'] => isSeverity(entry[1])),
  );
}

const isSeverity = (value: unknown): boolean =>
  value === 'error' || value === 'warning' || value === 'information' || value === 'off';
