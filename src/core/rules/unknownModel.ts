// The model that an integration names must be known, or nothing can be said of its connection.
import * as l10n from '@vscode/l10n';
import { toModelKey } from '../integration.ts';
import type { Fix, Problem } from '../problem.ts';
import type { Rule } from './rule.ts';

export const unknownModel: Rule = ({ modelId, service }, { models }) => {
  if (modelId === '' || models.has(modelId)) return [];
  const path = [...service, 'model'];
  const alike = [...models.values()].filter(
    (model) => modelId.startsWith(`${model.title}:`) || modelId === model.title,
  );
  const fixes: readonly Fix[] = [
    ...alike.map((model) => ({ title: l10n.t('Use {0}', model.id), path, value: toModelKey(model.id) })),
    { title: l10n.t('Import Model…'), path, run: 'importModel' },
  ];
  const problem: Problem = {
    code: 'unknown-model',
    severity: 'warning',
    message: l10n.t('There is no model "{0}" here. Import its OpenAPI document, or choose another model.', modelId),
    path,
    fixes,
  };
  return [problem];
};
