// `properties.id` repeats the name; the platform looks integrations up by either.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../json.ts';
import type { Rule } from './rule.ts';

export const idIsName: Rule = ({ name, service, value }) => {
  const path = [...service, 'properties', 'id'];
  const id = asString(get(value, ...path));
  if (id === undefined || id === name) return [];
  const message = l10n.t('The id "{0}" must be the same as the name "{1}".', id, name);
  return [
    {
      code: 'id-is-not-name',
      severity: 'error',
      message,
      path,
      fixes: [{ title: l10n.t('Use "{0}"', name), path, value: name }],
    },
  ];
};
