// An integration has one security scheme: the first in the map. The others are ignored.
import * as l10n from '@vscode/l10n';
import type { SecurityScheme } from '../../model.ts';
import type { Fix } from '../../problem.ts';
import { accepts } from '../requirements.ts';
import type { Rule } from '../rule.ts';
import { schemeName } from '../schemeName.ts';
import type { Subject } from '../subject.ts';

export const severalSchemes: Rule = {
  id: 'several-schemes',
  severity: 'warning',
  find: (subject) => {
    const [first, ...others] = subject.schemes;
    if (!first || others.length === 0) return [];
    const ignored = others.map(schemeName).join(', ');
    const message = l10n.t(
      'The platform uses the first security scheme, {0}, and ignores {1}.',
      schemeName(first),
      ignored,
    );
    const text = [message, rejection(subject, first)].filter(Boolean).join(' ');
    return [{ message: text, path: subject.schemesPath, fixes: others.flatMap((scheme) => fixFor(subject, scheme)) }];
  },
};

function rejection(subject: Subject, { name }: SecurityScheme): string {
  const rejecting = subject.operations.filter((operation) => !accepts(subject, operation, name)).length;
  return rejecting > 0 ? l10n.t('{0} of {1} operations do not accept it.', rejecting, subject.operations.length) : '';
}

function fixFor({ schemesPath }: Subject, scheme: SecurityScheme): Fix[] {
  if (scheme.type === 'unsupported') return [];
  return [{ title: l10n.t('Use "{0}": move it first', scheme.name), path: [...schemesPath, scheme.name], first: true }];
}
