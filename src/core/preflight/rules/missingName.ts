// A model is known by `info.title:info.version`; without both it has no name.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const missingName: Rule = {
  id: 'missing-name',
  severity: 'error',
  find: ({ document }) =>
    ['title', 'version'].flatMap((key) => {
      const value = get(document, 'info', key);
      if (asString(value)?.trim()) return [];
      const path = ['info', key];
      if (typeof value !== 'number') {
        const message = l10n.t('There is no info.{0}. The platform knows a model by its title and version.', key);
        return [{ message, path }];
      }
      const text = String(value);
      const message = l10n.t('info.{0} must be text: the model\'s name is made of it. Write "{1}".', key, text);
      return [{ message, path, fixes: [{ title: l10n.t('Write "{0}"', text), path, value: text }] }];
    }),
};
