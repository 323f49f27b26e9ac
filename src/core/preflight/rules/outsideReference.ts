// The platform gets one document: what it refers to in other files or on the web does not come along.
import * as l10n from '@vscode/l10n';
import { asString } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { pathOf } from '../../models/walk.ts';

export const outsideReference: Rule = {
  id: 'outside-reference',
  severity: 'error',
  find: ({ parts }) =>
    parts.flatMap(({ kind, value, place }) => {
      const reference = asString(value['$ref']) ?? '#';
      if (kind !== 'reference' || reference.startsWith('#')) return [];
      const message = /^[a-z][a-z\d+.-]*:/i.test(reference)
        ? l10n.t(
            'The reference leads to the web: {0}. The platform gets this document only; put what it refers to into it.',
            reference,
          )
        : l10n.t(
            'The reference leads to another file: {0}. The platform gets one document only, and nothing was found there to put into it.',
            reference,
          );
      return [{ message, path: [...pathOf(place), '$ref'] }];
    }),
};
