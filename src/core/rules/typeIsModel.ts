// `properties.type` repeats the model's id; where they differ the platform takes the type.
import * as l10n from '@vscode/l10n';
import { asString, get } from '../json.ts';
import type { Rule } from './rule.ts';

export const typeIsModel: Rule = ({ modelId, service, value }) => {
  const path = [...service, 'properties', 'type'];
  const type = asString(get(value, ...path));
  if (type === undefined || type === modelId) return [];
  const message = l10n.t('The type "{0}" and the model "{1}" are not the same.', type, modelId);
  return [
    {
      code: 'type-is-not-model',
      severity: 'error',
      message,
      path,
      fixes: [{ title: l10n.t('Use "{0}"', modelId), path, value: modelId }],
    },
  ];
};
