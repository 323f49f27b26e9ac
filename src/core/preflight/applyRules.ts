// All rules applied to one document, each told with a bounded number of its findings.
import * as l10n from '@vscode/l10n';
import type { Fix, Problem } from '../problem.ts';
import type { Finding, Rule } from './rule.ts';
import type { Severities } from './severities.ts';
import { rules } from './rules/rules.ts';
import type { Subject } from './subject.ts';

export interface Outcome {
  readonly problems: readonly Problem[];
  readonly fixAll: Readonly<Record<string, Fix>>;
}

/** Findings of one rule that are shown. */
const most = 20;

export function applyRules(subject: Subject, severities: Severities): Outcome {
  const problems: Problem[] = [];
  const fixAll: Record<string, Fix> = {};
  for (const rule of rules) {
    if (severities[rule.id] === 'off') continue;
    const findings = rule.find(subject);
    problems.push(...findings.slice(0, most).map((finding) => toProblem(rule, finding)), ...unseen(rule, findings));
    const all = rule.fixAll && fixForAll(findings, rule.fixAll);
    if (all) fixAll[rule.id] = all;
  }
  return { problems, fixAll };
}

const toProblem = ({ id, severity }: Rule, finding: Finding): Problem => ({ code: id, severity, ...finding });

/** The number of the others stands where the first of them is. */
function unseen({ id }: Rule, findings: readonly Finding[]): Problem[] {
  const [next] = findings.slice(most);
  if (!next) return [];
  const message = l10n.t('There are {0} more problems of the rule "{1}", from here on.', findings.length - most, id);
  return [{ code: id, severity: 'information', message, path: next.path }];
}

function fixForAll(findings: readonly Finding[], title: (count: number) => string): Fix | undefined {
  const [first, ...others] = findings.flatMap(({ fixes = [] }) => fixes.slice(0, 1));
  if (!first || others.length === 0) return undefined;
  const also = [...(first.also ?? []), ...others.flatMap((fix) => [fix, ...(fix.also ?? [])])];
  return { ...first, title: title(others.length + 1), also };
}
