// What test calls found wrong: it stands as long as the value that it blames.
import { readJsonText } from '../../core/json.ts';
import { evidenceAt } from '../../core/place.ts';
import type { Problem } from '../../core/problem.ts';

/** A problem that a test call found, with the value that it blames. */
export interface Finding {
  readonly problem: Problem;
  readonly evidence: string | undefined;
}

export function findingsOf(text: string, problems: readonly Problem[]): readonly Finding[] {
  const { root } = readJsonText(text);
  return problems.map((problem) => ({ problem, evidence: evidenceAt(text, root, problem.path) }));
}

export function stillStanding(findings: readonly Finding[], text: string): readonly Finding[] {
  const { root } = readJsonText(text);
  return findings.filter(({ problem, evidence }) => evidenceAt(text, root, problem.path) === evidence);
}
