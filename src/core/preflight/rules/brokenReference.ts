// A reference that leads nowhere leaves a hole where a schema, a parameter or an answer should be.
import * as l10n from '@vscode/l10n';
import { asString } from '../../json.ts';
import { lookUp } from '../../models/reference.ts';
import type { Rule } from '../rule.ts';
import { pathOf } from '../../models/walk.ts';

export const brokenReference: Rule = {
  id: 'broken-reference',
  severity: 'warning',
  find: ({ document, parts }) => {
    const found = new Map<string, boolean>();
    const leads = (reference: string): boolean => {
      const known = found.get(reference) ?? lookUp(document, reference) !== undefined;
      found.set(reference, known);
      return known;
    };
    return parts.flatMap(({ kind, value, place }) => {
      const reference = asString(value['$ref']) ?? '';
      if (kind !== 'reference' || !reference.startsWith('#/') || leads(reference)) return [];
      return [
        { message: l10n.t('There is nothing at {0} in this document.', reference), path: [...pathOf(place), '$ref'] },
      ];
    });
  },
};
