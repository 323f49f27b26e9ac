// A scheme that no `security` names is never applied: calls go out without credentials.
import * as l10n from '@vscode/l10n';
import { appliesAny } from '../requirements.ts';
import type { Rule } from '../rule.ts';

export const schemeNotApplied: Rule = {
  id: 'scheme-not-applied',
  severity: 'warning',
  find: (subject) => {
    const { operations, schemes, schemesPath } = subject;
    const [first] = schemes;
    if (!first || appliesAny(subject) || operations.length === 0) return [];
    const message = l10n.t(
      'No "security" applies the scheme "{0}", so the platform sends every request without credentials.',
      first.name,
    );
    const fix = {
      title: l10n.t('Apply "{0}" to all operations', first.name),
      path: ['security'],
      value: [{ [first.name]: [] }],
    };
    return [{ message, path: [...schemesPath, first.name], fixes: [fix] }];
  },
};
