// A model without operations gives no task to call.
import * as l10n from '@vscode/l10n';
import type { Rule } from '../rule.ts';

export const noOperation: Rule = {
  id: 'no-operation',
  severity: 'error',
  find: ({ operations }) =>
    operations.length > 0
      ? []
      : [
          {
            message: l10n.t('The document has no operation, so an integration of it could call nothing.'),
            path: ['paths'],
          },
        ],
};
