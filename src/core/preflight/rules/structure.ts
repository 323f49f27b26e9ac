// A document that breaks the schema of its OpenAPI version is refused on import.
import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule.ts';
import { explainFault, faultsOf } from '../structure/faults.ts';
import { structureErrors } from '../structure/validators.ts';

export const structure: Rule = {
  id: 'structure',
  severity: 'error',
  find: (subject) =>
    faultsOf(structureErrors(subject.document, subject.version), subject).map((fault) => ({
      message: [explainFault(fault), more(fault.count)].filter(Boolean).join(' '),
      path: fault.path,
      // Swagger 2.0 is converted before it is judged; what the conversion mends is not known.
      ...(subject.version === '3.0' ? {} : ({ severity: 'warning' } as const)),
    })),
};

function more(count: number): string {
  if (count === 1) return '';
  return count === 2 ? l10n.t('The same at one more place.') : l10n.t('The same at {0} more places.', count - 1);
}
