// A call that needs two credentials together cannot be made with the one scheme that an integration has.
import * as l10n from '@vscode/l10n';
import { requirementsOf } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import type { OperationPart, Subject } from '../subject.ts';

export const combinedSchemes: Rule = {
  id: 'combined-schemes',
  severity: 'warning',
  find: (subject) => {
    const affected = subject.operations.filter((operation) => together(subject, operation));
    const [first] = affected;
    const names = first && together(subject, first);
    if (!first || !names) return [];
    const message = l10n.t(
      '{0} of {1} operations ask for {2} together; an integration sends the credentials of one scheme only.',
      affected.length,
      subject.operations.length,
      names.map((name) => `"${name}"`).join(' + '),
    );
    return [{ message, path: 'security' in first.value ? [...first.path, 'security'] : ['security'] }];
  },
};

/** The schemes of the first alternative where every alternative is a combination. */
function together(subject: Subject, operation: OperationPart): readonly string[] | undefined {
  const alternatives = requirementsOf(subject, operation) ?? [];
  return alternatives.every((names) => names.length > 1) ? alternatives[0] : undefined;
}
